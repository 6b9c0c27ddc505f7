"""Assemble parallel papers from a blueprint and a bank.

In: a blueprint, a bank bound to the same standard, a seed, the number of papers, rules. Out: papers with a conformity
report, or a finding per cell that lacks questions. Follows: the blueprint exactly; the same bank, blueprint, rules and
seed give the same papers.
"""

import hashlib
from collections.abc import Mapping

import msgspec
import numpy as np

from liangcai.assembly.balance import balance_drafts
from liangcai.assembly.conformity import Account, report_conformity
from liangcai.assembly.draw import draw_drafts
from liangcai.assembly.faults import other_bank, report_gaps, report_short
from liangcai.assembly.figures import Ints, measure_items
from liangcai.assembly.goal import set_goal
from liangcai.assembly.layout import lay_out, name_form
from liangcai.assembly.model import Form, FormSet
from liangcai.assembly.rules import PLAIN, AssemblyRules
from liangcai.assembly.sets import gather_sets
from liangcai.assembly.supply import Cell, Supply, supply_cells
from liangcai.blueprint.model import Blueprint, hash_blueprint
from liangcai.findings import Result
from liangcai.items.model import Bank, Item


def assemble_forms(
    blueprint: Blueprint,
    bank: Bank,
    seed: int,
    forms: int = 2,
    rules: AssemblyRules = PLAIN,
    exposures: Mapping[str, int] | None = None,
) -> Result[FormSet | None]:
    """So many parallel papers; the level and edition of the bank must be the blueprint's.

    ``exposures`` counts the papers on which a question stood before, by id. Where cells are met but a rule can't be,
    the nearest papers come with errors. Raises ValueError for no paper at all.
    """
    if f"{bank.occupation}@{bank.edition}/{bank.level}" != f"{blueprint.standard_id}/{blueprint.level}":
        return Result(None, (other_bank(blueprint, bank),))
    if forms < 1:
        raise ValueError(f"{forms} papers; there has to be one")
    account = Account(blueprint=blueprint, bank=bank, rules=rules, exposures=exposures or {})
    supply = supply_cells(blueprint, bank, forms, rules, account.exposures)
    if not supply.ok:
        return Result(None, supply.findings)
    lots = _draw_lots(supply.value.items, f"{hash_blueprint(blueprint)} {bank.sha256} {seed}", account.exposures)
    cells = tuple(
        msgspec.structs.replace(cell, pool=cell.pool[np.argsort(lots[cell.pool])]) for cell in supply.value.cells
    )
    drawn = _draw(supply.value.items, cells, lots, account)
    if drawn.value is None:
        return Result(None, drawn.findings)
    papers = _print(blueprint, supply.value, *drawn.value)
    report = report_conformity(papers, account, seed)
    return Result(FormSet(forms=papers, report=report), report_gaps(report, rules))


def _draw(
    items: tuple[Item, ...], cells: tuple[Cell, ...], lots: Ints, account: Account
) -> Result[tuple[Ints, Ints] | None]:
    """The question and the cell of every place of every paper, as two tables."""
    figures = measure_items(items, account.rules)
    drafts, left = draw_drafts(cells, figures, gather_sets(items, cells, lots))
    short = report_short(cells, drafts.cells)
    if short:
        return Result(None, short)
    balance_drafts(drafts, left, set_goal(cells, figures, account.rules, account.seconds))
    return Result((drafts.rows, drafts.cells))


def _draw_lots(items: tuple[Item, ...], text: str, exposures: Mapping[str, int]) -> Ints:
    """The place of each question in the order of drawing: those seldom used first, then by a lot drawn from its id."""
    lots = [hashlib.blake2b(f"{text} {item.id}".encode(), digest_size=8).digest() for item in items]
    order = sorted(range(len(items)), key=lambda row: (exposures.get(items[row].id, 0), lots[row]))
    places = np.empty(len(items), np.int64)
    places[order] = np.arange(len(items))
    return places


def _print(blueprint: Blueprint, supply: Supply, rows: Ints, cells: Ints) -> tuple[Form, ...]:
    sha256 = hash_blueprint(blueprint)
    return tuple(
        Form(
            id=name_form(index),
            blueprint_sha256=sha256,
            sections=lay_out(blueprint, [(supply.cells[cell], supply.items[row]) for row, cell in pairs]),
        )
        for index, pairs in enumerate(
            list(zip(*pair, strict=True)) for pair in zip(rows.tolist(), cells.tolist(), strict=True)
        )
    )
