"""Practising at a bench: a trainee of a class or somebody with an account, as often as they like.

In: a learner, a pack. Out: rows of ``BenchAttempt`` in practice; a report for each. Follows: hints and feedback are
the bench's own; attempts are counted; nothing of this is a mark.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.stations.model import Pack, StationReport
from liangcai_host.benches.client import BenchError
from liangcai_host.keys.fields import normalise_id_number
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.records.training import Trainee, TrainingClass
from liangcai_web.services.accounts.limits import FailureLimit
from liangcai_web.services.benches.desk import is_over, open_hall, prepare_bench, refuse, stop_bench
from liangcai_web.services.benches.examination import collect_grade
from liangcai_web.services.benches.packs import find_usable, list_offers, load_pack
from liangcai_web.services.benches.stations import load_report
from liangcai_web.services.people import has_id_number

ROLES = (
    Membership.Role.OFFICER,
    Membership.Role.TRAINER,
    Membership.Role.ASSESSOR,
    Membership.Role.AUTHOR,
)
PRACTICE = BenchAttempt.Mode.PRACTICE
IDLE = timedelta(hours=2)
CODE_DIGITS = 8
LIMIT = FailureLimit(10, timedelta(minutes=10))


class Learner(msgspec.Struct, frozen=True, kw_only=True):
    """Who practises, and for which organisation: an account or a trainee."""

    organisation: Organisation
    user: AbstractBaseUser | None = None
    trainee: Trainee | None = None

    @property
    def key(self) -> dict[str, object]:
        """Whose rows are theirs."""
        return {"trainee": self.trainee} if self.trainee else {"user": self.user}


class Exercise(msgspec.Struct, frozen=True, kw_only=True):
    """A pack to be practised: how often this learner has, the best share in percent, the attempt that runs."""

    pack: Pack
    findings: tuple[Finding, ...]
    attempts: int
    best: int | None
    running: BenchAttempt | None


def class_code(training: TrainingClass) -> str:
    """The code that the trainees of a class sign in with."""
    return training.uuid.hex[:CODE_DIGITS].upper()


def find_trainee(code: str, id_number: str, address: str, now: datetime) -> Result[Trainee | None]:
    """The trainee of a class code and an ID number; the same words whichever of the two is wrong."""
    typed, number = "".join(code.split()).lower(), normalise_id_number(id_number)
    if not LIMIT.allows(address, now):
        zh, en = "错误次数过多，请 10 分钟后再试", "Too many wrong tries: please wait ten minutes"
        return Result(None, (refuse("practice-limit", zh, en),))
    rows = Trainee.objects.select_related("person", "training__organisation")
    digits = len(typed) == CODE_DIGITS and all(one in "0123456789abcdef" for one in typed)
    for trainee in rows.filter(training__uuid__in=_classes_of(typed)) if digits else ():
        if has_id_number(trainee.person, number):
            return Result(trainee)
    LIMIT.note(address, now)
    zh, en = "没有同时符合班级码和证件号码的学员", "No trainee has both this class code and this ID number"
    return Result(None, (refuse("practice-sign-in", zh, en),))


def _classes_of(code: str) -> list[UUID]:
    low, high = UUID(code + "0" * 24), UUID(code + "f" * 24)
    return list(TrainingClass.objects.filter(uuid__gte=low, uuid__lte=high).values_list("uuid", flat=True))


def list_exercises(learner: Learner) -> tuple[Exercise, ...]:
    """The packs, those of the trainee's own class first; nothing that is not green can be begun."""
    rows = list(BenchAttempt.objects.filter(mode=PRACTICE, **learner.key).select_related("pack", "report"))
    found = []
    for offer in list_offers():
        own = [row for row in rows if row.pack.name == offer.pack.id]
        shares = [share_of(load_report(row.report.sha256)) for row in own if row.report]
        running = next((row for row in own if row.ended_at is None and row.started_at), None)
        found.append(
            Exercise(
                pack=offer.pack,
                findings=offer.findings,
                attempts=sum(row.started_at is not None for row in own),
                best=max(shares, default=None),
                running=running,
            )
        )
    return tuple(sorted(found, key=lambda one: (bool(one.findings), not is_of_class(one.pack, learner), one.pack.id)))


