"""Who may apply, in a synthetic standard: lists, single sentences, footnotes.

In: a plan, a writer, a seeded Random. Out: conditions. Follows: clause 1.9.1 (1.8.2 before 2015).
"""

import random

import msgspec

from liangcai.standard.model import Condition
from tests.data.synthetic.layouts import call, mark_list
from tests.data.synthetic.plan import Plan, PlannedLevel
from tests.data.synthetic.words import NOUNS, VERBS
from tests.data.synthetic.writer import Writer

MARKS = "①②③④"


class Marked(msgspec.Struct, frozen=True):
    """A sentence with the bare marks of footnotes in it."""

    text: str
    marks: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The sentence without the marks."""
        return "".join(character for character in self.text if character not in self.marks)

    def print(self, raised: str) -> str:
        """The sentence with the marks as the author writes them."""
        return "".join(raised.format(c) if c in self.marks else c for c in self.text)


def write_conditions(plan: Plan, writer: Writer, rng: random.Random) -> tuple[Condition, ...]:
    """Clause 1.9.1, a list or a sentence a level, with notes."""
    marks = MARKS[: rng.randint(0, 3)]
    unused = list(marks)
    found: list[Condition] = []
    for place, level in enumerate(plan.levels):
        single = not plan.technical and rng.random() < 0.25
        count = 1 if single else rng.choice((1, 2, 3, 4, 11))
        texts = [
            write_condition(plan, rng, unused, last=place == len(plan.levels) - 1 and n == count - 1)
            for n in range(count)
        ]
        form = rng.choice(("sentence", "bare")) if single and not plan.old else "list"
        found.extend(write_list(plan, writer, level, texts, form))
    for mark in marks:
        lead = rng.choice(("相关职业", "本专业或相关专业"))
        text = f"{lead}：{rng.choice(NOUNS)}制作员、{rng.choice(NOUNS)}{rng.choice(VERBS)}工，下同。"
        writer.note(mark, plan.hand.raised.format(mark), text)
    writer.close()
    return tuple(found)


def write_condition(plan: Plan, rng: random.Random, unused: list[str], *, last: bool) -> Marked:
    """A condition; the last one of all takes the marks that are left."""
    gap = plan.hand.gap
    years = f"{gap}{rng.randint(1, 12)}{gap}年"
    span = rng.choice((f"工作满{years}", f"工作{years}（含）以上", f"工作{gap}{rng.randint(1, 12)}{gap}年(含)以上"))
    used: list[str] = []
    text = rng.choice(
        (
            "累计从事本职业或相关职业",
            "取得助理职称后，从事本专业技术",
            "有本专业或相关专业的毕业证书（应届的也算），并从事本职业",
        )
    )
    for phrase in ("相关职业", "相关专业"):
        if unused and phrase in text and rng.random() < 0.6:
            used.append(unused.pop(0))
            text = text.replace(phrase, phrase + used[-1], 1)
    while last and unused:
        used.append(unused.pop(0))
        text += "相关" + used[-1]
    return Marked(f"{text}{span}", tuple(used))


def write_list(plan: Plan, writer: Writer, level: PlannedLevel, texts: list[Marked], form: str) -> list[Condition]:
    """The conditions of a level in one of the forms of the layouts."""
    name, raised = call(plan, level), plan.hand.raised
    requires = f"取得{level.called}培训学时证明" if plan.technical else None
    if form == "sentence":
        end = f"者，可申报{name}。"
        writer.say(texts[0].print(raised) + end)
        return [Condition(level=level.name, number="1", text=texts[0].plain + end, notes=texts[0].marks)]
    if plan.old:
        writer.say(f"——{name}（具备以下条件之一者）")
    elif requires:
        writer.say(f"——{requires}，并具备以下条件之一者，可申报{name}专业技术等级：")
    else:
        writer.say(f"具备以下条件{'者' if form == 'bare' else '之一者'}，可申报{name}：")
    found = []
    for number, marked in enumerate(texts, 1):
        lead = "" if form == "bare" else mark_list(plan.hand.list_mark, number)
        writer.say(lead + marked.print(raised) + "。", "plain" if form == "bare" else "item")
        text = marked.plain + "。"
        found.append(Condition(level=level.name, number=str(number), text=text, notes=marked.marks, requires=requires))
    return found
