"""Are utilities and a selection rule found again from all equilibria? 200 records of 1,000 entry games; see --help.

Two states each, with shocks to every profile; one equilibrium is selected by a logit. Searches begin at the truth,
which keeps them cheap: five minutes. ``--speed`` times estimates from 500 games with 10,000 draws each, from no effect.
"""

import argparse
import time

import numpy as np

from alignment_games.errors import AlignmentGamesError
from alignment_games.estimation import SelectionProblem, entry_games, simulate_play
from alignment_games.text.tables import Table

TRUTH, SELECTION, Z95 = [-1.5, 1.0, 3.0], {"joint_payoff": 0.5}, 1.959964


def design(games):
    """Return games whose states differ in power, nobody having chosen yet."""
    power = 2.5 * np.random.default_rng(1).normal(size=(games, 2))
    return entry_games({"power": power}, np.zeros((games, 2), dtype=int))


def fits(records, games, draws, first=0):
    """Yield estimates and errors of simulated records, None where a record gives none."""
    given, start = design(games), [*TRUTH, *SELECTION.values()]
    for seed in range(first, first + records):
        record = simulate_play(given, TRUTH, SELECTION, rng=seed)
        try:
            found = SelectionProblem(record, list(SELECTION)).solve(start, draws=draws, rng=seed)
        except AlignmentGamesError:
            yield None
            continue
        yield None if found.at_bound else found


def recovery(records, games, draws):
    """Return in words how estimates spread about the truth, and how often intervals hold it."""
    found = list(fits(records, games, draws))
    kept = [each for each in found if each is not None]
    truth = np.array([*TRUTH, *SELECTION.values()])
    gaps = np.array([each.parameters for each in kept]) - truth
    rows = []
    for k, name in enumerate(kept[0].problem.names):
        errors = [np.array([getattr(each, kind)[name] for each in kept]) for kind in ("errors", "clustered_errors")]
        covers = [f"{(abs(gaps[:, k]) <= Z95 * own).mean():.1%}" for own in errors]
        bias, error = (value / abs(truth[k]) for value in (gaps[:, k].mean(), gaps[:, k].std() / np.sqrt(len(kept))))
        spread = f"{gaps[:, k].std():.3f}"
        rows.append([name, f"{truth[k]:g}", f"{bias:+.1%} ± {error:.1%}", spread, f"{errors[0].mean():.3f}", *covers])
    head = f"{records} records of {games:,} games, {draws:,} draws each; {records - len(kept)} without estimates"
    columns = ["parameter", "truth", "bias", "spread", "mean error", "95 % covers", "clustered"]
    return str(Table(columns, rows, head))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=200)
    parser.add_argument("--games", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=256)
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    begun = time.process_time()
    if options.speed:
        record = simulate_play(design(500), TRUTH, SELECTION, rng=1)
        print(SelectionProblem(record, list(SELECTION)).solve(draws=10_000))
    else:
        print(recovery(options.records, options.games, options.draws))
    print(f"{time.process_time() - begun:.0f} s of processor time")
