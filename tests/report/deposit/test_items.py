"""What goes into a deposit: each model opens again as it was, and plain values alone become lines of Python."""

import ast
from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.cases.own import read_case_or_model
from alignment_games.io.model_files.model_writer import model_document
from alignment_games.io.results.provenance import fingerprint
from alignment_games.report.deposit.items import items_of, literal, panel_call


def opened_again(item, folder):
    """Return what the line of an item opens, run where the script would."""
    (folder / "models").mkdir(exist_ok=True)
    if item.put:
        item.put(folder / "models" / item.file)
    line = item.opening.replace("models/", f"{folder}/models/")
    names = {"ag": ag, "read_case_or_model": read_case_or_model, "Fraction": Fraction}
    return eval(line, names)  # noqa: S307 - a line of ours


def test_a_case_is_one_file_with_its_record_and_sources(tmp_path):
    case = ag.load_case("europe-1938")
    (item,) = items_of("europe-1938")
    found = read_case_or_model(opened_again(item, tmp_path))
    assert (item.name, item.title) == ("europe-1938", case.title)
    assert (found.recorded, found.sources, found.title) == (case.recorded, case.sources, case.title)
    assert model_document(found.model) == model_document(case.model)


def test_a_case_in_fractions_stays_in_fractions(tmp_path):
    (item,) = items_of(ag.load_case("europe-1939", exact=True))
    assert opened_again(item, tmp_path).model.game().arithmetic == "exact"


def test_a_file_is_taken_as_it_is(tmp_path):
    path = tmp_path / "mine.toml"
    ag.write_model("europe-1938", path, title="Mine")
    path.write_text("# what I thought\n" + path.read_text("utf-8"), encoding="utf-8")
    (item,) = items_of(path)
    opened_again(item, tmp_path)
    assert (tmp_path / "models" / "mine.toml").read_bytes() == path.read_bytes()
    assert (item.name, item.title) == ("mine", "Mine")


@pytest.mark.parametrize("given", ["dilemma", "trust", "chain_ganging", "volunteer", "burden_sharing"])
def test_a_model_of_the_catalogue_is_built_again(given, tmp_path):
    (item,) = items_of(given)
    assert fingerprint(ag.NormalFormGame.to_float(opened_again(item, tmp_path))) == fingerprint(
        ag.as_model(given).game().to_float()
    )


def test_names_are_given_kept_apart_and_fit_for_files():
    game = ag.NormalFormGame([[1, 2]])
    named = items_of({"a/b c": game, "a-b-c": game, "../x": game})
    assert [item.name for item in named] == ["a-b-c", "a-b-c-2", "x"]
    assert [item.name for item in items_of([game, game])] == ["model", "model-2"]
    assert items_of(None) == []


def test_a_solution_keeps_its_solver_and_one_of_sums_its_model(tmp_path):
    (item,) = items_of(ag.solve("europe-1938", ag.solvers.PureEnumeration()))
    assert item.solver == "PureEnumeration(otherwise=None)"
    assert len(ag.as_model(opened_again(item, tmp_path)).names) == 3


def test_plain_values_are_written_out_and_others_refused():
    assert literal(np.float64(0.5)) == "0.5"
    assert literal(("é", None, True, Fraction(1, 3))) == "('\\xe9', None, True, Fraction(1, 3))"
    assert ast.literal_eval(literal({("a", 1): [np.array([1, 2])]})) == {("a", 1): [[1, 2]]}
    utility = ag.SecurityUtility(burden=0.02, autonomy=0.1)
    assert eval(literal(utility), {"ag": ag}) == utility  # noqa: S307 - a line of ours
    for value in (object(), print, ag.SecurityUtility(contest=lambda x: x)):
        with pytest.raises(ag.InvalidModelError, match="a script cannot write out"):
            literal(value)


def test_a_panel_is_a_call_on_its_file():
    path, call = panel_call({"dyads": "far/away.csv", "threats": [2], "intent": {"3": 0.5}})
    assert (path.as_posix(), call) == ("far/away.csv", "ag.panel('away.csv', threats=[2], intent={'3': 0.5})")
