import numpy as np
import pytest

from alignment_games.report.pictures.spacing import apart, label_spots

FRAME = (0.0, 0.0, 500.0, 400.0)


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("n", [3, 8, 40])
def test_discs_end_apart_and_inside(n):
    rng = np.random.default_rng(n)
    points, radii = rng.uniform(100, 300, (n, 2)), rng.uniform(5, 12, n)
    moved = apart(points, radii, FRAME)
    far = np.linalg.norm(moved[:, None] - moved[None], axis=-1) + 1e9 * np.eye(n)
    assert (far >= radii[:, None] + radii[None] - 0.01).all()
    assert (moved - radii[:, None] >= 0).all()
    assert (moved + radii[:, None] <= [500, 400]).all()


def test_discs_that_are_apart_stay_and_those_on_one_spot_part():
    alone = np.array([[50.0, 50.0], [200.0, 200.0]])
    assert apart(alone, np.array([5.0, 5.0]), FRAME).tolist() == alone.tolist()
    same = apart(np.full((3, 2), 100.0), np.full(3, 5.0), FRAME)
    assert len({tuple(row) for row in same.round(3).tolist()}) == 3


@pytest.mark.parametrize("n", [3, 8, 40])
def test_labels_overlap_neither_each_other_nor_discs_nor_the_frame(n):
    rng = np.random.default_rng(n)
    radii = rng.uniform(5, 10, n)
    centres = apart(rng.uniform(40, 360, (n, 2)), radii, FRAME)
    spots = label_spots(centres, radii, range(n), np.tile([50.0, 10.0], (n, 1)), FRAME)
    boxes = [spot.box for spot in spots if spot is not None]
    assert len(boxes) > 0.7 * n
    discs = [(*(c - r), *(c + r)) for c, r in zip(centres, radii, strict=True)]
    assert not any(overlap(a, b) for k, a in enumerate(boxes) for b in boxes[:k])
    assert not any(overlap(box, disc) for box in boxes for disc in discs)
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 500 and box[3] <= 400 for box in boxes)


def test_where_there_is_no_room_it_says_so():
    centres = np.array([[10.0, 10.0]])
    assert label_spots(centres, np.array([9.0]), [0], np.array([[30.0, 10.0]]), (0, 0, 20, 20)) == [None]


def test_a_label_nearer_to_another_disc_gets_a_line():
    centres, radii = np.array([[200.0, 200.0], [200.0, 213.0], [187.0, 200.0], [213.0, 200.0]]), np.full(4, 6.0)
    spots = label_spots(centres, radii, [0], np.array([[40.0, 10.0]]), FRAME)
    spot = spots[0]
    assert spot is not None
    nearest = np.clip(centres, spot.box[:2], spot.box[2:])
    far = np.linalg.norm(centres - nearest, axis=-1)
    assert spot.led or far.argmin() == 0
