import alignment_games as ag
from alignment_games.game.entrance import as_problem, has_all


class Shy:
    """Everything that a problem has, none of which may be looked at."""


def _refuse(_):
    raise ValueError


for _name in vars(ag.Problem):
    if not _name.startswith("_"):
        setattr(Shy, _name, property(_refuse))


def test_properties_are_found_without_looking_at_them():
    assert has_all(Shy(), ag.Problem)
    assert not has_all(Shy(), ag.Model)  # a property of another name comes first or last, by the seed of the hash
    assert not has_all(object(), ag.Problem)


def test_a_mixed_equilibrium_is_taken_for_its_game():
    game = ag.NormalFormGame([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]])
    (equilibrium,) = ag.solve(game)
    assert not equilibrium.pure
    assert as_problem(equilibrium) is game
    assert ag.as_model(equilibrium).game().payoffs.tolist() == game.payoffs.tolist()
