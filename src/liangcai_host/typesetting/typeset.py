"""The sheets of an examination as PDF, one function a kind.

In: sheets. Out: ``Result`` with PDF/A-2b bytes, or None and what refused it. Follows: page after page of A4, safe in
black and white; the foot carries page numbers, batch and version.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec
import segno

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.pictures import Pictures
from liangcai_host.typesetting.bench_sheets import BenchSheet
from liangcai_host.typesetting.board_sheets import BoardSheet
from liangcai_host.typesetting.border import draw_border
from liangcai_host.typesetting.card_sheets import CardSheet
from liangcai_host.typesetting.ceremony_sheets import CeremonySheet
from liangcai_host.typesetting.conformity_sheets import ConformitySheet
from liangcai_host.typesetting.guide_sheets import GuideSheet
from liangcai_host.typesetting.measure_sheets import MeasureSheet
from liangcai_host.typesetting.notice_sheets import NoticeSheet
from liangcai_host.typesetting.outcome_sheets import OutcomeSheet
from liangcai_host.typesetting.practical_sheets import PracticalSheet
from liangcai_host.typesetting.press import print_sheet, show_sheet
from liangcai_host.typesetting.qr import draw_qr
from liangcai_host.typesetting.rasters import wrap_raster
from liangcai_host.typesetting.record_sheets import RecordSheet
from liangcai_host.typesetting.sheets import (
    CertificateSheet,
    DutySheet,
    KeySheet,
    PaperSheet,
    PreparationSheet,
    RoomSheet,
    ScoringSheet,
    TicketSheet,
)
from liangcai_host.typesetting.training_sheets import SupervisionSheet, TrainingSheet

NO_PICTURES: Pictures = {}
# Certificates handed to a worker at once: about a second of work.
_CHUNK = 32


def typeset_paper(sheet: PaperSheet, pictures: Pictures = NO_PICTURES) -> Result[bytes | None]:
    """The paper for the candidate; a picture that nobody has is a frame with the words that say what it shows."""
    return print_sheet("paper", (sheet,), _name_files(pictures))


def typeset_key(sheet: KeySheet) -> Result[bytes | None]:
    """The key and marking guide, secret until the sitting is over."""
    return print_sheet("key", (sheet,))


def typeset_guide(sheet: GuideSheet, pictures: Pictures = NO_PICTURES) -> Result[bytes | None]:
    """What markers mark written answers by, secret until the sitting is over."""
    return print_sheet("guide", (sheet,), _name_files(pictures))


def typeset_card(sheet: CardSheet) -> Result[bytes | None]:
    """The answer card of a paper, the same for every candidate."""
    return print_sheet("card", (sheet,))


def typeset_tickets(sheet: TicketSheet, portraits: Pictures = NO_PICTURES) -> Result[bytes | None]:
    """Admission tickets, two on a page, each with the QR code of its number and the photograph of its hash."""
    codes = {f"{index}.svg": draw_qr(ticket.number) for index, ticket in enumerate(sheet.tickets)}
    return print_sheet("ticket", (sheet,), {**codes, **_name_files(portraits)})


def typeset_door_lists(*rooms: RoomSheet) -> Result[bytes | None]:
    """What hangs at the door: the plan of the room and who sits where; no ID numbers."""
    return print_sheet("door_list", rooms)


def typeset_duties(sheet: DutySheet) -> Result[bytes | None]:
    """What each of the staff is told: where they serve, when, beside whom."""
    return print_sheet("duties", (sheet,))


def typeset_desk_labels(*rooms: RoomSheet) -> Result[bytes | None]:
    """What lies on the desks of theory rooms, ten to a page, to be cut apart."""
    return print_sheet("desk_label", rooms)


def typeset_sign_in(*rooms: RoomSheet) -> Result[bytes | None]:
    """What candidates sign when they come and when they hand in."""
    return print_sheet("sign_in", rooms)


def typeset_record(sheet: RecordSheet) -> Result[bytes | None]:
    """The record of a room, with its signatures and the checkpoint of the log that covers them."""
    codes = {"0.svg": draw_qr(sheet.checkpoint.text)} if sheet.checkpoint else None
    return print_sheet("record", (sheet,), codes)


def typeset_notice(sheet: NoticeSheet) -> Result[bytes | None]:
    """What an applicant is told of the review."""
    return print_sheet("notice", (sheet,))


def typeset_ceremony(sheet: CeremonySheet) -> Result[bytes | None]:
    """The record of a key ceremony, to be signed by hand."""
    return print_sheet("ceremony", (sheet,))


def typeset_measure(sheet: MeasureSheet) -> Result[bytes | None]:
    """What a candidate is told of a charge of misconduct, or of the decision on it."""
    return print_sheet("measure", (sheet,))


def typeset_outcome(sheet: OutcomeSheet) -> Result[bytes | None]:
    """What a candidate is told of the result."""
    return print_sheet("outcome", (sheet,))


def typeset_bench(sheet: BenchSheet) -> Result[bytes | None]:
    """The report of a bench, with each check for whoever defends it."""
    return print_sheet("bench", (sheet,))


def typeset_training(sheet: TrainingSheet) -> Result[bytes | None]:
    """A proof of training hours for people; the signed file is what counts."""
    return print_sheet("training", (sheet,))


def typeset_supervision(sheet: SupervisionSheet) -> Result[bytes | None]:
    """The report of a supervisor's visit."""
    return print_sheet("supervision", (sheet,))


