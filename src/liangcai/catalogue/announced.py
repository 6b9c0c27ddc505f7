"""New occupations: code, name, definition, tasks and work types of an entry.

In: an entry of a page. Out: ``NewOccupation`` and findings. Follows: code, name and marker letters, 定义, 主要工作任务
with tasks numbered from 1, and where there are any 本职业包含但不限于下列工种.
"""

import re

import msgspec

from liangcai.catalogue.entries import CODE, Entry, tidy_code
from liangcai.catalogue.faults import place_finding
from liangcai.catalogue.model import NewOccupation
from liangcai.catalogue.page import Page
from liangcai.findings import Finding, Message, Severity

ENTRY = re.compile(
    rf"\s*(?P<code>{CODE})\s*(?P<name>[^：:。；]+?)\s*(?P<markers>[LS](?:\s*[/／、]?\s*[LS])?)?\s*"
    r"定\s*义\s*[：:]\s*(?P<definition>.*?)\s*"
    r"主要工作任务\s*[：:]\s*(?P<tasks>.*?)\s*"
    r"(?:本职业包[含括][^：:。]{0,12}工种\s*[：:]\s*(?P<types>.*?)\s*)?",
    re.DOTALL,
)
TASK = re.compile(r"(?:(?<=[；;。\n])|^)\s*(?P<number>\d{1,2})\s*[.．、](?!\d)")
CLAUSE = "一、新职业信息"


class Task(msgspec.Struct, frozen=True):
    """A task with the number printed before it."""

    number: int
    text: str


def read_occupation(page: Page, entry: Entry, name: str) -> tuple[NewOccupation | None, tuple[Finding, ...]]:
    """The occupation of an entry; None with a finding when the entry has another form."""
    match = ENTRY.fullmatch(page.plain, entry.start, entry.end)
    if match is None:
        return None, (report_form(page, entry, name),)
    tasks = read_tasks(page, *match.span("tasks"))
    occupation = NewOccupation(
        code=tidy_code(match.group("code")),
        name=re.sub(r"\s", "", page.piece(*match.span("name"))),
        definition=page.piece(*match.span("definition")),
        tasks=tuple(task.text for task in tasks),
        work_types=split_names(match.group("types") or ""),
        markers=re.sub(r"[^LS]", "", match.group("markers") or ""),
        line=page.line(match.start("code")),
        spans=(page.span(entry.start, entry.end),),
    )
    return occupation, check_tasks(page, entry, occupation, tasks, name)


def read_tasks(page: Page, start: int, end: int) -> tuple[Task, ...]:
    """The numbered tasks between two offsets, closing marks taken off."""
    marks = list(TASK.finditer(page.plain[start:end]))
    bounds = [*(mark.start() for mark in marks[1:]), end - start]
    return tuple(
        Task(int(mark.group("number")), page.piece(start + mark.end(), start + bound).strip("；;。 \t\n"))
        for mark, bound in zip(marks, bounds, strict=True)
    )


def split_names(text: str) -> tuple[str, ...]:
    """Names parted by blanks or list marks."""
    return tuple(part for part in re.split(r"[\s、，,；;。和]+", text) if part)


def check_tasks(
    page: Page, entry: Entry, occupation: NewOccupation, tasks: tuple[Task, ...], name: str
) -> tuple[Finding, ...]:
    """A finding when the tasks are not numbered 1, 2, 3 … or there are none."""
    numbers = [task.number for task in tasks]
    if numbers and numbers == list(range(1, len(numbers) + 1)):
        return ()
    printed = "、".join(str(number) for number in numbers) or "无"
    zh = f"“{occupation.name}”的主要工作任务编号不连续（印作 {printed}）。"
    en = f"The tasks of {occupation.name} are not numbered continuously from 1 (printed: {printed})."
    return (place_finding(page, entry, name, "tasks", Severity.WARNING, Message(zh, en), CLAUSE),)


def report_form(page: Page, entry: Entry, name: str) -> Finding:
    """An entry among the new occupations that is none."""
    start = page.piece(entry.start, entry.end)[:30]
    zh = f"第 {entry.ordinal} 项不是“编码 名称 定义 主要工作任务”的形式：“{start}…”。"
    en = f"Entry {entry.ordinal} does not have the form code, name, definition, tasks: “{start}…”."
    return place_finding(page, entry, name, "occupation-form", Severity.ERROR, Message(zh, en), CLAUSE)
