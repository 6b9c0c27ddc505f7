"""The register of occupations for the verbs of ``liangcai catalogue``: bundled editions and the notices of the caller.

In: files of notices with their dates, an occupation. Out: the register, and the bundled standards that concern an
occupation. Follows: a notice holds from the day that is given for it, because the text of a notice may have none.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

import liangcai_reference
from liangcai.catalogue.model import Catalogue
from liangcai.catalogue.notice import read_notice
from liangcai.catalogue.read import read_catalogue, read_recodings
from liangcai.catalogue.register import Entry, Register, bridge_catalogue, build_register
from liangcai.catalogue.state import apply_notice
from liangcai.eligibility.lists import read_occupations
from liangcai.findings import Finding, Message, Result, Severity, has_errors
from liangcai.standard.read import read_standard
from liangcai_cli.report import print_findings, read_text

TABLE = "catalogue/occupations-2022.csv"
BRIDGE = "catalogue/codes-2020-to-2022.csv"
BEFORE, BRIDGED = "2015", 2021  # the bridge names codes of the 2015 edition that were announced in 2020 or 2021


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A standard that concerns an occupation: its ``own``, or one whose conditions name it as related."""

    code: str
    edition: str
    name: str
    own: bool


def open_register(notices: Sequence[str], days: Sequence[date]) -> Result[Register | None]:
    """The bundled editions with the notices applied; none when one can't be. Findings are printed here."""
    findings: tuple[Finding, ...] = ()
    if len(notices) != len(days):
        zh, en = "每个 --notice 都要有一个 --applied 日期。", "Each --notice needs its --applied date."
        mend = Message("请写明通知自哪一天起施行，如 --applied 2020-02-25。", "Say from which day it holds.")
        findings = (Finding(rule="catalogue.no-date", severity=Severity.ERROR, message=Message(zh, en), remedy=mend),)
    recodings = read_recodings(liangcai_reference.read_text(BRIDGE))
    bundled = read_catalogue(liangcai_reference.read_text(TABLE), TABLE)
    if bundled.value is None:
        raise RuntimeError(f"the bundled catalogue cannot be read: {bundled.findings}")
    catalogues: tuple[Catalogue, ...] = (bridge_catalogue(BEFORE, recodings, BRIDGED), bundled.value)
    for path, day in zip(notices, days, strict=False):
        applied = apply_file(catalogues, path, day)
        catalogues, findings = applied.value, findings + applied.findings
    print_findings(findings)
    return Result(None if has_errors(findings) else build_register(catalogues, recodings), findings)


def apply_file(catalogues: tuple[Catalogue, ...], path: str, day: date) -> Result[tuple[Catalogue, ...]]:
    """The editions with a notice: it belongs to the newest edition of its day."""
    text = read_text(path)
    if text.value is None:
        return Result(catalogues, text.findings)
    notice = read_notice(text.value, path)
    if notice.value is None:
        return Result(catalogues, notice.findings)
    place = max((at for at, catalogue in enumerate(catalogues) if int(catalogue.edition) <= day.year), default=0)
    result = apply_notice(catalogues[place], notice.value, day)
    return Result((*catalogues[:place], result.value, *catalogues[place + 1 :]), result.findings)


def link_standards(entry: Entry) -> Iterator[Link]:
    """The bundled standards of an occupation, and those that name it as related."""
    names = {term.name for term in entry.terms}
    codes = {(term.code, term.name) for term in entry.terms}
    for folder in liangcai_reference.list_occupations():
        standard = read_standard(liangcai_reference.read_standard_text(folder), folder).value
        if standard is None:
            continue
        own = (standard.code, standard.name) in codes
        if own or names & {listed.name for listed in read_occupations(standard.notes).entries}:
            yield Link(code=standard.code, edition=standard.edition, name=standard.name, own=own)
