"""What has to hold of the vertices that Qhull lists before they count as all."""

import numpy as np
import pytest

from alignment_games.solvers._vertices.simple_polytopes import _is_closed

#: A triangle and a tetrahedron: each vertex by the sides that it is on.
TRIANGLE = [[0, 1], [1, 2], [0, 2]]
TETRAHEDRON = [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]]


@pytest.mark.parametrize("vertices", [TRIANGLE, TETRAHEDRON])
def test_every_edge_leads_to_one_other_vertex(vertices):
    labels = len(vertices)
    assert _is_closed(np.array(vertices), labels)
    assert not _is_closed(np.array(vertices[1:]), labels)
    assert not _is_closed(np.array(vertices * 2), labels)
    assert not _is_closed(np.array([*vertices, vertices[0]]), labels)
