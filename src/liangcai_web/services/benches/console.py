"""The benches of a room as its invigilators see them, and what they may do: open, give time, reset, end.

In: a batch, a room, who acts, why. Out: ``BenchWatch`` rows; facts. Follows: one person alone grants no more time than
the rule pack allows; a reset keeps the earlier run, which can be had back; whatever is done is said with its reason.
"""

from datetime import datetime
from fractions import Fraction
from uuid import uuid4

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F

from liangcai.findings import Finding, Result
from liangcai_host.benches.client import BenchError
from liangcai_host.benches.model import BenchHealth
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.benches import BenchAttempt, StationPack
from liangcai_web.records.facts import Fact
from liangcai_web.services.benches.desk import is_over, open_hall, refuse, tell
from liangcai_web.services.benches.examination import EXAMINATION, end_bench, find_minutes, find_opened
from liangcai_web.services.benches.stations import find_bench, read_station
from liangcai_web.services.benches.words import STATES, TROUBLES, Chip
from liangcai_web.services.facts import append_fact, last_fact, read_payload
from liangcai_web.services.packs import sitting_pack
from liangcai_web.services.payloads.benches import BenchesOpened, BenchGraded, BenchHandedIn, BenchReset, BenchTimeGiven
from liangcai_web.services.sittings.rooms import list_rooms, room_key
from liangcai_web.services.turns import take_candidate_turn, take_turn

LONGEST_MINUTES = 240


