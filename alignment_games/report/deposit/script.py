"""The words of a deposit: the script from its models and data to its tables, and the page that says what is what."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from alignment_games.io.results.provenance import versions
from alignment_games.report.deposit.items import Item
from alignment_games.text.markdown import markdown_cell, markdown_text
from alignment_games.text.visible import one_line

#: The script that is made for the models and the panel of a deposit.
MADE = "make_tables.py"

_HEAD = '''\
"""From the data and the models of this deposit to its tables. replicate.py runs this in a folder with both."""

from pathlib import Path
{imports}
import alignment_games as ag
{own}

def write(name, text):
    Path(name).write_text(text + "\\n", encoding="utf-8", newline="\\n")
'''

_TABLES = '''

def tables(name, target, *solver):
    """Solve a model; write its equilibria as figures and in words, and the brief where there is a table of payoffs."""
    solution = ag.solve(target, *solver)
    ag.write_results(solution, f"{name}.csv")
    ag.write_results(solution, f"{name}.json", timed=False)
    write(f"{name}.txt", f"{solution}\\n\\n{ag.explain(solution)}")
    if isinstance(solution.problem, ag.NormalFormGame):
        document = ag.brief(target, solution=solution)
        write(f"{name}.html", document.html())
        write(f"{name}.md", document.markdown())
'''

_PANEL = """

panel = {call}
panel.write("panel.csv")
write("panel.txt", f"{{panel.reading}}\\n{{panel}}")
"""


def tables_script(items: Sequence[Item], panel: str) -> str:
    """Return the script that solves the models and makes the panel; ``panel``: the call, or empty."""
    told = " ".join(item.opening for item in items) + " ".join(item.solver for item in items) + panel
    solvers = sorted(set(re.findall(r"\b([A-Za-z_]\w*)\(", " ".join(item.solver for item in items))))
    own = []
    if "read_case_or_model(" in told:
        own.append("from alignment_games.cases.own import read_case_or_model")
    if solvers:
        own.append(f"from alignment_games.solvers import {', '.join(solvers)}")
    imports = "from fractions import Fraction\n" if "Fraction(" in told else ""
    text = _HEAD.format(imports=imports, own="".join(f"{line}\n" for line in own))
    if items:
        text += _TABLES + "\n\n"
    for item in items:
        solver = f", {item.solver}" if item.solver else ""
        text += f"# {one_line(item.title)}\ntables({item.name!a}, {item.opening}{solver})\n"
    return text + (_PANEL.format(call=panel) if panel else "")


def requirements() -> str:
    """Return the versions of the packages, one a line."""
    names = {"alignment_games": "alignment-games"}
    return "".join(f"{names.get(name, name)}=={version}\n" for name, version in versions().items() if name != "python")


def readme(
    title: str,
    items: Sequence[Item],
    scripts: Sequence[str],
    data: Sequence[tuple[str, str, bool]],
    sources: Sequence[str],
) -> str:
    """Return the page of a deposit. ``data``: name, SHA-256, and whether the file is in the deposit."""
    rows = [("models/" + item.file, item.title) for item in items if item.file]
    tables, absent = "solves the models and makes the tables", "NOT here, under its owner's terms: put in SHA-256"
    rows += [(f"scripts/{name}", tables if name == MADE else "the analysis") for name in scripts]
    rows += [(f"data/{name}", "data" if there else f"{absent} {digest}") for name, digest, there in data]
    python = json.dumps(versions()["python"])[1:-1]
    rows += [
        ("results/", "what the scripts made: equilibria, words, tables"),
        ("replicate.py", "runs the scripts again in an empty folder and compares what they make with results/"),
        ("deposit.json", "which scripts run, in which order, and the SHA-256 of the data"),
        ("requirements.txt", f"the versions of the packages; made with Python {python}"),
        ("SHA256SUMS", "checksums: sha256sum --check SHA256SUMS"),
    ]
    table = "".join(f"| {markdown_cell(name)} | {markdown_cell(what)} |\n" for name, what in rows)
    told = "".join(f"- {markdown_text(source)}\n" for source in sources)
    return (
        f"# {markdown_text(title)}\n\nEverything that is needed to obtain the results again.\n\n"
        f"| file | what it is |\n|---|---|\n{table}\n"
        + (f"Sources:\n\n{told}\n" if told else "")
        + "To repeat:\n\n```console\n$ python -m pip install -r requirements.txt\n$ python replicate.py\n```\n\n"
        "It says of each result whether the same bytes came out; on a machine that rounds otherwise, whether the same "
        "text and the same figures to 1e-9 did.\n"
    )
