"""A published standard read from its text: the recipe, one line a step.

In: the text of a document and its name. Out: ``Standard`` with an account of every line, and findings on what is
missing. Follows: the published layout, cover to appendix; a repair is recorded, and nothing is dropped in silence.
"""

import msgspec

from liangcai.findings import Result
from liangcai.standard.complete import check_complete, report_endless_number, report_not_a_standard
from liangcai.standard.model import Kind, SourceAccount, Standard
from liangcai.standard.reading.account import make_account, report_unmapped
from liangcai.standard.reading.appendix import read_glossary, read_glossary_heads, read_repeated_heads
from liangcai.standard.reading.basic import read_basic
from liangcai.standard.reading.chapter_four import read_weights
from liangcai.standard.reading.document import Document, read_document
from liangcai.standard.reading.entry import read_conditions
from liangcai.standard.reading.examination import Examinees, read_assessment
from liangcai.standard.reading.notes import read_notes
from liangcai.standard.reading.outline import Outline, read_outline
from liangcai.standard.reading.overview import read_identity, read_kind, read_levels, read_names, read_training
from liangcai.standard.reading.passages import read_passages
from liangcai.standard.reading.work import adopt_directions, known_areas, read_work

NO_ACCOUNT = SourceAccount(sha256="", lines=0, blank=0, mapped=0, repaired=0, furniture=0, unmapped=0)


def read_standard(text: str, name: str, sha256: str = "") -> Result[Standard | None]:
    """Read a standard; the value is None only when the text is no standard at all or is damaged beyond reading.

    ``sha256`` is the hash of the bytes that the text was decoded from; without it, the hash of the text in UTF-8.
    """
    endless = report_endless_number(text, name)
    if endless:
        return Result(None, endless)
    document = read_document(text)
    outline = read_outline(document)
    kind = read_kind(outline.sections)
    if kind is None or not any(outline.chapters.values()):
        return Result(None, report_not_a_standard(name))
    standard = build_standard(document, outline, kind, sha256)
    findings = check_complete(standard, outline.chapters, name) + report_unmapped(standard.source, name)
    return Result(standard, findings)


def build_standard(document: Document, outline: Outline, kind: Kind, sha256: str) -> Standard:
    """The model, chapter by chapter, and then the account of the lines that it covers."""
    source, sections, chapters = document.source, outline.sections, outline.chapters
    identity = read_identity(sections, chapters["1"], kind)
    names = read_names(sections, chapters["1"], kind)
    declared = read_levels(source, sections, chapters["1"], names)
    work = read_work(source, sections, chapters["3"], names, declared)
    levels = adopt_directions(declared, work.levels)
    weights = read_weights(source, sections, chapters["4"], names, levels, known_areas(work.levels))
    standard = Standard(
        code=identity.code,
        name=identity.name,
        edition=identity.edition,
        kind=kind,
        definition=identity.definition,
        levels=levels,
        conditions=read_conditions(source, sections, chapters["1"], names),
        training=read_training(source, sections, chapters["1"]),
        assessment=read_assessment(source, sections, chapters["1"], Examinees(kind=kind, names=names, levels=levels)),
        basic=read_basic(source, sections, chapters["2"]),
        work=work.levels,
        weights=weights.cells,
        totals=weights.totals,
        heads=work.heads + weights.heads + read_glossary_heads(source, sections, chapters["5"]),
        glossary=read_glossary(source, sections, chapters["5"]),
        notes=read_notes(source, sections),
        passages=read_passages(source, sections),
        source=NO_ACCOUNT,
    )
    repeated = read_repeated_heads(source, sections, chapters["5"])
    furniture = document.furniture + work.furniture + weights.furniture + repeated
    repairs = document.repairs + outline.repairs + work.repairs + weights.repairs
    return msgspec.structs.replace(standard, source=make_account(source, (standard,), furniture, repairs, sha256))
