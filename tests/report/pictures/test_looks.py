from itertools import combinations, pairwise

import pytest

pytest.importorskip("matplotlib", reason="matplotlib is not installed; it comes with the plot extra")

from matplotlib.colors import to_rgb

from alignment_games.report.pictures.looks import LOOKS, OTHER_LOOKS, SHADES, hatching, ink_on, neutral
from alignment_games.report.pictures.styles import styled
from tests.report.pictures.colour_vision import SEEN_BY, apart, lab

RESPONSES = {action: to_rgb(colour) for action, (colour, *_) in LOOKS.items()}
EVERY = {**RESPONSES, **{colour: to_rgb(colour) for colour, *_ in OTHER_LOOKS}}


@pytest.mark.parametrize("eye", SEEN_BY)
def test_no_two_responses_look_alike_to_any_eye(eye):
    near = {(a, b): apart(EVERY[a], EVERY[b], eye) for a, b in combinations(EVERY, 2)}
    pair = min(near, key=near.get)
    assert near[pair] > 16, (pair, near[pair])


@pytest.mark.parametrize("style", ["light", "dark"])
@pytest.mark.parametrize("eye", SEEN_BY)
def test_what_is_no_response_has_no_hue_and_looks_like_none(eye, style):
    with styled(style):
        shades = [neutral(share) for share in (0.0, *SHADES, 1.0)]
    for shade in shades:
        assert abs(lab(shade)[1:]).max() < 4
        assert min(apart(shade, colour, eye) for colour in RESPONSES.values()) > 14
    lightness = sorted(float(lab(shade)[0]) for shade in shades)
    assert min(b - a for a, b in pairwise(lightness)) > 1.5


def test_in_grey_responses_are_told_apart_by_hatch_marker_and_letter():
    for k in (1, 2):
        assert len({look[k] for look in (*LOOKS.values(), *OTHER_LOOKS)}) == len(LOOKS) + len(OTHER_LOOKS)
    for colour in EVERY.values():
        assert abs(float(lab(hatching(colour))[0] - lab(colour)[0])) > 12  # a hatch is seen on its fill


@pytest.mark.parametrize("style", ["light", "dark"])
def test_writing_can_be_read(style):
    with styled(style):
        ink, paper = neutral(1.0), neutral(0.0)
    assert contrast(ink, paper) > 7  # WCAG 2, AAA
    for colour in EVERY.values():
        assert contrast(to_rgb(ink_on(colour)), colour) > 4.5


def contrast(one, other):
    light = sorted(((lab(each)[0] + 16) / 116) ** 3 for each in (one, other))  # relative luminance
    return (light[1] + 0.05) / (light[0] + 0.05)
