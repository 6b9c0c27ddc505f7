"""Weights: columns that add up, rows that are functions, weight exactly where there is content.

In: a standard. Out: faults. Follows: clauses 4.1 and 4.2.
"""

from collections.abc import Iterator

from liangcai.findings import Message, Severity
from liangcai.standard.linting.profile import SINCE_2015
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at
from liangcai.standard.linting.walk import BASIC_AREAS, TABLES, WeightColumn, walk_weights

STEP = 5
ETHICS = ("职业道德", 5)


def column_sum(column: WeightColumn) -> int:
    """The sum of a column; a dash counts nothing."""
    return sum(cell.percent or 0 for cell in column.cells)


def check_sums(subject: Subject) -> Iterator[Fault]:
    """Each column sums to 100."""
    for column in walk_weights(subject.standard):
        total = column_sum(column)
        if total != 100:
            zh = f"{column.zh}“{column.heading}”一列合计 {total}，应为 100。"
            en = f"Column {column.heading} of the {column.en} sums to {total}, not 100."
            yield fault_at(column.cells, column.clause, zh, en)


def check_totals(subject: Subject) -> Iterator[Fault]:
    """Each printed total equals the sum of its column."""
    sums = {(c.table, c.level, c.direction): (column_sum(c), c) for c in walk_weights(subject.standard)}
    for total in subject.standard.totals:
        found = sums.get((total.table, total.level, total.direction))
        if found and found[0] != total.percent:
            summed, column = found
            zh = f"{column.zh}“{column.heading}”一列印作合计 {total.percent}，各行之和是 {summed}。"
            en = f"Column {column.heading} of the {column.en} prints {total.percent} as total, not {summed}."
            yield fault_at([total], column.clause, zh, en)


def check_names(subject: Subject) -> Iterator[Fault]:
    """Each row of a table is a function, and each function has a row; 职业道德 and 基础知识 stand apart."""
    standard = subject.standard
    functions = {function.name: function for work in standard.work for function in work.functions}
    for table, clause, zh_table, en_table in TABLES:
        rows = {weight.area: weight for weight in standard.weights if weight.table == table}
        for area, weight in rows.items():
            if area not in functions and area not in BASIC_AREAS:
                zh = f"{zh_table}的“{area}”不是第 3 章的职业功能。"
                yield fault_at([weight], clause, zh, f"Row {area} of the {en_table} is no function of chapter 3.")
        for name, function in functions.items():
            if rows and name not in rows:
                zh = f"职业功能“{name}”在{zh_table}没有一行。"
                yield fault_at([function], clause, zh, f"Function {name} has no row in the {en_table}.")


def check_content(subject: Subject) -> Iterator[Fault]:
    """A function weighs at a level and direction exactly where it has content there."""
    everywhere = {function.name for work in subject.standard.work for function in work.functions}
    for column in walk_weights(subject.standard):
        here = {function.name for function in subject.standard.functions(column.level, column.direction)}
        for cell in column.cells:
            if cell.area not in everywhere or bool(cell.percent) == (cell.area in here):
                continue
            if cell.percent:
                zh = f"{column.zh}“{column.heading}”给“{cell.area}”{cell.percent}%，该级（方向）没有这项职业功能。"
                en = f"The {column.en} gives {cell.area} {cell.percent}% at {column.heading}, which lacks it."
            else:
                zh = f"“{column.heading}”有职业功能“{cell.area}”，{column.zh}没有给它权重。"
                en = f"{column.heading} has function {cell.area}, to which the {column.en} gives no weight."
            yield fault_at([cell], column.clause, zh, en)


def check_steps(subject: Subject) -> Iterator[Fault]:
    """Weights are multiples of five and 职业道德 weighs five, as in nearly every published standard."""
    for column in walk_weights(subject.standard):
        for cell in column.cells:
            uneven = cell.percent is not None and cell.percent % STEP != 0
            if uneven or (cell.area == ETHICS[0] and cell.percent != ETHICS[1]):
                where = f"{column.zh}“{column.heading}”的“{cell.area}”"
                zh = f"{where}为 {cell.percent}，与通例（5 的倍数，职业道德为 5）不同。"
                en = f"{cell.area} weighs {cell.percent} at {column.heading} ({column.en}); multiples of 5 are usual."
                yield fault_at([cell], column.clause, zh, en)


def check_order(subject: Subject) -> Iterator[Fault]:
    """The rows of a table stand in the order of the functions; the first that does not is told."""
    told: set[str] = set()
    for column in walk_weights(subject.standard):
        order = [function.name for function in subject.standard.functions(column.level, column.direction)]
        rows = [cell for cell in column.cells if cell.percent and cell.area in order]
        known = [name for name in dict.fromkeys(order) if name in {cell.area for cell in rows}]
        odd = next((cell for cell, name in zip(rows, known, strict=False) if cell.area != name), None)
        if odd and column.table not in told:
            told.add(column.table)
            zh = f"{column.zh}中“{odd.area}”一行的次序与第 3 章{column.heading}的职业功能不同。"
            en = f"Row {odd.area} of the {column.en} is out of the order that chapter 3 has at {column.heading}."
            yield fault_at([odd], column.clause, zh, en)


RULES: tuple[Rule, ...] = (
    Rule(
        id="weights.sum",
        severity=Severity.ERROR,
        title=Message("权重表每列合计 100", "Each column of a weight table sums to 100"),
        slot="theory_basic_row",
        good="\t基础知识\t25\t15\t15",
        bad="\t基础知识\t25\t15\t10",
        check=check_sums,
    ),
    Rule(
        id="weights.total",
        severity=Severity.ERROR,
        title=Message("印出的合计等于各行之和", "A printed total equals the sum of its rows"),
        slot="theory_total",
        good="合计\t\t100\t100\t100",
        bad="合计\t\t100\t100\t95",
        check=check_totals,
    ),
    Rule(
        id="weights.row-names",
        severity=Severity.ERROR,
        title=Message("权重表的行就是职业功能", "The rows of a weight table are the functions"),
        slot="skill_rows",
        good="专业能力要求\t观测\t50\t50\t50\n\t维护\t50\t50\t—",
        bad="专业能力要求\t观测\t50\t50\t50\n\t维修\t50\t50\t—",
        check=check_names,
    ),
    Rule(
        id="weights.content",
        severity=Severity.ERROR,
        title=Message("有内容处有权重，无内容处无权重", "A function weighs exactly where it has content"),
        slot="skill_rows",
        good="专业能力要求\t观测\t50\t50\t50\n\t维护\t50\t50\t—",
        bad="专业能力要求\t观测\t50\t50\t50\n\t维护\t50\t—\t50",
        check=check_content,
    ),
    Rule(
        id="weights.step",
        severity=Severity.INFO,
        title=Message("权重为 5 的倍数，职业道德占 5", "Weights are multiples of 5, and 职业道德 weighs 5"),
        slot="theory_basic_row",
        good="\t基础知识\t25\t15\t15",
        bad="\t基础知识\t24\t15\t15",
        check=check_steps,
        profiles=SINCE_2015,
    ),
    Rule(
        id="weights.order",
        severity=Severity.INFO,
        title=Message("权重表的行按职业功能的次序", "Rows stand in the order of the functions"),
        slot="skill_rows",
        good="专业能力要求\t观测\t50\t50\t50\n\t维护\t50\t50\t—",
        bad="专业能力要求\t维护\t50\t50\t—\n\t观测\t50\t50\t50",
        check=check_order,
    ),
)
