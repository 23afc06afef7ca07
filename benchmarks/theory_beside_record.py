"""What the theory says of the record, each figure in one run: the first form of the utility beside the second.

``python -m benchmarks.theory_beside_record [PART ...] [--record FILE]``

Parts: thirties, cases, intent, power, menus, payoffs, scores, claims, scorecard; all of them unless some are named.
Every parameter stands at its default. ``--record``: a coded record of alignments, whose rows are scored too where a
bundled case has the state: they are found again by the powers of the threat and of the state, which are the same
figures in both. All of states against Moscow, from files of the user: `benchmarks/world_against_russia.py`.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

import alignment_games as ag
from alignment_games.analysis.history import IN_RECORD
from alignment_games.cases import BalanceOfThreat, Case, FirstFormOfThreat, Prediction, judge, regression, situations
from alignment_games.cases.baselines import RULES, baseline
from alignment_games.cases.prediction import predicted_probabilities
from alignment_games.cases.scores import CLASSES, HEADER, Score, score
from alignment_games.catalogue import check_claims
from alignment_games.io.sources.alignments import read_alignments
from alignment_games.models.response import ResponseModel
from alignment_games.models.response.own_payoffs import payoffs_against
from alignment_games.states import RationalProximity
from alignment_games.text.tables import Table
from benchmarks.formula_beside_package import largest_difference, unequal_fractions

FORMS = (FirstFormOfThreat(), BalanceOfThreat(securitization=None))
INITIALS = {"balance": "B", "buck_pass": "P", "bandwagon": "W"}
#: Border to border, Germany to Britain and to the USSR, 1 January 1938 (CShapes 2.0, Schvitz et al. 2022).
BORDER_KM = [303.2, 0, 278.3]
#: By how much intent rises, where it can, and own power, as a share of it.
INTENT_STEP, POWER_STEP = 0.1, 0.1
ROUNDING = 1e-12
GIVING_WAY = ("bandwagon", "align")


def every(**variant: str) -> list[Case]:
    """Return all bundled cases in a variant."""
    return [ag.load_case(name, **variant) for name in ag.case_names()]


def thirties() -> Iterator[str]:
    """Yield the pure equilibria of the 1930s at the defaults and as geography is measured otherwise."""
    for title, change in (
        ("at the defaults", {}),
        ("twice the scale of distance", {"proximity": RationalProximity(2000)}),
        ("borders in place of capitals", {"distance_km": BORDER_KM}),
    ):
        found = []
        for year in (1936, 1938, 1939) if not change else (1938,):
            solution = ag.solve(ag.load_case(f"europe-{year}").game(**change))
            pure = ("".join(INITIALS[action] for action in each.actions) for each in solution if each.pure)
            found.append(f"{year} {{{', '.join(sorted(pure))}}}{'' if solution.complete else ', not proven'}")
        yield f"{title}: {'; '.join(found)}"


def cases() -> Iterator[str]:
    """Yield the chances of some states in some cases, and whether France bandwagons in 1939."""
    for name, state, actions in (
        ("russia-2022", "Ukraine", ("balance",)),
        ("russia-2022", "Belarus", ("bandwagon",)),
        ("unipolarity-1999", "Britain", ("balance", "soft_balance")),
    ):
        chances = predicted_probabilities(ag.load_case(name).game())[state]
        yield f"{name}: {state}: {' or '.join(actions)} {sum(chances[action] for action in actions):.3f}"
    solution = ag.solve(ag.load_case("europe-1939").game())
    most = max(each["France"]["bandwagon"] for each in solution)
    yield f"europe-1939: France bandwagons with chance {most:g} at most in {len(solution)} equilibria"


def recorded(theory: object, every_case: Sequence[Case]) -> Iterator[tuple[str, ResponseModel, int, tuple[str, ...]]]:
    """Yield each state's situation, the others doing what they did."""
    for case in every_case:
        model = theory.model(case.model)
        play = tuple(case.recorded[name] for name in model.names)
        for i, name in enumerate(model.names):
            yield f"{case.name}: {name}", model, i, play


def pays(model: ResponseModel, i: int, play: Sequence[str]) -> dict[str, float]:
    """Return what each response on offer pays a state against the others' play."""
    menus = [[action] for action in play]
    menus[i] = list(model.actions[i])
    return dict(zip(menus[i], payoffs_against(model.with_actions(menus), i, [0] * len(play)).tolist(), strict=True))


