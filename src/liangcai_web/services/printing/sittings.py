"""The record of a room as PDF.

In: a batch, a room. Out: PDF bytes, or what refused them. Follows: what is printed is what was signed.
"""

from datetime import datetime

from django.utils import timezone

from liangcai.audit.checkpoint import Checkpoint
from liangcai.findings import Message, Result
from liangcai.scheduling.plan import list_uses
from liangcai_host.typesetting.record_sheets import CheckpointMark, RecordEntry, RecordRow, RecordSheet
from liangcai_host.typesetting.typeset import typeset_record
from liangcai_web.records.batches import Batch
from liangcai_web.services.days import local_day
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.printing.documents import describe_exam
from liangcai_web.services.sittings.record import (
    RecordLine,
    RoomRecord,
    build_record,
    find_record_checkpoint,
    list_signatures,
)

HOW = {
    "candidate": Message("交卷", "handed in"),
    "clock": Message("时间到", "time over"),
    "staff": Message("监考收卷", "closed by staff"),
}
NONE = Message("", "")
CHECKS = {None: "—", True: "✓", False: "×"}


def print_record(batch: Batch, room: str) -> Result[bytes | None]:
    """The record as it stands, with the signatures that hold."""
    record = build_record(batch, room)
    signatures = [one for one in list_signatures(batch, room, record.sha256) if one.holds]
    plan = load_plan(batch)
    use = next((one for one in list_uses(plan, "theory") if one.name == room), None) if plan else None
    sheet = RecordSheet(
        exam=describe_exam(batch),
        version=record.sha256,
        made=local_day(record.ended or batch.opened_at),
        room=use.session.room if use else room,
        place=(use.session.site if use else "") or batch.organisation.name,
        started=write_moment(record.started),
        ended=write_moment(record.ended),
        staff=record.staff,
        counts=count(record),
        rows=tuple(write_row(line) for line in record.lines),
        entries=tuple(
            RecordEntry(at=write_time(event.at), seat=event.seat, what=event.what, who=event.who)
            for event in record.events
        ),
        signatures=tuple((one.name, write_moment(one.at)) for one in signatures),
        position=record.position,
        journal=record.hash,
        sha256=record.sha256,
        checkpoint=mark_checkpoint(find_record_checkpoint(batch, room)),
    )
    return typeset_record(sheet)


def mark_checkpoint(found: Checkpoint | None) -> CheckpointMark | None:
    """A checkpoint as it is printed, its time in the organisation's zone."""
    if found is None:
        return None
    return CheckpointMark(size=found.size, root=found.short, at=write_moment(found.at), text=found.text)


def count(record: RoomRecord) -> tuple[tuple[Message, int], ...]:
    """The counts of a record, in the order of a sitting."""
    ways = [line.how for line in record.lines]
    return (
        (Message("应到", "expected"), len(record.lines)),
        (Message("实到", "present"), len(record.lines) - len(record.absent)),
        (Message("缺考", "absent"), len(record.absent)),
        (Message("交卷", "handed in"), ways.count("candidate")),
        (Message("到时收卷", "time over"), ways.count("clock")),
        (Message("监考收卷", "by staff"), ways.count("staff")),
        (Message("违纪记录", "irregular"), len(record.irregular)),
    )


def write_row(line: RecordLine) -> RecordRow:
    """A candidate as the sheet prints them."""
    return RecordRow(
        seat=line.seat,
        ticket=line.ticket,
        name=line.name,
        identity=CHECKS[line.identity],
        began=write_time(line.started),
        ended=write_time(line.ended),
        how=HOW.get(line.how, NONE),
        granted=line.granted,
        lost=line.lost,
        remark=str(line.irregularities) if line.irregularities else "",
    )


def write_moment(moment: datetime | None) -> str:
    """Day and time in the organisation's zone, blank where there is none."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M:%S") if moment else ""


def write_time(moment: datetime | None) -> str:
    """The time of day in the organisation's zone, blank where there is none."""
    return timezone.localtime(moment).strftime("%H:%M:%S") if moment else ""
