"""R12, all types: random papers, responses, policies and marking versions, scored twice by two programs.

In: how many responses. Out: an account, a try a response. Follows: a second scorer, written separately from the words
of the rules, agrees on every response; both are given what a candidate typed in the letters that were shown.
"""

import datetime
import json
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import msgspec

from bench.account import Account, account
from bench.proofs.second_scorer import WAITS, Scorer
from liangcai.assembly.model import Form, FormQuestion, FormSection
from liangcai.delivery.present import PresentedQuestion, present_form
from liangcai.findings import Message, Severity
from liangcai.items.content import Blank, Criterion, Drawn
from liangcai.items.drawing import draw_values
from liangcai.items.formula import evaluate_formula
from liangcai.items.model import LETTERS, Item
from liangcai.marking.pack import MarkingPack
from liangcai.marking.theory import TheoryMark, mark_attempt
from liangcai.marking.version import Amendment, MarkingVersion

SHORT, LONG = 4_000, 120_000
PAPER = 20
KINDS = ("single", "multiple", "truefalse", "fill", "order", "match", "calculation", "short", "essay", "case")
POINTS = ("0.5", "1", "2", "3", "4.5", "10")
JUNK = ("", "-", "Z", "AA", "BA", "t", "ABCDEFGH", '["甲"]', "[]", "[1]", "null", "甲", " ", "[[", "TF")


def prove(tries: int) -> Account:
    """Papers until there are responses enough."""
    rng = random.Random(2024)  # noqa: S311 - nothing secret
    faults: list[str] = []
    counts = dict.fromkeys((*KINDS, "amended", "points"), 0)
    done = papers = 0
    while done < tries:
        form, pack = draw_form(rng), draw_pack(rng)
        version = draw_version(form, rng)
        typed = {question.item.id: "" for question in form.questions}
        presentation = present_form(form, f"seed-{papers}")
        for question in form.questions:
            shown = presentation.question(question.item.id)
            assert shown is not None
            typed[question.item.id] = draw_response(question.item, shown, presentation.candidate_seed, rng)
        ours = mark_attempt(form, typed, pack, presentation, version)
        faults += compare(form, pack, version, presentation.questions, typed, ours)
        for question, mark in zip(form.questions, ours.responses, strict=True):
            counts[question.item.type] += 1
            counts["points"] += mark.points > 0
            counts["amended"] += version.amendment(question.item.id) is not None
        done, papers = done + len(form.questions), papers + 1
    kinds = ", ".join(f"{kind} {counts[kind]:,}" for kind in KINDS)
    said = f"{papers:,} papers; {kinds}; {counts['amended']:,} amended, {counts['points']:,} with points"
    return account("R12t", "responses that two scorers score otherwise", done, "responses of all types", faults, said)


def compare(
    form: Form,
    pack: MarkingPack,
    version: MarkingVersion,
    shown: tuple[PresentedQuestion, ...],
    typed: dict[str, str],
    ours: TheoryMark,
) -> list[str]:
    """Every response and the total, ours against the second scorer's, which is given JSON and nothing else."""
    questions = json.loads(msgspec.json.encode([one for section in form.sections for one in section.questions]))
    seen = {one["item_id"]: one for one in json.loads(msgspec.json.encode(shown))}
    second = Scorer(json.loads(msgspec.json.encode(pack)), json.loads(msgspec.json.encode(version)))
    each, total = second.score(questions, seen, typed)
    faults = []
    for mark, theirs in zip(ours.responses, each, strict=True):
        waits = isinstance(theirs, tuple) and theirs[1] == WAITS
        points = theirs[0] if isinstance(theirs, tuple) else theirs
        if Fraction(mark.points) != points or waits != (mark.outcome == "waiting"):
            faults.append(f"{mark.item_id} {typed[mark.item_id]!r}: {mark.points} {mark.outcome}, second {theirs}")
    if Fraction(ours.points) != total:
        faults.append(f"total {ours.points}, second {total}")
    return faults


