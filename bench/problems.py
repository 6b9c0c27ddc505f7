"""Made-up problems of assembly: blueprints, banks and rules of every kind, some of which have no solution.

In: a seeded Random, or sizes. Out: ``Problem``. Follows: nothing that a bundled occupation has; questions say nothing.
"""

import random
from collections.abc import Mapping
from decimal import Decimal

import msgspec

from liangcai.assembly.rules import AssemblyRules, TypeSeconds
from liangcai.blueprint.model import AreaPlan, Band, Blueprint, PartPlan, QuestionType, TheoryLine, TypeCount
from liangcai.items.model import Bank, Item, build_bank

KINDS: tuple[QuestionType, ...] = ("single", "multiple", "truefalse", "fill", "calculation", "short")
BANDS = (
    Band(upto=Decimal("0.5"), percent=20),
    Band(upto=Decimal("0.75"), percent=50),
    Band(upto=Decimal(1), percent=30),
)


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """What ``assemble_forms`` is given."""

    blueprint: Blueprint
    bank: Bank
    seed: int
    forms: int
    rules: AssemblyRules
    exposures: Mapping[str, int]


def make_large(items: int, forms: int, seed: int = 1) -> Problem:
    """Papers of 100 questions in 60 cells, and a bank of so many questions, of random difficulty."""
    rng = random.Random(seed)  # noqa: S311
    lines = [make_line(f"K{area}.{task}", f"功能{area}", {}, rng) for area in range(1, 6) for task in range(1, 5)]
    shares = [(3, 1, 1), (2, 2, 1), (4, 1, 1), (2, 1, 1)]
    lines = [
        msgspec.structs.replace(
            line,
            questions=sum(share),
            counts=tuple(TypeCount(type=kind, count=n) for kind, n in zip(KINDS[:3], share, strict=True)),
        )
        for line, share in zip(lines, shares * 5, strict=True)
    ]
    blueprint = plan(tuple(lines), KINDS[:3], minutes=120)
    cells = [(line, cell.type) for line in lines for cell in line.counts]
    weights = [cell.count for line in lines for cell in line.counts]
    drawn = rng.choices(cells, weights, k=items)
    bank = tuple(make_item(f"Q{number:06}", line, kind, rng) for number, (line, kind) in enumerate(drawn))
    return Problem(blueprint=blueprint, bank=shelve(bank), seed=seed, forms=forms, rules=AssemblyRules(), exposures={})


def state_targets(problem: Problem) -> Problem:
    """The same problem with the targets said: what the questions of the cells give on average."""
    groups: dict[tuple[str, str], list[float]] = {}
    for item in problem.bank.items:
        groups.setdefault((item.requirement.rpartition(".")[0], item.type), []).append(item.difficulty)
    ease = informed = 0.0
    for line in problem.blueprint.lines:
        for cell in line.counts:
            group = groups[line.leaf, cell.type]
            ease += cell.count * sum(group) / len(group)
            informed += cell.count * sum(share * (1 - share) for share in group) / len(group)
    questions = sum(line.questions for line in problem.blueprint.lines)
    rules = msgspec.structs.replace(
        problem.rules,
        difficulty_target=Decimal(f"{ease / questions:.6f}"),
        information_target=Decimal(f"{informed:.6f}"),
    )
    return msgspec.structs.replace(problem, rules=rules)


def draw_problem(seed: int) -> Problem:
    """A random problem of any kind: small or roomy banks, sets, enemies, wear, common questions, bounds, bands."""
    rng = random.Random(seed)  # noqa: S311
    kinds = tuple(rng.sample(KINDS, rng.randint(2, 4)))
    lines = [
        make_line(f"{letter}{area}.{task}", f"部分{letter}{area}", {kind: rng.randint(0, 4) for kind in kinds}, rng)
        for letter, area in (("B", 1), *(("K", number) for number in range(1, rng.randint(2, 5))))
        for task in range(1, rng.randint(2, 4))
    ]
    if not any(cell.count for line in lines for cell in line.counts):
        return draw_problem(seed + 1_000_003)
    blueprint = plan(tuple(lines), kinds, minutes=rng.choice((60, 90, 120)), bands=rng.random() < 0.25)
    forms = rng.randint(1, 6)
    bank = shelve(stock(blueprint, forms, rng))
    exposures = {item.id: rng.randint(0, 4) for item in bank.items} if rng.random() < 0.3 else {}
    return Problem(
        blueprint=blueprint,
        bank=bank,
        seed=seed,
        forms=forms,
        rules=draw_rules(blueprint, rng),
        exposures=exposures,
    )


