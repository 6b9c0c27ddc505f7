"""The disk before a sitting: what it will take, what is there, and why it may not open.

In: batches, the installation's home. Out: a forecast; a finding with figures where there is less than three times that.
Follows: rule 7 of reliability. One of the three parts stands as ballast from the opening on: nobody else can take it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from liangcai.delivery.forecast import Expected, Forecast, forecast_room
from liangcai.findings import Finding, Message, Severity
from liangcai_host.disk.ballast import read_ballast
from liangcai_host.disk.space import read_space, write_megabytes
from liangcai_web.records.batches import Batch
from liangcai_web.records.facts import Fact
from liangcai_web.services.operations import home, keep_ballast
from liangcai_web.services.papers.making import load_blueprint, load_outline

TEXTS = ("short", "calculation", "essay", "case")
HOURS = timedelta(hours=12)


class Room(msgspec.Struct, frozen=True, kw_only=True):
    """What is free, what stands as ballast, and what the sittings will take."""

    free: int
    ballast: int
    forecast: Forecast

    @property
    def suffices(self) -> bool:
        """Whether there is three times the forecast; the ballast counts, since it is there for that."""
        return self.free + self.ballast >= self.forecast.needed


def expect(batch: Batch) -> Expected:
    """What is known of a sitting before it opens."""
    blueprint, forms = load_blueprint(batch), load_outline(batch)
    part = blueprint.part("theory") if blueprint else None
    texts = [sum(question.item.type in TEXTS for question in form.questions) for form in forms.forms] if forms else []
    return Expected(
        candidates=batch.candidates.count(), minutes=part.minutes if part else 120, texts=max(texts, default=0)
    )


def list_open(now: datetime) -> tuple[Batch, ...]:
    """The batches whose sitting was opened within the last hours, of every office: they share the disk."""
    opened = Fact.objects.filter(kind="sitting_opened", at__gte=now - HOURS).values_list("batch", flat=True)
    return tuple(Batch.objects.filter(uuid__in=opened).order_by("pk"))


def measure_room(batches: Iterable[Batch]) -> Room:
    """The room now, and what these sittings will take."""
    return Room(
        free=read_space(home()).free,
        ballast=read_ballast(home()),
        forecast=forecast_room(tuple(expect(batch) for batch in batches)),
    )


def check_room(batch: Batch, now: datetime) -> Finding | None:
    """Why the disk keeps this sitting from being opened, or None."""
    others = [other for other in list_open(now) if other.pk != batch.pk]
    room = measure_room((*others, batch))
    return None if room.suffices else refuse_room(room)


def refuse_room(room: Room) -> Finding:
    """How much is missing, and how to mend it."""
    there, needed = room.free + room.ballast, room.forecast.needed
    figures = [write_megabytes(size) for size in (room.forecast.total, needed, there, needed - there)]
    return Finding(
        rule="sitting.room",
        severity=Severity.ERROR,
        message=Message(
            f"磁盘空间不足，不能启封：本场预计占用 {figures[0]}，须有其三倍 {figures[1]}；"
            f"现有 {figures[2]}，还缺 {figures[3]}。",
            f"The disk has too little room to open: this sitting is expected to take {figures[0]}, three times that"
            f" ({figures[1]}) has to be there, {figures[2]} is, {figures[3]} is missing.",
        ),
        remedy=Message(
            "请系统管理员删除数据文件夹之外用不着的文件，或换更大的磁盘"
            "（先 liangcai backup，再在新盘 liangcai restore）。不要删除数据文件夹里的任何文件。",
            "Ask the operator to remove files outside the data folder that nobody needs, or to move to a larger disk"
            " (liangcai backup, then liangcai restore there). Remove nothing inside the data folder.",
        ),
    )


def reserve_room(batch: Batch, now: datetime) -> bool:
    """Make the ballast as large as what the open sittings will take; whether it is."""
    room = measure_room({*list_open(now), batch})
    return keep_ballast(room.forecast.total)
