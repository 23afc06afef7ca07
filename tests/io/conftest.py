import pytest


@pytest.fixture
def write(tmp_path):
    """Return what writes a text to a file as a table, and gives its path."""

    def write_text(text):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write_text
