import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import alignment_games as ag
from alignment_games.errors import InvalidModelError
from alignment_games.models import volunteers_dilemma
from alignment_games.solvers import PureEnumeration, solve
from alignment_games.sweeps import nearest_flip
from tests import first_form
from tests.sweeps import builders

CASE = first_form.load_case("europe-1938")
WIDE = {"x": (-50, 50), "y": (-50, 50)}


def plane(a, b, c):
    """Ann goes up iff a x + b y + c >= 0; Bob goes up whatever happens."""
    return lambda x=0.0, y=0.0: builders.boxes(x=a * np.asarray(x) + b * np.asarray(y) + c, y=1e6)


@given(st.floats(0.2, 3), st.floats(-3, 3), st.floats(0.5, 4), st.floats(0.3, 2), st.floats(0.3, 2))
def test_an_affine_slack_is_flipped_at_the_foot_of_the_perpendicular(a, b, c, scale_x, scale_y):
    flip = nearest_flip(plane(a, b, c), {"x": 0.0, "y": 0.0}, scale={"x": scale_x, "y": scale_y}, bounds=WIDE)
    gradient = np.array([a * scale_x, b * scale_y])
    assert flip.exact
    assert flip.verified
    assert flip.distance == pytest.approx(c / np.linalg.norm(gradient), rel=1e-9)
    foot = -c * gradient / (gradient @ gradient) * [scale_x, scale_y]
    assert [flip.to["x"], flip.to["y"]] == pytest.approx(foot.tolist(), rel=1e-8, abs=1e-12)


def test_bounds_cut_the_way_short():
    # Nearest point with x + 2 y <= -5 in |y| <= 1: y runs into its bound, x does the rest.
    flip = nearest_flip(plane(1, 2, 5), {"x": 0.0, "y": 0.0}, bounds={"x": (-50, 50), "y": (-1, 1)})
    assert (flip.to["x"], flip.to["y"]) == pytest.approx((-3, -1))
    assert flip.exact
    assert flip.verified
    assert nearest_flip(plane(1, 2, 5), {"x": 0.0, "y": 0.0}, bounds={"x": (-1, 1), "y": (-1, 1)}) is None


def test_a_curved_slack_is_flipped_where_the_ellipse_is_nearest():
    flip = nearest_flip(builders.disc, {"x": 0.5, "y": 0.0}, bounds=WIDE)
    angles = np.linspace(0, 2 * np.pi, 2_000_001)
    distance = np.hypot(2 * np.cos(angles) - 0.5, np.sin(angles)).min()
    assert not flip.exact
    assert flip.verified
    assert flip.distance == pytest.approx(distance, rel=1e-6)
    assert "smallest change found" in str(flip)


@pytest.mark.parametrize("required", [1, 2])
def test_an_exchange_of_states_who_are_alike_is_no_flip(required):
    # The sums of payoffs of all coalitions of the required size are one number, added in different orders.
    def alike(cost=0.2):
        return volunteers_dilemma(6, cost=float(cost), required=required)

    flip = nearest_flip(alike, {"cost": 0.2})
    assert flip.to["cost"] == pytest.approx(1, rel=1e-9)  # where acting costs what it brings
    assert flip.verified
    assert flip.successor is None


def test_the_exact_bound_of_a_case_is_found():
    # France bandwagons iff its intent is above 12579773278809870978190723/16902569498807051312832000 (exact condition).
    at = {"intent": {"Britain": 0.5, "France": 0.7, "USSR": 0.7}}
    flip = nearest_flip(CASE, at, profile="buck_pass, buck_pass, buck_pass")
    assert flip.to["intent of France"] == pytest.approx(
        12579773278809870978190723 / 16902569498807051312832000, rel=1e-12
    )
    assert (flip.state, flip.action, flip.deviation) == ("France", "buck_pass", "bandwagon")
    assert flip.exact
    assert flip.verified
    assert flip.changes["intent of USSR"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["buck_pass, buck_pass, buck_pass", None])
