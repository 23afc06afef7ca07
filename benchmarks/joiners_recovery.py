"""Are known parameters of joining found again? 200 records of 800 invented disputes; some 15 seconds."""

import numpy as np

from alignment_games.estimation import fit_joiners
from alignment_games.estimation.joining import PARAMETERS
from alignment_games.io import read_third_parties
from alignment_games.text.tables import Table
from tests.estimation.joining.invented import TRUTH, columns, decided

RECORDS, Z95 = 200, 1.959964

design = columns(disputes=800)
fits = [fit_joiners(read_third_parties(decided(design, seed=seed))) for seed in range(RECORDS)]
gaps = np.array([fit.parameters for fit in fits]) - TRUTH
rows = []
for k, name in enumerate(PARAMETERS):
    covered = []
    for kind in ("errors", "clustered_errors"):
        errors = np.array([getattr(fit, kind)[name] or np.nan for fit in fits])
        inside = np.isfinite(errors)  # at a bound there is no interval
        covered.append(f"{(abs(gaps[inside, k]) <= Z95 * errors[inside]).mean():.1%}")
    bias, error = gaps[:, k].mean() / TRUTH[k], gaps[:, k].std(ddof=1) / np.sqrt(RECORDS) / TRUTH[k]
    rows.append([name, f"{TRUTH[k]:g}", f"{bias:+.1%} ± {error:.1%}", *covered])
bound = sum(bool(fit.at_bound) for fit in fits)
print(f"{RECORDS} records, {bound} with a parameter at its bound")
print(Table(["parameter", "truth", "bias", "95 % covers", "clustered"], rows))