def draw_pack(rng: random.Random) -> MarkingPack:
    """A pack with each policy drawn."""
    return MarkingPack(
        id="proof",
        source="proof",
        date=datetime.date(2026, 1, 1),
        severity=Severity.WARNING,
        multiple=rng.choice(("all_or_nothing", "half_for_subset", "per_option")),
        option_points=Decimal(rng.choice(("0.25", "0.5", "1"))),
        pieces=rng.choice(("per_piece", "all_or_nothing")),
        share_step=Decimal(rng.choice(("0.01", "0.1", "0.5"))),
        rounding=Decimal(rng.choice(("0.1", "0.5", "1"))),
        dropped=rng.choice(("full_points", "taken_out")),
    )


def draw_form(rng: random.Random) -> Form:
    """A paper of every type, each twice."""
    sections = []
    number = 0
    for kind in KINDS:
        questions = []
        for _ in range(PAPER // len(KINDS)):
            number += 1
            item = draw_item(kind, f"K1.1.{number}-01", rng)
            points = Decimal(rng.choice(POINTS))
            questions.append(FormQuestion(number=number, item=item, points=points, leaf="K1.1", area="甲"))
        sections.append(FormSection(type=kind, heading=Message(kind, kind), questions=tuple(questions)))  # type: ignore[arg-type]
    return Form(id="A", blueprint_sha256="0" * 64, sections=tuple(sections))


def draw_item(kind: str, name: str, rng: random.Random) -> Item:
    """A question of a type."""
    fields: dict[str, Any] = {"id": name, "requirement": "K1.1.1", "type": kind, "stem": f"{name} （　）"}
    texts = tuple(f"{name}选项{index}" for index in range(rng.randint(3, 6)))
    letters = LETTERS[: len(texts)]
    match kind:
        case "single":
            fields |= {"options": texts, "key": rng.choice(letters)}
        case "multiple":
            fields |= {"options": texts, "key": "".join(sorted(rng.sample(letters, rng.randint(2, len(letters)))))}
        case "truefalse":
            fields |= {"key": rng.choice("TF")}
        case "order":
            fields |= {"options": texts, "key": "".join(rng.sample(letters, len(letters)))}
        case "match":
            targets = tuple(f"{name}对象{index}" for index in range(rng.randint(len(texts), 8)))
            fields |= {"options": texts, "targets": targets}
            fields |= {"key": "".join(rng.choices(LETTERS[: len(targets)], k=len(texts)))}
        case "fill":
            fields |= {"blanks": tuple(draw_blank(rng) for _ in range(rng.randint(1, 4)))}
        case "calculation":
            fields |= draw_calculation(name, rng)
        case "case":
            kinds = rng.choices(("single", "multiple", "truefalse", "fill", "short"), k=rng.randint(2, 4))
            fields |= {"parts": tuple(draw_item(one, str(index), rng) for index, one in enumerate(kinds, 1))}
        case _:
            fields |= {"answer": "见评分点", "rubric": (Criterion(text="要点", share="1"),)}
    return Item(**fields, difficulty=0.5, rationale="理由")


def draw_blank(rng: random.Random) -> Blank:
    """A gap of words, or of a number."""
    if rng.random() < 0.5:
        return Blank(accepted=tuple(rng.sample(("交换机", "Switch", "路由器", "ＡＢＣ"), rng.randint(1, 3))))
    tolerance = rng.choice(("0", "0.5", "2"))
    return Blank(value=rng.choice(("12", "0.5", "-3", "1200")), tolerance=tolerance, unit=rng.choice(("", "台", "A")))


def draw_calculation(name: str, rng: random.Random) -> dict[str, Any]:
    """A question with drawn values, or with fixed ones."""
    if rng.random() < 0.3:
        return {"blanks": (Blank(value="42", tolerance="0.1", unit="V"),)}
    formula = rng.choice(("round(u / r, 2)", "u * r", "(u + r) * 2 - 1", "round(u / 3, 1)"))
    return {
        "stem": f"{name} 电压 {{u}} V，电阻 {{r}} Ω",
        "values": (Drawn(name="u", low="10", high="20"), Drawn(name="r", low="2", high="5", step="0.5")),
        "blanks": (Blank(formula=formula, tolerance=rng.choice(("0", "0.01", "1")), unit="A"),),
    }


def draw_version(form: Form, rng: random.Random) -> MarkingVersion:
    """A marking version with a few amendments, or none."""
    chosen = rng.sample(form.questions, rng.choice((0, 1, 3)))
    found = []
    for question in chosen:
        item = question.item
        keys = draw_keys(item, rng)
        how = "rekey" if keys and rng.random() < 0.6 else "drop"
        found.append(Amendment(item_id=item.id, how=how, keys=keys if how == "rekey" else ()))  # type: ignore[arg-type]
    return MarkingVersion(number=2 if found else 1, amendments=tuple(found))


def draw_keys(item: Item, rng: random.Random) -> tuple[str, ...]:
    """One key or two in the form of the type; none where the type has no key to mend."""
    count = rng.randint(1, 2)
    match item.type:
        case "single" | "truefalse":
            return tuple(rng.sample(item.choices, count))
        case "multiple":
            return tuple("".join(sorted(rng.sample(item.choices, rng.randint(1, 3)))) for _ in range(count))
        case "order":
            return tuple("".join(rng.sample(item.choices, len(item.choices))) for _ in range(count))
        case "match":
            return tuple("".join(rng.choices(item.choices, k=len(item.options))) for _ in range(count))
        case "fill":
            return (json.dumps(["交换机" if blank.accepted else "7" for blank in item.blanks], ensure_ascii=False),)
        case "calculation":
            return () if item.values else ('["41"]',)
    return ()


def draw_response(item: Item, shown: PresentedQuestion, seed: str, rng: random.Random) -> str:
    """What somebody types: right, nearly right, anything of the form, or junk."""
    if rng.random() < 0.12:
        return rng.choice(JUNK)
    letters = LETTERS[: len(shown.options)]
    match item.type:
        case "single":
            return rng.choice(letters)
        case "multiple":
            wanted = [mark for mark, own in zip(LETTERS, shown.letters, strict=False) if own in item.key]
            part = rng.sample(wanted, rng.randint(1, len(wanted)))
            return "".join(part) if rng.random() < 0.7 else "".join(rng.sample(letters, rng.randint(1, len(letters))))
        case "truefalse":
            return rng.choice("TF")
        case "order":
            return (
                "".join(rng.choices(letters + "-", k=len(letters)))
                if rng.random() < 0.3
                else sort_near(shown, item, rng)
            )
        case "match":
            return "".join(rng.choices(LETTERS[: len(shown.targets)] + "-", k=len(shown.options)))
        case "fill" | "calculation":
            return json.dumps([type_gap(item, blank, seed, rng) for blank in item.blanks], ensure_ascii=False)
        case "case":
            pieces = [draw_response(part, own, seed, rng) for part, own in zip(item.parts, shown.parts, strict=True)]
            return json.dumps(pieces, ensure_ascii=False)
    return rng.choice(("", "  ", "先断电，再验电。"))


def sort_near(shown: PresentedQuestion, item: Item, rng: random.Random) -> str:
    """The right order in the letters shown, two of them perhaps changed."""
    right = [LETTERS[shown.letters.index(letter)] for letter in item.key]
    if rng.random() < 0.6:
        one, other = rng.sample(range(len(right)), 2)
        right[one], right[other] = right[other], right[one]
    return "".join(right)


def type_gap(item: Item, blank: Blank, seed: str, rng: random.Random) -> str:
    """Words for a gap: right, in another form, near, in another unit, or wrong."""
    if blank.accepted:
        right = rng.choice(blank.accepted)
        return rng.choice((right, f" {right} ", right.upper(), f"{right}。", "别的", "", "交 换 机", "ABC"))
    value = Decimal(blank.value) if blank.value else evaluate_formula(blank.formula, draw_values(item, seed))
    assert value is not None
    off = value + Decimal(rng.choice(("0", "0.01", "-0.5", "3")))
    text = f"{off:f}" if rng.random() < 0.8 else f"{off:,f}"
    return rng.choice(
        (text, f"{text} {blank.unit}", f"{text}{blank.unit.lower()}", f"{text}公里", f"＋{text}", "约十", "")
    )
