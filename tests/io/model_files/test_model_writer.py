"""Model files written and read back: the same payoffs, to the last bit."""

import math
import tomllib
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.io.model_files.model_writer import model_document, to_toml, write_model
from alignment_games.states import AdditiveThreat, ExponentialProximity, PowerOnlyThreat, RationalProximity
from alignment_games.states.contest import difference_contest


def own_form(power, *others):
    return power


def own_contest(defence, attack, decisiveness):
    return defence / (defence + attack)


@pytest.mark.parametrize("ending", [".toml", ".json"])
@pytest.mark.parametrize("name", ag.case_names())
@pytest.mark.parametrize("exact", [False, True])
def test_every_case_comes_back(tmp_path, ending, name, exact):
    model = ag.load_case(name, exact=exact).model
    write_model(model, tmp_path / f"m{ending}", title="A 'title' with \"quotes\"")
    back = ag.read_model(tmp_path / f"m{ending}", exact=exact)
    assert (back.names, back.actions) == (model.names, model.actions)
    assert np.array_equal(back.threat.values, model.threat.values)
    assert back.utility.contest == model.utility.contest
    figures = model.utility.figures()
    assert all(np.array_equal(value, figures[name]) for name, value in back.utility.figures().items())
    assert [vars(each) for each in back.guarantors] == [vars(each) for each in model.guarantors]
    assert back.reliability == model.reliability
    assert [vars(state) for state in back.states] == [vars(state) for state in model.states]
    if math.prod(map(len, model.actions)) <= (50 if exact else 5000):  # the figures decide the payoffs of any size
        assert np.array_equal(back.payoffs(), model.payoffs())


@pytest.mark.parametrize("form", [AdditiveThreat(power=3, intent=0.5), PowerOnlyThreat()])
def test_forms_weights_contest_and_own_rows_come_back(tmp_path, form):
    model = ag.load_case("europe-1938").model.with_parameters(
        form=form,
        proximity=RationalProximity(500),
        contest=difference_contest,
        securitization={"France": 2.5},
        burden=np.array([0.1, 0.2, 0.3]),
    )
    model = replace(model, table={"hedge it": ag.Response(membership=0.5, cost=1e-9)})
    model = replace(model, actions=(("balance", "hedge it"), *model.actions[1:]))
    write_model(model, tmp_path / "m.toml")
    back = ag.read_model(tmp_path / "m.toml")
    assert np.array_equal(back.payoffs(), model.payoffs())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"proximity": ExponentialProximity()}, "rational proximity"),
        ({"threat": [1, 2, 3]}, "given outright"),
        ({"form": own_form}, "threat forms"),
        ({"contest": own_contest}, "contests"),
        ({"burden": np.array([[0.1], [0.2]])}, "one number|list|family|decimals"),
        ({"burden": Fraction(1, 3)}, "1/3 is not one"),
    ],
)
def test_what_no_file_can_hold_is_refused(tmp_path, change, reason):
    model = ag.load_case("europe-1938").model.with_parameters(**change)
    with pytest.raises(ag.InvalidModelError, match=reason):
        write_model(model, tmp_path / "m.toml")


def test_toml_text_reads_back_as_the_same_document():
    document = {
        **model_document(ag.load_case("europe-1936").model),
        "odd key": 'tab\t"quote" \\ \x7f é',
        "small": 1e-12,
        "large": 1e300,
        "yes": True,
        "list": [1, 2.5, "three"],
    }
    assert tomllib.loads(to_toml(document)) == document
