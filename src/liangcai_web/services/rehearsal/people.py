"""Made-up people for a rehearsal: names, ID numbers, applications, answers, scores.

In: a seeded Random, conditions, papers. Out: values that stand for what people would bring and do. Follows: made-up
names and ID numbers with area code 000000 only; the same seed gives the same people.
"""

import datetime
import math
import random
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from liangcai.assembly.model import Form
from liangcai.delivery.present import PresentedQuestion, present_form
from liangcai.eligibility.application import Application
from liangcai.eligibility.example import make_example
from liangcai.eligibility.identity_number import check_character
from liangcai.eligibility.rules import ConditionSet
from liangcai.items.model import LETTERS, Item
from liangcai.marking.sheet import RowScore, ScoreSheet
from liangcai.standard.model import Standard

FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
STEMS = "甲乙丙丁戊己庚辛壬癸"
STEP = Decimal("0.5")
TYPICAL, SPREAD = 0.5, 0.8
TRIES = 20_000


class MadeUp(msgspec.Struct, frozen=True, kw_only=True):
    """A made-up person: ``ability`` 0 answers an item of difficulty p rightly with probability p."""

    name: str
    id_number: str
    ability: float
    application: Application


def make_people(
    conditions: ConditionSet,
    count: int,
    rng: random.Random,
    day: datetime.date,
    *,
    met: bool,
    taken: set[str] | None = None,
) -> Iterator[MadeUp]:
    """People who meet a condition that day, each of the conditions in turn; or who miss it by a hundred days.

    ``taken`` are ID numbers that somebody has; those drawn here are added.
    """
    shift = datetime.timedelta(days=rng.randint(5, 400)) if met else datetime.timedelta(days=-100)
    examples = [make_example(conditions, index, day - shift) for index in range(len(conditions.conditions))]
    usable = [example for example in examples if example is not None]
    if not usable:
        return
    numbers = set[str]() if taken is None else taken
    for number in range(count):
        application = usable[number % len(usable)]
        yield MadeUp(
            name=make_name(rng),
            id_number=draw_new(rng, application.born, numbers),
            ability=rng.gauss(TYPICAL, SPREAD),
            application=application,
        )


def make_name(rng: random.Random) -> str:
    """A name that nobody would take for a real one."""
    return f"{rng.choice(FAMILY)}样{rng.choice(STEMS)}{rng.choice(STEMS)}"


def draw_new(rng: random.Random, born: datetime.date | None, taken: set[str]) -> str:
    """An ID number that nobody has, and that is taken from now on."""
    for _ in range(TRIES):
        number = make_id_number(rng, born)
        if number not in taken:
            taken.add(number)
            return number
    raise RuntimeError(f"a day of birth has a thousand numbers: {born} has run out of them")


def make_id_number(rng: random.Random, day: datetime.date | None = None) -> str:
    """A well-formed ID number of the area 000000, which is nobody's, born on the day given or on any."""
    drawn = datetime.date(1975, 1, 1) + datetime.timedelta(days=rng.randrange(10_000))
    born = day or drawn
    body = f"000000{born:%Y%m%d}{rng.randrange(1000):03d}"
    return body + check_character(body)


def list_review_questions(standard: Standard, level: str, direction: str | None) -> str:
    """A list of questions for a review board, two a task under the name of its function, as it would be typed."""
    lines = []
    for function in standard.functions(level, direction):
        lines.append(f"# {function.name}")
        for task in function.tasks:
            lines.append(f"“{task.name}”中哪一步最容易出错？您怎样避免？")
            lines.append(f"请举一个“{task.name}”的实例，说明您的依据。")
    return "\n".join(dict.fromkeys(lines))


def answer_paper(form: Form, candidate_seed: str, ability: float, rng: random.Random) -> dict[str, str]:
    """Answers in the letters shown; what is chosen depends on the paper and the seed, not on the screen's order."""
    shown = {question.item_id: question for question in present_form(form, candidate_seed).questions}
    return {
        question.item.id: show_letters(shown[question.item.id], choose(question.item, ability, rng))
        for question in form.questions
    }


def choose(item: Item, ability: float, rng: random.Random) -> str:
    """A response in the letters of the paper: right with a probability from ability and difficulty, else a guess."""
    if not item.choices:
        return ""  # what is answered in words is written elsewhere
    if rng.random() < know(item.difficulty, ability):
        return item.key
    if item.type == "truefalse":
        return "F" if item.key == "T" else "T"
    return "".join(sorted(rng.sample(item.choices, 1 if item.type == "single" else 2)))


def show_letters(question: PresentedQuestion, chosen: str) -> str:
    """Letters of the paper as the letters that this candidate's screen gives them."""
    if not question.letters:
        return chosen
    pairs = zip(LETTERS, question.letters, strict=False)
    return "".join(shown for shown, own in pairs if own in chosen)


def know(difficulty: float, ability: float) -> float:
    """The probability of a right answer: the logistic curve that passes through the difficulty at ability 0."""
    odds = math.log(difficulty / (1 - difficulty)) + ability
    return 1 / (1 + math.exp(-odds))


def score_rows(sheet: ScoreSheet, ability: float, rng: random.Random) -> tuple[RowScore, ...]:
    """What one assessor gives for each row, in halves of a point."""
    rows = []
    for row in sheet.rows:
        share = min(1.0, max(0.0, rng.gauss(know(0.62, ability), 0.08)))
        points = (Decimal(str(share)) * row.maximum / STEP).to_integral_value() * STEP
        rows.append(RowScore(key=row.key, points=min(points, row.maximum)))
    return tuple(rows)
