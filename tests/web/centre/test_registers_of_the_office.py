"""Rooms and staff of an office: kept, changed, retired, imported whole or not at all; an office sees its own only."""

import argparse
import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from liangcai.eligibility.identity_number import check_character
from liangcai.scheduling.model import Qualification as Paper
from liangcai.scheduling.registry.model import ListedPaper, ListedPerson
from liangcai_cli import registers
from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.records.places import Room, Site
from liangcai_web.records.staff import StaffMember, StaffTie
from liangcai_web.services.facts import find_break
from liangcai_web.services.registers.staff import keep_people
from tests.web.cast import client_of

ROOM = {"site": "东校区", "address": "", "room": "T01", "kind": "theory", "seats": "30", "accessible": "4"}
PERSON = {"number": "A1", "name": "张三", "employer": "某医院", "role1": "assessor", "occupation1": "4-14-01-04"}
HEADS = "考点,考场,用途,座位数\n"


def kinds():
    return list(Fact.objects.order_by("position").values_list("kind", flat=True))


def send(client, key, text):
    return client.post(reverse("office-register", args=[key]), {"file": SimpleUploadedFile("a.csv", text.encode())})


def test_a_room_is_added_changed_and_retired_with_a_fact_each(office, cast):
    assert office.post(reverse("office-room-new"), ROOM).status_code == 302
    row = Room.objects.get()
    address = reverse("office-room", args=[row.uuid])
    assert office.post(address, ROOM | {"seats": "28", "stations": "机位=28"}).status_code == 302
    assert office.post(address, {"act": "retire"}).status_code == 302
    assert kinds() == ["site_kept", "room_kept", "room_kept", "room_retired"]
    row.refresh_from_db()
    assert (row.seats, row.retired_at is None) == (28, False)
    office.get(reverse("office-places"))  # the words about what was done are shown once
    assert "T01" not in office.get(reverse("office-places")).content.decode()
    assert "T01" in office.get(reverse("office-places") + "?all=1").content.decode()
    assert find_break(cast.office) is None


def test_what_is_wrong_with_a_room_stands_beside_its_field_and_what_was_typed_stays(office):
    page = office.post(reverse("office-room-new"), ROOM | {"accessible": "31", "address": "某路 1 号"})
    assert page.status_code == 422
    assert "无台阶座位多于座位数" in page.content.decode()
    assert "某路 1 号" in page.content.decode()
    assert not Room.objects.exists()


def test_another_office_finds_neither_rooms_nor_people(office, cast):
    office.post(reverse("office-room-new"), ROOM)
    office.post(reverse("office-person-new"), PERSON)
    stranger = client_of(cast.stranger)
    assert "T01" not in stranger.get(reverse("office-places")).content.decode()
    assert stranger.get(reverse("office-room", args=[Room.objects.get().uuid])).status_code == 404
    assert stranger.get(reverse("office-person", args=[StaffMember.objects.get().uuid])).status_code == 404


def test_somebody_is_kept_with_papers_and_the_fact_names_nobody(office):
    typed = PERSON | {"valid_until1": "2026-01-31", "certificate1": "KP-0001", "role2": "invigilator"}
    assert office.post(reverse("office-person-new"), typed).status_code == 302
    fact = Fact.objects.get(kind="staff_kept")
    assert "张三" not in fact.payload
    assert "KP-0001" not in fact.payload
    page = office.get(reverse("office-staff")).content.decode()
    assert "已到期" in page
    assert "1 项资格已到期" in page
    assert office.post(reverse("office-person-new"), typed).status_code == 422, "a number is somebody's own"


@pytest.mark.parametrize(
    "change",
    [
        {"role1": ""},
        {"account": "stranger-1"},
        {"site": "无此考点"},
        {"role2": "assessor", "occupation2": "4-14-01-04"},
    ],
)
def test_somebody_who_does_not_fit_is_not_kept(office, change):
    assert office.post(reverse("office-person-new"), PERSON | change).status_code == 422
    assert not StaffMember.objects.exists()


