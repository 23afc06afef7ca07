import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.stats import beta, norm, sobol_indices, truncnorm, uniform

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.sweeps import swings, uncertain
from alignment_games.sweeps.uncertainties.sensitivity import sobol
from tests import first_form
from tests.sweeps import builders
from tests.tries import tries

CASE = first_form.load_case("europe-1938")
MEANS = {"x": (0.3, 1.0), "y": (-0.5, 0.7)}
NORMAL = {name: norm(*figures) for name, figures in MEANS.items()}


def box_probability(profile):
    """P(profile) in `builders.boxes`: a product of normal probabilities, for x >= 0 sends Ann up, y >= 0 Bob."""
    up = [float(norm.cdf(mean / deviation)) for mean, deviation in MEANS.values()]
    return float(np.prod([p if action == "up" else 1 - p for p, action in zip(up, profile, strict=True)]))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("sampling", ["random", "sobol"])
def test_sampled_probabilities_lie_within_three_standard_errors_of_the_closed_form(sampling, seed):
    found = uncertain(builders.boxes, vary=NORMAL, draws=20_000, rng=seed, sampling=sampling)
    for profile in found.profiles:
        estimate = found.probability(profile)
        assert abs(estimate.value - box_probability(profile)) < 3 * estimate.error
        assert found.alignments()[profile] == estimate
    up = found.response("Ann")["up"]
    assert abs(up.value - norm.cdf(0.3)) < 3 * up.error


@pytest.mark.slow
def test_standard_errors_are_those_of_repeated_runs():
    for sampling in ("random", "sobol"):
        runs = [
            uncertain(builders.boxes, vary=NORMAL, draws=1024, rng=k, sampling=sampling).probability("up, up")
            for k in range(tries(30, of=60))
        ]
        spread = np.std([run.value for run in runs], ddof=1)
        assert 0.7 < np.mean([run.error for run in runs]) / spread < 1.4


def test_sobol_points_are_the_sharper_tool():
    errors = [
        uncertain(builders.boxes, vary=NORMAL, draws=4096, rng=1, sampling=s).probability("up, up").error
        for s in ("random", "sobol")
    ]
    assert errors[1] < errors[0] / 3


def test_a_response_threshold_has_its_closed_form():
    # All pass the buck iff France does not bandwagon: intent of France below the exact bound; see test_curves.
    spread = {"intent": {"France": norm(0.744, 0.05)}}
    found = uncertain(CASE, vary=spread, draws=50_000, rng=1)
    bound = 12579773278809870978190723 / 16902569498807051312832000
    estimate = found.response("France")["bandwagon"]
    assert abs(estimate.value - norm.sf(bound, 0.744, 0.05)) < 3 * estimate.error


def test_the_seed_and_nothing_else_decides():
    alone = uncertain(builders.boxes, vary=NORMAL, draws=10_000, rng=5)
    with ThreadPoolExecutor(3) as executor:
        spread = uncertain(builders.boxes, vary=NORMAL, draws=10_000, rng=5, executor=executor)
    other = uncertain(builders.boxes, vary=NORMAL, draws=10_000, rng=6)
    assert all(np.array_equal(alone.counts[name], spread.counts[name], equal_nan=True) for name in alone.counts)
    assert not np.array_equal(alone.counts["equilibrium"], other.counts["equilibrium"])
    sequence = np.random.SeedSequence(5)
    twice = [uncertain(builders.boxes, vary=NORMAL, draws=100, rng=sequence).probability("up, up") for _ in range(2)]
    assert twice[0] == twice[1]
    assert alone.seed == 5


def test_no_equilibrium_and_holding_are_told():
    found = uncertain(builders.matching, vary={"x": uniform(0, 4)}, draws=4000, rng=1)
    assert abs(found.none.value - 0.5) < 3 * found.none.error
    assert found.held is None
    assert "no pure equilibrium" in str(found)
    held = uncertain(CASE, vary={"burden": uniform(0.2, 0.01)}, draws=500, rng=1).held
    game = CASE.game(burden=0.205)
    passing = game.model.held()[1, 1, 1]
    assert held.value == pytest.approx(passing, abs=1e-12)
    assert held.error == pytest.approx(0, abs=1e-9)


