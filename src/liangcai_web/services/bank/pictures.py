"""The pictures of an organisation's questions, each kept once under its hash.

In: files of strangers; hashes. Out: documents whose bytes were made anew in the sandbox; their bytes. Follows: a
question enters the bank only with its pictures; bytes that were kept are never changed.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.model import Item
from liangcai.items.pictures import Pictures, list_media
from liangcai_host.sandbox.message import PictureRequest
from liangcai_host.sandbox.read import read_picture_in_child, read_pictures_in_child
from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.documents import keep_document
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.base import DocumentKept

KIND = Document.Kind.PICTURE


def keep_picture(
    organisation: Organisation, data: bytes, name: str, *, now: datetime, actor: AbstractBaseUser | None
) -> Result[Document | None]:
    """Make a picture anew and keep it; one that was made here before is kept as it is."""
    known = _list_kept(organisation, [hashlib.sha256(data).hexdigest()]).first()
    if known is not None:
        return Result(known)
    made = read_picture_in_child(data, name)
    if made.value is None:
        return Result(None, made.findings)
    return Result(_keep(organisation, made.value, name, now, actor))


def keep_all(
    organisation: Organisation,
    pictures: Pictures,
    names: Mapping[str, str],
    *,
    now: datetime,
    actor: AbstractBaseUser | None,
) -> Result[dict[str, str]]:
    """Keep the pictures of a file; the hash under which each is kept by the hash that it came with."""
    kept = {row.sha256: row.sha256 for row in _list_kept(organisation, pictures).only("sha256")}
    fresh = [sha256 for sha256 in pictures if sha256 not in kept]
    asked = [PictureRequest(name=names.get(sha256, sha256[:12]), data=pictures[sha256]) for sha256 in fresh]
    results = read_pictures_in_child(asked)
    for sha256, request, result in zip(fresh, asked, results, strict=True):
        if result.value is not None:
            kept[sha256] = _keep(organisation, result.value, request.name, now, actor).sha256
    return Result(kept, tuple(finding for result in results for finding in result.findings))


def _keep(
    organisation: Organisation, made: bytes, name: str, now: datetime, actor: AbstractBaseUser | None
) -> Document:
    """Keep what the sandbox made, and say so the first time."""
    known = _list_kept(organisation, [hashlib.sha256(made).hexdigest()]).first()
    if known is not None:
        return known
    with transaction.atomic():
        document = keep_document(organisation, KIND, made, now=now, name=name[:200])
        said = DocumentKept(sha256=document.sha256, name=document.name, kind=KIND)
        append_fact(organisation, "picture_kept", said, now=now, actor=actor)
    return document


def load_pictures(organisation: Organisation, hashes: Iterable[str]) -> dict[str, bytes]:
    """The bytes of those that are kept here, by hash; raises RuntimeError where they were changed from outside."""
    found = {row.sha256: bytes(row.content) for row in _list_kept(organisation, hashes)}
    for sha256, content in found.items():
        if hashlib.sha256(content).hexdigest() != sha256:
            raise RuntimeError(f"picture {sha256} does not have its own hash: the database was changed from outside")
    return found


def load_shown(organisation: Organisation, items: Iterable[Item]) -> Pictures:
    """The bytes of the pictures that questions show, as far as they are kept here."""
    return load_pictures(organisation, {media.sha256 for item in items for media in list_media(item)})


def refuse_missing(
    organisation: Organisation, items: Iterable[Item], coming: Collection[str] = ()
) -> tuple[Finding, ...]:
    """A finding for each picture that a question names and that is neither kept here nor comes along."""
    named = {media.sha256: (item.id, media.name) for item in items for media in list_media(item)}
    named = {sha256: said for sha256, said in named.items() if sha256 not in coming}
    kept = set(_list_kept(organisation, named).values_list("sha256", flat=True)) if named else set()
    return tuple(_lack(*named[sha256]) for sha256 in named if sha256 not in kept)


def _list_kept(organisation: Organisation, hashes: Iterable[str]) -> "QuerySet[Document]":
    return Document.objects.filter(organisation=organisation, kind=KIND, sha256__in=list(hashes))


def _lack(item_id: str, name: str) -> Finding:
    return Finding(
        rule="items.picture",
        severity=Severity.ERROR,
        message=Message(
            f"试题 {item_id} 的图片 {name} 不在本机构的题库里。",
            f"The picture {name} of question {item_id} is not in this organisation's bank.",
        ),
        remedy=Message(
            "请在编辑页添加这张图片；成批导入请用带图片的 QTI 包或 Word 文件。",
            "Add it on the page of the question; for many, import a QTI package or Word file that holds the pictures.",
        ),
    )