def test_a_tie_keeps_a_hash_and_the_last_four_only(office):
    office.post(reverse("office-person-new"), PERSON)
    row = StaffMember.objects.get()
    address = reverse("office-ties", args=[row.uuid])
    number = "00000019900101001"
    right = check_character(number)
    wrong = "1" if right == "0" else "0"
    assert office.post(address, {"kind": "kin", "id_number": number + wrong}).status_code == 422
    assert office.post(address, {"kind": "kin", "id_number": number + right}).status_code == 302
    tie = StaffTie.objects.get()
    assert number not in tie.id_number_index
    assert kinds()[-1] == "tie_noted"
    assert "0000001990" not in Fact.objects.last().payload
    office.post(address, {"drop": str(tie.pk)})
    assert not StaffTie.objects.exists()


def test_a_list_is_taken_in_whole_or_not_at_all(office):
    refused = send(office, "places", HEADS + "东校区,T01,理论,30\n东校区,T02,理论,0\n")
    assert refused.status_code == 422
    assert "3" in refused.content.decode()
    assert not Site.objects.exists()
    assert send(office, "places", HEADS + "东校区,T01,理论,30\n东校区,S01,技能,8\n").status_code == 302
    assert Room.objects.count() == 2
    assert send(office, "places", HEADS + "东校区,T01,理论,30\n东校区,S01,技能,9\n").status_code == 302
    assert kinds().count("room_kept") == 3, "what is as it was gives no fact"


def test_a_list_of_staff_that_names_an_unknown_site_is_refused_with_its_row(office):
    text = "编号,姓名,资格,常驻考点\nA1,张三,监考,\nA2,李四,监考,北校区\n"
    page = send(office, "staff", text)
    assert page.status_code == 422
    assert "北校区" in page.content.decode()
    assert not StaffMember.objects.exists()


def test_what_is_written_out_can_be_taken_in_again_and_changes_nothing(office, cast):
    office.post(reverse("office-room-new"), ROOM | {"closed": "2026-12-12", "stations": "机位=30"})
    office.post(reverse("office-person-new"), PERSON | {"role2": "invigilator", "away": "2026-12-12 至 2026-12-14"})
    for key in ("places", "staff"):
        data = office.get(reverse("office-register-file", args=[key, "list"])).content
        before = Fact.objects.count()
        file = SimpleUploadedFile("list.xlsx", data)
        assert office.post(reverse("office-register", args=[key]), {"file": file}).status_code == 302
        assert Fact.objects.count() == before + 1, "the import itself, nothing else"
        assert openpyxl.load_workbook(io.BytesIO(data)).active.max_row > 1


def test_accounts_with_duties_are_entered_with_the_least_of_their_role(office, cast):
    assert "2 个监考、考评账户" in office.get(reverse("office-staff")).content.decode()
    assert office.post(reverse("office-staff-accounts")).status_code == 302
    roles = {row.account.username: row.qualifications.get().role for row in StaffMember.objects.all()}
    assert roles == {"assessor-idle": "assessor", "invigilator-idle": "invigilator"}


def test_lists_of_sixty_people_are_paged_and_searched(office, cast):
    paper = ListedPaper(paper=Paper(role="invigilator", valid_until=date(2030, 1, 1)))
    people = [ListedPerson(number=f"N{n:03}", name=f"监考{n:03}", papers=(paper,)) for n in range(60)]
    keep_people(cast.office, people, now=clock.now(), actor=None)
    assert "监考055" not in office.get(reverse("office-staff")).content.decode()
    assert "监考055" in office.get(reverse("office-staff") + "?q=N055").content.decode()


def test_the_command_line_takes_a_list_in_and_writes_it_out(cast, tmp_path, capsys):
    path = tmp_path / "rooms.csv"
    path.write_text(HEADS + "东校区,T01,理论,30\n", encoding="utf-8")
    options = argparse.Namespace(
        register="places", organisation="0001", file=str(path), account="officer-1", check=False
    )
    assert registers.take_in(options) == 0
    assert registers.take_in(argparse.Namespace(**{**vars(options), "account": "author-1"})) == 1
    out = tmp_path / "out.xlsx"
    assert registers.write_out(argparse.Namespace(register="places", organisation="0001", out=str(out))) == 0
    assert openpyxl.load_workbook(out).active["C2"].value == "T01"
    assert registers.list_all(argparse.Namespace(register="places", organisation="0001")) == 0
    assert registers.list_all(argparse.Namespace(register="places", organisation="9999")) == 1
    assert "东校区" in capsys.readouterr().out
