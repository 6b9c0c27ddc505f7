"""What goes into the volumes of a batch: sign-up, filing, process, papers and scores, certificates.

In: a batch. Out: parts in order, each of which can be made by itself. Follows: the workflow, step 22. What is personal
or secret is sealed; a document that can't be had is left out; what the papers' own seal still holds goes in as it is.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import msgspec

from liangcai.findings import Message
from liangcai_web.records.applications import Application, EvidenceFile
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.records.seals import SealedDocument
from liangcai_web.services.admission.evidence import read_file
from liangcai_web.services.admission.export import write_applications
from liangcai_web.services.papers.seals import find_seal
from liangcai_web.services.printing.office import list_documents, print_document
from liangcai_web.services.printing.sittings import print_record
from liangcai_web.services.privacy.export import ENDINGS, describe_application
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.sittings.rooms import list_rooms
from liangcai_web.services.standing.awards import read_decisions

VOLUMES = (
    ("1-sign-up", Message("报名卷", "Sign-up")),
    ("2-filing", Message("报备卷", "Filing")),
    ("3-process", Message("考务过程卷", "Process")),
    ("4-papers", Message("试卷与成绩卷", "Papers and scores")),
    ("5-certificates", Message("证书卷", "Certificates")),
)
# How their keys begin.
PAPERS = ("conformity", "paper", "card", "key", "guide", "task", "notice", "blank", "score", "panel", "review")
OPEN = ("conformity",)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be made: volume and name, what it is, whether it is sealed; ``make`` gives None where there is none."""

    volume: str
    name: str
    what: Message
    make: Callable[[], bytes | None]
    sealed: bool = True

    @property
    def path(self) -> str:
        """Its name in the archive."""
        return f"{self.volume}/{self.name}"


def list_parts(batch: Batch) -> tuple[Part, ...]:
    """Every part, in the order of the volumes; the same at every call while nothing of the batch changes."""
    return (*list_sign_up(batch), *list_filing(batch), *list_printed(batch), *list_scores(batch), *list_issued(batch))


def list_sign_up(batch: Batch) -> Iterator[Part]:
    """Applications as a table, with everything that was handed in, and the proofs."""
    volume = VOLUMES[0][0]
    yield Part(
        volume=volume,
        name="applications.xlsx",
        what=Message("报名表格", "Table of applications"),
        make=lambda: write_applications(batch),
    )
    rows = Application.objects.filter(batch=batch).exclude(state="draft").select_related("batch", "person")
    yield Part(
        volume=volume,
        name="applications.json",
        what=Message("报名内容与审核意见", "Applications and what was found in them"),
        make=lambda: write_json([describe_application(row) for row in rows.iterator(chunk_size=500)]),
    )
    files = EvidenceFile.objects.filter(application__in=rows, size__gt=0).defer("content").select_related("application")
    for file in files.order_by("application__number", "pk"):
        ending = ENDINGS.get(file.media_type, "bin")
        yield Part(
            volume=volume,
            name=f"proofs/{file.application.number}-{file.pk}.{ending}",
            what=Message(f"证明材料 {file.application.number}", f"Proof of {file.application.number}"),
            make=partial(read_file, file),
        )


def list_filing(batch: Batch) -> Iterator[Part]:
    """The standard, the batch as announced and filed, the plan of rooms and staff."""
    volume = VOLUMES[1][0]
    yield Part(
        volume=volume,
        name="standard.txt",
        what=Message("职业标准", "Standard"),
        make=lambda: bytes(batch.standard.content),
        sealed=False,
    )
    kinds = ("batch_opened", "batch_changed", "batch_cancelled", "plan_filed", "plan_approved", "plan_returned")
    yield Part(
        volume=volume,
        name="filing.json",
        what=Message("公告与报备", "Announcement and filing"),
        make=lambda: write_facts(batch, kinds),
        sealed=False,
    )
    plans = Document.objects.filter(organisation=batch.organisation, kind=Document.Kind.PLAN)
    made = {str(msgspec.json.decode(fact.payload).get("sha256", "")) for fact in find_facts(batch, ("plan_made",))}
    for number, plan in enumerate(plans.filter(sha256__in=made).order_by("pk"), 1):
        yield Part(
            volume=volume,
            name=f"plan-{number}.json",
            what=Message("考场与人员安排", "Plan of rooms and staff"),
            make=partial(read_content, plan),
        )


