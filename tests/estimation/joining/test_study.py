import json

import numpy as np
import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.estimation import judge_joiners
from alignment_games.estimation.joining.baselines import FORECASTS
from alignment_games.estimation.joining.fitting import fit_joiners
from alignment_games.estimation.joining.scores import MEASURES
from tests.estimation.joining.invented import record

RECORD = record(disputes=300)


@pytest.fixture(scope="module")
def study():
    return judge_joiners(RECORD, train_until=1935, folds=4, draws=30)


def test_both_samples_are_scored_by_every_forecast(study):
    early = RECORD.year <= 1935
    assert (study.folded.rows, study.held_out.rows) == (int(early.sum()), int((~early).sum()))
    for board in study.boards():
        for name in FORECASTS:
            for measure in MEASURES:
                assert np.isfinite(board[name, measure].value)
        assert board["always out", "join AUC"].value == 0.5
        assert board["structural", "log loss"].value < board["always out", "log loss"].value
        assert board["structural", "join AUC"].value > 0.7


def test_later_years_do_not_move_what_was_learned(study):
    alone = judge_joiners(RECORD.take(RECORD.year <= 1935), train_until=1935, folds=4, draws=30)
    assert alone.held_out is None
    assert alone.fit == study.fit
    assert [each.value for each in alone.folded.scores] == [each.value for each in study.folded.scores]
    assert "no year after 1935 in the table" in str(alone)


def test_the_held_out_score_is_that_of_the_fit(study):
    later = RECORD.take(RECORD.year > 1935)
    chances = fit_joiners(RECORD.take(RECORD.year <= 1935)).predict(later)
    logs = -np.log(chances[np.arange(len(later)), later.taken]).mean()
    assert study.held_out["structural", "log loss"].value == pytest.approx(logs)


def test_no_dispute_is_foretold_from_itself(monkeypatch):
    """What each forecast learns from holds no dispute that it is asked about."""
    from alignment_games.estimation.joining import study as room

    def watched(train):
        def forecast(asked):
            assert not set(train.dispute) & set(asked.dispute)
            seen.extend(asked.dispute)
            return np.tile([0.9, 0.05, 0.05], (len(asked), 1))

        return forecast

    seen = []
    monkeypatch.setattr(room, "FORECASTS", {"structural": watched})
    room.judge_joiners(RECORD, train_until=1960, folds=5, draws=2)
    assert sorted(seen) == sorted(RECORD.dispute)


def test_a_seed_repeats_and_progress_is_told(study):
    told = []
    again = judge_joiners(
        RECORD, train_until=1935, folds=4, draws=30, progress=lambda done, total: told.append((done, total))
    )
    assert again.to_records() == study.to_records()
    assert told[-1] == (20, 20)


def test_results_leave_as_json_and_text(study):
    document = json.loads(json.dumps(study.to_dict()))
    assert document["train_until"] == 1935
    assert len(document["scores"]) == 2 * len(FORECASTS) * len(MEASURES)
    for words in ("4 folds up to 1935", "after 1935", "Walt's gradient", "buck-passing"):
        assert words in str(study)
    assert repr(study) == f"<JoinerStudy: {len(RECORD):,} decisions, trained until 1935>"


def test_later_years_in_which_nobody_joins_leave_the_measures_of_sides_empty():
    out = RECORD.taken == 0
    rows = np.flatnonzero((RECORD.year <= 1935) | out)
    board = judge_joiners(RECORD.take(rows), train_until=1935, folds=2, draws=3).held_out
    assert board.joined == 0
    for measure in ("join AUC", "side AUC", "side accuracy"):
        assert np.isnan(board["structural", measure].value)
    assert np.isfinite(board["structural", "log loss"].value)
    assert "after 1935" in str(board)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"train_until": 1800}, "no decision up to 1800"),
        ({"train_until": 1935, "folds": 1}, "from 2 folds to as many as disputes"),
        ({"train_until": 1935, "folds": 10_000}, "from 2 folds"),
        ({"train_until": 1935, "draws": 1}, "at least 2 draws and periods of at least 1 year, got 1 and 20"),
        ({"train_until": 1935, "years": 0}, "got 200 and 0"),
        ({"train_until": 1935, "rng": -1}, "a seed is a whole number"),
    ],
)
def test_wrong_requests_are_refused(options, message):
    with pytest.raises(InvalidModelError, match=message):
        judge_joiners(RECORD, **options)
