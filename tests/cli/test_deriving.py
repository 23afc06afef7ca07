"""Derivations from figures of absurd size: an answer in numbers that can be read."""

import pytest

from alignment_games.cli import main


@pytest.mark.parametrize(
    "options",
    [
        "--by burden --set appeasement=1 --set power.France=1e300",
        "--by punishment --set threat_offence=1e-308",
        "--by intent.France --set threat_offence=1e-308",
    ],
)
def test_figures_at_the_ends_of_floats(options, capsys):
    words = "threshold europe-1938 --state France --between balance,buck_pass --others bandwagon,bandwagon"
    assert main([*words.split(), *options.split()]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("France prefers balance to buck_pass")
    assert "<= 0 " not in out  # no positive bound is told as zero
    assert err == ""
    assert max(map(len, out.splitlines())) < 200
