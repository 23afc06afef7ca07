"""Are utilities and a selection rule found again from all equilibria? 200 records of 1,000 entry games; see --help.

Two states each enter where it pays, best of all together, with shocks to every profile; one equilibrium is selected by
a logit. What a state's entering brings the other, whether that enters or not, differs from game to game: it moves
which equilibrium has the largest joint payoff, and nobody's best reply. Without such an exclusion restriction (Bajari,
Hong & Ryan 2010) little tells selection from the constant: a coefficient of .5 then has an error of .5.

Searches begin at the truth, which keeps them cheap: twelve minutes. ``--speed`` times estimates from 500 games with
10,000 draws each, from no effect.
"""

import argparse
import time
from dataclasses import replace

import numpy as np

from alignment_games.errors import AlignmentGamesError
from alignment_games.estimation import SelectionProblem, entry_games, simulate_play
from alignment_games.text.tables import Table

TRUTH, SELECTION = [-1.5, 1.0, 3.0], {"joint_payoff": 1.0}
#: 95 % quantiles: of the normal distribution, and of chi square.
Z95, CHI95 = 1.959964, 3.841459


def design(games):
    """Return games whose states differ in power and in what they bring each other, nobody having chosen yet."""
    rng = np.random.default_rng(1)
    power, spillover = 2 * rng.normal(size=(games, 2)), 3 * rng.normal(size=games)
    found = entry_games({"power": power}, np.zeros((games, 2), dtype=int))
    first, second = np.indices((2, 2))
    return replace(found, base=spillover[:, None, None, None] * np.stack([second, first]))


def fits(records, games, draws, first=0):
    """Yield estimates of simulated records, None where a record gives none."""
    given, start = design(games), [*TRUTH, *SELECTION.values()]
    for seed in range(first, first + records):
        record = simulate_play(given, TRUTH, SELECTION, rng=seed)
        try:
            found = SelectionProblem(record, list(SELECTION)).solve(start, draws=draws, rng=seed)
        except AlignmentGamesError:
            yield None
            continue
        yield None if found.at_bound else found


def rows_of(records, games, draws, first=0):
    """Return of each record, by parameter: the estimate less the truth, both errors, and the likelihood ratio."""
    truth, found = [*TRUTH, *SELECTION.values()], []
    for each in fits(records, games, draws, first):
        if each is None:
            continue
        ratios = [each.likelihood_ratio(name, value) for name, value in zip(each.problem.names, truth, strict=True)]
        columns = (each.parameters - truth, list(each.errors.values()), list(each.clustered_errors.values()), ratios)
        found.append(np.array(columns))
    return np.array(found)


def recovery(records, games, draws, first=0):
    """Return in words how estimates spread about the truth, and how often intervals hold it."""
    found = rows_of(records, games, draws, first)
    gaps, errors, clustered, ratios = np.moveaxis(found, 1, 0)
    truth, rows = [*TRUTH, *SELECTION.values()], []
    for k, name in enumerate(SelectionProblem(design(2), list(SELECTION)).names):
        kinds = (abs(gaps) <= Z95 * errors, abs(gaps) <= Z95 * clustered, ratios <= CHI95)
        covers = [f"{kind[:, k].mean():.1%}" for kind in kinds]
        bias, error = (x / abs(truth[k]) for x in (gaps[:, k].mean(), gaps[:, k].std() / np.sqrt(len(gaps))))
        spread = f"{gaps[:, k].std():.3f}"
        rows.append(
            [name, f"{truth[k]:g}", f"{bias:+.1%} ± {error:.1%}", spread, f"{errors[:, k].mean():.3f}", *covers]
        )
    head = f"{records} records of {games:,} games, {draws:,} draws each; {records - len(gaps)} without estimates"
    columns = ["parameter", "truth", "bias", "spread", "mean error", "Wald covers", "clustered", "profile"]
    return str(Table(columns, rows, head))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=200)
    parser.add_argument("--games", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=1024)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first record")
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    begun = time.process_time()
    if options.speed:
        record = simulate_play(design(500), TRUTH, SELECTION, rng=1)
        print(SelectionProblem(record, list(SELECTION)).solve(draws=10_000))
    else:
        print(recovery(options.records, options.games, options.draws, options.first))
    print(f"{time.process_time() - begun:.0f} s of processor time")
