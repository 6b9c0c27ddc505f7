"""The register of occupations: every edition at hand, and one identity for an occupation through all its codes.

In: catalogues (one an edition, notices applied) and the bridge between two editions. Out: ``Register``, and what a code
means in it. Follows: a code means something only together with its edition; a name that the bridge leads from one code
to another is one occupation, and so is one that a notice recodes or renames.
"""

import uuid
from collections.abc import Iterator
from datetime import date

import msgspec

from liangcai.catalogue.model import Applied, Catalogue, Change, Occupation, Recoding
from liangcai.catalogue.state import state_on
from liangcai.findings import Finding, Message, Result, Severity

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://liangcai.invalid/occupation")


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A code and a name that an occupation has or had: in which edition, from when, and what ended it.

    ``since`` is a year or a day, ≤ before it where it is only known to have held by then, blank where nothing is
    known; ``until`` is blank while the term holds in its edition.
    """

    edition: str
    code: str
    name: str
    markers: str = ""
    since: str = ""
    until: str = ""


Chains = dict[str, tuple[Term, ...]]  # by the newest code of each occupation


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An occupation: its terms, oldest first. ``uuid`` follows from the first, so that later ones do not change it."""

    uuid: str
    terms: tuple[Term, ...]

    @property
    def name(self) -> str:
        """What it is called now."""
        return self.terms[-1].name

    @property
    def code(self) -> str:
        """Its newest code; it means something only with ``edition``."""
        return self.terms[-1].code

    @property
    def edition(self) -> str:
        """The newest edition that names it."""
        return self.terms[-1].edition


