"""A second verifier of papers, written from the words of the rules and sharing no code with the library.

In: decoded JSON: a blueprint, a bank's questions, papers as lists of question ids, rules. Out: what is wrong, in
words, and what was measured. Follows: the blueprint's lines and bands, the rules of assembly, the Rasch model.
"""

import json
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

Json = dict[str, Any]


class Verdict(NamedTuple):
    """What is wrong with papers, and how far they are from their targets: difficulty in shares of candidates,
    information as a share of its target (the mean of the papers where none is stated)."""

    faults: list[str]
    difficulty_off: float
    information_off: float


def verify(plan: Json, bank: list[Json], papers: list[list[str]], rules: Json, seen: dict[str, int]) -> Verdict:
    """Look at papers from nothing but the questions on them."""
    known = {question["id"]: question for question in bank}
    faults = [f"{name} is not in the bank" for paper in papers for name in paper if name not in known]
    if faults:
        return Verdict(faults, math.inf, math.inf)
    chosen = [[known[name] for name in paper] for paper in papers]
    for number, (paper, names) in enumerate(zip(chosen, papers, strict=True)):
        faults += [f"paper {number}: {fault}" for fault in check_paper(plan, known, paper, names, rules, seen)]
    faults += check_overlap(papers, rules)
    ease = [sum(question["difficulty"] for question in paper) / len(paper) for paper in chosen]
    informed = [sum(inform(question, float(rules.get("ability", 0))) for question in paper) for paper in chosen]
    return Verdict(
        faults,
        stray(ease, rules.get("difficulty_target"), relative=False),
        stray(informed, rules.get("information_target"), relative=True),
    )


def check_paper(
    plan: Json, known: dict[str, Json], paper: list[Json], names: list[str], rules: Json, seen: dict[str, int]
) -> Iterator[str]:
    """Everything that one paper must keep by itself."""
    if len(set(names)) != len(names):
        yield "a question twice"
    yield from check_cells(plan, paper)
    yield from check_bands(plan, paper)
    for question in paper:
        if set(question.get("enemies", ())) & set(names) - {question["id"]}:
            yield f"{question['id']} beside its enemy"
    for group in {question["set"] for question in paper if question.get("set")}:
        if any(other.get("set") == group and name not in names for name, other in known.items()):
            yield f"set {group} is torn"
    most = rules.get("most_exposed")
    if most is not None and any(seen.get(name, 0) >= most for name in names):
        yield "a worn question"
    yield from check_sums(plan, paper, rules)


def home_of(plan: Json, question: Json) -> Json | None:
    """The line of the blueprint whose leaf a question's requirement lies under."""
    for line in plan["lines"]:
        inside = (question["requirement"] + ".").startswith(line["leaf"] + ".")
        if inside and (line["leaf"][0] == "B" or line.get("table", "-") == question.get("table", "-")):
            found: Json = line
            return found
    return None


def check_cells(plan: Json, paper: list[Json]) -> Iterator[str]:
    """Leaf by type, exactly; what belongs nowhere is too much."""
    have: dict[tuple[str, str], int] = {}
    for question in paper:
        line = home_of(plan, question)
        key = (line["leaf"] if line else "nowhere", question["type"])
        have[key] = have.get(key, 0) + 1
    want = {(line["leaf"], cell["type"]): cell["count"] for line in plan["lines"] for cell in line["counts"]}
    for key in want.keys() | have.keys():
        if want.get(key, 0) != have.get(key, 0):
            yield f"{key[0]} {key[1]}: {have.get(key, 0)} in place of {want.get(key, 0)}"


def check_bands(plan: Json, paper: list[Json]) -> Iterator[str]:
    """A band over the paper: the floor or the ceiling of its percent; each area and type: of its share of that."""
    edges = [float(band["upto"]) for band in plan.get("bands", ())]
    counts: dict[tuple[str, str], list[int]] = {}
    for question in paper if edges else ():
        line = home_of(plan, question)
        place = sum(question["difficulty"] >= edge for edge in edges[:-1])
        group = counts.setdefault((line["area"] if line else "nowhere", question["type"]), [0] * len(edges))
        group[place] += 1
    whole = [sum(column) for column in zip(*counts.values(), strict=True)]
    for band, count in zip(plan.get("bands", ()), whole, strict=True):
        if abs(count - Fraction(band["percent"] * len(paper), 100)) >= 1:
            yield f"{count} of {len(paper)} up to {band['upto']}"
    for name, group in counts.items():
        for column, count in zip(whole, group, strict=True):
            if abs(count - Fraction(column * sum(group), len(paper))) >= 1:
                yield f"{name}: {count} of {sum(group)} in a band of {column}"


def check_sums(plan: Json, paper: list[Json], rules: Json) -> Iterator[str]:
    """Expected time within the part, importance within its shares."""
    usual = {kind["type"]: kind["seconds"] for kind in rules.get("seconds", ())}
    seconds = sum(question.get("seconds") or usual.get(question["type"], 0) for question in paper)
    minutes = next((part["minutes"] for part in plan["parts"] if part["kind"] == "theory"), None)
    if minutes and seconds > minutes * 60:
        yield f"{seconds} seconds in {minutes} minutes"
    share = {grade: Fraction(sum(q.get("importance", "X") == grade for q in paper), len(paper)) for grade in "XYZ"}
    if share["X"] < Fraction(rules.get("x_least", 0)):
        yield f"too little X: {share['X']}"
    for grade, rule in (("Y", "y_most"), ("Z", "z_most")):
        if share[grade] > Fraction(rules.get(rule, 1)):
            yield f"too much {grade}: {share[grade]}"


def check_overlap(papers: list[list[str]], rules: Json) -> Iterator[str]:
    """The common questions stand on every paper, every other question on one."""
    uses: dict[str, int] = {}
    for name in (name for paper in papers for name in paper):
        uses[name] = uses.get(name, 0) + 1
    shared = [name for name, count in uses.items() if count > 1]
    if len(papers) > 1 and len(shared) != rules.get("common", 0):
        yield f"{len(shared)} common questions in place of {rules.get('common', 0)}"
    if any(uses[name] != len(papers) for name in shared):
        yield "a question on some papers but not on all"


def inform(question: Json, ability: float) -> float:
    """What a question tells of a candidate of an ability, under the Rasch model."""
    odds = (
        question["difficulty"] / (1 - question["difficulty"]) * math.exp(ability) if question["difficulty"] < 1 else 0
    )
    return float(odds / (1 + odds) ** 2)


def stray(values: list[float], target: Any, *, relative: bool) -> float:
    """The widest distance of a value from the target, or without one of two values from each other."""
    aims = values if target is None else [float(target)]
    wide = max(abs(value - aim) for value in values for aim in aims)
    return wide / (sum(aims) / len(aims)) if relative else wide


def decode(value: bytes) -> Any:
    """JSON as it stands."""
    return json.loads(value)