def raised_intent(model: ResponseModel, i: int) -> ResponseModel:
    """Return the model in which one state perceives more hostile intent, up to 1."""
    given = float(np.broadcast_to(model.threat.intent, len(model.names))[i])
    return model.with_parameters(intent={model.names[i]: min(1.0, given + INTENT_STEP)})


#: What the appeal of giving way is measured against: actions, and what they are beside, None for all others on offer.
MEASURES: Mapping[str, tuple[Sequence[str], Sequence[str] | None]] = {
    "bandwagoning on passing the buck": (("bandwagon",), ("buck_pass",)),
    "bandwagoning on balancing": (("bandwagon",), ("balance",)),
    "bandwagoning on the best other response": (("bandwagon",), None),
    "giving way or aligning on the best of the rest": (GIVING_WAY, None),
}


def gain(payoffs: Mapping[str, float], actions: Sequence[str], beside: Sequence[str] | None) -> float | None:
    """Return by how much the best of some actions pays more than the best of others; None where one is not on offer."""
    best = [payoffs[action] for action in payoffs if action in actions]
    others = [action for action in payoffs if action not in actions] if beside is None else beside
    rest = [payoffs[action] for action in others if action in payoffs]
    return max(best) - max(rest) if best and rest else None


def where_intent_tells(theory: object, menu: str) -> tuple[dict[str, Counter[str]], list[str]]:
    """Return by measure how often a rise of intent makes giving way gain at the record, and where it does at all."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in MEASURES}
    where: list[str] = []
    for place, model, i, play in recorded(theory, every(menu=menu)):
        before, after = pays(model, i, play), pays(raised_intent(model, i), i, play)
        for name, (actions, beside) in MEASURES.items():
            gains = [gain(payoffs, actions, beside) for payoffs in (before, after)]
            if None not in gains:
                rise = gains[1] - gains[0]
                counts[name]["rose" if rise > ROUNDING else "fell" if rise < -ROUNDING else "same"] += 1
                if rise > ROUNDING and beside is None:
                    others = {a: value for a, value in before.items() if a not in actions}
                    where.append(f"{place} ({max(others, key=others.get)})")
    return counts, where


def intent() -> Iterator[str]:
    """Yield in how many situations of the record a rise of intent makes giving way gain, by each measure and form."""
    for menu in ("case", "full"):
        for theory in FORMS:
            counts, where = where_intent_tells(theory, menu)
            for name, count in counts.items():
                yield (
                    f"{theory.name}, {menu} menu: {name} rises in {count['rose']} of {count.total()}, "
                    f"stays in {count['same']}"
                )
            if theory is FORMS[1] and menu == "case":
                yield f"  where, and what the best other response is: {'; '.join(where)}"


def power() -> Iterator[str]:
    """Yield how a state's own power moves its chance of balancing."""
    changes = []
    for case in every():
        before = predicted_probabilities(case.model)
        for state in case.model.states:
            if "balance" in before[state.name]:
                stronger = case.model.with_parameters(power={state.name: (1 + POWER_STEP) * state.power})
                after = predicted_probabilities(stronger)[state.name]["balance"]
                changes.append((after - before[state.name]["balance"], f"{case.name}: {state.name}"))
    mean = float(np.mean([change for change, _ in changes]))
    yield f"a tenth more: {mean:+.4f} on average of {len(changes)}, least {min(changes)[0]:+.4f} ({min(changes)[1]})"


def menus() -> Iterator[str]:
    """Yield how many recorded bandwagoners could not have done best by it at any play of the others."""
    for coding in ("coded", "rubric"):
        for theory in FORMS:
            dominated, found = [], 0
            for case in every(intent=coding):
                who = [i for i, name in enumerate(case.model.names) if case.recorded[name] == "bandwagon"]
                payoffs = theory.model(case.model).game().payoffs if who else None
                for i in who:
                    own = np.moveaxis(np.asarray(payoffs[i]), i, 0)
                    best = own[case.model.actions[i].index("bandwagon")] == own.max(axis=0)
                    found += 1
                    dominated += [] if best.any() else [f"{case.name}: {case.model.names[i]}"]
            yield f"{theory.name}, intent {coding}: dominated for {len(dominated)} of {found} {'; '.join(dominated)}"


def payoffs() -> Iterator[str]:
    """Yield how far the payoffs of all cases are from an independent formula, in floats and in fractions."""
    worst, compared = largest_difference(every())
    yield f"floats: largest difference {worst:.1e} in {compared} payoffs"
    unequal, compared = unequal_fractions(every(exact=True))
    yield f"fractions: {unequal} of {compared} payoffs differ"


