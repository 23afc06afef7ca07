import functools
import os
import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import sympy
from scipy.stats import norm

import alignment_games as ag
from alignment_games.errors import StoreError
from alignment_games.signatures import Quantity, as_annotated
from alignment_games.states import SecurityUtility, contest, difference_contest, ratio_contest
from alignment_games.sweeps import sweep
from alignment_games.sweeps._identity import Identity, selection_identity
from alignment_games.sweeps.selection import first
from tests.sweeps import builders

ROOT = Path(__file__).parents[2]


def made(source, name="build"):
    """The builder that a text defines."""
    scope = {"__name__": "users_own", "np": np, "Fraction": Fraction, "functools": functools}
    exec(textwrap.dedent(source), scope)  # noqa: S102 - text of these tests
    return scope[name]


def digest(builder):
    return Identity(builder).digest()


#: Pairs of builders that differ in one place only, the «one|other».
PAIRS = {
    "a number": "def build(x): return x + «1|2»",
    "a float's sign of zero": "def build(x): return x * «|-»0.0",
    "an int and a float": "def build(x): return x + «1|1.0»",
    "an operation": "def build(x): return x «+|-» 1",
    "a name": "def build(x): return «np.sin|np.cos»(x)",
    "a default": "def build(x, c=«1|2»): return x + c",
    "a keyword's default": "def build(x, *, c=«1|2»): return x + c",
    "an inner function": "def build(x): return (lambda y: y + «1|2»)(x)",
    "a global number": "C = «1|2»\ndef build(x): return x + C",
    "one entry of a table": "T = np.arange(9.0)\n«|T[3] += 1e-12\n»def build(x): return x + T[8]",
    "a helper's code": "def help_out(x): return «|2 * »x\ndef build(x): return help_out(x)",
    "a helper's helper": "C = «1|2»\ndef f(x): return x + C\ndef g(x): return f(x)\ndef build(x): return g(x)",
    "a closure's cell": "def make(c):\n    return lambda x: x + c\nbuild = make(Fraction(1, «3|4»))",
    "an argument of a partial": "def f(x, c): return x + c\nbuild = functools.partial(f, c=[1, {2: «3|4»}])",
    "what an object holds": (
        "class B:\n    def __init__(self, c): self.c = c\n    def __call__(self, x): return x + self.c\n"
        "build = B(«1|2»)"
    ),
    "a method": "class B:\n    def __call__(self, x): return self.f(x)\n    def f(self, x): return «|-»x\nbuild = B()",
    "a base class": "class A:\n    c = «1|2»\nclass B(A):\n    def f(self, x): return x + self.c\nbuild = B().f",
    "behind a memory": "@functools.lru_cache\ndef f(x): return «|-»x\ndef build(x): return f(x)",
    "a set": "S = {'a', '«b|c»'}\ndef build(x): return x in S",
    "a branch that no probe reaches": "def build(x): return «1|2» if x == 0.123456 else 0",
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_builders_that_differ_anywhere_are_told_apart(pair):
    one, other = (re.sub(r"«(.*?)\|(.*?)»", side, pair, flags=re.DOTALL) for side in (r"\1", r"\2"))
    assert digest(made(one)) == digest(made(one))
    assert digest(made(one)) == digest(made("\n\n# A remark.\n" + one)), "where the code stands is no part of it"
    assert digest(made(one)) != digest(made(other))


def test_data_of_libraries_are_told_apart():
    held = [sympy.Symbol("x"), sympy.Symbol("x", positive=True), norm(1, 2), norm(1, 3), Fraction(1, 2), 0.5, b"", ""]
    held += [np.zeros(2), np.zeros((2, 1)), np.zeros(2, dtype=int), np.array([Fraction(1)]), (1,), [1], {1: 2}, {2: 1}]
    digests = [digest(functools.partial(builders.boxes, each)) for each in held]
    assert len(set(digests)) == len(held)


def test_cases_and_models_are_told_apart_by_their_figures_and_need_no_code():
    case = ag.load_case("europe-1938")
    same, other = ag.load_case("europe-1938"), ag.load_case("europe-1939")
    assert digest(case) == digest(same) != digest(other)
    assert digest(case.model) == digest(same.model) != digest(case.model.with_parameters(burden=0.123))
    assert "cpython" not in digest(case.model)
    assert "cpython" in digest(builders.boxes) or sys.implementation.name != "cpython"


def test_modules_of_the_user_are_followed(monkeypatch):
    def build_with(gain):
        module = ModuleType("users_figures")
        exec(f"GAIN = {gain}\nIDLE = 0\ndef payoff(x): return GAIN * x", vars(module))  # noqa: S102
        monkeypatch.setitem(sys.modules, "users_figures", module)
        return made("import users_figures\ndef build(x): return users_figures.payoff(x)")

    assert digest(build_with(1)) == digest(build_with(1)) != digest(build_with(2))
    within = "def build(x):\n    from users_figures import payoff\n    return payoff(x)"
    build_with(1)
    one = digest(made(within))
    build_with(2)
    assert digest(made(within)) != one


@dataclass(frozen=True)
class Burden:
    """A model of the user's own, with something that it works out once and keeps."""

    gain: float

    @functools.cached_property
    def twice(self):
        return 2 * self.gain

    def __call__(self, x=0.0):
        return builders.boxes(np.asarray(x) + self.twice)


def test_what_an_object_works_out_and_keeps_is_no_part_of_it():
    model = Burden(1.0)
    before = digest(model)
    assert model.twice == 2
    assert digest(model) == before != digest(Burden(2.0))


def test_that_a_game_has_been_solved_is_no_part_of_it():
    game = ag.load_case("russia-2022").game()
    before = digest(game)
    ag.solve(game)
    assert digest(game) == before != digest(ag.load_case("russia-2014").game())


def test_what_a_builder_counts_and_remembers_is_no_part_of_it(tmp_path):
    calls, memory = [], {}

    def build(x=0.0):
        calls.append(x)
        memory[str(x)] = x
        return builders.boxes(x)

    one = sweep(build, vary={"x": [0.1, 0.2]}, store=tmp_path / "runs.store")
    assert len(calls) > 2
    calls.append("more")
    memory.clear()
    assert np.array_equal(sweep(build, vary={"x": [0.1, 0.2]}, store=tmp_path / "runs.store").counts, one.counts)


def test_what_a_function_of_the_package_keeps_of_its_first_call_is_no_part_of_it(monkeypatch):
    uncalled = as_annotated(defence=Quantity)(ratio_contest.__wrapped__)
    monkeypatch.setattr(contest, "ratio_contest", uncalled)
    utility = SecurityUtility(contest=uncalled)
    before = digest(utility)
    uncalled(1, 2)
    assert digest(utility) == before != digest(SecurityUtility(contest=difference_contest))


def test_a_store_of_another_builder_is_refused_though_it_agrees_where_one_looks(tmp_path):
    path, x = tmp_path / "runs.store", np.linspace(-1, 1, 1000)

    def gain(bonus):
        return lambda x=0.0: builders.boxes(np.where(np.asarray(x) == axis_50, bonus, x))

    axis_50 = float(x[50])
    sweep(gain(5.0), vary={"x": x}, store=path)
    with pytest.raises(StoreError, match=r"its model, in code and data is .*, this run's is"):
        sweep(gain(-5.0), vary={"x": x}, store=path)
    assert sweep(gain(5.0), vary={"x": x}, store=path).counts.shape == (1000,)


def test_selections_are_told_apart_by_name_and_code():
    assert selection_identity(first) == "alignment_games.sweeps.selection.first"
    one, other = (made(f"def build(p, e): return {k} + 0 * e[:, 0, 0]") for k in (0, 1))
    assert selection_identity(one) != selection_identity(other)
    assert selection_identity(one).startswith("users_own.build (")


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
import users_model
from alignment_games.sweeps._identity import Identity
print(Identity(users_model.build).digest())
"""

MODEL = """
import enum, functools, logging, threading
import numpy as np
import sympy
from dataclasses import dataclass, field
from scipy.stats import norm

logger, lock, rng, spread = logging.getLogger("users"), threading.Lock(), np.random.default_rng(), norm(0, 1)
names, x = {"Britain", "France", "USSR", "Germany"}, sympy.Symbol("x", positive=True)

class Mode(enum.Enum):
    LOUD = 1
    QUIET = 2

@dataclass
class Held:
    mode: Mode = Mode.LOUD
    names: dict = field(default_factory=lambda: dict.fromkeys(sorted(names)))

held = Held()

def build(a):
    logger.info("building")
    with lock:
        return a, rng, spread.ppf(0.5), sorted(names), x, held.mode, held
"""


@pytest.mark.slow
def test_the_digest_is_the_same_in_every_process(tmp_path):
    (tmp_path / "users_model.py").write_text(MODEL, encoding="utf-8")
    script, runs = [sys.executable, "-c", SCRIPT, str(tmp_path)], []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        runs.append(subprocess.Popen(script, env=environment, stdout=subprocess.PIPE, text=True))
    one, other = (process.communicate()[0] for process in runs)
    assert one == other
    assert len(one) > 20
