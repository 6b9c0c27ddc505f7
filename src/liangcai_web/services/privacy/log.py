"""Who opened whose personal record, when, and why where a reason is asked.

In: an account, what was opened, whose it is. Out: rows of ``AccessNote``. Follows: the house on privacy: people may
know who looked; a reason is scrubbed of whatever looks like a number of a person.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.core.paginator import Page
from django.db.models import Q, QuerySet

from liangcai.findings import Message
from liangcai_host.logs.scrub import scrub
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person
from liangcai_web.records.privacy import AccessNote
from liangcai_web.services.paging import page_of

WHAT = {
    "application": Message("报名", "application"),
    "proof": Message("证明材料", "proof"),
    "notice": Message("通知书", "notice"),
    "record": Message("个人资料页", "record of a person"),
    "export": Message("导出个人资料", "export of a person"),
    "plain export": Message("导出个人资料（含完整证件号码）", "export of a person, ID number in plain"),
    "erasure": Message("删除个人资料", "erasure of a person"),
    "table": Message("全批次报名表格", "table of a batch"),
    "documents": Message("全批次文件（准考证、名单等）", "documents of a batch"),
    "petition": Message("异议、复核或申诉", "objection, review or appeal"),
    "certificate": Message("证书", "certificate"),
    "report": Message("全批次上报", "report of a batch"),
    "archive": Message("全批次档案", "archive of a batch"),
}


def note_access(
    organisation: Organisation,
    what: str,
    *,
    now: datetime,
    user: AbstractBaseUser | None,
    person: UUID | None = None,
    batch: UUID | None = None,
    why: str = "",
) -> AccessNote:
    """Append a note; ``what`` is one of ``WHAT``."""
    if what not in WHAT:
        raise ValueError(what)
    return AccessNote.objects.create(
        organisation=organisation,
        at=now,
        user_id=user.pk if user else None,
        what=what,
        person=person,
        batch=batch,
        why=scrub(why.strip())[:400],
    )


def find_notes(person: Person) -> "QuerySet[AccessNote]":
    """Everything that was opened of a person, newest first: alone, or with the batch that they were in."""
    batches = {*Candidate.objects.filter(person=person).values_list("batch__uuid", flat=True)}
    batches |= {*person.applications.values_list("batch__uuid", flat=True)}
    own = Q(person=person.uuid) | Q(person__isnull=True, batch__in=batches)
    return AccessNote.objects.filter(own, organisation=person.organisation).select_related("user")


def page_notes(organisation: Organisation, number: str | None) -> "Page[AccessNote]":
    """What was opened in an organisation, newest first, with whose it was."""
    page = page_of(AccessNote.objects.filter(organisation=organisation).select_related("user"), number)
    page.object_list = list(page.object_list)
    names = name_people(organisation, (note.person for note in page.object_list if note.person))
    titles = dict(Batch.objects.filter(uuid__in=[n.batch for n in page.object_list]).values_list("uuid", "title"))
    for note in page.object_list:
        note.whose = names.get(note.person, "—") if note.person else titles.get(note.batch, "—")
        note.name = WHAT[note.what]
    return page


def name_people(organisation: Organisation, people: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id, those who were erased left out."""
    rows = Person.objects.filter(organisation=organisation, uuid__in=set(people)).exclude(name="")
    return dict(rows.values_list("uuid", "name"))
