"""The threshold game: its pure equilibria are the minimal winning coalitions, derived for symbolic strengths.

Three states of strengths s_1 > s_2 > s_3 face a threat of strength A. All are protected, which is worth b, iff the
balancers together are at least as strong; balancing costs c < b. The steps in the payoffs cut the parameter space
into cells; in each, the set of pure equilibria is derived and compared with the theorem.
"""

from sympy import Integer, symbols

import alignment_games as ag
from alignment_games.symbolic import cells, regimes, step

STATES = ("USSR", "Britain", "France")


def main():
    """Derive the equilibria in every cell."""
    s = symbols("s_1:4", positive=True)
    A, b, c = symbols("A b c", positive=True)

    def payoffs(*acts):
        together = sum((x for x, own in zip(s, acts, strict=True) if own == "balance"), Integer(0))
        return [b * step(together >= A) - (c if own == "balance" else 0) for own in acts]

    game = ag.NormalFormGame.from_function(payoffs, STATES, ["balance", "buck_pass"])
    found = cells(game, given=[c < b, s[0] > s[1], s[1] > s[2]])
    assert len(found) == 9
    for cell in found:
        partition = regimes(cell.game, given=cell.given)
        assert partition.complete
        (regime,) = partition
        balancing = {
            frozenset(state for state, own in zip(STATES, profile, strict=True) if own == "balance")
            for profile in regime.profiles
        }
        strengths = {state: cell.point[x] for state, x in zip(STATES, s, strict=True)}
        theorem = ag.minimal_winning_coalitions(strengths, cell.point[A])
        if not any(len(members) == 1 for members in theorem):
            theorem = theorem | {frozenset()}
        assert balancing == theorem
        listed = "; ".join(" + ".join(sorted(members)) or "nobody" for members in sorted(balancing, key=sorted))
        print(f"for example at s = {tuple(strengths.values())}, A = {cell.point[A]}: {listed}")


if __name__ == "__main__":
    main()
