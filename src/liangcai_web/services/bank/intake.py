"""Files of questions taken into an organisation's bank.

In: an uploaded file, what a person settled about it. Out: what it holds, and in the end draft versions. Follows: the
file is kept as it came; reading happens in a bounded child; nothing is taken in while anything is open.
"""

import uuid
from datetime import datetime
from functools import lru_cache

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from liangcai.findings import Result
from liangcai.items.exchange.imported import Import, Settlement
from liangcai.items.exchange.points import list_points
from liangcai.items.exchange.splitting import MOST_BOUND
from liangcai.items.model import Item, hash_item
from liangcai.items.pictures import change_hashes, name_pictures
from liangcai_host.sandbox.message import BankRequest
from liangcai_host.sandbox.read import read_bank_in_child
from liangcai_web.records.bank import BankItem
from liangcai_web.records.documents import Document
from liangcai_web.records.drafts import Draft
from liangcai_web.services.bank.items import Shelf, list_entries
from liangcai_web.services.bank.pictures import keep_all, refuse_missing
from liangcai_web.services.documents import keep_document
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.bank import ItemsImported
from liangcai_web.services.payloads.base import DocumentKept

KIND = Document.Kind.QUESTIONS
SPACE = uuid.UUID("5b1c3e0e-6a7b-4c55-9d3f-0d3a8a5e7c21")


def keep_upload(shelf: Shelf, data: bytes, name: str, *, now: datetime, actor: AbstractBaseUser) -> Document:
    """Keep a file as it came."""
    document = keep_document(
        shelf.organisation,
        KIND,
        data,
        now=now,
        name=name[:200],
        code=shelf.standard.code,
        edition=shelf.standard.edition,
        title=shelf.level,
    )
    kept = DocumentKept(sha256=document.sha256, name=document.name, kind=KIND)
    append_fact(shelf.organisation, "questions_uploaded", kept, now=now, actor=actor)
    return document


def list_uploads(shelf: Shelf) -> list[Document]:
    """The files that came in for a level, newest first."""
    found = Document.objects.filter(
        organisation=shelf.organisation,
        kind=KIND,
        code=shelf.standard.code,
        edition=shelf.standard.edition,
        title=shelf.level,
    )
    return list(found.defer("content").order_by("-kept_at"))


def find_upload(shelf: Shelf, sha256: str) -> Document | None:
    """A file that came in here, or None."""
    return next((found for found in list_uploads(shelf) if found.sha256 == sha256), None)


def read_upload(shelf: Shelf, document: Document, settlement: Settlement) -> Result[Import | None]:
    """What a file holds, under what was settled so far; a picture that is nowhere leaves it open."""
    points = list_points(shelf.standard, shelf.level)
    data = bytes(document.content)
    request = BankRequest(name=document.name, data=data, points=points, settlement=settlement, most=MOST_BOUND)
    read = _read(request)
    if read.value is None:
        return read
    lacking = refuse_missing(shelf.organisation, read.value.items, read.value.pictures)
    found = msgspec.structs.replace(read.value, bank=None) if lacking else read.value
    return Result(found, (*read.findings, *lacking))


@lru_cache(maxsize=4)
def _read(request: BankRequest) -> Result[Import | None]:
    return read_bank_in_child(request)


def load_settlement(shelf: Shelf, document: Document, user: AbstractBaseUser) -> Settlement:
    """What this person settled so far."""
    draft = Draft.objects.filter(user_id=user.pk, subject=_subject(shelf, document)).first()
    return msgspec.json.decode(draft.content, type=Settlement) if draft else Settlement()


def save_settlement(
    shelf: Shelf, document: Document, user: AbstractBaseUser, settlement: Settlement, now: datetime
) -> None:
    """Keep what a person settled, so that it is not lost."""
    content = msgspec.json.encode(settlement).decode()
    Draft.objects.update_or_create(
        user_id=user.pk,
        subject=_subject(shelf, document),
        defaults={"content": content, "kept_at": now},
    )


def take_in(
    shelf: Shelf, document: Document, imported: Import, *, now: datetime, actor: AbstractBaseUser
) -> Result[int | None]:
    """Make drafts of all questions that are new or changed, all or none; how many there were.

    Their pictures are kept first; one that cannot be kept, or that is nowhere, keeps all questions out.
    """
    if imported.bank is None:
        return Result(None)
    pictures = keep_all(shelf.organisation, imported.pictures, name_pictures(imported.items), now=now, actor=actor)
    items = tuple(change_hashes(item, pictures.value) for item in imported.items)
    problems = pictures.findings or refuse_missing(shelf.organisation, items)
    if problems:
        return Result(None, problems)
    return Result(_keep_drafts(shelf, document, items, now, actor))


def _keep_drafts(
    shelf: Shelf, document: Document, items: tuple[Item, ...], now: datetime, actor: AbstractBaseUser
) -> int:
    with transaction.atomic():
        standing = {entry.record.sha256 for entry in list_entries(shelf)}
        fresh = [(item, digest) for item in items if (digest := hash_item(item)) not in standing]
        rows = [
            BankItem(
                organisation=shelf.organisation,
                occupation=shelf.standard.code,
                edition=shelf.standard.edition,
                level=shelf.level,
                item_id=item.id,
                sha256=digest,
                content=msgspec.json.encode(item).decode(),
                state="draft",
                author_id=actor.pk,
                saved_at=now,
            )
            for item, digest in fresh
        ]
        kept = len(BankItem.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True))
        said = ItemsImported(bank=shelf.name, sha256=document.sha256, questions=kept)
        append_fact(shelf.organisation, "items_imported", said, now=now, actor=actor)
    return kept


def _subject(shelf: Shelf, document: Document) -> uuid.UUID:
    return uuid.uuid5(SPACE, f"{shelf.organisation.uuid} {shelf.name} {document.sha256}")
