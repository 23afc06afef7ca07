"""What a notebook shows of a model: who may do what, and every parameter with its meaning."""

import alignment_games as ag
from alignment_games.models.registry import example


def test_players_and_figures_are_tables_and_the_repr_is_a_line():
    model = example("dilemma")
    players, figures = model.display_parts()
    assert [row[0] for row in players.rows] == list(model.names)
    assert {row[0] for row in figures.rows} >= set(model.parameters())
    assert "\n" not in repr(model)
    assert ", ".join(model.names) in repr(model)


def test_a_model_without_figures_has_one_table():
    assert len(ag.as_model(ag.NormalFormGame([[1, 2]])).display_parts()) == 1
