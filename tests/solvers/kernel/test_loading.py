"""Small searches never wait for a compiler; what this machine has compiled is loaded sooner."""

import logging
from types import SimpleNamespace

import pytest

from alignment_games.solvers._kernel import games, loading
from alignment_games.solvers._kernel.compiling import COMPILES

pytestmark = pytest.mark.skipif(COMPILES, reason="run without a compiler by test_interpreted.py")


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Return a function that says what is kept on disk: nothing, code older than its sources, or code of these."""
    monkeypatch.setattr(loading, "COMPILES", True)
    monkeypatch.setattr(loading, "EFFORT", loading.Effort())

    def keeps(*, code):
        if code:
            (tmp_path / "games.search_games-20.py311.nbi").touch()
        compiled = SimpleNamespace(stats=SimpleNamespace(cache_path=str(tmp_path)))
        monkeypatch.setattr(games, "search_games", compiled)
        loading._is_kept.cache_clear()
        loading._say_once.cache_clear()

    yield keeps
    loading._is_kept.cache_clear()
    loading._say_once.cache_clear()


@pytest.mark.parametrize("code", [False, True])
def test_the_kernel_is_waited_for_when_that_pays(machine, code, caplog):
    machine(code=code)
    assert not loading.pays(343, (3, 3, 3))  # one game of three states
    assert loading.pays(400, (3, 3, 3)) is code
    assert loading.loaded((3, 3, 3)) is code
    assert loading.pays(10_000, (3, 3, 3))
    with caplog.at_level(logging.INFO, "alignment_games"):
        loading._games()
        loading._games()
    (said,) = caplog.records
    assert said.levelno == (logging.INFO if code else logging.WARNING)


def test_nobody_waits_for_a_compiler_longer_than_for_the_answer(machine):
    machine(code=False)
    assert not loading.pays(50_000, (3, 3, 3), seconds=20)
    assert not loading.loaded((3, 3, 3))
    assert loading.pays(1, (3, 3, 3), seconds=1000)
    loading._games()
    assert loading.pays(1, (3, 3, 3), seconds=20)


def test_without_a_folder_to_keep_code_in_it_is_compiled_each_time(machine, monkeypatch):
    machine(code=True)
    monkeypatch.setattr(games.search_games.stats, "cache_path", None)
    assert not loading.pays(9_000, (3, 3, 3))
    assert loading.pays(9_000, (3, 3, 3))
