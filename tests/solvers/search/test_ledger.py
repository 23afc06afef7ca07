import sqlite3

import numpy as np
import pytest

from alignment_games.errors import StoreError
from alignment_games.solvers._search.ledger import Ledger, name_of

ANSWER = (np.arange(6.0).reshape(2, 3), np.array([[0, 1, -1]]), np.array([True, False]), 7)


def test_what_is_kept_is_there_for_the_next_process(tmp_path):
    path, name = tmp_path / "supports", name_of(np.eye(2), 3)
    Ledger(path).keep(name, ANSWER)
    found = Ledger(path).answer(name)
    assert found is not None
    for kept, given in zip(found, ANSWER, strict=True):
        np.testing.assert_array_equal(kept, given)
        assert kept.dtype == np.asarray(given).dtype
    assert Ledger(path).answer(name_of(np.eye(2), 4)) is None


def test_a_name_tells_values_shapes_and_kinds_of_numbers_apart():
    questions = [(np.zeros(4), 1), (np.zeros((2, 2)), 1), (np.zeros(4, dtype=int), 1), (np.zeros(4), 2)]
    questions += [(np.zeros(4), 1.0), (np.zeros(3), 0.0, 1)]
    assert len({name_of(*question) for question in questions}) == len(questions)


def test_a_damaged_part_is_asked_for_anew(tmp_path):
    path, name = tmp_path / "supports", name_of(1)
    Ledger(path).keep(name, ANSWER)
    with sqlite3.connect(path) as file:
        [[content]] = file.execute("SELECT answer FROM parts").fetchall()
        file.execute("UPDATE parts SET answer = ?", (content[:50] + b"?" + content[51:],))
    file.close()
    assert Ledger(path).answer(name) is None


def test_another_file_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Colonel House, " * 100)
    with pytest.raises(StoreError, match=r"cannot keep finished supports.*file is not a database"):
        Ledger(path)
    assert path.read_text() == "Dear Colonel House, " * 100
    with pytest.raises(StoreError, match="unable to open"):
        Ledger(tmp_path / "nowhere" / "supports")
