"""The benches of an examination: a candidate begins, works, hands in; the report is kept and named in facts.

In: a candidate, the moment. Out: rows of ``BenchAttempt``, facts. Follows: the room is opened by its invigilator; the
clock ends what nobody handed in; a report is made from evidence, and made again from it alone.
"""

import hashlib
import secrets
from datetime import datetime
from fractions import Fraction

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Result
from liangcai_host.benches.client import BenchError
from liangcai_host.benches.model import HandIn, read_report
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.benches import BenchAttempt, StationPack
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.services.benches.desk import hand_in, is_over, make_order, open_hall, prepare_bench, refuse, tell
from liangcai_web.services.benches.packs import load_pack
from liangcai_web.services.benches.stations import find_bench, read_station
from liangcai_web.services.documents import keep_document
from liangcai_web.services.facts import NewFact, append_fact, append_once, newest_fact
from liangcai_web.services.payloads.benches import BenchGraded, BenchHandedIn, BenchJudgedAgain, BenchStarted
from liangcai_web.services.sittings.rooms import list_rooms, room_key
from liangcai_web.services.turns import take_candidate_turn

EXAMINATION = BenchAttempt.Mode.EXAMINATION


def bench_room(candidate: Candidate) -> str:
    """The room in which a candidate works: that of the theory part, or the first for whoever keeps that part."""
    return candidate.room or next(iter(list_rooms(candidate.batch)), "")


def find_opened(batch: Batch, room: str) -> Fact | None:
    """The fact that opened the benches of a room, or None."""
    return newest_fact(room_key(batch, room), "benches_opened")


def sits_bench(candidate: Candidate) -> bool:
    """Whether this candidate works at a bench: the batch has a station, and they sit the skill part."""
    return candidate.panel is not None and read_station(candidate.batch) is not None


def start_bench(candidate: Candidate, now: datetime) -> Result[BenchAttempt | None]:
    """Prepare the bench and begin the time; a second call changes nothing. The time begins when the bench is ready."""
    chosen = read_station(candidate.batch)
    if chosen is None or not sits_bench(candidate):
        return Result(None, (refuse("none", "您没有工位考核", "There is no bench for you"),))
    if find_opened(candidate.batch, bench_room(candidate)) is None:
        return Result(
            None, (refuse("closed", "监考人员还没有开放工位", "The invigilator has not opened the benches yet"),)
        )
    row = find_bench(candidate) or _make_row(candidate, chosen.sha256, now)
    if row.started_at is not None or row.ended_at is not None:
        return Result(row)
    finding = prepare_bench(row)
    if finding is not None:
        return Result(None, (finding,))
    return Result(_begin(candidate, row, chosen.sha256, now))


def _make_row(candidate: Candidate, sha256: str, now: datetime) -> BenchAttempt:
    with take_candidate_turn(candidate):
        row, _ = BenchAttempt.objects.get_or_create(
            candidate=candidate,
            defaults={
                "organisation": candidate.batch.organisation,
                "pack": StationPack.objects.get(sha256=sha256),
                "mode": EXAMINATION,
                "seed": secrets.token_hex(16),
                "minutes": find_minutes(candidate, sha256),
                "prepared_at": now,
            },
        )
    return row


