"""Cases of the 1930s in the first form of the utility, whose equilibria and bounds are known in closed form."""

from dataclasses import replace

from alignment_games.cases import Case
from alignment_games.cases import load_case as load
from alignment_games.states import FirstForm


def load_case(name, *, exact=False):
    """Return a case in the first form, with Germany's conversion of power at 1.2 and no perceived advantage."""
    case: Case = load(name, exact=exact)
    utility = FirstForm().exact() if exact else FirstForm()
    against = replace(case.model.against, offence=1.2)
    against = against.exact() if exact else against
    threat = replace(case.model.threat, of=against, offence_balance=1)
    return replace(case, model=replace(case.model, utility=utility, against=against, threat=threat))
