"""The lines of a blueprint: points and questions per area and leaf, and points per task.

In: checked areas and the pack's question types. Out: ``AreaPlan``, ``TheoryLine`` and ``SkillLine`` rows.
Follows: the percent of chapter 4 exactly; below it largest remainder over the number of requirements.
"""

from decimal import Decimal

from liangcai.blueprint.apportion import round_controlled, share_largest_remainder
from liangcai.blueprint.model import AreaPlan, SkillLine, TheoryLine, TypeCount
from liangcai.blueprint.weights import CLAUSES, FULL, Area, Table


def plan_areas(areas: tuple[Area, ...], table: Table, full_mark: int, questions: int) -> tuple[AreaPlan, ...]:
    """One row per weighed area; the caller has checked that points and questions come out whole."""
    return tuple(
        AreaPlan(
            area=area.name,
            percent=area.percent,
            points=Decimal(area.percent * full_mark) / FULL,
            questions=area.percent * questions // FULL,
            clause=CLAUSES[table],
            line=area.line,
        )
        for area in areas
    )


def plan_theory(
    areas: tuple[Area, ...], types: tuple[TypeCount, ...], question_points: Decimal
) -> tuple[TheoryLine, ...]:
    """One line per leaf, in the order of the table and the document; rows and types add up exactly."""
    total = sum(quota.count for quota in types)
    shares = tuple(
        share
        for area in areas
        for share in share_largest_remainder(area.percent * total // FULL, [leaf.size for leaf in area.leaves])
    )
    cells = round_controlled(shares, [quota.count for quota in types])
    leaves = ((area, leaf) for area in areas for leaf in area.leaves)
    return tuple(
        TheoryLine(
            leaf=leaf.code,
            table=leaf.table,
            name=leaf.name,
            area=area.name,
            requirements=leaf.size,
            questions=share,
            points=share * question_points,
            counts=tuple(TypeCount(type=quota.type, count=n) for quota, n in zip(types, counts, strict=True)),
            clause=CLAUSES["theory"],
            line=area.line,
            source_clause=leaf.clause,
            source_line=leaf.line,
        )
        for (area, leaf), share, counts in zip(leaves, shares, cells, strict=True)
    )


def plan_skill(areas: tuple[Area, ...], full_mark: int) -> tuple[SkillLine, ...]:
    """One line per task; whole points, shared over the number of skill requirements."""
    return tuple(
        SkillLine(
            task=leaf.code,
            table=leaf.table,
            name=leaf.name,
            function=leaf.function,
            area=area.name,
            requirements=leaf.size,
            points=Decimal(points),
            clause=CLAUSES["skill"],
            line=area.line,
            source_clause=leaf.clause,
            source_line=leaf.line,
        )
        for area in areas
        for leaf, points in zip(
            area.leaves,
            share_largest_remainder(area.percent * full_mark // FULL, [leaf.size for leaf in area.leaves]),
            strict=True,
        )
    )
