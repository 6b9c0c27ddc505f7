"""The ledger of each trainee of a class, with what the same people attended in other classes.

In: a class. Out: ``TraineeLedger`` in the order of the class. Follows: clause 1.8.1; a person is the same in all
schools of an installation by the keyed hash of the ID number, so that nobody is in two places at once unseen.
"""

from collections.abc import Iterable

import msgspec

from liangcai.findings import Finding
from liangcai.training.ledger import Ledger, keep_ledger
from liangcai.training.model import Attended, Session
from liangcai_web.records.training import ClassSession, Trainee
from liangcai_web.records.training import TrainingClass as ClassRow
from liangcai_web.services.packs import training_pack
from liangcai_web.services.training.attendance import Hours, read_attendance
from liangcai_web.services.training.classes import build_class, build_session, class_programme


class TraineeLedger(msgspec.Struct, frozen=True, kw_only=True):
    """A trainee with their hours and what is wrong in them."""

    trainee: Trainee
    ledger: Ledger
    findings: tuple[Finding, ...]


def list_ledgers(row: ClassRow, trainees: Iterable[Trainee] | None = None) -> tuple[TraineeLedger, ...]:
    """The ledgers of a class, or of some of its trainees."""
    chosen = list(row.trainees.select_related("person") if trainees is None else trainees)
    of, programme, pack = build_class(row), class_programme(row), training_pack()
    attendance = read_attendance((row,))
    elsewhere = _list_elsewhere(row, chosen)
    ledgers = []
    for trainee in chosen:
        attended = _list_attended(of.sessions, attendance, str(trainee.uuid))
        kept = keep_ledger(programme, of, attended, pack, elsewhere.get(trainee.person.id_number_index, ()))
        ledgers.append(TraineeLedger(trainee=trainee, ledger=kept.value, findings=kept.findings))
    return tuple(ledgers)


def _list_attended(sessions: Iterable[Session], attendance: Hours, trainee: str) -> tuple[Attended, ...]:
    return tuple(
        Attended(session=one, hours=attendance[one.id][trainee])
        for one in sessions
        if trainee in attendance.get(one.id, {})
    )


def _list_elsewhere(row: ClassRow, trainees: Iterable[Trainee]) -> dict[str, tuple[Attended, ...]]:
    """What each person attended in other classes, by the keyed hash of the ID number."""
    indices = [one.person.id_number_index for one in trainees]
    others = list(
        Trainee.objects.filter(person__id_number_index__in=indices)
        .exclude(training=row)
        .select_related("person", "training")
    )
    classes = {one.training_id: one.training for one in others}
    if not classes:
        return {}
    attendance = read_attendance(classes.values())
    rows = ClassSession.objects.filter(training__in=list(classes), withdrawn_at__isnull=True)
    sessions: dict[int, list[Session]] = {}
    for one in rows.select_related("training", "teacher__person"):
        sessions.setdefault(one.training_id, []).append(build_session(one))
    found: dict[str, tuple[Attended, ...]] = {}
    for other in others:
        index = other.person.id_number_index
        attended = _list_attended(sessions.get(other.training_id, ()), attendance, str(other.uuid))
        found[index] = (*found.get(index, ()), *attended)
    return found