def typeset_scoring(*sheets: ScoringSheet) -> Result[bytes | None]:
    """The sheets that assessors fill in, each alone."""
    return print_sheet("scoring", sheets)


def typeset_board(*sheets: BoardSheet) -> Result[bytes | None]:
    """The records of a panel or a review board, a candidate a page."""
    return print_sheet("board", sheets)


def typeset_preparation(sheet: PreparationSheet) -> Result[bytes | None]:
    """The preparation notice of a part."""
    return print_sheet("preparation", (sheet,))


def typeset_practical(sheet: PracticalSheet) -> Result[bytes | None]:
    """The practical package of a task: preparation notice, paper, scoring record."""
    return print_sheet("practical", (sheet,))


def typeset_certificate(sheet: CertificateSheet, crest: bytes = b"") -> Result[bytes | None]:
    """A certificate in its style, with the QR code of its verification address; ``crest`` is the picture it names."""
    files = _draw_certificate(sheet, crest)
    return print_sheet("certificate", (sheet,), files.value) if files.value else Result(None, files.findings)


def draw_certificate(sheet: CertificateSheet, crest: bytes = b"", *, pixels_per_inch: float = 60) -> bytes | None:
    """A certificate as a picture (PNG) to look at; None for what could not be printed."""
    files = _draw_certificate(sheet, crest)
    return show_sheet("certificate", (sheet,), files.value, pixels_per_inch) if files.value else None


def _draw_certificate(sheet: CertificateSheet, crest: bytes) -> Result[dict[str, bytes] | None]:
    """What a certificate shows beside words."""
    style = sheet.style
    try:
        code = draw_qr(sheet.address)
    except segno.DataOverflowError:
        return Result(None, (_refuse_address(len(sheet.address)),))
    border = draw_border(style.border, style.dark, style.light, upright=style.paper == "portrait")
    drawn = wrap_raster(crest) if style.crest else b""
    if drawn is None:
        return Result(None, (_refuse_crest(),))
    return Result({"0.svg": code, "border.svg": border, **({f"{style.crest}.svg": drawn} if drawn else {})})


def typeset_certificates(sheets: Sequence[CertificateSheet], workers: int = 1) -> Iterator[Result[bytes | None]]:
    """Many certificates in the order of their sheets; with more than one worker, in processes beside this one."""
    if workers <= 1:
        yield from map(typeset_certificate, sheets)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(typeset_certificate, sheets, chunksize=_CHUNK)


def print_certificate_files(jobs: Sequence[tuple[CertificateSheet, bytes, str]]) -> tuple[Finding, ...]:
    """Certificates with their crests as files at paths, each whole or not at all; what could not be printed."""
    wrong: list[Finding] = []
    for sheet, crest, name in jobs:
        printed, path = typeset_certificate(sheet, crest), Path(name)
        wrong.extend(msgspec.structs.replace(one, document=sheet.number) for one in printed.findings)
        if printed.value is not None:
            part = path.with_name(f"{path.name}.part")
            part.write_bytes(printed.value)
            part.replace(path)
    return tuple(wrong)


def typeset_conformity(sheet: ConformitySheet) -> Result[bytes | None]:
    """The report that the papers meet their blueprint."""
    return print_sheet("conformity", (sheet,))


def _name_files(pictures: Pictures) -> dict[str, bytes]:
    """Pictures by the names that the templates call them: the hash, and what is said of the form."""
    return {f"{sha256}.svg": drawn for sha256, data in pictures.items() if (drawn := wrap_raster(data))}


def _refuse_crest() -> Finding:
    return Finding(
        rule="typesetting.crest",
        severity=Severity.ERROR,
        message=Message(
            "证书版式的徽标图读不出来，证书不能印制。", "The crest of the style cannot be read: no certificate."
        ),
    )


def _refuse_address(length: int) -> Finding:
    return Finding(
        rule="typesetting.long-address",
        severity=Severity.ERROR,
        message=Message(
            zh=f"核验地址有 {length} 个字符，二维码容纳不下，证书不能印制。",
            en=f"The verification address has {length} characters, more than a QR code holds: no certificate.",
        ),
    )
