"""What a game or a family costs is said before it is spent."""

import time

import numpy as np
import pytest

import alignment_games as ag
from alignment_games.cli import main


@pytest.mark.parametrize(
    "words",
    [
        "sweep europe-1938 --over burden=0:1:1e12",
        "sweep europe-1938 --over burden=0:1:1000000 --over intent=0:1:1000000",
        "uncertain europe-1938 --draws 1e12",
        "uncertain europe-1938 --workers 100000",
        "sweep europe-1938 --over burden=0:1:3 --workers 100000",
        "sweep europe-1938 --over burden=0:1:3 --plot /no/such/folder/p.png",
        "sweep europe-1938 --over burden=0:1:3 --csv /no/such/folder/p.csv",
        "uncertain europe-1938 --draws 100 --plot /no/such/folder/p.png",
        "brief europe-1938 -o /no/such/folder/b.html",
        "classroom europe-1938 -o /",
    ],
)
def test_the_command_says_so_at_once_in_one_line(words, capsys):
    start = time.process_time()
    try:
        status = main(words.split())
    except SystemExit as stop:  # what the parser itself refuses
        status = stop.code
    assert status == 2
    assert time.process_time() - start < 5
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "use" in err or "cannot be written" in err


@pytest.mark.parametrize(
    ("states", "actions", "message"),
    [
        (10, 6, "604,661,760 payoffs: this needs 11.3 GiB"),
        (63, 3, r"more than 10\^15|an axis for each"),  # of which NumPy 1 has 32, NumPy 2 has 64
        (64, 2, "an axis for each"),
        (200, 1, "an axis for each"),
    ],
)
def test_a_table_that_is_too_large_is_not_begun(states, actions, message):
    names = ["balance", "buck_pass", "bandwagon", "arm", "soft_balance", "neutral"][:actions]
    model = ag.response_model(
        [ag.State(f"S{i}", power=1) for i in range(states)], ag.State("T", power=5), [0.4] * states, actions=names
    )
    with pytest.raises(ag.UnsupportedGameError, match=message):
        model.game()


@pytest.mark.slow
@pytest.mark.skipif(np.__version__ < "2", reason="arrays of NumPy 1 have at most 32 axes")
def test_coalitions_of_thirty_three_states_are_not_gone_through():
    states = [ag.State(f"S{i}", power=1) for i in range(33)]
    offered = {s.name: ("balance", "buck_pass") if i < 2 else ("buck_pass",) for i, s in enumerate(states)}
    game = ag.response_model(states, ag.State("T", power=5), [0.4] * 33, actions=offered).game()
    solution = ag.solve(game)
    assert "33 players form 8,589,934,592 of them" in " ".join(ag.explain(solution).split())
    for notion in ("strong", "coalition_proof"):
        verdict = ag.refine(solution, [notion])[0][notion]
        assert verdict.holds is None
        assert verdict.reason == "8,589,934,592 coalitions with 4 profiles are too many to be gone through"


@pytest.mark.slow
def test_a_case_of_many_states_is_told_beside_its_record(tmp_path, capsys):
    rows = "".join(
        f'[[states]]\nname = "S{k}"\npower = 0.01\ndistance_km = 900\nintent = 0.9\nrecorded = "bandwagon"\n'
        for k in range(70)
    )
    path = tmp_path / "many.toml"
    path.write_text(f'title = "Many"\nyear = 1950\n[threat]\nname = "T"\npower = 0.2\n{rows}', encoding="utf-8")
    assert main(["solve", str(path)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "recorded: S0 bandwagons, S1 bandwagons, " in said


@pytest.mark.parametrize("words", ["sweep europe-1938 --over burden=0:1:3", "uncertain europe-1938 --draws 100"])
def test_a_run_may_have_a_limit(words, capsys):
    assert main([*words.split(), "--time-limit", "0"]) == 1  # unfinished, no mistake
    assert "the time limit of 0 s passed after 0 of" in capsys.readouterr().err
