"""The catalogue of occupations that the pages search: one edition, with what is known of each occupation's changes.

In: the bundled catalogue, the bridge from the edition before it, the notices that organisations have adopted. Out:
``CatalogueEntry`` values. Follows: a code means something only together with its edition, so a code of another edition
is always shown with that edition.
"""

from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

import liangcai_reference
from liangcai.catalogue.model import Change, Notice, Occupation
from liangcai.catalogue.notice import read_notice
from liangcai.catalogue.read import read_catalogue, read_recodings
from liangcai.catalogue.spelling import NO_MATCH, rank_name
from liangcai.findings import Message
from liangcai_web.records.documents import Document
from liangcai_web.services.standards.opened import StandardEntry, list_standards

TABLE = "catalogue/occupations-2022.csv"
BRIDGE = "catalogue/codes-2020-to-2022.csv"
CHANGES = {
    "add_work_type": Message("增设工种", "work types added"),
    "recode": Message("编码变更", "recoded"),
    "rename": Message("名称变更", "renamed"),
    "move_work_type": Message("工种调出", "work types moved"),
    "cancel_work_type": Message("取消工种", "work types cancelled"),
}
NEW = Message("新职业", "new occupation")


class NoticeLine(msgspec.Struct, frozen=True, kw_only=True):
    """What an adopted notice says of an occupation: the kind, the code as it stood then, and the details."""

    said: Message
    code: str
    details: str
    document: str


class CatalogueEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An occupation of the catalogue: ``code_before`` is its code in the earlier edition, blank when not known."""

    code: str
    name: str
    edition: str
    markers: str
    release: int
    code_before: str = ""
    standard: StandardEntry | None = None
    changes: tuple[NoticeLine, ...] = ()


@cache
def read_occupations() -> tuple[str, tuple[Occupation, ...]]:
    """The edition and the occupations of the bundled catalogue; raises RuntimeError when the table is broken."""
    result = read_catalogue(liangcai_reference.read_text(TABLE), TABLE)
    if result.value is None or not result.ok:
        raise RuntimeError(f"the bundled catalogue cannot be read: {result.findings}")
    return result.value.edition, result.value.occupations


@cache
def codes_before() -> dict[str, str]:
    """The earlier code of each occupation that the bridge names, by name."""
    return {recoding.name: recoding.before for recoding in read_recodings(liangcai_reference.read_text(BRIDGE))}


def list_occupations() -> tuple[CatalogueEntry, ...]:
    """Every occupation of the edition, by code, with its standard and the changes that are known."""
    edition, occupations = read_occupations()
    standards = {standard.name: standard for standard in reversed(list_standards())}
    changes = gather_changes(list_notices())
    return tuple(
        CatalogueEntry(
            code=occupation.code,
            name=occupation.name,
            edition=edition,
            markers=occupation.markers,
            release=occupation.release,
            code_before=codes_before().get(occupation.name, ""),
            standard=match_standard(occupation, standards.get(occupation.name)),
            changes=changes.get(occupation.name, ()),
        )
        for occupation in occupations
    )


def match_standard(occupation: Occupation, standard: StandardEntry | None) -> StandardEntry | None:
    """The standard of that name, if its code is the occupation's in this edition or in the one before it."""
    if standard and standard.code in (occupation.code, codes_before().get(occupation.name)):
        return standard
    return None


def search_occupations(text: str, *, with_standard: bool = False) -> tuple[CatalogueEntry, ...]:
    """The occupations in which every word is found: in the name or its pinyin, the code or the earlier code."""
    words = text.casefold().split()
    return tuple(
        entry
        for entry in list_occupations()
        if all(fits(entry, word) for word in words) and (entry.standard or not with_standard)
    )


def fits(entry: CatalogueEntry, word: str) -> bool:
    """Whether a word stands in what is known of an occupation, or is how its name sounds."""
    return word in describe(entry) or rank_name(entry.name, word) < NO_MATCH


def describe(entry: CatalogueEntry) -> str:
    """What a search looks at."""
    return f"{entry.name} {entry.code} {entry.code_before}".casefold()


def list_notices() -> tuple[tuple[str, Notice], ...]:
    """The notices that organisations have adopted, each once, with their names."""
    rows = Document.objects.filter(kind=Document.Kind.NOTICE).order_by("kept_at", "pk")
    unique = {row.sha256: row for row in rows}
    read = ((row.title or row.name, open_notice(bytes(row.content), row.name)) for row in unique.values())
    return tuple((name, notice) for name, notice in read if notice)


@lru_cache(maxsize=64)
def open_notice(content: bytes, name: str) -> Notice | None:
    """A notice from its bytes, or None when it is none."""
    return read_notice(content.decode("utf-8", "replace"), name).value


def gather_changes(notices: Iterable[tuple[str, Notice]]) -> dict[str, tuple[NoticeLine, ...]]:
    """What the notices say, by the name of the occupation after them."""
    lines: dict[str, tuple[NoticeLine, ...]] = {}
    for document, notice in notices:
        for new in notice.occupations:
            line = NoticeLine(said=NEW, code=new.code, details="", document=document)
            lines[new.name] = (*lines.get(new.name, ()), line)
        for change in notice.changes:
            name = change.details.new_name or change.name
            lines[name] = (*lines.get(name, ()), describe_change(change, document))
    return lines


def describe_change(change: Change, document: str) -> NoticeLine:
    """One change in a line."""
    details = change.details
    target = " ".join(part for part in (details.new_code, details.new_name, details.to_code, details.to_name) if part)
    said = "、".join(change.work_types)
    joined = " → ".join(part for part in (said, target) if part)
    return NoticeLine(said=CHANGES[change.kind], code=change.code, details=joined, document=document)
