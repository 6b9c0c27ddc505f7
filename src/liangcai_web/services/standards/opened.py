"""The standards at hand: the bundled ones and those that organisations have adopted.

In: keys (``code-edition`` for a bundled standard, a SHA-256 for an adopted one) or bytes. Out: opened standards.
Follows: bundled data are read by the same reader as a user's file.
"""

import hashlib
from datetime import datetime
from functools import lru_cache

import msgspec
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

import liangcai_reference
from liangcai.findings import Finding, Result, has_errors
from liangcai.standard.lint import lint_standard
from liangcai.standard.model import Kind, Standard
from liangcai.standard.read import read_standard
from liangcai_host.sandbox.opening import extract_file
from liangcai_web.records.batches import Batch
from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.documents import keep_document
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.base import DocumentKept


class OpenedStandard(msgspec.Struct, frozen=True, kw_only=True):
    """A standard with the text that it was read from and what reading and lint found."""

    key: str
    standard: Standard
    text: str
    findings: tuple[Finding, ...]
    bundled: bool


class StandardEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A standard in a list."""

    key: str
    code: str
    name: str
    edition: str
    kind: Kind
    levels: tuple[str, ...]
    bundled: bool


def read_and_lint(text: str, name: str, sha256: str = "") -> Result[Standard | None]:
    """Read a text and lint what was read; ``sha256`` is that of the bytes as kept."""
    result = read_standard(text, name, sha256)
    linted = lint_standard(result.value, name, source_text=text, said=result.findings) if result.value else ()
    return Result(result.value, result.findings + linted)


@lru_cache(maxsize=64)
def open_bundled(key: str) -> OpenedStandard | None:
    """A bundled standard, or None."""
    if key not in liangcai_reference.list_occupations():
        return None
    text = liangcai_reference.read_standard_text(key)
    result = read_and_lint(text, f"{key}/standard.txt")
    if result.value is None:
        raise RuntimeError(f"the bundled standard {key} cannot be read: {result.findings}")
    return OpenedStandard(key=key, standard=result.value, text=text, findings=result.findings, bundled=True)


@lru_cache(maxsize=64)
def open_kept(key: str, name: str) -> OpenedStandard:
    """An adopted standard from its bytes as kept; raises RuntimeError when it can no longer be read."""
    content = Document.objects.filter(kind=Document.Kind.STANDARD, sha256=key).values_list("content", flat=True).first()
    opened = extract_file(bytes(content or b""), name)
    result = read_and_lint(opened.value.text, name, key) if opened.value else None
    if opened.value is None or result is None or result.value is None:
        raise RuntimeError(f"the adopted standard {key} can no longer be read")
    return OpenedStandard(
        key=key, standard=result.value, text=opened.value.text, findings=result.findings, bundled=False
    )


def open_standard(key: str) -> OpenedStandard | None:
    """The standard of a key, or None."""
    bundled = open_bundled(key)
    if bundled:
        return bundled
    document = Document.objects.filter(kind=Document.Kind.STANDARD, sha256=key).first()
    return open_document(document) if document else None


def open_document(document: Document) -> OpenedStandard:
    """The standard of a kept document; raises RuntimeError when it can no longer be read."""
    return open_kept(document.sha256, document.name)


def describe_entry(opened: OpenedStandard) -> StandardEntry:
    """A standard as an entry of a list."""
    standard = opened.standard
    return StandardEntry(
        key=opened.key,
        code=standard.code,
        name=standard.name,
        edition=standard.edition,
        kind=standard.kind,
        levels=tuple(level.printed_name for level in standard.levels),
        bundled=opened.bundled,
    )


def list_standards(organisation: Organisation | None = None) -> tuple[StandardEntry, ...]:
    """The standards that an organisation may choose from, or that anybody may see, the bundled ones first.

    Adopted ones are public once a batch was announced on them: until then a draft is its organisation's own.
    """
    bundled = [found for key in liangcai_reference.list_occupations() if (found := open_bundled(key))]
    known = {opened.standard.source.sha256 for opened in bundled}
    adopted: dict[str, OpenedStandard] = {}
    seen = Q(pk__in=Batch.objects.values("standard")) | Q(organisation=organisation)
    for document in Document.objects.filter(seen, kind=Document.Kind.STANDARD).order_by("code", "-kept_at"):
        opened = open_document(document)
        if opened.standard.source.sha256 not in known:
            adopted[document.sha256] = opened
    return tuple(describe_entry(opened) for opened in (*bundled, *adopted.values()))


def adopt_standard(
    organisation: Organisation, content: bytes, name: str, *, now: datetime, actor: AbstractBaseUser | None = None
) -> Result[Document | None]:
    """Keep a standard for an organisation; refused with findings when the model is not complete."""
    opened = extract_file(content, name)
    if opened.value is None:
        return Result(None, opened.findings)
    text = opened.value.text
    read = read_standard(text, name, hashlib.sha256(content).hexdigest())
    if read.value is None or has_errors(read.findings):
        return Result(None, read.findings)
    standard = read.value
    document = keep_document(
        organisation,
        Document.Kind.STANDARD,
        content,
        now=now,
        name=name,
        code=standard.code,
        edition=standard.edition,
        title=standard.name,
    )
    kept = DocumentKept(sha256=document.sha256, name=name, kind="standard")
    append_fact(organisation, "standard_adopted", kept, now=now, actor=actor)
    return Result(document, read.findings + lint_standard(standard, name, source_text=text, said=read.findings))
