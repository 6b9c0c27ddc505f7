"""A synthetic standard by its seed: the model, and a damaged document that says it.

In: a seed, and what is asked of layout, tables and damage. Out: ``Case``. Follows: model to damaged document to model;
what no reader could tell from the document is not made (see ``printing`` and ``damage``; besides, a table that lost its
columns has no unnumbered items and no numbers with points inside its words, and a label of its weights has no blanks).
"""

import random
import typing

import msgspec

from liangcai.standard.model import SourceAccount, Standard
from tests.data.synthetic.chapter_one import write_cover, write_overview
from tests.data.synthetic.chapter_two import write_basic
from tests.data.synthetic.damage import Furniture, add_bullets, add_noise, break_pages, run_lists_together, spread_words
from tests.data.synthetic.plan import Flat, Layout, Plan, Tables, choose_plan
from tests.data.synthetic.printing import Damage, Line, print_pieces
from tests.data.synthetic.tables import write_glossary, write_weights, write_work
from tests.data.synthetic.writer import Writer

DAMAGES: tuple[Damage, ...] = typing.get_args(Damage)
NO_ACCOUNT = SourceAccount(sha256="", lines=0, blank=0, mapped=0, repaired=0, furniture=0, unmapped=0)


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A standard, its document, and how the document came about."""

    seed: int
    plan: Plan
    damage: frozenset[Damage]
    standard: Standard
    text: str


def make_case(
    seed: int,
    *,
    layout: Layout | None = None,
    tables: Tables | None = None,
    flat: Flat | None = None,
    damage: frozenset[Damage] | None = None,
) -> Case:
    """The case of a seed."""
    rng = random.Random(f"standard {seed}")  # noqa: S311 - made to be made again
    plan = choose_plan(rng, layout, tables, flat)
    writer, standard = write_standard(plan, rng)
    chosen = frozenset(kind for kind in DAMAGES if rng.random() < 0.5) if damage is None else damage
    return Case(seed=seed, plan=plan, damage=chosen, standard=standard, text=print_document(plan, writer, chosen, rng))


def write_standard(plan: Plan, rng: random.Random) -> tuple[Writer, Standard]:
    """The pieces of the document and the model of what they say."""
    writer = Writer(plan.hand.chapter_mark)
    write_cover(plan, writer, rng)
    overview = write_overview(plan, writer, rng)
    basic = write_basic(plan, writer, rng)
    work = write_work(plan, writer, rng)
    weights = write_weights(plan, writer, rng, work)
    glossary = write_glossary(plan, writer, rng)
    return writer, Standard(
        code=plan.code,
        name=plan.name,
        edition=plan.edition,
        kind="technical" if plan.technical else "skill",
        definition=overview.definition,
        levels=overview.levels,
        conditions=overview.conditions,
        training=overview.training,
        assessment=overview.assessment,
        basic=basic,
        work=work.levels,
        weights=weights.cells,
        totals=weights.totals,
        heads=tuple(writer.heads),
        glossary=glossary,
        notes=tuple(writer.notes),
        passages=tuple(writer.passages),
        source=NO_ACCOUNT,
    )


def print_document(plan: Plan, writer: Writer, damage: frozenset[Damage], rng: random.Random) -> str:
    """The text of a document after everything that happens to it."""
    lines = print_pieces(writer.pieces, plan.flat, damage, rng)
    if "blanks" in damage:
        lines = [spread_line(line, plan, rng) for line in lines]
    if "bullets" in damage:
        lines = add_bullets(lines, rng)
    if "flat-lists" in damage:
        lines = run_lists_together(lines, rng)
    head = f"职业编码：{plan.code}" if plan.code else writer.passages[0].text.partition("\n")[0]
    furniture = Furniture(damage, rng, head, code=bool(plan.code), flat=bool(plan.flat))
    return add_noise(break_pages(lines, damage, rng, furniture), damage, rng)


def spread_line(line: Line, plan: Plan, rng: random.Random) -> Line:
    """A line with blanks inside its words, save where blanks are all that is left of the columns."""
    if rng.random() < 0.7 or (line.role == "flat-weights" and plan.flat == "rows"):
        return line
    return msgspec.structs.replace(line, text=spread_words(line.text, rng))
