"""Alexander's campaign against Napoleon: the speech that shifts perceived intent is made where it pays the speaker.

In 1813 Russia presented Napoleon to Germany as the oppressor of all (securitization: Buzan, Waever & de Wilde 1998),
and Bavaria changed sides by the treaty of Ried. Here the speech is a move: it costs Russia 0.01, and whom it convinces
sees the odds of ill intent fourfold. It is made in equilibrium iff the chance to convince, times what the shifted
alignment is worth to the speaker, exceeds the cost; else Russia stays silent: where few would listen, where the
audience would stand by it anyway (Austria), and in 1805, when a Bavarian change of sides was worth little to Russia.
"""

from alignment_games import load_case, solve
from alignment_games.models import campaign_game
from alignment_games.solvers import PureEnumeration

#: What the speech costs, in payoff units, and by how much it multiplies the odds of ill intent.
COST, FACTOR = 0.01, 4


def outcomes(name, audience, chance):
    """Return what Russia does and what its audience plans, in each pure equilibrium whose plan is credible.

    A plan is credible if it is best after either news: a threat to bandwagon, should Russia be silent, is not, where
    the audience would stand by the coalition anyway.
    """
    case = load_case(name)
    as_seen = {"else": case.game(securitization=1), "if convinced": case.game(securitization={audience: FACTOR})}
    speech = campaign_game(
        as_seen["else"], speaker="Russia", audience=[audience], securitization=FACTOR, cost=COST, chance=chance
    )
    found = set()
    for equilibrium in solve(speech, PureEnumeration()):
        play = dict(zip(speech.players, equilibrium.actions, strict=True))
        news, responses = play["Russia"].split("+")
        convinced, _, unconvinced = play[audience].partition(" if convinced else ")
        plan = {"if convinced": convinced, "else": unconvinced or convinced}
        profile = {**play, "Russia": responses}
        if all(
            plan[seen] in game.best_replies({**profile, audience: plan[seen]})[audience]
            for seen, game in as_seen.items()
        ):
            found.add((news, play[audience]))
    return found


gain = {}
for name in ("napoleon-1805", "napoleon-1813"):
    case = load_case(name)
    russia = case.model.names.index("Russia")
    (before,), (after,) = (solve(case.game(securitization=odds)) for odds in (1, {"Bavaria": FACTOR}))
    gain[name] = after.payoffs[russia] - before.payoffs[russia]
    print(f"{case.year}: Bavaria's change of sides would be worth {gain[name]:.4f} to Russia; a speech costs {COST}")
print(f"So in 1813 it pays where the chance to convince exceeds {COST / gain['napoleon-1813']:.0%}, and in 1805 never:")
settings = {
    ("napoleon-1813", "Bavaria", 1): {("speak", "balance if convinced else bandwagon")},
    ("napoleon-1813", "Bavaria", 0.5): {("speak", "balance if convinced else bandwagon")},
    ("napoleon-1813", "Bavaria", 0.2): {("silent", "balance if convinced else bandwagon")},
    ("napoleon-1813", "Austria", 1): {("silent", "balance")},
    ("napoleon-1805", "Bavaria", 1): {("silent", "balance if convinced else bandwagon")},
}
for (name, audience, chance), expected in settings.items():
    found = outcomes(name, audience, chance)
    for russia, plan in found:
        print(f"  {name}, to {audience}, who would listen with chance {chance}: Russia {russia}, {audience}: {plan}")
    assert found == expected
