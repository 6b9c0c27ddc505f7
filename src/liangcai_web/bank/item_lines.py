"""Gaps, drawn values and rubrics as lines that a person can type.

In: lines, or values. Out: the other of the two; None for lines that cannot be read. Follows: writing and reading again
gives the same.
"""

import re

from liangcai.items.content import Blank, Criterion, Drawn

_NUMBER = re.compile(r"=\s*(?P<value>[^±]+?)\s*(?:±\s*(?P<tolerance>[\d.]+)\s*(?P<unit>\S.*)?)?")
_PLAIN = re.compile(r"[-+]?\d+(\.\d+)?")


def read_blanks(text: str) -> tuple[Blank, ...] | None:
    """One a line: words with bars between, or ``= value ± tolerance unit``."""
    blanks = []
    for line in _lines(text):
        if not line.startswith("="):
            blanks.append(Blank(accepted=tuple(word.strip() for word in line.split("|"))))
            continue
        found = _NUMBER.fullmatch(line)
        if found is None:
            return None
        value, tolerance, unit = found["value"], found["tolerance"] or "0", (found["unit"] or "").strip()
        number = bool(_PLAIN.fullmatch(value))
        blanks.append(
            Blank(value=value, tolerance=tolerance, unit=unit)
            if number
            else Blank(formula=value, tolerance=tolerance, unit=unit)
        )
    return tuple(blanks)


def write_blanks(blanks: tuple[Blank, ...]) -> str:
    """Gaps as lines."""
    return "\n".join(
        " | ".join(blank.accepted)
        if blank.accepted
        else f"= {blank.value or blank.formula} ± {blank.tolerance} {blank.unit}".strip()
        for blank in blanks
    )


def read_values(text: str) -> tuple[Drawn, ...] | None:
    """One a line: name, low, high and, unless it is 1, step."""
    rows = [line.split() for line in _lines(text)]
    if any(len(row) not in (3, 4) for row in rows):
        return None
    return tuple(Drawn(name=row[0], low=row[1], high=row[2], step=(*row, "1")[3]) for row in rows)


def write_values(values: tuple[Drawn, ...]) -> str:
    """Drawn values as lines."""
    return "\n".join(f"{drawn.name} {drawn.low} {drawn.high} {drawn.step}" for drawn in values)


def read_rubric(text: str) -> tuple[Criterion, ...] | None:
    """One a line: share and text."""
    rows = [line.split(maxsplit=1) for line in _lines(text)]
    if any(len(row) != 2 for row in rows):
        return None
    return tuple(Criterion(share=row[0], text=row[1]) for row in rows)


def write_rubric(rubric: tuple[Criterion, ...]) -> str:
    """A rubric as lines."""
    return "\n".join(f"{row.share} {row.text}" for row in rubric)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
