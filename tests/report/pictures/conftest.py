import pytest


@pytest.fixture(autouse=True)
def _close_figures():
    pyplot = pytest.importorskip(
        "matplotlib.pyplot", reason="matplotlib is not installed; it comes with the plot extra"
    )
    pyplot.switch_backend("Agg")
    yield
    pyplot.close("all")