def test_the_games_on_either_side_differ(profile):
    at = {"burden": 0.05, "decisiveness": 2.0, "threat_power": 0.154, "power": {"USSR": 0.164}}
    scale = {"burden": 0.05, "decisiveness": 1, "threat_power": 0.05, "power": 0.05}
    flip = nearest_flip(CASE, at, scale=scale, profile=profile)
    assert flip.verified

    def equilibria(share):
        point = {name: flip.start[name] + share * (flip.to[name] - flip.start[name]) for name in flip.start}
        power = {"USSR": point.pop("power of USSR")}
        return [e.actions for e in solve(CASE.game(**point, power=power), PureEnumeration())]

    if flip.successor is None:
        assert flip.profile in equilibria(0.999)
        assert flip.profile not in equilibria(1.001)
    else:
        assert flip.successor not in equilibria(0.999)
        assert flip.successor in equilibria(1.001)


#: Britain and France balance, the USSR passes, from intent >= RATIO * burden for Britain on (exact condition).
RATIO = (
    593635730730858857846395296048344231307279077891620886636267
    / 55174317751089358856985592659745233277972874596875000000000
)


def test_another_equilibrium_may_take_over_before():
    flip = nearest_flip(CASE, {"intent": {"Britain": 0.5, "France": 0.7, "USSR": 0.7}})
    assert flip.successor == ("balance", "balance", "buck_pass")
    assert (flip.state, flip.action, flip.deviation) == ("Britain", "buck_pass", "balance")
    assert flip.to["intent of Britain"] == pytest.approx(0.05 * RATIO, rel=1e-7)
    assert flip.to["intent of France"] == pytest.approx(0.7, abs=1e-6)
    assert flip.verified
    assert "takes over, as Britain would rather balance than pass the buck there" in str(flip)


def test_a_takeover_comes_at_the_foot_of_the_perpendicular_too():
    flip = nearest_flip(CASE, {"burden": 0.05, "intent": {"Britain": 0.5}})
    short = 0.05 * RATIO - 0.5
    assert flip.distance == pytest.approx(short / np.hypot(1, RATIO), rel=1e-6)
    assert flip.verified


def test_bad_requests_are_refused():
    with pytest.raises(InvalidModelError, match="is not an equilibrium"):
        nearest_flip(CASE, {"burden": 0.05}, profile="balance, balance, balance")
    with pytest.raises(InvalidModelError, match="no pure equilibrium"):
        nearest_flip(builders.matching, {"x": 0.5})
    with pytest.raises(InvalidModelError, match="outside its bounds"):
        nearest_flip(CASE, {"burden": 0.05}, bounds={"burden": (0.1, 0.2)})
    with pytest.raises(InvalidModelError, match="must be positive"):
        nearest_flip(CASE, {"burden": 0.05}, scale={"burden": 0})
    with pytest.raises(InvalidModelError, match="unknown input"):
        nearest_flip(CASE, {"burden": 0.05}, scale={"intent": 1})


@pytest.mark.slow
def test_a_flip_at_the_corner_of_the_bounds_is_found_or_missed_by_rounding_alone():
    rng = np.random.default_rng(0)
    found = 0
    tried = rng.uniform([0.1, 0.1, 0.1, -1], [3, 3, 3, -0.1], size=(200, 4)).tolist()
    rounded = [1.2042344741015794, 1.3463447774178723, 1.5176636858170465, -0.97881608974244]  # no change of sign
    for a, b, c, low in [rounded, *tried]:
        corner = {"x": low, "y": -(c + a * low) / b}  # the slack is zero there, give or take an ulp
        if corner["y"] < 0:
            bounds = {name: (value, 1) for name, value in corner.items()}
            flip = nearest_flip(plane(a, b, c), {"x": 0.0, "y": 0.0}, bounds=bounds)
            assert flip is None or flip.to == pytest.approx(corner)
            found += flip is not None
    assert found > 50


def test_the_flip_of_seven_states_is_where_the_tables_change():
    """The tables of the games just before and just beyond are the second method."""
    case = ag.load_case("europe-1938-large")
    flip = nearest_flip(case, {"burden": 0.05})
    assert flip.verified
    before, after = (
        case.game(**{name: flip.start[name] + share * (flip.to[name] - flip.start[name]) for name in flip.start})
        for share in (1 - 1e-6, 1 + 1e-6)
    )
    stands = [float(game.regrets(list(flip.profile)).max()) <= 0 for game in (before, after)]
    assert stands == [True, flip.successor is not None]
    if flip.successor is None:
        i = before.players.index(flip.state)
        assert flip.profile[i] == flip.action
        gain = after.expected_payoffs([*flip.profile[:i], flip.deviation, *flip.profile[i + 1 :]])[i]
        assert gain > after.expected_payoffs(list(flip.profile))[i]
