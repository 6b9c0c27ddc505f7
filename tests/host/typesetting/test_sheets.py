"""Tickets, lists, score sheets, certificates and reports: what stands on them and what refuses them."""

import datetime
import random
from decimal import Decimal

import msgspec
import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image
from pypdfium2 import PdfDocument

from liangcai.findings import Message
from liangcai.marking.sheet import AssessorSheet, RowScore, derive_score_sheet
from liangcai.scheduling.batch import schedule_batch
from liangcai.scheduling.exams import describe_exam
from liangcai.scheduling.model import Candidate, Resources, Room, Slot, StaffMember, qualify
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.plan import Plan, name_sessions
from liangcai_host.typesetting.conformity_sheets import conformity_sheet
from liangcai_host.typesetting.result_sheets import certificate_sheet, scoring_sheet
from liangcai_host.typesetting.sheets import CertificateSheet, PreparationItem, PreparationSheet, ScoringSheet
from liangcai_host.typesetting.sitting_sheets import Entrant, Names, duty_sheet, room_sheets, ticket_sheet
from liangcai_host.typesetting.typeset import (
    typeset_certificate,
    typeset_certificates,
    typeset_conformity,
    typeset_desk_labels,
    typeset_door_lists,
    typeset_duties,
    typeset_preparation,
    typeset_scoring,
    typeset_sign_in,
    typeset_tickets,
)
from tests.data.certificate import issue
from tests.data.paper import build_standard
from tests.data.sheets import (
    BLUEPRINT,
    EXAM,
    MADE,
    START,
    THEORY,
    assemble,
    build_room,
    build_tickets,
    read_pages,
    read_pdf,
)


def certificate(**changes: object) -> CertificateSheet:
    issued = issue("高级", "右")
    exam = msgspec.structs.replace(EXAM, direction=Message(zh="右", en="Right"))
    address = f"https://exam.example.org/verify#{issued.token}"
    sheet = certificate_sheet(issued.credential, exam, address, issued=MADE, issuer_en="Model Assessment Body")
    return replace(sheet, **changes)


def scoring(*points: str) -> ScoringSheet:
    sheet = derive_score_sheet(BLUEPRINT)
    assert sheet is not None
    rows = tuple(RowScore(key=row.key, points=Decimal(p)) for row, p in zip(sheet.rows, points, strict=False))
    filled = AssessorSheet(assessor="考评01", candidate="1", rows=rows)
    return scoring_sheet(sheet, EXAM, minutes=120, made=MADE, candidate="考生01", ticket="26120618", filled=filled)


def see(pdf: bytes | None, page: int = 0) -> Image.Image:
    assert pdf is not None
    with PdfDocument(pdf) as document:
        return document[page].render(scale=300 / 72).to_pil()


def test_two_tickets_stand_on_a_page_and_each_has_its_number_as_a_code() -> None:
    result = typeset_tickets(build_tickets(5))
    pages = read_pages(result)
    assert len(pages) == 3
    assert "考生01" in pages[0]
    assert "2026年12月6日09:00–10:30" in pages[0]
    assert {code.text for code in zxingcpp.read_barcodes(see(result.value))} == {"261206180001", "261206180002"}


def test_a_door_list_shows_seats_and_names_but_no_id_number() -> None:
    text = read_pdf(typeset_door_lists(build_room(23)))
    assert text.count("考生23") == 2
    assert "********" not in text


def test_a_room_of_thirty_signs_on_one_page_and_each_room_begins_its_own() -> None:
    pages = read_pages(typeset_sign_in(build_room(30), build_room(1)))
    assert len(pages) == 2
    assert "000000********0030" in pages[0]
    assert "应到30人" in pages[0]


def test_an_empty_room_can_be_printed() -> None:
    assert "无考生" in read_pdf(typeset_door_lists(build_room(0)))
    assert "应到0人" in read_pdf(typeset_sign_in(build_room(0)))


def test_a_score_sheet_lists_tasks_with_their_maximum_and_adds_up_what_is_filled_in() -> None:
    empty, full = read_pdf(typeset_scoring(scoring())), read_pdf(typeset_scoring(scoring(*["7.5"] * 5)))
    assert sum(Decimal(row.maximum) for row in scoring().rows) == 100
    assert "合计Total100" in empty
    assert "合计Total10037.5" in full
    assert "甲功能之1" in empty
    assert "考评人员签名" in empty


def test_a_sheet_filled_in_part_has_no_total() -> None:
    assert "合计Total1007.5" not in read_pdf(typeset_scoring(scoring("7.5")))


def test_a_certificate_says_who_what_and_when_in_two_languages_and_its_code_is_the_address() -> None:
    sheet = certificate()
    result = typeset_certificate(sheet)
    (text,) = read_pages(result)
    for said in (
        "考生01",
        "**************0018",
        "测试员",
        "Tester",
        "右",
        "81.5/100",
        "2026年11月20日",
        "20November2026",
    ):
        assert said in text
    for said in (sheet.number, "示范评价机构", "ModelAssessmentBody", "1.9.2", "乙功能"):
        assert said in text
    assert [code.text for code in zxingcpp.read_barcodes(see(result.value))] == [sheet.address]


def test_a_certificate_is_pdf_a_and_the_same_bytes_each_time() -> None:
    pdf = typeset_certificate(certificate()).value
    assert pdf is not None
    assert b"<pdfaid:part>2" in pdf
    assert b"<pdfaid:conformance>B" in pdf
    assert pdf == typeset_certificate(certificate()).value


def test_many_certificates_come_in_order_and_are_the_same_whoever_sets_them() -> None:
    sheets = [certificate(name=f"考生{number:02}") for number in range(1, 4)]
    alone = [typeset_certificate(sheet).value for sheet in sheets]
    assert [result.value for result in typeset_certificates(sheets)] == alone
    assert [result.value for result in typeset_certificates(sheets, workers=2)] == alone


