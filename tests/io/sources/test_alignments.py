import pytest

from alignment_games.errors import InvalidModelError
from alignment_games.io.sources.alignments import read_alignments

HEADER = "case,year,threat,state,threat_cinc,cinc,capdist_km,contiguity,outcome,rivalry"
ROWS = [
    "C1a,1938,GMY,UKG,0.154,0.078,932.2,5,buck_pass,True",
    "C1a,1938,GMY,FRN,0.154,0.046,,1,internal_balance,False",
    "C1b,1939,GMY,UKG,0.178,0.1,932.2,5,align_with,True",
    "C1b,1939,GMY,RUS,0.178,0.138,,0,neutral,True",
    "C1b,1939,GMY,POL,0.178,0.018,517.8,1,balance,True",
    "C2,1971,PAK,IND,0.01,0.05,700,1,balance,True",
]


def write(tmp_path, rows, header=HEADER):
    path = tmp_path / "record.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_codes_become_actions_and_what_is_left_out_is_listed(tmp_path):
    record = read_alignments(write(tmp_path, ROWS), ["rivalry"])
    assert [game.played for game in record.games] == [("buck_pass", "balance"), ("bandwagon", "balance")]
    assert {game.cluster for game in record.games} == {"C1"}
    assert record.games[0].covariates["rivalry"].tolist() == [1.0, 0.0]
    assert [each.what for each in record.left_out] == ["RUS in C1b", "IND in C2"]
    assert "2 left out" in str(record)


def test_seventeen_states_are_read_without_building_their_game(tmp_path):
    rows = [f"C3,1949,RUS,S{k},0.17,0.0{k + 1},1000,0,balance,False" for k in range(17)]
    assert len(read_alignments(write(tmp_path, rows)).games[0].played) == 17


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("buck_pass", "buckpass"), "unknown outcome 'buckpass'; did you mean 'buck_pass'"),
        (("0.154,0.046", "0.2,0.046"), "rows disagree on the threat"),
        (("outcome", "result"), "unknown column 'outcome'"),
        (("FRN", "UKG"), "case C1a: the state 'UKG' is listed twice"),
        (("0.078", "-0.1"), "case C1a: .*power.*-0.1"),
        (("0.078", "much"), "expected a number, got 'much'"),
    ],
)
def test_a_wrong_record_is_refused(tmp_path, change, message):
    path = write(tmp_path, ROWS)
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(InvalidModelError, match=message):
        read_alignments(path)


def test_truth_values_of_r_and_python_are_read(tmp_path):
    for yes, no in (("TRUE", "FALSE"), ("T", "F"), ("true", "false"), ("1", "0")):
        rows = [row.replace("True", yes).replace("False", no) for row in ROWS]
        record = read_alignments(write(tmp_path, rows), ["rivalry"])
        assert record.games[0].covariates["rivalry"].tolist() == [1.0, 0.0]
    with pytest.raises(InvalidModelError, match="rivalry, row 1: expected a number, TRUE or FALSE, got 'yes'"):
        read_alignments(write(tmp_path, [row.replace("True", "yes") for row in ROWS]), ["rivalry"])
    with pytest.raises(InvalidModelError, match=r"cinc, row 1: expected a number, got 'TRUE'"):
        read_alignments(write(tmp_path, [ROWS[0].replace("0.078", "TRUE"), *ROWS[1:]]))


def test_a_missing_covariate_of_r_leaves_its_row_out(tmp_path):
    record = read_alignments(write(tmp_path, [*ROWS, "C1a,1938,GMY,USR,0.154,0.16,1600,0,balance,NA "]), ["rivalry"])
    assert "USR in C1a: no rivalry" in [str(each) for each in record.left_out]