def test_what_never_happens_has_a_bound():
    found = uncertain("europe-1936", {"burden": uniform(0.01, 0.01)}, draws=50, rng=1)
    assert found.response("France")["bandwagon"] == (0, 0, 0, pytest.approx(0.0713, abs=1e-4))  # z^2 / (50 + z^2)
    assert "bandwagon 0.0000 (0.0000 to 0.0713)" in str(found)
    assert "±" not in str(found)


def test_tables_and_text():
    pytest.importorskip("pandas", reason="pandas is not installed; it comes with the data extra")
    found = uncertain(CASE, vary={"burden": uniform(0, 0.1), "intent": {"France": beta(8, 4)}}, draws=300, rng=1)
    frame = found.to_frame()
    assert list(frame.columns) == ["state", "action", "probability", "standard_error", "low", "high"]
    assert frame.groupby("state").probability.sum().tolist() == pytest.approx([1, 1, 1])
    assert str(found).startswith("300 draws (random, seed 1) of burden, intent of France")


@pytest.mark.parametrize(
    ("vary", "message"),
    [
        ({"burden": 0.1}, "expected a distribution"),
        ({"intent": norm(0.9, 0.5)}, "truncnorm"),
        ({}, "nothing varies"),
        ([("burden", uniform(0, 1))], "given by name"),
        ({3: uniform(0, 1)}, "expected a parameter such as"),
        ({"intent": {"France": uniform(0, 1)}, ("intent", "France"): uniform(0, 1)}, "intent of France varies twice"),
    ],
)
def test_bad_distributions_are_refused(vary, message):
    with pytest.raises(InvalidModelError, match=message):
        uncertain(CASE, vary, rng=1)


@pytest.mark.parametrize(
    ("options", "message"), [({"draws": 0}, "at least 1"), ({"sampling": "halton"}, "random, sobol")]
)
def test_bad_requests_are_refused(options, message):
    with pytest.raises(InvalidModelError, match=message):
        uncertain(CASE, {"burden": uniform(0, 1)}, rng=1, **options)
    with pytest.raises(InvalidModelError, match="did you mean 'France'"):
        uncertain(CASE, vary={"burden": uniform(0, 0.1)}, draws=10).response("Frans")


def test_swings_follow_the_slack():
    rows = swings(builders.boxes, vary={"x": uniform(-0.5, 4), "y": uniform(1, 1)})
    # Medians: x = 1.5, y = 1.5; the smallest slack of (up, up) is min(x, y).
    by_name = {row.input: row for row in rows}
    assert [row.input for row in rows] == ["x", "y"]
    assert by_name["x"].slack == pytest.approx(1.5)
    assert (by_name["x"].slack_low, by_name["x"].slack_high) == pytest.approx((-0.3, 1.5))
    assert (by_name["y"].slack_low, by_name["y"].slack_high) == pytest.approx((1.05, 1.5))
    assert by_name["x"].flips
    assert not by_name["y"].flips
    with pytest.raises(InvalidModelError, match="no pure equilibrium"):
        swings(builders.matching, vary={"x": uniform(0, 1)})


def test_sobol_indices_of_known_answers():
    def parity(x=0.0, y=0.0):
        return builders.boxes(x=(np.asarray(x) - 0.5) * (np.asarray(y) - 0.5), y=1.0)

    # Ann goes up iff x and y lie on one side of one half: alone neither explains anything, together they do all.
    for row in sobol(parity, {"Ann": "up"}, vary={"x": uniform(), "y": uniform()}, draws=1024, rng=1):
        assert abs(row.first) < 3 * row.first_error + 0.02
        assert abs(row.total - 1) < 3 * row.total_error + 0.02
    only = {
        row.input: row
        for row in sobol(builders.boxes, {"Ann": "up"}, vary={"x": norm(), "y": norm()}, draws=1024, rng=1)
    }
    assert only["x"].first == pytest.approx(1, abs=0.1)
    assert only["y"].total == 0
    # Ann up and Bob up, each with chance 1/2: S = (1/16) / (3/16), T = 1 - S of the other.
    for row in sobol(builders.boxes, "up, up", vary={"x": norm(), "y": norm()}, draws=4096, rng=1):
        assert abs(row.first - 1 / 3) < 3 * row.first_error
        assert abs(row.total - 2 / 3) < 3 * row.total_error


