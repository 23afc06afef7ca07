from alignment_games.text.alike import figure, told_together


def test_only_those_alike_are_told_together():
    sentences = {"A": f"pays {figure(1)}", "B": f"gets {figure(1)}", "C": f"pays {figure(-0.5)}"}
    assert told_together(sentences, ranges=True) == ["Each of A and C pays -0.5 to 1", "B gets 1"]
    assert told_together(sentences, ranges=False) == ["A pays 1", "B gets 1", "C pays -0.5"]


def test_digits_of_labels_are_no_figures():
    sentences = {"A": f"plays 1 for {figure(2)}", "B": f"plays 2 for {figure(2)}"}
    assert told_together(sentences, ranges=True) == ["A plays 1 for 2", "B plays 2 for 2"]


def test_what_is_the_same_is_no_range():
    assert told_together({"A": figure(1e-9), "B": figure(1e-9)}, ranges=True) == ["Each of A and B 1e-09"]
