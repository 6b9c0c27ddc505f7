"""The questions that fit a standard: the bundled bank of its occupation, bound to the document in hand.

In: a standard and a level. Out: a bank whose every question names a requirement of that document, and a matching
report. Follows: an adopted document binds the bundled questions wherever id, function and task name agree.
"""

from functools import lru_cache

import liangcai_reference
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.bind import bind_bank
from liangcai.items.model import Bank
from liangcai.items.read import merge_banks, read_items
from liangcai.standard.model import Standard
from liangcai_web.services.standards.opened import open_bundled


def load_bank(standard: Standard, level: str) -> Result[Bank | None]:
    """The bundled questions for a level, bound to the standard."""
    key = f"{standard.code}-{standard.edition}"
    origin = open_bundled(key)
    if origin is None:
        return Result(None, (no_bank(standard, level),))
    read = read_bundled(key)
    findings = tuple(finding for result in read for finding in result.findings)
    banks = [result.value for result in read if result.value and result.value.level == level]
    if not banks:
        return Result(None, (*findings, no_bank(standard, level)))
    merged = merge_banks(banks)
    if merged.value is None:
        return Result(None, findings + merged.findings)
    bound = bind_bank(merged.value, standard, origin.standard)
    return Result(bound.value, findings + merged.findings + bound.findings)


@lru_cache(maxsize=8)
def read_bundled(key: str) -> tuple[Result[Bank | None], ...]:
    """The bundled questions of a standard, file by file; they are what they are while the program runs."""
    return tuple(read_items(text, f"{key}/{name}") for name, text in liangcai_reference.read_bank_texts(key))


def no_bank(standard: Standard, level: str) -> Finding:
    """There are no questions for a level."""
    return Finding(
        rule="bank.missing",
        severity=Severity.ERROR,
        message=Message(
            f"没有 {standard.code} {standard.name} {level}的题库。",
            f"There is no question bank for {standard.code}@{standard.edition}, level {level}.",
        ),
        remedy=Message(
            "请先按标准的相关知识要求编写题目。", "Write questions on the knowledge requirements of the standard first."
        ),
        clause="4.1",
    )
