import csv

import alignment_games as ag
from alignment_games.estimation import judge_joiners
from alignment_games.report.joiners import score_tables, write_scores
from tests.estimation.joining.invented import record


def test_scores_for_papers_and_spreadsheets(tmp_path):
    study = judge_joiners(record(), train_until=1935, folds=3, draws=5)
    folded, later = score_tables(study)
    assert [row[0] for row in folded.rows] == ["structural", "always out", "rule of thumb", "multinomial logit"]
    assert folded.rows[0][1].startswith(f"{study.folded['structural', 'join AUC'].value:.3f} ± ")
    assert folded.caption.startswith("3 folds up to 1935: ")
    assert later.caption.startswith("after 1935: ")
    assert ag.to_latex(study).count(r"\end{table}") == 3
    write_scores(study, tmp_path / "scores.csv")
    read = list(csv.DictReader((tmp_path / "scores.csv").read_text(encoding="utf-8").splitlines()))
    assert [float(row["value"]) for row in read] == [row["value"] for row in study.to_records()]
