"""The texts of a deposit: a script of Python whatever models are called, and a page whose table stays one."""

import ast

import alignment_games as ag
from alignment_games.report.deposit.items import Item, items_of
from alignment_games.report.deposit.script import readme, tables_script


def test_the_script_is_python_whatever_the_title_says():
    items = [Item("x", 'Who"""\nimport os # balances?', "'models/x.toml'", "x.toml")]
    tree = ast.parse(tables_script(items, "ag.panel('d.csv', utility=ag.SecurityUtility(burden=Fraction(1, 2)))"))
    imported = [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert [node.names[0].name for node in imported] == ["Path", "Fraction", "alignment_games"]


def test_solvers_are_imported_by_every_name_that_they_hold():
    merged = ag.solvers.DropDominated(ag.solvers.SupportEnumeration())
    text = tables_script(items_of(ag.solve("dilemma", merged)), "")
    assert "from alignment_games.solvers import DropDominated, SupportEnumeration\n" in text


def test_the_page_escapes_what_names_hold():
    page = readme("A *title*", [Item("x", "a | b", "", "x.toml")], ["own.py"], [("d.csv", "abc", False)], ["<b>"])
    assert "# A \\*title\\*\n" in page
    assert "| models/x.toml | a \\| b |" in page
    assert "put in SHA-256 abc" in page
    assert "- \\<b\\>\n" in page