def find_minutes(candidate: Candidate, sha256: str) -> int:
    """The minutes of the pack, with the extra time that was granted to this person."""
    minutes = load_pack(sha256).minutes
    found = candidate.batch.arrangements.filter(person=candidate.person, approved_by__isnull=False).first()
    return minutes + -(-minutes * found.extra_time // 100) if found else minutes


def _begin(candidate: Candidate, row: BenchAttempt, sha256: str, now: datetime) -> BenchAttempt:
    with take_candidate_turn(candidate):
        if BenchAttempt.objects.filter(pk=row.pk, started_at=None, ended_at=None).update(started_at=now):
            said = BenchStarted(attempt=str(row.uuid), pack_sha256=sha256, minutes=row.minutes)
            _append(candidate, "bench_started", said, now)
    row.refresh_from_db()
    return row


def end_bench(
    candidate: Candidate, how: str, now: datetime, *, actor: AbstractBaseUser | None = None, reason: str = ""
) -> Result[BenchAttempt | None]:
    """End the work and grade it; where the bench does not answer, it is graded later. A second call changes nothing."""
    row = find_bench(candidate)
    if row is None or row.started_at is None:
        return Result(None, (refuse("not-begun", "还没有开始", "It has not begun"),))
    with take_candidate_turn(candidate):
        if BenchAttempt.objects.filter(pk=row.pk, ended_at=None).update(ended_at=now, ended_by=how):
            said = BenchHandedIn(attempt=str(row.uuid), how=how, reason=reason)
            _append(candidate, "bench_handed_in", said, now, actor)
    row.refresh_from_db()
    return grade_bench(candidate, row, now)


def grade_bench(candidate: Candidate, row: BenchAttempt, now: datetime) -> Result[BenchAttempt | None]:
    """Have the report made, keep it with its evidence, name both in a fact; harmless a second time."""
    collected = collect_grade(row, now)
    handed = collected.value
    if handed is None:
        return Result(row, collected.findings)
    report = read_report(handed.report)
    said = BenchGraded(
        attempt=str(row.uuid),
        pack_sha256=row.pack.sha256,
        evidence_sha256=row.evidence.sha256 if row.evidence else "",
        report_sha256=row.report.sha256 if row.report else "",
        earned=_write(report.earned),
        possible=_write(report.possible),
        broken=_write(report.broken),
        lost_seconds=handed.lost_seconds,
    )
    new = NewFact(kind="bench_graded", payload=said, subject=candidate.uuid)
    append_once(candidate.batch.organisation, (new,), now=now, batch=candidate.batch.uuid)
    return Result(row)


def collect_grade(row: BenchAttempt, now: datetime) -> Result[HandIn | None]:
    """Have the bench hand in, and keep what it gives; nothing where that is kept already or the bench is silent."""
    if row.report_id is not None:
        return Result(None)
    handed = hand_in(row)
    if isinstance(handed, Finding):
        return Result(None, (handed,))
    _keep_grade(row, handed, now)
    return Result(handed)


def _keep_grade(row: BenchAttempt, handed: HandIn, now: datetime) -> None:
    """Evidence and report as documents; what was lost comes to the row."""
    kinds = {Document.Kind.EVIDENCE: handed.evidence, Document.Kind.BENCH_REPORT: handed.report}
    row.evidence, row.report = (
        keep_document(row.organisation, kind, encode(content), now=now, name=f"{row.uuid}/{kind}.json")
        for kind, content in kinds.items()
    )
    row.lost = max(row.lost, handed.lost_seconds)
    row.save(update_fields=["evidence", "report", "lost"])


def encode(content: object) -> bytes:
    """JSON that is the same bytes for the same content."""
    return msgspec.json.encode(content, order="sorted")


def _write(points: Fraction) -> str:
    return f"{points.numerator}/{points.denominator}"


def current_bench(candidate: Candidate, now: datetime) -> BenchAttempt | None:
    """The bench as it stands, ended first where its time is over."""
    row = find_bench(candidate)
    if row is not None and row.started_at is not None and row.ended_at is None and is_over(row, now):
        return end_bench(candidate, "clock", now).value or row
    return row


def close_due_benches(now: datetime) -> int:
    """End every bench whose time is over, and grade what waits for it; how many."""
    rows = BenchAttempt.objects.filter(mode=EXAMINATION, report=None, started_at__isnull=False)
    rows = rows.select_related("pack", "candidate__batch__organisation", "candidate__batch__standard")
    count = 0
    for row in rows:
        if row.candidate is not None and is_over(row, now) and row.ended_by != "absent":
            end_bench(row.candidate, "clock", now)
            count += 1
    return count


def judge_again(candidate: Candidate, *, actor: AbstractBaseUser, now: datetime) -> Result[str | None]:
    """Make the report once more from the evidence alone: its hash where it is the same, else why not."""
    row = find_bench(candidate)
    if row is None or row.evidence is None or row.report is None:
        return Result(None, (refuse("no-evidence", "还没有可以重评的证据", "There is no evidence to be judged yet"),))
    try:
        again = open_hall().judge(make_order(row), msgspec.json.decode(bytes(row.evidence.content)))
    except BenchError as error:
        return Result(None, (tell(error),))
    digest = hashlib.sha256(encode(again)).hexdigest()
    same = digest == row.report.sha256
    said = BenchJudgedAgain(attempt=str(row.uuid), evidence_sha256=row.evidence.sha256, report_sha256=digest, same=same)
    _append(candidate, "bench_judged_again", said, now, actor)
    if same:
        return Result(digest)
    zh, en = "重评结果与原报告不同，请查明原因", "The report made again differs from the one that is kept: find out why"
    return Result(None, (refuse("differs", zh, en),))


def _append(
    candidate: Candidate, kind: str, said: msgspec.Struct, now: datetime, actor: AbstractBaseUser | None = None
) -> Fact:
    batch = candidate.batch
    return append_fact(batch.organisation, kind, said, now=now, actor=actor, batch=batch.uuid, subject=candidate.uuid)
