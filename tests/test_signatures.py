"""What a signature says of its arguments is looked at, and no more than that."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.signatures import Quantity, as_annotated, fields_as_annotated

if TYPE_CHECKING:
    from decimal import Decimal

Figures = float | Mapping[str, float]


@as_annotated(but=("own",))
def take(
    anything: Any = None,
    *names: str,
    flag: bool = False,
    text: str = "",
    count: int = 1,
    rate: float | None = None,
    style: Literal["plain", "ruled"] = "plain",
    figures: Figures = 1.0,
    entries: Sequence[str] = (),
    either: Sequence[str | Sequence[str]] = (),
    pair: tuple[float, float] = (0.0, 1.0),
    rule: str | Callable[[Any], Any] = "first",
    path: str | Path | None = None,
    table: Mapping[str, Any] | None = None,
    listed: Iterable[Any] | np.ndarray = (),
    late: Decimal | None = None,
    own: int = 0,
) -> str:
    """Return what was given, as text."""
    return str((anything, names, flag, text, count, rate, style, figures, entries, pair, rule, path, table, late))


ARRAY = np.zeros((2, 3))


class Series:
    """What pandas has: a mapping in all but its name."""

    def keys(self) -> list[str]:
        return ["Britain"]

    def __getitem__(self, key: str) -> float:
        return 0.5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("flag", ARRAY), ("flag", "yes"), ("flag", 2), ("text", 3), ("text", ARRAY), ("count", "1"), ("count", True),
        ("rate", []), ("style", ARRAY), ("figures", "zz"), ("entries", 3), ("pair", None), ("rule", 3.0),
        ("path", 3), ("table", [1]), ("entries", b"ab"),
        ("entries", ["a", 3]), ("entries", {3}), ("entries", np.array([1])), ("entries", np.array("a")),
        ("either", ["a", 3]), ("either", [["a", 3]]),
    ],
)  # fmt: skip
def test_another_kind_is_one_line(name: str, value: Any) -> None:
    with pytest.raises(InvalidModelError, match=rf"^(entry \d of )*{name} must be .*, got ") as error:
        take(**{name: value})
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "given",
    [
        {"flag": np.bool_(True)}, {"flag": 1}, {"count": np.int64(3)}, {"count": 1e6}, {"rate": Fraction(1, 3)},
        {"rate": None}, {"figures": {"a": 1}}, {"figures": 2}, {"figures": Series()}, {"entries": "abc"},
        {"entries": np.array(["a"])}, {"pair": [1, 2]}, {"rule": len},
        {"entries": (str(k) for k in range(2))}, {"either": ["a", ["b", "c"]]}, {"pair": ARRAY},
        {"path": Path("x")}, {"listed": 3}, {"late": 3}, {"anything": ARRAY},
        {"own": "0"},
    ],
)  # fmt: skip
def test_what_the_signature_allows_or_leaves_open_passes(given: dict[str, Any]) -> None:
    assert take(**given)


def test_what_is_made_as_it_goes_is_a_list_where_one_is_asked_for() -> None:
    @as_annotated()
    def twice(names: Sequence[str], *, more: tuple[str, ...] = (), once: Iterable[str] = ()) -> tuple[str, ...]:
        assert iter(once) is once or once == ()
        return (*names, *names, *more, *more)

    assert twice(name for name in "ab") == ("a", "b", "a", "b")
    assert twice((), more=iter(["c"]), once=iter("d")) == ("c", "c")  # type: ignore[arg-type] # as users give it
    with pytest.raises(InvalidModelError, match=r"^entry 2 of names must be a text, got 3$"):
        twice(iter(["a", 3]))  # type: ignore[arg-type, list-item]


def test_positions_count_and_further_ones_are_left_alone() -> None:
    assert take(3, "a", "b").startswith("(3, ('a', 'b')")
    with pytest.raises(TypeError, match="unknown"):
        take(unknown=3)


def test_it_stays_the_function_that_it_was() -> None:
    assert pickle.loads(pickle.dumps(take)) is take  # noqa: S301 - written in the line itself
    assert list(inspect.signature(take).parameters)[:2] == ["anything", "names"]
    assert take.__doc__


@fields_as_annotated()
@dataclass(frozen=True)
class Record:
    """A record with a list that it makes a tuple of."""

    names: tuple[str, ...]
    rate: float = 1.0


def test_the_fields_of_a_record_are_looked_at_before_the_record_looks() -> None:
    assert replace(Record(["a"]), rate=2).rate == 2  # type: ignore[arg-type] # as users give it
    for given in ({"names": 3}, {"names": ["a", 3]}, {"names": ["a"], "rate": "2"}):
        with pytest.raises(InvalidModelError, match=r"must be .*, got "):
            Record(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [1, 0.5, Fraction(1, 3), np.float64(1), ARRAY, 10**30])
def test_a_figure_is_what_formulas_compute_with(value: Any) -> None:
    assert isinstance(value, Quantity)


@pytest.mark.parametrize("value", ["1", None, [1.0], {}, b"1", int, Path("1"), len])
def test_what_is_no_figure(value: Any) -> None:
    assert not isinstance(value, Quantity)