def test_sobol_indices_are_those_of_scipy():
    spread, draws = {"x": norm(0.3, 1), "y": norm(-0.5, 0.7)}, 256
    told = sobol_indices(
        func=lambda z: ((z[0] >= 0) & (z[1] >= 0)).astype(float),
        n=draws,
        dists=list(spread.values()),
        random_state=np.random.default_rng(4),
    )
    rows = {row.input: row for row in sobol(builders.boxes, "up, up", vary=spread, draws=draws, rng=4)}
    assert [rows[name].first for name in spread] == pytest.approx(told.first_order.tolist(), abs=1e-12)
    assert [rows[name].total for name in spread] == pytest.approx(told.total_order.tolist(), abs=1e-12)


def test_sobol_indices_of_one_input_explain_all():
    (row,) = sobol(builders.boxes, {"Ann": "up"}, vary={"x": norm()}, draws=1024, rng=1)
    assert row.first == pytest.approx(1, abs=0.02)
    assert row.total == pytest.approx(1, abs=0.02)


def test_sobol_indices_of_the_holding_chance_and_bad_requests():
    inputs = {"burden": uniform(0, 0.2), "intent": {"USSR": truncnorm(-2, 2, 0.5, 0.1)}}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rows = sobol(CASE, "held", vary=inputs, draws=256, rng=1)
    assert rows[0].input == "burden"
    with pytest.raises(InvalidModelError, match=r"^.{20,}$"):
        sobol(CASE, np.zeros((2, 3)), vary=inputs, draws=8, rng=1)
    with pytest.raises(InvalidModelError, match="power of two"):
        sobol(CASE, "held", vary=inputs, draws=100)
    with pytest.raises(InvalidModelError, match="did you mean 'bandwagon'"):
        sobol(CASE, {"France": "bandwagn"}, vary=inputs, draws=64)


@pytest.mark.slow
def test_seven_states_are_drawn_as_they_are_solved_one_by_one():
    case = ag.load_case("europe-1938-large")
    burdens = uniform(0, 0.2)
    found = uncertain(case, vary={"burden": burdens}, draws=40, rng=3, select="first")
    seed = np.random.SeedSequence(3).spawn(1)[0]
    drawn = burdens.ppf(1 - np.random.default_rng(seed).random((40, 1)))[:, 0]
    solved = [[e.actions for e in ag.solve(case.game(burden=b), ag.solvers.PureEnumeration())] for b in drawn.tolist()]
    for profile in {each for equilibria in solved for each in equilibria}:
        assert found.probability(profile).value == np.mean([profile in equilibria for equilibria in solved])
    chosen = [equilibria[0] for equilibria in solved if equilibria]
    alignments = found.alignments()
    assert set(alignments) == set(chosen)
    assert all(estimate.value * 40 == pytest.approx(chosen.count(name)) for name, estimate in alignments.items())
    assert found.none.value == 1 - len(chosen) / 40
    never = ["neutral"] * 7
    assert found.probability(never).value == 0
    assert sum(estimate.value for estimate in found.response("USSR").values()) == pytest.approx(1 - found.none.value)


def test_indices_of_seven_states_give_all_to_the_input_that_matters():
    """Two inputs, one of which does nothing: the other explains all of the variance."""
    case = ag.load_case("europe-1938-large")
    rows = sobol(
        case, {"USSR": "balance"}, vary={"burden": uniform(0, 0.2), "spoils": uniform(0, 1e-12)}, draws=64, rng=1
    )
    assert [row.input for row in rows] == ["burden", "spoils"]
    assert rows[0].total > 0.5
    assert rows[1].total == 0