def test_long_names_stay_on_the_one_page_of_a_certificate() -> None:
    long = Message(zh="一个名称特别长的职业的技术与技能人员", en="A name that hardly fits into its line " * 3)
    exam = replace(EXAM, occupation=long, direction=long)
    parts = certificate().parts
    sheet = certificate(exam=exam, name="考生" * 12, functions=(long,) * 6, parts=(*parts, *parts)[:4])
    assert len(read_pages(typeset_certificate(sheet))) == 1


@pytest.mark.parametrize("name", ["考生😀", "考生\ue000", "考生\ud800", "考生\x07"])
def test_a_name_that_the_font_can_not_draw_is_refused_with_the_character(name: str) -> None:
    result = typeset_certificate(certificate(name=name))
    assert result.value is None
    (finding,) = result.findings
    assert finding.rule == "typesetting.missing-glyph"
    assert f"U+{ord(name[-1]):04X}" in finding.message.zh
    finding.message.zh.encode()


def test_rare_characters_that_the_font_has_are_printed() -> None:
    assert "䶮𬭎㛃" in read_pdf(typeset_certificate(certificate(name="䶮𬭎㛃")))


def test_an_address_that_no_code_can_hold_is_refused() -> None:
    result = typeset_certificate(certificate(address="https://exam.example.org/verify#" + "a" * 4000))
    assert [finding.rule for finding in result.findings] == ["typesetting.long-address"]


def test_the_conformity_report_counts_every_area_and_names_every_hash() -> None:
    forms = assemble()
    text = read_pdf(typeset_conformity(conformity_sheet(forms.report, BLUEPRINT, EXAM, made=MADE)))
    for area in BLUEPRINT.areas:
        assert f"{area.area}{area.clause}{area.questions}{area.questions}{area.questions}" in text
    for digest in (forms.report.bank_sha256, forms.report.blueprint_sha256, forms.report.forms[1].form_sha256):
        assert digest in text
    assert "不符合" not in text


def test_a_shortfall_shows_in_the_conformity_report() -> None:
    sheet = conformity_sheet(assemble().report, BLUEPRINT, EXAM, made=MADE)
    short = replace(sheet, areas=(replace(sheet.areas[0], got=(1, 5)), *sheet.areas[1:]), conforms=False)
    text = read_pdf(typeset_conformity(short))
    assert "结论不符合" in text
    assert "×" in text


def test_a_preparation_notice_lists_what_must_be_ready() -> None:
    item = PreparationItem(name="量具", quantity="1套/工位")
    sheet = PreparationSheet(
        exam=EXAM,
        version="ab",
        made=MADE,
        part=THEORY,
        start=START,
        place="示范楼",
        items=(item,),
        notes=("提前清点。",),
    )
    text = read_pdf(typeset_preparation(sheet))
    for said in ("准备通知单", "量具", "1套/工位", "提前清点", "2026年12月6日"):
        assert said in text


def test_a_plan_becomes_tickets_and_rooms_that_agree() -> None:
    pack = SchedulingPack()
    exam = describe_exam(build_standard(), "初级", pack).value
    assert exam is not None
    people = tuple(Candidate(id=f"c{i}", exam=exam.id, site="示范楼") for i in range(1, 8))
    both = qualify("invigilator", "assessor")
    staff = tuple(StaffMember(id=f"s{i}", site="示范楼", qualifications=both) for i in range(12))
    rooms = (
        Room(id="第一考场", kind="theory", seats=10, site="示范楼"),
        Room(id="k", kind="skill", seats=3, columns=3, site="示范楼"),
    )
    slots = tuple(
        Slot(id=str(n), start=START + datetime.timedelta(hours=9 * n), end=START + datetime.timedelta(hours=9 * n + 8))
        for n in range(2)
    )
    resources = Resources(rooms=rooms, staff=staff, slots=slots)
    made = schedule_batch((exam,), people, resources, pack, draw=random.Random(1))  # noqa: S311 - for a test
    assert made.value is not None, made.findings
    plan = Plan(exams=(exam,), resources=resources, timetable=name_sessions(made.value, resources))
    entrants = {one.id: Entrant(ticket=f"T{one.id}", name=f"考生{one.id}") for one in people}
    names = Names(entrants=entrants, places={"示范楼": "示范楼 某路 1 号"})
    tickets = ticket_sheet(plan, names, EXAM, version="ab", made=MADE)
    sheets = room_sheets(plan, names, EXAM, version="ab", made=MADE)
    seated = {(seat.ticket, sheet.room, seat.seat, seat.start) for sheet in sheets for seat in sheet.seats}
    held = {(t.number, s.room, s.seat, s.start) for t in tickets.tickets for s in t.sessions}
    assert held == seated
    assert len(tickets.tickets) == 7
    assert len(ticket_sheet(plan, names, EXAM, version="ab", made=MADE, only=("c3",)).tickets) == 1
    assert {session.place for ticket in tickets.tickets for session in ticket.sessions} == {"示范楼 某路 1 号"}
    duties = duty_sheet(plan, names, EXAM, version="ab", made=MADE)
    called = {name for session in made.value.sessions for name in session.staff}
    assert {notice.name for notice in duties.notices} == called
    notices = read_pdf(typeset_duties(duties))
    assert all(name in notices for name in called)
    desks = room_sheets(plan, names, EXAM, version="ab", made=MADE, kind="theory")
    labels = read_pages(typeset_desk_labels(*desks))
    assert len(labels) == 1
    assert all(one.name in labels[0] and one.ticket in labels[0] for one in entrants.values())
    assert "第一考场" in read_pages(typeset_door_lists(*sheets))[0]
