"""Points of one algebraic number: equations, all their roots, exact polynomials, signs, and the proof."""
