"""A catalogue on a date: the edition, with every notice that had come into force by then.

In: a catalogue, a notice, a date. Out: a catalogue that knows the notice; the occupations of a day. Follows: the house
rule on facts: a notice is added, the edition is never edited, and the state of a day is a fold over the notices.
A code means something only together with its edition.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from liangcai.catalogue.model import Applied, Catalogue, Change, NewOccupation, Notice, Occupation, Recoding
from liangcai.findings import Finding, Message, Result, Severity

State = dict[str, Occupation]


def apply_notice(catalogue: Catalogue, notice: Notice, on: date) -> Result[Catalogue]:
    """The catalogue with a notice that holds from a day; refused when it is older than the edition."""
    if on.year < int(catalogue.edition):
        zh = f"公告（{on.isoformat()}）早于 {catalogue.edition} 年版目录，其中的编码不属于该版。"
        en = f"The notice ({on.isoformat()}) is older than the {catalogue.edition} edition; its codes mean others."
        return Result(catalogue, (report("older-than-edition", Severity.ERROR, zh, en),))
    findings = tuple(check_fit(state_on(catalogue, on), notice, whole=catalogue.whole))
    notices = sorted((*catalogue.notices, Applied(on, notice)), key=lambda applied: applied.on)
    return Result(msgspec.structs.replace(catalogue, notices=tuple(notices)), findings)


def state_on(catalogue: Catalogue, on: date) -> tuple[Occupation, ...]:
    """The occupations of a day by code: the edition, its additions up to that year, then the notices in order."""
    state = {o.code: o for o in catalogue.occupations if o.release <= on.year}
    for applied in catalogue.notices:
        if applied.on <= on:
            state = fold_notice(state if catalogue.whole else add_named(state, applied), applied)
    return tuple(state[code] for code in sorted(state))


def find_code(catalogue: Catalogue, code: str, on: date | None = None) -> Occupation | None:
    """The occupation that a code means in this edition, on a day or in all that it holds; None when nothing."""
    occupations = catalogue.occupations if on is None else state_on(catalogue, on)
    return next((occupation for occupation in occupations if occupation.code == code), None)


def find_recoding(recodings: tuple[Recoding, ...], code: str, name: str) -> Recoding | None:
    """Where a code of the earlier edition went; the name must agree, because codes were given out anew."""
    return next((r for r in recodings if r.before == code and r.name == name), None)


def add_named(state: State, applied: Applied) -> State:
    """The state with the occupations that a notice changes, as it names them: where an edition is not whole."""
    named = {c.code: Occupation(code=c.code, name=c.name) for c in applied.notice.changes}
    return {**state, **{code: o for code, o in named.items() if code not in state or state[code].name != o.name}}


def fold_notice(state: State, applied: Applied) -> State:
    """The state after a notice: its changes name occupations as they stood before it, its moves may aim at new ones."""
    changes = applied.notice.changes
    after = dict(state)
    for change in changes:
        if change.code in after:
            after[change.code] = change_occupation(after[change.code], change)
    for change in changes:
        if change.kind == "recode" and change.code in after:
            moved = after.pop(change.code)
            after[change.details.new_code] = msgspec.structs.replace(moved, code=change.details.new_code)
    for new in applied.notice.occupations:
        after[new.code] = open_occupation(new, applied.on.year)
    for change in changes:
        target = after.get(change.details.to_code) if change.kind == "move_work_type" else None
        if target:
            after[target.code] = with_types(target, change.work_types)
    return after


def change_occupation(occupation: Occupation, change: Change) -> Occupation:
    """An occupation after a change to it that keeps its code."""
    if change.kind == "rename":
        return msgspec.structs.replace(occupation, name=change.details.new_name)
    if change.kind == "add_work_type":
        return with_types(occupation, change.work_types)
    if change.kind in ("cancel_work_type", "move_work_type"):
        kept = tuple(name for name in occupation.work_types if name not in change.work_types)
        return msgspec.structs.replace(occupation, work_types=kept)
    return occupation


def with_types(occupation: Occupation, names: tuple[str, ...]) -> Occupation:
    """An occupation with more work types; one that it has already is not named twice."""
    return msgspec.structs.replace(occupation, work_types=tuple(dict.fromkeys((*occupation.work_types, *names))))


def open_occupation(new: NewOccupation, year: int) -> Occupation:
    """A new occupation as an entry of the catalogue."""
    return Occupation(code=new.code, name=new.name, markers=new.markers, release=year, work_types=new.work_types)


def check_fit(occupations: tuple[Occupation, ...], notice: Notice, *, whole: bool = True) -> Iterator[Finding]:
    """New codes must be free, or freed by this notice; in a whole edition changed codes must have the name it gives."""
    names = {occupation.code: occupation.name for occupation in occupations}
    freed = {change.code for change in notice.changes if change.kind == "recode"}
    for new in notice.occupations:
        if names.get(new.code, new.name) != new.name and new.code not in freed:
            zh = f"编码 {new.code} 已属于“{names[new.code]}”，公告又给了“{new.name}”。"
            en = f"Code {new.code} belongs to {names[new.code]}; the notice gives it to {new.name}."
            yield report("code-taken", Severity.ERROR, zh, en)
    for change in notice.changes:
        if whole and names.get(change.code) != change.name:
            there = names.get(change.code, "")
            zh = f"公告变更“{change.name}（{change.code}）”，目录中该编码{f'是“{there}”' if there else '不存在'}。"
            en = (
                f"The notice changes {change.name} ({change.code}); in the catalogue that code is {there or 'missing'}."
            )
            yield report("code-unknown", Severity.WARNING, zh, en)


def report(rule: str, severity: Severity, zh: str, en: str) -> Finding:
    """A finding about a notice and a catalogue."""
    return Finding(rule=f"catalogue.{rule}", severity=severity, message=Message(zh, en))