def list_printed(batch: Batch) -> Iterator[Part]:
    """Tickets and lists, the record of each room, the log and the journal."""
    volume = VOLUMES[2][0]
    yield from list_prints(batch, volume, lambda key: not is_paper(key))
    for number, room in enumerate(list_rooms(batch), 1):
        yield Part(
            volume=volume,
            name=f"room-{number:02}.pdf",
            what=Message(f"考场记录 {room}", f"Record of room {room}"),
            make=partial(print_room, batch, room),
        )
    yield Part(
        volume=volume,
        name="facts.json",
        what=Message("事实记录", "Facts"),
        make=lambda: write_facts(batch),
    )
    yield Part(
        volume=volume,
        name="journal.json",
        what=Message("答题日志", "Journal of answers"),
        make=lambda: write_journal(batch),
    )


def list_scores(batch: Batch) -> Iterator[Part]:
    """Papers, keys, sheets as far as they are open; what is still under the papers' seal; the decisions."""
    volume = VOLUMES[3][0]
    yield from list_prints(batch, volume, is_paper)
    seal = find_seal(batch)
    if seal is not None and not seal.released:
        for number, document in enumerate(seal.documents.order_by("pk"), 1):
            yield Part(
                volume=volume,
                name=f"under-seal-{number}.bin",
                what=Message("未启封的试卷（密文）", "Papers that were never opened (ciphertext)"),
                make=partial(read_content, document),
                sealed=False,
            )
    yield Part(
        volume=volume,
        name="decisions.json",
        what=Message("成绩评定", "Decisions"),
        make=lambda: write_json({str(key): value for key, value in read_decisions(batch).items()}),
    )


def list_issued(batch: Batch) -> Iterator[Part]:
    """Each certificate as it was issued."""
    for credential in Credential.objects.filter(candidate__batch=batch).exclude(token="").order_by("number"):
        yield Part(
            volume=VOLUMES[4][0],
            name=f"{credential}.json",
            what=Message(f"证书 {credential}", f"Certificate {credential}"),
            make=partial(bytes, credential.file),
        )


def list_prints(batch: Batch, volume: str, fits: Callable[[str], bool]) -> Iterator[Part]:
    """The printed documents that can be had and belong to a volume."""
    for one in list_documents(batch):
        if one.blocked is None and fits(one.key):
            yield Part(
                volume=volume,
                name=f"{one.key}.pdf",
                what=one.name,
                make=partial(print_key, batch, one.key),
                sealed=one.key not in OPEN,
            )


def is_paper(key: str) -> bool:
    """Whether a printed document is about papers and scores; the others are about the work around them."""
    return key.partition("-")[0] in PAPERS


def print_key(batch: Batch, key: str) -> bytes | None:
    """A printed document, or None."""
    printed = print_document(batch, key)
    return printed.value if printed else None


def print_room(batch: Batch, room: str) -> bytes | None:
    """The record of a room."""
    return print_record(batch, room).value


def read_content(document: Document | SealedDocument) -> bytes:
    """The bytes of a document as they are kept."""
    return bytes(document.content)


def find_facts(batch: Batch, kinds: Sequence[str] = ()) -> "Iterator[Fact]":
    """The facts of a batch, of some kinds or of all."""
    facts = Fact.objects.filter(batch=batch.uuid).order_by("position")
    return (facts.filter(kind__in=kinds) if kinds else facts).iterator(chunk_size=2000)


def write_facts(batch: Batch, kinds: Sequence[str] = ()) -> bytes:
    """Facts with their hashes, as they stand in the log."""
    rows = [
        {
            "position": fact.position,
            "kind": fact.kind,
            "schema": fact.schema,
            "actor": fact.actor_id,
            "approver": fact.approver_id,
            "at": fact.at,
            "subject": fact.subject,
            "payload": msgspec.json.decode(fact.payload),
            "previous": fact.previous,
            "hash": fact.hash,
        }
        for fact in find_facts(batch, kinds)
    ]
    return write_json(rows)


def write_journal(batch: Batch) -> bytes:
    """The events of every attempt."""
    journal = open_journal()
    attempts = Candidate.objects.filter(batch=batch).order_by("serial").values_list("uuid", flat=True)
    return write_json({str(uuid): journal.read(str(uuid)) for uuid in attempts})


def write_json(value: object) -> bytes:
    """A value as readable JSON."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1)
