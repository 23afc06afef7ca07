import pytest

from alignment_games.sweeps.families import _residuals


@pytest.fixture(autouse=True)
def all_rounds(monkeypatch):
    """Strike out all that goes: in games as few and small as those of tests the tables would be quicker made."""
    monkeypatch.setattr(_residuals, "_WORTH_A_ROUND", 0)
    monkeypatch.setattr(_residuals, "_MORE", 1)
