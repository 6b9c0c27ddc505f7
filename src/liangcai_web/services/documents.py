"""Keeping documents as bytes under their hash.

In: bytes. Out: rows of ``Document``. Follows: documents are immutable once kept; the same bytes are kept once.
"""

import hashlib
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation

T = TypeVar("T")


def keep_document(
    organisation: Organisation,
    kind: Document.Kind,
    content: bytes,
    *,
    now: datetime,
    name: str,
    code: str = "",
    edition: str = "",
    title: str = "",
) -> Document:
    """Keep bytes; what is kept already is found again."""
    digest = hashlib.sha256(content).hexdigest()
    document, _ = Document.objects.get_or_create(
        organisation=organisation,
        kind=kind,
        sha256=digest,
        defaults={
            "content": content,
            "kept_at": now,
            "name": name,
            "code": code,
            "edition": edition,
            "title": title,
        },
    )
    return document


def keep_value(
    organisation: Organisation, kind: Document.Kind, value: msgspec.Struct, *, now: datetime, name: str
) -> Document:
    """Keep a value of the library as JSON."""
    return keep_document(organisation, kind, msgspec.json.encode(value), now=now, name=name)


def load_value(organisation: Organisation, kind: Document.Kind, sha256: str, shape: type[T]) -> T:
    """A value that was kept; its hash is checked again when it is first read."""
    wanted: Any = shape
    value: T = decode_kept(organisation.pk, kind, sha256, wanted)
    return value


@lru_cache(maxsize=64)
def decode_kept(organisation: int, kind: str, sha256: str, shape: Any) -> Any:
    """The value of a kept document; such documents never change, so a decoded one is remembered."""
    document = Document.objects.get(organisation_id=organisation, kind=kind, sha256=sha256)
    content = bytes(document.content)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise RuntimeError(f"document {sha256} does not have its own hash: the database was changed from outside")
    return msgspec.json.decode(content, type=shape)
