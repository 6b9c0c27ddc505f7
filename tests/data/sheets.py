"""Made-up sheets for the press, and what a reader sees on a PDF."""

import datetime
import functools

import pypdfium2

from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.model import FormSet
from liangcai.findings import Message, Result
from liangcai_host.typesetting.sheets import (
    Exam,
    RoomSheet,
    SeatEntry,
    Ticket,
    TicketSession,
    TicketSheet,
)
from tests.data.paper import build_blueprint, stock_bank

MADE = datetime.date(2026, 11, 20)
START = datetime.datetime(2026, 12, 6, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
END = START + datetime.timedelta(minutes=90)
THEORY = Message(zh="理论知识考试", en="Theory")
EXAM = Exam(
    organisation="示范评价机构",
    occupation=Message(zh="测试员", en="Tester"),
    level=Message(zh="初级", en="Junior"),
    standard="9-99-99-99@2020",
    batch="2026-018",
)
BLUEPRINT = build_blueprint()


@functools.cache
def assemble() -> FormSet:
    """Two papers of the small blueprint."""
    forms = assemble_forms(BLUEPRINT, stock_bank(BLUEPRINT), 1).value
    assert forms is not None
    return forms


def build_tickets(count: int, name: str = "考生") -> TicketSheet:
    """So many tickets with one part each."""
    session = TicketSession(part=THEORY, start=START, end=END, place="示范楼", room="301", seat="2-5")
    tickets = tuple(
        Ticket(number=f"26120618{i:04}", name=f"{name}{i:02}", id_masked=f"000000********{i:04}", sessions=(session,))
        for i in range(1, count + 1)
    )
    return TicketSheet(
        exam=EXAM, version="ab" * 32, made=MADE, tickets=tickets, rules=(Message("带好证件。", "Bring your papers."),)
    )


def build_room(count: int, columns: int = 5) -> RoomSheet:
    """A room of so many seats, filled row by row."""
    seats = tuple(
        SeatEntry(
            seat=f"{i // columns + 1}-{i % columns + 1}",
            row=i // columns + 1,
            column=i % columns + 1,
            ticket=f"26120618{i + 1:04}",
            name=f"考生{i + 1:02}",
            id_masked=f"000000********{i + 1:04}",
            form="AB"[i % 2],
            start=START,
        )
        for i in range(count)
    )
    return RoomSheet(
        exam=EXAM, version="ab" * 32, made=MADE, part=THEORY, room="301", start=START, end=END, seats=seats
    )


def read_pages(result: Result[bytes | None]) -> tuple[str, ...]:
    """The text of each page without white space, which the setting of Chinese beside Latin letters changes."""
    assert result.value is not None, result.findings
    with pypdfium2.PdfDocument(result.value) as document:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return tuple("".join(page.split()) for page in pages)


def read_pdf(result: Result[bytes | None]) -> str:
    """The text of all pages."""
    return "".join(read_pages(result))