def told(cases_told: Sequence[Case]) -> Iterator[Score]:
    """Yield the scores of both forms and of the simple rules."""
    for theory in FORMS:
        verdicts = [judge(case, theory) for case in cases_told]
        stable = sum(verdict.recorded_is_equilibrium for verdict in verdicts)
        name = f"{theory.name}, record stable in {stable} of {len(verdicts)}"
        yield score(name, [each for verdict in verdicts for each in verdict.predictions])
    found = [each for case in cases_told for each in situations(case)]
    yield from (baseline(name, found) for name in RULES)
    yield regression(found)


def scores(record: Path | None = None) -> Iterator[str]:
    """Yield the scores by coding, figures and menu; on the record's cases, on the others and on all."""
    for menu, figures, coding in (
        ("case", "year", "coded"),
        ("case", "year", "rubric"),
        ("full", "before", "coded"),
        ("full", "before", "rubric"),
    ):
        found = every(menu=menu, figures=figures, intent=coding)
        inside = [case for case in found if case.name in IN_RECORD]
        sets = {"development": inside, "apart": [case for case in found if case not in inside], "all": found}
        if record is not None:
            yield from table("rows of the record", as_in_record(record, found), menu, figures, coding)
        for title, chosen in sets.items():
            yield from table(f"{title}, {len(chosen)} cases", told(chosen), menu, figures, coding)


def table(title: str, rows: Iterator[Score], menu: str, figures: str, coding: str) -> Iterator[str]:
    """Yield the lines of a table of scores, with the recalls."""
    kept = list(rows)
    lines = [[*each.row(), *each.recalls()[1:]] for each in kept]
    yield f"{title}, {kept[0].states} states: {menu} menu, power of {figures}, intent {coding}"
    yield from Table([*HEADER, *(f"recall {kind}" for kind in CLASSES)], lines).lines(200)
    yield ""


def as_in_record(record: Path, found: Sequence[Case]) -> Iterator[Score]:
    """Yield the scores of both forms on the rows of a coded record, as it codes them, that the cases have.

    Where two cases have a row, the larger tells it. The record counts alignment of any kind as bandwagoning.
    """
    coded = {
        (float(game.model.against.power), float(state.power)): did
        for game in read_alignments(record).games
        for state, did in zip(game.model.states, game.played, strict=True)
    }
    for theory in FORMS:
        told_of: dict[tuple[float, float], Prediction] = {}
        for case in sorted(found, key=lambda case: -len(case.recorded)):
            year = ag.load_case(case.name).model  # a variant may have the figures of another
            rows = {state.name: (float(year.against.power), float(state.power)) for state in year.states}
            for each in judge(case, theory).predictions if coded.keys() & set(rows.values()) else ():
                if (row := rows[each.state]) in coded and row not in told_of:
                    chances = {**each.probabilities, "align": 0.0}
                    chances["bandwagon"] = sum(each.probabilities.get(action, 0) for action in GIVING_WAY)
                    told_of[row] = replace(each, recorded=coded[row], probabilities=chances, regret=math.nan)
        yield score(theory.name, list(told_of.values()))


def claims() -> Iterator[str]:
    """Yield how many claims of the catalogue are reproduced."""
    checked = list(check_claims())
    yield f"{sum(each.reproduced for each in checked)} of {len(checked)} claims reproduced"
    yield f"{sum(each.claim.definition for each in checked)} of them definitions"
    yield from (str(each) for each in checked if not each.reproduced)


def scorecard() -> Iterator[str]:
    """Yield the scorecard of both forms."""
    for theory in FORMS:
        yield theory.name
        yield str(ag.cases.scorecard([replace(case, model=theory.model(case.model)) for case in every()]))


PARTS: Mapping[str, Callable[[], Iterator[str]]] = {
    each.__name__: each for each in (thirties, cases, intent, power, menus, payoffs, claims, scorecard)
}


def main() -> None:
    """Print the parts that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.theory_beside_record")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join([*PARTS, 'scores'])}; all unless named")
    parser.add_argument("--record", type=Path, metavar="FILE", help="a coded record of alignments")
    options = parser.parse_args()
    parts = {**PARTS, "scores": lambda: scores(options.record)}
    for name in options.parts or parts:
        start = time.process_time()
        print(f"# {name}")
        for line in parts[name]():
            print(line, flush=True)
        print(f"({time.process_time() - start:.1f} s of processor time)\n", flush=True)


if __name__ == "__main__":
    main()
