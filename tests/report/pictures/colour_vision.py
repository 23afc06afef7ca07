"""How far apart colours are for those who see all, and for those who lack red or green cones.

Machado, Oliveira & Fernandes (2009), "A physiologically-based model for simulation of color vision deficiency", table
of matrices at severity 1, on linear sRGB; distances in CIELAB (1976), where some 2.3 can just be noticed.
"""

import numpy as np

SEEN_BY = {
    "all cones": np.eye(3),
    "no red cones": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "no green cones": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.95047, 1.0, 1.08883])


def lab(colour, eye="all cones"):
    """Lightness and the two opponent coordinates of red, green and blue from 0 to 1."""
    parts = np.asarray(colour, dtype=float)
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    x, y, z = (_TO_XYZ @ np.clip(SEEN_BY[eye] @ linear, 0, 1)) / _WHITE
    fx, fy, fz = (np.cbrt(v) if v > (6 / 29) ** 3 else v / (3 * (6 / 29) ** 2) + 4 / 29 for v in (x, y, z))
    return np.array([116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)])


def apart(one, other, eye):
    """The distance of two colours as an eye sees them."""
    return float(np.linalg.norm(lab(one, eye) - lab(other, eye)))
