"""The session behind the run buttons of a page: statements one by one, values shown as at a prompt.

It is started when the site is built, see image.mjs; what is imported then, readers need not wait for.
"""

import ast
import builtins
import gc
import importlib
import sys
import traceback

sys.path.insert(0, "/usr/local/lib/alignment_games.zip")

import alignment_games

#: What the examples of a page have made so far.
names = {"__name__": "__main__"}
#: What examples in docstrings take from elsewhere.
ELSEWHERE = {"np": "numpy", "sympy": "sympy", "Fraction": "fractions", "Path": "pathlib"}


def run(source):
    """Run the source, after names that it takes for granted, as examples in docstrings do, have been found."""
    try:
        tree = ast.parse(source)
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        for name in used - names.keys() - set(dir(builtins)):
            find(name)
        for statement in tree.body:
            exec(compile(ast.Interactive([statement]), "<page>", "single"), names)  # noqa: S102 - that is its purpose
    except BaseException:  # noqa: BLE001 - whatever it is, the reader sees it, and the session lives on
        traceback.print_exc(limit=0, file=sys.stdout)


def find(name):
    """Take a name from the package, its face or one of its rooms, or from where examples take it."""
    if name in ELSEWHERE:
        module = importlib.import_module(ELSEWHERE[name])
        names[name] = getattr(module, name, module)
        return
    face = alignment_games.__all__
    rooms = [room for room in face if hasattr(getattr(alignment_games, room), "__path__")]
    for place in (alignment_games, *(importlib.import_module(f"alignment_games.{room}") for room in rooms)):
        if name in getattr(place, "__all__", ()):
            names[name] = getattr(place, name)
            return


def prepare():
    """Import what examples need: most modules are imported where they are used, so use them once."""
    game = alignment_games.load_case("europe-1938").game()
    solution = alignment_games.solve(game)
    str(solution), alignment_games.explain(solution), alignment_games.conditions(game, solution[0].profile)
    str(alignment_games.sweep(game, {"burden": [0.05, 0.1]}))
    gc.collect()


prepare()
