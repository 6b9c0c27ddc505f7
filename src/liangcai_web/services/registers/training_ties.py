"""Training kept apart from examining: who was trained in which class, and who taught it.

In: a batch. Out: ``TrainingTies`` for whoever plans its staff. Follows: staff rules (practice): whoever taught a class
does not examine its trainees. A person is the same in all organisations of an installation by the keyed hash of the ID
number; nobody learns from it who somebody is.
"""

from collections.abc import Iterable

import msgspec

from liangcai.scheduling.model import Candidate, Resources, StaffMember
from liangcai_web.records.batches import Batch
from liangcai_web.records.people import Person
from liangcai_web.records.training import ClassTeacher, Trainee

STEP = 500


class TrainingTies(msgspec.Struct, frozen=True, kw_only=True):
    """Classes by the uuid of a person who was trained, by the user name of a teacher, by a teacher's identity.

    ``by_identity`` has the keyed hash of the ID number, for teachers who have no account.
    """

    attended: dict[str, tuple[str, ...]]
    by_account: dict[str, tuple[str, ...]]
    by_identity: dict[str, tuple[str, ...]]


def list_training_ties(batch: Batch, people: Iterable[Person] = ()) -> TrainingTies:
    """Which classes each person of a batch was enrolled in, and who taught those classes.

    ``people`` are those who are to be seated; without them the candidates that the batch has.
    """
    wanted = {person.id_number_index: str(person.uuid) for person in people or _seated(batch)}
    attended: dict[str, list[str]] = {}
    classes: dict[int, str] = {}
    indices = list(wanted)
    for start in range(0, len(indices), STEP):
        part = indices[start : start + STEP]
        rows = Trainee.objects.filter(person__id_number_index__in=part)
        for index, pk, uuid in rows.values_list("person__id_number_index", "training", "training__uuid"):
            classes[pk] = str(uuid)
            attended.setdefault(wanted[index], []).append(str(uuid))
    by_account: dict[str, list[str]] = {}
    by_identity: dict[str, list[str]] = {}
    for teacher in ClassTeacher.objects.filter(training__in=list(classes)).select_related("person", "account"):
        taught = classes[teacher.training_id]
        by_identity.setdefault(teacher.person.id_number_index, []).append(taught)
        if teacher.account is not None:
            by_account.setdefault(teacher.account.get_username(), []).append(taught)
    return TrainingTies(attended=_fix(attended), by_account=_fix(by_account), by_identity=_fix(by_identity))


def keep_apart(
    ties: TrainingTies, candidates: Iterable[Candidate], resources: Resources
) -> tuple[tuple[Candidate, ...], Resources]:
    """Candidates with the classes that they attended, and staff with those that they taught; ids are theirs there."""
    trained = tuple(
        msgspec.structs.replace(one, classes=_join(one.classes, ties.attended.get(one.id, ()))) for one in candidates
    )
    staff = tuple(_note_taught(ties, one) for one in resources.staff)
    return trained, msgspec.structs.replace(resources, staff=staff)


def _note_taught(ties: TrainingTies, one: StaffMember) -> StaffMember:
    return msgspec.structs.replace(one, trained=_join(one.trained, ties.by_account.get(one.id, ())))


def _seated(batch: Batch) -> tuple[Person, ...]:
    return tuple(row.person for row in batch.candidates.select_related("person"))


def _join(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))


def _fix(found: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(classes)) for name, classes in found.items()}