def is_of_class(pack: Pack, learner: Learner) -> bool:
    """Whether a pack is for the standard and level of the trainee's class."""
    if learner.trainee is None:
        return False
    training = learner.trainee.training
    return (pack.code, pack.edition, pack.level) == (training.standard.code, training.standard.edition, training.level)


def share_of(report: StationReport) -> int:
    """What was earned of what could be, in whole percent."""
    return int(report.earned * 100 / report.possible) if report.possible else 0


def begin_practice(learner: Learner, name: str, now: datetime) -> Result[BenchAttempt | None]:
    """A bench to practise at; one that runs goes on, one of another pack is let go."""
    usable = find_usable(name)
    if usable.value is None:
        return Result(None, usable.findings)
    mine = BenchAttempt.objects.filter(mode=PRACTICE, **learner.key).select_related("pack", "organisation")
    for row in mine.filter(ended_at=None):
        if row.pack_id == usable.value.pk and row.started_at and not is_over(row, now):
            return Result(row)
        leave_practice(row, now)
    pack = load_pack(usable.value.sha256)
    with transaction.atomic():
        row = BenchAttempt.objects.create(
            organisation=learner.organisation,
            pack=usable.value,
            mode=PRACTICE,
            number=mine.filter(pack__name=name).count() + 1,
            seed=secrets.token_hex(16),
            minutes=pack.minutes,
            prepared_at=now,
            **learner.key,
        )
    finding = prepare_bench(row)
    if finding is not None:
        row.delete()
        return Result(None, (finding,))
    BenchAttempt.objects.filter(pk=row.pk).update(started_at=now)
    row.refresh_from_db()
    return Result(row)


def find_practice(learner: Learner, uuid: UUID) -> BenchAttempt | None:
    """An attempt of this learner; anybody else's is not seen."""
    rows = BenchAttempt.objects.filter(mode=PRACTICE, uuid=uuid, **learner.key)
    return rows.select_related("pack", "organisation", "evidence", "report").first()


def end_practice(row: BenchAttempt, how: str, now: datetime) -> Result[BenchAttempt | None]:
    """Hand in, and keep the report; again it changes nothing."""
    BenchAttempt.objects.filter(pk=row.pk, ended_at=None).update(ended_at=now, ended_by=how)
    row.refresh_from_db()
    return Result(row, collect_grade(row, now).findings)


def leave_practice(row: BenchAttempt, now: datetime) -> None:
    """Let an attempt go without a report."""
    stop_bench(row)
    BenchAttempt.objects.filter(pk=row.pk, ended_at=None).update(ended_at=now, ended_by="left")


def close_due_practice(now: datetime) -> int:
    """End what runs beyond its time: with its report where that can be had; how many."""
    rows = BenchAttempt.objects.filter(mode=PRACTICE, ended_at=None).select_related("pack", "organisation")
    due = [row for row in rows if is_over(row, now) or (row.started_at is None and now > row.prepared_at + IDLE)]
    for row in due:
        if row.started_at is None:
            leave_practice(row, now)
        else:
            end_practice(row, "clock", now)
    return len(due)


def count_practice(training: TrainingClass) -> dict[int, tuple[int, int | None]]:
    """Of each trainee of a class by number: attempts, and the best share."""
    rows = BenchAttempt.objects.filter(trainee__training=training, started_at__isnull=False)
    found: dict[int, tuple[int, int | None]] = {}
    for row in rows.select_related("trainee", "report"):
        number = row.trainee.number if row.trainee else 0
        count, best = found.get(number, (0, None))
        share = share_of(load_report(row.report.sha256)) if row.report else None
        found[number] = (count + 1, max((one for one in (best, share) if one is not None), default=None))
    return found


def is_hall_open() -> bool:
    """Whether the supervisor answers."""
    try:
        open_hall().health()
    except BenchError:
        return False
    return True


def away() -> Finding:
    """That no bench can be had just now."""
    zh = "工位服务没有运行；请用 liangcai serve 或 liangcai benches run 启动。"
    en = "The bench service is not running: liangcai serve, or liangcai benches run, starts it."
    return Finding(rule="bench.away", severity=Severity.WARNING, message=Message(zh, en))
