import numpy as np
import pytest

from alignment_games import InvalidModelError, SumGame, UnsupportedGameError, explain, solve, write_results
from alignment_games.game.problem import Problem
from alignment_games.models.threshold import threshold_model
from alignment_games.report import solution_latex
from tests.solvers.pure import test_pure_by_sums, test_pure_by_sums_threshold

MODELS = [test_pure_by_sums.random_model, test_pure_by_sums_threshold.random_model]
PAIR = threshold_model({"Ann": 1.0, "Bob": 2.0}, against=2.0, cost=0.25)


def test_both_kinds_of_game_are_problems():
    assert isinstance(PAIR.sums(), Problem)
    assert isinstance(PAIR.game(), Problem)
    assert not isinstance(PAIR, Problem)


@pytest.mark.parametrize("random_model", MODELS)
def test_what_it_says_of_play_is_what_the_table_says(random_model):
    rng = np.random.default_rng(3)
    for seed in range(12):
        model = random_model(seed)
        game, sums = model.game(), model.sums()
        mixed = tuple(rng.dirichlet(np.ones(m)) for m in game.n_actions)
        pure = tuple(np.eye(m)[rng.integers(m)] for m in game.n_actions)
        scale = np.abs(game.payoffs).max()
        for profile in (mixed, pure):
            np.testing.assert_allclose(
                sums.expected_payoffs(profile), game.expected_payoffs(profile), atol=1e-11 * scale
            )
            np.testing.assert_allclose(sums.regrets(profile), game.regrets(profile), atol=1e-11 * scale)
            for one, other in zip(sums.deviation_payoffs(profile), game.deviation_payoffs(profile), strict=True):
                np.testing.assert_allclose(one, other, atol=1e-11 * scale)
        assert sums.best_replies(pure) == game.best_replies(pure)
        judged = sums.judge(pure)
        assert (judged.regrets <= judged.slack).all() == game.judge(pure).passed


@pytest.mark.parametrize("random_model", MODELS)
def test_its_table_of_some_actions_is_that_part_of_the_whole_table(random_model):
    rng = np.random.default_rng(4)
    for seed in range(20):
        model = random_model(seed)
        keep = [sorted(rng.choice(len(own), rng.integers(1, len(own) + 1), replace=False)) for own in model.actions]
        movers = [i for i, kept in enumerate(keep) if len(kept) > 1]
        part = model.game().restrict(keep)
        if not movers:
            continue
        found = model.sums().table(keep, movers)
        assert found.players == tuple(part.players[i] for i in movers)
        assert found.actions == tuple(part.actions[i] for i in movers)
        expected = part.payoffs[movers].reshape(found.payoffs.shape)
        np.testing.assert_allclose(found.payoffs, expected, atol=1e-13 * np.abs(part.payoffs).max())


def test_play_is_given_as_for_other_games_and_refused_as_there():
    game = PAIR.sums()
    assert game.expected_payoffs("buck_pass, balance").tolist() == [1, 0.75]
    assert game.regrets({"Ann": "balance", "Bob": "buck_pass"}).tolist() == [0.25, 0.75]
    for wrong, words in (
        ([[0.5, 0.5]], "one entry for each of 2 players"),
        ((np.array([0.5, 0.6]), np.array([1.0, 0.0])), "Ann: probabilities must be non-negative and sum to 1"),
        ((np.array([1.5, -0.5]), np.array([1.0, 0.0])), "Ann: probabilities must be non-negative and sum to 1"),
        ({"Ann": "arm", "Bob": "balance"}, "unknown action 'arm'"),
    ):
        with pytest.raises(InvalidModelError, match=words):
            game.regrets(wrong)


def test_labels_must_fit_the_sums():
    sums = PAIR.sums().sums
    with pytest.raises(InvalidModelError, match="named twice"):
        SumGame(("Ann", "Ann"), (("balance", "pass"),) * 2, sums)
    with pytest.raises(InvalidModelError, match="Bob has 2 actions in the payoffs but 1 labels"):
        SumGame(("Ann", "Bob"), (("balance", "pass"), ("balance",)), sums)


def test_its_solution_is_told_and_written_as_others_are(tmp_path):
    by_sums, by_table = solve(PAIR.sums()), solve(PAIR.game())
    assert str(by_sums).splitlines()[1:] == str(by_table).splitlines()[1:]
    assert explain(by_sums).split("\n\n")[1:3] == [
        block.rsplit("\n", 1)[0] for block in explain(by_table).split("\n\n")[1:3]
    ]  # but for the last line, on coalitions, which a table is asked for
    assert solution_latex(by_sums) == solution_latex(by_table)
    assert by_sums.to_records() == by_table.to_records()
    for name in ("results.json", "results.csv"):
        write_results(by_sums, tmp_path / name)
    assert '"game_sha256"' in (tmp_path / "results.json").read_text("utf-8")
    with pytest.raises(UnsupportedGameError, match="needs a table of payoffs"):
        _ = by_sums.game
    assert by_sums.problem.players == by_table.game.players
