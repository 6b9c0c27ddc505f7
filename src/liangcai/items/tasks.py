"""Performance tasks: what a candidate of the practical part is given, prepares, does and is scored by.

In: the TOML text of a file. Out: ``TaskBank`` with its ``TaskSheet`` values, and findings. Follows: the form of
practical papers (preparation notice, paper, scoring record); a sheet covers a function of chapter 3, a module a task.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import NO_TABLE

FULL = Decimal(100)  # points of a sheet; the weight of its function (4.2) scales them
Mode = Literal["real", "simulated", "scheme", "oral"]


class _Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of a sheet; an unknown field is an error of the author, not something to drop."""


class Supply(_Record, frozen=True, kw_only=True):
    """A thing that stands ready: what it is, of which specification, how many and for how many people."""

    name: str
    specification: str = ""
    quantity: str


class Preparation(_Record, frozen=True, kw_only=True):
    """The preparation notice: what the centre makes ready per station, what the candidate brings."""

    place: str
    supplies: tuple[Supply, ...]
    candidate: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class ScoreRow(_Record, frozen=True, kw_only=True):
    """One thing that an assessor looks at: its points and how they are given or taken."""

    text: str
    points: Decimal
    guide: str


class Module(_Record, frozen=True, kw_only=True):
    """What tests one task of the function: its points out of the sheet's 100, and the skill requirements seen in it."""

    task: str
    name: str
    skills: tuple[str, ...]
    rows: tuple[ScoreRow, ...]

    @property
    def points(self) -> Decimal:
        """The most that the module may earn."""
        return sum((row.points for row in self.rows), Decimal(0))


class TaskSheet(_Record, frozen=True, kw_only=True):
    """A practical paper of one function; ``minutes`` is the time that it takes, ``vetoes`` end it with 0."""

    id: str
    function: str
    table: str = NO_TABLE
    title: str
    mode: Mode
    minutes: int
    preparation: Preparation
    situation: str
    steps: tuple[str, ...]
    deliverables: tuple[str, ...]
    modules: tuple[Module, ...]
    vetoes: tuple[str, ...] = ()

    @property
    def points(self) -> Decimal:
        """What the modules add up to; 100 in a sound sheet."""
        return sum((module.points for module in self.modules), Decimal(0))


class TaskBank(_Record, frozen=True, kw_only=True):
    """The sheets of one level of one edition."""

    occupation: str
    edition: str
    level: str
    sheets: tuple[TaskSheet, ...]


def read_task_sheets(text: str, name: str) -> Result[TaskBank | None]:
    """The sheets of one file; a file that does not fit gives no value, an unsound sheet is left out with a finding."""
    try:
        bank = msgspec.convert(tomllib.loads(text), TaskBank, strict=False)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        zh, en = f"实操试题文件读不懂：{error}。", f"The file of performance tasks cannot be read: {error}."
        return Result(None, (_report("file", zh, en, name),))
    faults = {sheet.id: tuple(check_sheet(sheet, name)) for sheet in bank.sheets}
    sound = tuple(sheet for sheet in bank.sheets if not faults[sheet.id])
    findings = tuple(finding for found in faults.values() for finding in found)
    if len(faults) != len(bank.sheets):
        zh, en = "实操试题的编号有重复。", "Two performance tasks have the same id."
        return Result(None, (*findings, _report("repeated-id", zh, en, name)))
    return Result(msgspec.structs.replace(bank, sheets=sound), findings)


def check_sheet(sheet: TaskSheet, name: str = "") -> Iterator[Finding]:
    """What keeps a sheet from being used: points that are not 100, no time, nothing to do, a task scored twice."""
    if sheet.points != FULL:
        zh = f"实操试题 {sheet.id} 的配分合计 {sheet.points}，应为 {FULL}。"
        yield _report("points", zh, f"Task {sheet.id} has {sheet.points} points in all, not {FULL}.", name)
    if any(row.points <= 0 for module in sheet.modules for row in module.rows):
        zh = f"实操试题 {sheet.id} 有不大于 0 的配分。"
        yield _report("row-points", zh, f"Task {sheet.id} has a row without points.", name)
    if sheet.minutes <= 0 or not sheet.steps:
        zh = f"实操试题 {sheet.id} 没有时间或没有考核要求。"
        yield _report("empty", zh, f"Task {sheet.id} has no time or nothing to do.", name)
    tasks = [module.task for module in sheet.modules]
    if len(set(tasks)) != len(tasks):
        zh = f"实操试题 {sheet.id} 对同一项工作内容计分两次。"
        yield _report("task-twice", zh, f"Task {sheet.id} scores the same task in two modules.", name)


def hash_sheet(sheet: TaskSheet) -> str:
    """The SHA-256, in hex, of a sheet's content: its version."""
    return hashlib.sha256(msgspec.json.encode(sheet)).hexdigest()


def hash_tasks(bank: TaskBank) -> str:
    """The SHA-256, in hex, of a bank of sheets, in whatever order they stand."""
    content = "\n".join(sorted(f"{sheet.id} {hash_sheet(sheet)}" for sheet in bank.sheets))
    head = f"{bank.occupation}@{bank.edition}/{bank.level}"
    return hashlib.sha256(f"{head}\n{content}".encode()).hexdigest()


def _report(rule: str, zh: str, en: str, name: str) -> Finding:
    return Finding(rule=f"tasks.{rule}", severity=Severity.ERROR, message=Message(zh, en), document=name)