class BenchWatch(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate's bench: the row where there is one, what the supervisor says of it, seconds left."""

    candidate: Candidate
    row: BenchAttempt | None
    health: BenchHealth | None
    left: int | None
    share: int | None

    @property
    def state(self) -> str:
        """absent, waiting, prepared, running, handed_in or graded."""
        if self.row is None:
            return "waiting"
        return "absent" if self.row.ended_by == "absent" else self.row.state

    @property
    def name(self) -> str:
        """The candidate, as forms name them."""
        return str(self.candidate.uuid)

    @property
    def grant(self) -> str:
        """An id for time that is given on this page: pressed twice it is given once."""
        return str(uuid4())

    @property
    def acting(self) -> bool:
        """Whether there is anything to be done."""
        return self.forms != "none"

    @property
    def forms(self) -> str:
        """Which acts the page offers: those before the start, those while somebody works, or none."""
        return {"running": "running", "waiting": "before", "prepared": "before"}.get(self.state, "none")

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The state in words, and what the supervisor says of a bench that is not well."""
        trouble = TROUBLES.get(self.health.state) if self.health else None
        return (STATES[self.state], *((trouble,) if trouble else ()))


class RoomBenches(msgspec.Struct, frozen=True, kw_only=True):
    """The benches of a room; ``finding`` where the supervisor does not answer."""

    opened: Fact | None
    seats: tuple[BenchWatch, ...]
    finding: Finding | None


def list_bench_seats(batch: Batch, room: str) -> tuple[Candidate, ...]:
    """Who works at a bench in a room; whoever keeps the theory part works in the first room."""
    rows = batch.candidates.exclude(panel=None).select_related("person").order_by("seat", "serial")
    first = next(iter(list_rooms(batch)), "")
    return tuple(row for row in rows if row.room == room or (not row.room and room == first))


def watch_benches(batch: Batch, room: str, now: datetime) -> RoomBenches:
    """Look at every bench of a room."""
    health, finding = read_health()
    seats = describe_benches(list_bench_seats(batch, room), health, now)
    return RoomBenches(opened=find_opened(batch, room), seats=seats, finding=finding)


def list_benches(batch: Batch, now: datetime) -> tuple[BenchWatch, ...]:
    """Every bench of a batch, without asking the supervisor."""
    people = batch.candidates.exclude(panel=None).select_related("person").order_by("serial")
    return describe_benches(tuple(people), {}, now) if read_station(batch) else ()


def describe_benches(
    people: tuple[Candidate, ...], health: dict[str, BenchHealth], now: datetime
) -> tuple[BenchWatch, ...]:
    """The bench of each of these."""
    rows = {row.candidate_id: row for row in BenchAttempt.objects.filter(candidate__in=people).defer("late", "notes")}
    graded = {
        fact.subject: read_payload(fact, BenchGraded)
        for fact in Fact.objects.filter(kind="bench_graded", subject__in=[one.uuid for one in people])
    }
    seats = []
    for one in people:
        row, said = rows.get(one.pk), graded.get(one.uuid)
        ends = row.ends if row and row.ended_at is None else None
        seats.append(
            BenchWatch(
                candidate=one,
                row=row,
                health=health.get(str(row.uuid)) if row else None,
                left=max(0, int((ends - now).total_seconds())) if ends else None,
                share=_percent(said) if said else None,
            )
        )
    return tuple(seats)


def _percent(said: BenchGraded) -> int:
    possible = Fraction(said.possible)
    return int(Fraction(said.earned) * 100 / possible) if possible else 0


def read_health() -> tuple[dict[str, BenchHealth], Finding | None]:
    """What the supervisor says of all benches, by attempt, or that it is away."""
    try:
        return {one.attempt: one for one in open_hall().health()}, None
    except BenchError as error:
        return {}, tell(error)


def open_benches(batch: Batch, room: str, *, actor: AbstractBaseUser, now: datetime) -> Result[Fact | None]:
    """Let the candidates of a room begin; a second press changes nothing."""
    if read_station(batch) is None:
        return Result(None, (refuse("none", "本批次没有安排工位", "The batch uses no station"),))
    with take_turn(batch.organisation):
        if last_fact(batch.uuid, "sitting_opened") is None:
            zh, en = "试卷还没有由两人启封，不能开放工位", "The papers are still sealed: two officers open them first"
            return Result(None, (refuse("sealed", zh, en),))
        known = find_opened(batch, room)
        if known is not None:
            return Result(known)
        said, key = BenchesOpened(room=room), room_key(batch, room)
        return Result(
            append_fact(batch.organisation, "benches_opened", said, now=now, actor=actor, batch=batch.uuid, subject=key)
        )


def give_bench_time(
    candidate: Candidate,
    minutes: int,
    reason: str,
    *,
    grant: str = "",
    actor: AbstractBaseUser,
    approver: AbstractBaseUser | None = None,
    now: datetime,
) -> Result[BenchAttempt | None]:
    """Give time to somebody who works; the same grant twice is one, more than one person may give needs a second."""
    row = find_bench(candidate)
    if row is None or row.started_at is None or is_over(row, now):
        return Result(None, (refuse("time", "只能给正在工位上作业的考生延时", "Time is given while somebody works"),))
    if not 0 < minutes <= LONGEST_MINUTES or not reason.strip():
        return Result(None, (refuse("time", "请写明分钟数和原因", "Say how many minutes, and why"),))
    seconds, alone = minutes * 60, sitting_pack().alone_minutes
    if row.granted + seconds > alone * 60 and approver is None:
        zh = f"一人最多共给 {alone} 分钟，超过的须另一人批准"
        en = f"One person gives {alone} minutes in all; more needs a second"
        return Result(None, (refuse("two", zh, en),))
    name = grant or str(uuid4())
    with take_candidate_turn(candidate):
        facts = Fact.objects.filter(subject=candidate.uuid, kind="bench_time_given")
        if not any(read_payload(fact, BenchTimeGiven).grant == name for fact in facts):
            BenchAttempt.objects.filter(pk=row.pk).update(granted=F("granted") + seconds)
            said = BenchTimeGiven(attempt=str(row.uuid), seconds=seconds, reason=reason.strip(), grant=name)
            _append(candidate, "bench_time_given", said, now, actor, approver)
    row.refresh_from_db()
    return Result(row)


def reset_bench(
    candidate: Candidate, reason: str, *, of: int | None = None, actor: AbstractBaseUser, now: datetime
) -> Result[BenchAttempt | None]:
    """Begin anew at the bench, from nothing or as an earlier run left it; what was done before is kept."""
    row = find_bench(candidate)
    if row is None or row.started_at is None or is_over(row, now):
        return Result(None, (refuse("reset", "只能重置正在使用的工位", "Only a bench in use is reset"),))
    if not reason.strip():
        return Result(None, (refuse("reset", "请写明原因", "Say why"),))
    try:
        run = open_hall().reset(str(row.uuid), of)
    except BenchError as error:
        return Result(None, (tell(error),))
    said = BenchReset(attempt=str(row.uuid), reason=reason.strip(), run=run, of=of)
    _append(candidate, "bench_reset", said, now, actor)
    return Result(row)


def end_for_staff(
    candidate: Candidate, reason: str, *, actor: AbstractBaseUser, now: datetime
) -> Result[BenchAttempt | None]:
    """End somebody's work, or state that nobody came to the bench."""
    if not reason.strip():
        return Result(None, (refuse("end", "请写明原因", "Say why"),))
    row = find_bench(candidate)
    if row is not None and row.started_at is not None:
        return end_bench(candidate, "staff", now, actor=actor, reason=reason.strip())
    return state_absent(candidate, reason.strip(), actor=actor, now=now)


def state_absent(
    candidate: Candidate, reason: str, *, actor: AbstractBaseUser, now: datetime
) -> Result[BenchAttempt | None]:
    """Nobody came: the station gives nothing, and the panel can sign."""
    chosen = read_station(candidate.batch)
    if chosen is None:
        return Result(None, (refuse("none", "本批次没有安排工位", "The batch uses no station"),))
    with take_candidate_turn(candidate):
        row, _ = BenchAttempt.objects.get_or_create(
            candidate=candidate,
            defaults={
                "organisation": candidate.batch.organisation,
                "pack_id": find_pack_row(chosen.sha256),
                "mode": EXAMINATION,
                "seed": "absent",
                "minutes": find_minutes(candidate, chosen.sha256),
                "prepared_at": now,
            },
        )
        if BenchAttempt.objects.filter(pk=row.pk, started_at=None, ended_at=None).update(
            ended_at=now, ended_by="absent"
        ):
            said = BenchHandedIn(attempt=str(row.uuid), how="absent", reason=reason)
            _append(candidate, "bench_handed_in", said, now, actor)
    row.refresh_from_db()
    return Result(row)


def find_pack_row(sha256: str) -> int:
    """The row of a pack under its hash."""
    return StationPack.objects.values_list("pk", flat=True).get(sha256=sha256)


def _append(
    candidate: Candidate,
    kind: str,
    said: msgspec.Struct,
    now: datetime,
    actor: AbstractBaseUser,
    approver: AbstractBaseUser | None = None,
) -> Fact:
    batch, subject = candidate.batch, candidate.uuid
    two = {"actor": actor, "approver": approver}
    return append_fact(batch.organisation, kind, said, now=now, batch=batch.uuid, subject=subject, **two)