class Register(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is known: the editions, oldest first, and the occupations by their newest code."""

    catalogues: tuple[Catalogue, ...]
    entries: tuple[Entry, ...]


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """What a code means: the occupation and the term of it that has the code."""

    entry: Entry
    term: Term


def bridge_catalogue(edition: str, recodings: tuple[Recoding, ...], release: int) -> Catalogue:
    """What the bridge tells of an earlier edition: only the occupations that it names, known from ``release`` on."""
    named = (r for r in recodings if r.before)
    occupations = tuple(Occupation(code=r.before, name=r.name, release=release) for r in named)
    return Catalogue(edition=edition, occupations=occupations, whole=False)


def build_register(catalogues: tuple[Catalogue, ...], recodings: tuple[Recoding, ...]) -> Register:
    """Join the terms of all editions into occupations; the bridge leads from each edition to the next."""
    ordered = tuple(sorted(catalogues, key=lambda catalogue: catalogue.edition))
    entries: list[tuple[Term, ...]] = []
    for catalogue in ordered:
        entries = join_edition(entries, list_chains(catalogue), recodings)
    built = tuple(Entry(uuid=identify(terms[0]), terms=terms) for terms in entries)
    return Register(catalogues=ordered, entries=tuple(sorted(built, key=lambda entry: (entry.code, entry.edition))))


def identify(first: Term) -> str:
    """The uuid5 of an occupation from the first term that is known of it."""
    return str(uuid.uuid5(NAMESPACE, f"{first.edition}/{first.code}/{first.name}"))


def join_edition(
    entries: list[tuple[Term, ...]], chains: list[tuple[Term, ...]], recodings: tuple[Recoding, ...]
) -> list[tuple[Term, ...]]:
    """Occupations with the terms of one more edition: one goes on where the bridge leads or all is equal."""
    bridge = {(r.after, r.name): r.before for r in recodings if r.after and r.before}
    known = {(terms[-1].code, terms[-1].name): place for place, terms in enumerate(entries)}
    joined = list(entries)
    for chain in chains:
        before = bridge.get((chain[0].code, chain[0].name), chain[0].code)
        place = known.get((before, chain[0].name))
        if place is None:
            joined.append(chain)
        else:
            joined[place] = (*close_last(joined[place], chain[0].edition), *chain)
    return joined


def close_last(terms: tuple[Term, ...], until: str) -> tuple[Term, ...]:
    """Terms of which the last is over."""
    return (*terms[:-1], msgspec.structs.replace(terms[-1], until=until))


def list_chains(catalogue: Catalogue) -> list[tuple[Term, ...]]:
    """The terms of each occupation inside one edition: its own, and those that notices gave it."""
    at_latest = "" if catalogue.whole else "≤"
    chains: Chains = {o.code: (make_term(catalogue, o, f"{at_latest}{o.release}"),) for o in catalogue.occupations}
    for applied in catalogue.notices:
        chains = follow_notice(catalogue, chains, applied)
    return list(chains.values())


def follow_notice(catalogue: Catalogue, chains: Chains, applied: Applied) -> Chains:
    """The terms after a notice: a changed code or name ends a term and begins the next."""
    day, after = applied.on.isoformat(), dict(chains)
    changes = [change for change in applied.notice.changes if change.kind in ("recode", "rename")]
    told = {change.code: tell_before(catalogue, chains, change) for change in changes}
    for change in changes:
        if chains.get(change.code) == told[change.code]:
            after.pop(change.code, None)
    for change in changes:
        before = told[change.code]
        term = next_term(before[-1], change, day)
        after[term.code] = (*close_last(before, day), term)
    for new in applied.notice.occupations:
        opened = Occupation(code=new.code, name=new.name, markers=new.markers)
        after[new.code] = (make_term(catalogue, opened, day),)
    return after


def tell_before(catalogue: Catalogue, chains: Chains, change: Change) -> tuple[Term, ...]:
    """The terms of the occupation that a change names: a code that means another by now is known from the notice."""
    known = chains.get(change.code)
    if known and known[-1].name == change.name:
        return known
    return (Term(edition=catalogue.edition, code=change.code, name=change.name),)


def next_term(before: Term, change: Change, day: str) -> Term:
    """The term that a recoding or a renaming begins."""
    details = change.details
    return msgspec.structs.replace(
        before, code=details.new_code or before.code, name=details.new_name or before.name, since=day, until=""
    )


def make_term(catalogue: Catalogue, occupation: Occupation, since: str) -> Term:
    """The first term of an occupation in an edition."""
    return Term(
        edition=catalogue.edition, code=occupation.code, name=occupation.name, markers=occupation.markers, since=since
    )


def find_meanings(
    register: Register, code: str, edition: str | None = None, on: date | None = None
) -> Result[tuple[Meaning, ...]]:
    """What a code means: in an edition, on a day, or in all editions, where several meanings are an error.

    On a day the edition of that day counts, with the notices that hold by then.
    """
    wanted = edition or (edition_on(register, on) if on else None)
    found = tuple(
        Meaning(entry=entry, term=term)
        for entry in register.entries
        for term in entry.terms
        if term.code == code and wanted in (None, term.edition) and (on is None or holds(register, term, on))
    )
    found = tuple(sorted(found, key=lambda meaning: (meaning.term.edition, meaning.term.name)))
    if not found:
        return Result((), (report_unknown(code, wanted, on),))
    if len({meaning.entry.uuid for meaning in found}) > 1:
        return Result(found, (report_ambiguous(code, found),))
    return Result(found)


def edition_on(register: Register, on: date) -> str | None:
    """The edition in force on a day: the newest that is not younger than it; None before the first."""
    editions = [c.edition for c in register.catalogues if int(c.edition) <= on.year]
    return max(editions, default=None)


def holds(register: Register, term: Term, on: date) -> bool:
    """Whether a term is in force on a day."""
    catalogue = next(c for c in register.catalogues if c.edition == term.edition)
    return any((o.code, o.name) == (term.code, term.name) for o in state_on(catalogue, on))


def report_unknown(code: str, edition: str | None, on: date | None) -> Finding:
    """No occupation has the code where it was looked for."""
    day = on.isoformat() if on else ""
    where = Message(f" {edition} 年版", f"the {edition} edition") if edition else Message("各版", "any edition")
    zh = f"在{where.zh}目录{f'（{day}）' if day else ''}中没有编码 {code}。"
    en = f"No occupation has the code {code} in {where.en}{f' on {day}' if day else ''}."
    mend = Message("请核对编码和版本，或用 search 按名称查找。", "Check code and edition, or search by name.")
    return Finding(rule="catalogue.unknown", severity=Severity.ERROR, message=Message(zh, en), remedy=mend)


def report_ambiguous(code: str, found: tuple[Meaning, ...]) -> Finding:
    """The code means different occupations, because codes were given out anew."""
    zh = "；".join(say_meanings(found, "{edition} 年版是“{name}”"))
    en = "; ".join(say_meanings(found, "{name} in the {edition} edition"))
    return Finding(
        rule="catalogue.ambiguous",
        severity=Severity.ERROR,
        message=Message(f"编码 {code} 离开版本有歧义：{zh}。", f"Code {code} is ambiguous without its edition: {en}."),
        remedy=Message("请用 --edition 指明版本，或用 --on 指明日期。", "Name the edition or a day."),
    )


def say_meanings(found: tuple[Meaning, ...], form: str) -> Iterator[str]:
    """Each meaning once, in words."""
    for edition, name in dict.fromkeys((meaning.term.edition, meaning.term.name) for meaning in found):
        yield form.format(edition=edition, name=name)
