"""The desk: interview, tables, archive, forms, import, corrections, letters.

In: a scene, a state, an event. Out: the new state, or why the step is not taken. Follows: what can't be done at a real
desk can't be done here; what is merely wrong can.
"""

import datetime
from collections.abc import Iterable

from msgspec.structs import replace

from liangcai.eligibility.identity_number import read_resident_number
from liangcai.findings import Finding
from liangcai_stations.drawing import Value, read_number
from liangcai_stations.record.events import (
    Ask,
    Correct,
    Fetch,
    GiveBack,
    Look,
    Put,
    Refuse,
    Save,
    Send,
    Take,
    refuse,
)
from liangcai_stations.record.scene import Field, Row, Scene
from liangcai_stations.record.state import Letter, Loan, Mended, State
from liangcai_stations.worlds import Part


def ask(scene: Scene, state: State, event: Ask) -> State | Finding:
    """Say or ask something; asked twice is answered twice."""
    if not has(scene.questions, event.question):
        return unknown("问题", "question", event.question)
    return replace(state, asked=(*state.asked, event.question))


def look(scene: Scene, state: State, event: Look) -> State | Finding:
    """Open a table."""
    if not has(scene.tables, event.table):
        return unknown("表", "table", event.table)
    return replace(state, looked=(*state.looked, event.table))


def fetch(scene: Scene, state: State, event: Fetch) -> State | Finding:
    """Take a record out of the archive."""
    record = scene.record(event.record)
    if record is None or not record.kept:
        return unknown("在库档案", "record in the archive", event.record)
    if not has(scene.purposes, event.purpose):
        return unknown("用途", "purpose", event.purpose)
    if state.out(event.record):
        return refuse("out", "这份档案已经调出", "That record is out already")
    return replace(state, loans=(*state.loans, Loan(record=event.record, purpose=event.purpose)))


def give_back(_scene: Scene, state: State, event: GiveBack) -> State | Finding:
    """Give a record back."""
    if not state.out(event.record):
        return refuse("not-out", "这份档案没有调出", "That record is not out")
    loans = tuple(replace(loan, back=True) if loan.record == event.record else loan for loan in state.loans)
    return replace(state, loans=loans)


def put(scene: Scene, state: State, event: Put) -> State | Finding:
    """Fill in a field; a record of the archive is corrected and not filled in."""
    fault = check_place(scene, state, event.record, event.field, event.value)
    record = scene.record(event.record)
    if fault or (record and record.kept):
        return fault or refuse("kept", "在库档案只能更正", "A record of the archive can only be corrected")
    drafts = {**state.drafts, event.record: {**state.drafts[event.record], event.field: event.value}}
    return replace(state, drafts=drafts)


def save(scene: Scene, state: State, event: Save) -> State | Finding:
    """Save a record as it is filled in; gaps are the candidate's business."""
    record = scene.record(event.record)
    if record is None or record.kept:
        return unknown("表单", "sheet", event.record)
    sheet = state.drafts[event.record]
    return replace(
        state,
        saved={**state.saved, event.record: sheet},
        ever=state.ever | frozenset(sheet.items()),
        looked=(*state.looked, event.record),
    )


def take(scene: Scene, state: State, event: Take) -> State | Finding:
    """Take a row in."""
    if not has(scene.rows, event.row):
        return unknown("行", "row", event.row)
    return replace(state, rows={**state.rows, event.row: ""})


def refuse_row(scene: Scene, state: State, event: Refuse) -> State | Finding:
    """Refuse a row for a reason."""
    if not has(scene.rows, event.row):
        return unknown("行", "row", event.row)
    if not has(scene.reasons, event.reason):
        return unknown("理由", "reason", event.reason)
    return replace(state, rows={**state.rows, event.row: event.reason})


def correct(scene: Scene, state: State, event: Correct) -> State | Finding:
    """Mend a field of a record that is out; with the value that it had, the correction is taken back."""
    fault = check_place(scene, state, event.record, event.field, event.value)
    record = scene.record(event.record)
    if fault or record is None or not record.kept:
        return fault or refuse("not-kept", "这不是在库档案", "That is no record of the archive")
    if not state.out(event.record):
        return refuse("not-out", "先调出这份档案", "The record is to be fetched first")
    if not has(scene.evidence, event.evidence):
        return unknown("依据", "evidence", event.evidence)
    key = (event.record, event.field)
    mended = {**state.mended, key: Mended(value=event.value, evidence=event.evidence)}
    if event.value == record.values.get(event.field):
        del mended[key]
    return replace(state, mended=mended)


def send(scene: Scene, state: State, event: Send) -> State | Finding:
    """Send a saved record."""
    if event.record not in state.saved:
        return refuse("not-saved", "先保存再报送", "It is to be saved before it is sent")
    if not has(scene.recipients, event.to):
        return unknown("接收单位", "recipient", event.to)
    return replace(state, letters=(*state.letters, Letter(record=event.record, to=event.to, at=event.at)))


def check_place(scene: Scene, _state: State, record: str, name: str, value: Value) -> Finding | None:
    """What is wrong with a value in a field of a record."""
    field = scene.field(record, name)
    if field is None:
        return unknown("栏目", "field", f"{record}.{name}")
    return None if fits(field, value) else refuse("value", f"「{field.zh}」不能这样填", f"{field.en} can't hold that")


def fits(field: Field, value: Value) -> bool:
    """Whether a field can hold a value; an empty text always, so that a slip can be taken out again."""
    options = {option.id for option in field.options}
    if field.kind == "multi":
        return isinstance(value, tuple) and set(value) <= options and len(set(value)) == len(value)
    if not isinstance(value, str):
        return False
    match field.kind if value else "text":
        case "choice":
            return value in options
        case "date":
            return is_day(value)
        case "person_number":
            return read_resident_number(value).value is not None
        case "number":
            number = read_number(value)
            low = field.least if field.least is not None else number
            high = field.most if field.most is not None else number
            return number is not None and low is not None and high is not None and low <= number <= high
    return value.isprintable()


def is_day(text: str) -> bool:
    """Whether a text is a day, written with hyphens."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def has(parts: Iterable[Part | Row], name: str) -> bool:
    """Whether something has this id."""
    return any(part.id == name for part in parts)


def unknown(zh: str, en: str, name: str) -> Finding:
    """Nothing has this id."""
    return refuse("unknown", f"没有这样的{zh}：{name[:64]!r}", f"There is no such {en}: {name[:64]!r}")