def draw_rules(blueprint: Blueprint, rng: random.Random) -> AssemblyRules:
    """Rules of any strictness."""
    bounded, total = rng.random() < 0.5, sum(line.questions for line in blueprint.lines)
    return AssemblyRules(
        ability=Decimal(rng.choice(("-1", "0", "0.5"))),
        common=rng.choice((0, 0, 0, rng.randint(0, total))),
        most_exposed=rng.choice((None, None, 4)),
        x_least=Decimal("0.7") if bounded else Decimal(0),
        y_most=Decimal("0.25") if bounded else Decimal(1),
        z_most=Decimal("0.15") if bounded else Decimal(1),
        difficulty_target=rng.choice((None, None, Decimal("0.65"))),
        seconds=tuple(TypeSeconds(type=kind, seconds=rng.choice((30, 60, 90))) for kind in KINDS),
    )


def stock(blueprint: Blueprint, forms: int, rng: random.Random) -> tuple[Item, ...]:
    """Questions for every cell, now and then too few, with sets and enemies, and some that belong nowhere."""
    richness, items = rng.choice((1.0, 1.3, 2.0, 3.0)), []
    for line in blueprint.lines:
        for cell in line.counts:
            count = round(cell.count * forms * richness) - (rng.random() < 0.02) + rng.randint(0, 2)
            items += [make_item(f"{line.leaf}-{cell.type}-{n}", line, cell.type, rng) for n in range(max(0, count))]
    items = band_together(items, rng) if rng.random() < 0.4 else items
    items = set_apart(items, rng) if rng.random() < 0.5 else items
    strays = [msgspec.structs.replace(item, id=f"{item.id}-stray", requirement="K9.9.9") for item in items[:3]]
    return tuple(items + strays)


def band_together(items: list[Item], rng: random.Random) -> list[Item]:
    """Sets of two to four neighbours, here and there."""
    made, number = list(items), 0
    while number < len(made):
        size = rng.randint(2, 4)
        if rng.random() < 0.08:
            made[number : number + size] = [
                msgspec.structs.replace(item, set=f"材料{number}") for item in made[number : number + size]
            ]
        number += size
    return made


def set_apart(items: list[Item], rng: random.Random) -> list[Item]:
    """Enemies, here and there."""
    names = [item.id for item in items]
    return [
        msgspec.structs.replace(item, enemies=tuple(rng.sample(names, 2))) if rng.random() < 0.1 else item
        for item in items
    ]


def make_line(leaf: str, area: str, counts: Mapping[QuestionType, int], rng: random.Random) -> TheoryLine:
    """A leaf with so many questions of each type."""
    return TheoryLine(
        leaf=leaf,
        name=f"内容{leaf}",
        area=area,
        requirements=rng.randint(1, 6),
        questions=sum(counts.values()),
        points=Decimal(sum(counts.values())),
        counts=tuple(TypeCount(type=kind, count=count) for kind, count in counts.items()),
        clause="4.1",
        line=0,
        source_clause="3",
        source_line=0,
    )


def plan(
    lines: tuple[TheoryLine, ...], kinds: tuple[QuestionType, ...], minutes: int, *, bands: bool = False
) -> Blueprint:
    """A blueprint of these lines, a point a question."""
    total = sum(line.questions for line in lines)
    areas = {line.area: sum(other.questions for other in lines if other.area == line.area) for line in lines}
    return Blueprint(
        standard_id="9-99-99-99@2020",
        standard_sha256="0" * 64,
        level="初级",
        direction=None,
        pack_id="made-up",
        types=tuple(TypeCount(type=kind, count=sum(line.count(kind) for line in lines)) for kind in kinds),
        question_points=Decimal(1),
        areas=tuple(
            AreaPlan(area=area, percent=0, points=Decimal(count), questions=count, clause="4.1", line=0)
            for area, count in areas.items()
        ),
        lines=lines,
        skill_areas=(),
        skill_lines=(),
        parts=(
            PartPlan(
                name="理论", kind="theory", minutes=minutes, full_mark=total, pass_mark=total // 2, staff=None, line=0
            ),
        ),
        bands=BANDS if bands else (),
    )


def make_item(name: str, line: TheoryLine, kind: QuestionType, rng: random.Random) -> Item:
    """A question of which nothing matters but its figures."""
    return Item(
        id=name,
        requirement=f"{line.leaf}.{rng.randint(1, line.requirements)}",
        type=kind,
        stem=name,
        difficulty=round(rng.uniform(0.3, 0.95), 3),
        rationale="—",
        importance=rng.choices(("X", "Y", "Z"), (82, 13, 5))[0],
        seconds=rng.choice((0, 30, 60)),
    )


def shelve(items: tuple[Item, ...]) -> Bank:
    """The bank of the made-up occupation."""
    return build_bank("9-99-99-99", "2020", "初级", items)
