"""What is held of a person: kept as long as its rule says, erased by two, exported whole, and every look noted."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.applications import Application, EvidenceFile, Review
from liangcai_web.records.batches import Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.records.people import Person
from liangcai_web.records.petitions import Petition
from liangcai_web.records.privacy import AccessNote
from liangcai_web.services.certificates.issue import revoke_certificate, verify_file
from liangcai_web.services.facts import find_break
from liangcai_web.services.packs import retention_pack
from liangcai_web.services.people import make_person
from liangcai_web.services.privacy.erasure import count_leftovers, erase_leftovers, erase_person
from liangcai_web.services.privacy.export import export_for_office, export_in_plain
from liangcai_web.services.privacy.log import note_access
from liangcai_web.services.privacy.terms import page_due, pick, read_terms
from liangcai_web.services.results.petitions import Said, file_objection, read_words, settle_objection
from liangcai_web.services.results.postings import read_posting
from tests.web.applicant.applying import begin, hand_in, number_of
from tests.web.cast import add_proof, announce, approval, client_of, travel

YEARS = timedelta(days=366)


@pytest.fixture
def travelled(cast):
    """An examination that is over; somebody who has a certificate, somebody who has none."""
    outcome = travel(cast, 6)
    passed = Credential.objects.select_related("candidate__person")[0].candidate
    failed = outcome.batch.candidates.filter(credentials=None).select_related("person").first()
    return cast, passed.person, failed.person if failed else None


def erase(cast, person, now, **more):
    return erase_person(person, actor=cast.team.officer, approver=cast.team.second_officer, now=now, **more)


def unzip(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_nothing_is_erased_before_its_term_and_the_person_asking_changes_nothing(travelled):
    cast, passed, _ = travelled
    refused = erase(cast, passed, clock.now() + 2 * YEARS, asked=True)
    assert refused.value is None
    assert refused.findings[0].rule == "privacy.due"
    assert Person.objects.get(pk=passed.pk).name


def test_after_its_terms_a_person_with_a_certificate_keeps_what_it_needs_and_the_facts_verify(travelled):
    cast, passed, _ = travelled
    now, row = clock.now() + 6 * YEARS, Application.objects.get(person=passed)
    add_proof(row)
    done = erase(cast, passed, now)
    assert done.value is not None, done.findings
    kept = Person.objects.get(pk=passed.pk)
    assert kept.name and kept.id_number_tail and not kept.id_number_sealed and not kept.id_number_index
    assert not row.versions.exclude(sealed="").exists()
    assert not EvidenceFile.objects.filter(application=row, size__gt=0).exists()
    assert find_break(cast.office) is None
    credential = Credential.objects.get(candidate__person=passed)
    assert verify_file(bytes(credential.file), clock.now()).exit_status == 0
    said = json.loads(Fact.objects.get(kind="person_erased").payload)
    assert set(said["erased"]) == {"application", "evidence", "identity", "result"}
    assert {one["data"]: one["until"] for one in said["kept"]} == {"name": None, "certificate": None, "facts": None}
    assert not passed.name or passed.name not in Fact.objects.get(kind="person_erased").payload


def test_without_a_certificate_in_force_nobody_is_left_and_erasing_again_finds_nothing(travelled):
    cast, passed, _ = travelled
    credential = Credential.objects.select_related("candidate__batch__organisation").get(candidate__person=passed)
    officers = {"actor": cast.team.officer, "approver": cast.team.second_officer}
    revoke_certificate(credential, "换证", now=clock.now() + YEARS, **officers)
    assert erase(cast, passed, clock.now() + 8 * YEARS).value is not None
    blank = Person.objects.get(pk=passed.pk)
    assert (blank.name, blank.id_number_sealed, blank.id_number_index, blank.id_number_tail) == ("", "", "", "")
    assert (Credential.objects.get(pk=credential.pk).token, Credential.objects.get(pk=credential.pk).jwt) == ("", "")
    assert find_break(cast.office) is None
    assert erase(cast, passed, clock.now() + 8 * YEARS).value is None
    assert Person.objects.exclude(name="").count() > 0, "others are untouched"


def test_words_against_a_result_are_exported_and_erased_by_their_own_term(travelled):
    cast, passed, _ = travelled
    candidate = Candidate.objects.select_related("batch__organisation", "person").get(person=passed)
    officers = {"actor": cast.team.officer, "approver": cast.team.second_officer}
    at = read_posting(candidate.batch).fact.at
    own = file_objection(candidate.batch, Said(text="我的名字写错了"), now=at, candidate=candidate).value
    public = Said(text="末四位 0001 没有到场", name="王某", contact="13900000000")
    strange = file_objection(candidate.batch, public, now=at).value
    assert pick(read_terms(passed, at + 20 * YEARS), "petition").until is None, "it waits"
    for row in (own, strange):
        assert settle_objection(row, "upheld", "已经核对", now=at, **officers).ok
    held = json.loads(unzip(export_for_office(passed, "本人要求", user=cast.team.officer, now=at).value)["data.json"])
    assert [(one["said"], one["why"]) for one in held["petitions"]] == [("我的名字写错了", "已经核对")]
    assert count_leftovers(cast.office, at + 4 * YEARS).words == 0
    later = at + 6 * YEARS
    assert erase(cast, passed, later).value is not None
    assert read_words(Petition.objects.get(pk=own.pk)).text == "" and Petition.objects.get(pk=strange.pk).sealed
    assert count_leftovers(cast.office, later).words == 1
    assert erase_leftovers(cast.office, now=later, **officers).value.words == 1
    assert Petition.objects.exclude(sealed="").count() == 0 and find_break(cast.office) is None


def test_two_people_erase_by_the_database_and_not_by_a_page(travelled):
    cast, passed, _ = travelled
    alone = {"actor": cast.team.officer, "approver": cast.team.officer}
    with pytest.raises(IntegrityError), transaction.atomic():
        erase_person(passed, **alone, now=clock.now() + 6 * YEARS)
    assert Person.objects.get(pk=passed.pk).id_number_sealed, "what was begun was taken back"
    with pytest.raises(IntegrityError), transaction.atomic():
        export_in_plain(passed, "检查", **alone, now=clock.now())


def test_who_waits_for_a_decision_has_no_end_in_sight(cast):
    batch = announce(cast)
    _, row = hand_in(batch)
    terms = read_terms(row.person, clock.now() + 20 * YEARS)
    assert not any(term.due for term in terms)
    assert pick(terms, "application").until is None


def test_what_is_due_is_listed_for_its_own_office_only(travelled):
    cast, passed, _ = travelled
    listed = page_due(cast.office, clock.now() + 6 * YEARS, None).object_list
    assert passed in [person for person, _ in listed]
    assert page_due(cast.office, clock.now() + YEARS, None).object_list == []
    other = Person.objects.exclude(organisation=cast.office)
    assert not other.exists() or page_due(other[0].organisation, clock.now() + 6 * YEARS, None).object_list == []


def test_drafts_and_lists_past_their_terms_go_together(cast):
    batch = announce(cast)
    browser, number, _ = begin(batch)
    browser.post("/apply/form", {"name": "考生草稿", "act": "check"})
    row = Application.objects.get(number=number)
    add_proof(row)
    assert not count_leftovers(cast.office, clock.now()).any
    later = clock.now() + YEARS
    assert count_leftovers(cast.office, later).drafts == 1
    officers = {"actor": cast.team.officer, "approver": cast.team.second_officer}
    assert erase_leftovers(cast.office, **officers, now=later).value is not None
    row.refresh_from_db()
    assert (row.draft, row.secret, row.files.count()) == ("", "", 0)
    assert erase_leftovers(cast.office, **officers, now=later).value is None


def test_the_office_exports_a_masked_number_alone_and_the_plain_one_by_two(travelled):
    cast, passed, _ = travelled
    officer, second, now = cast.team.officer, cast.team.second_officer, clock.now()
    assert export_for_office(passed, " ", user=officer, now=now).value is None
    masked = unzip(export_for_office(passed, "本人申请", user=officer, now=now).value)
    said = json.loads(masked["data.json"])
    assert said["id_number"].startswith("*" * 14)
    assert said["applications"][0]["versions"][0]["application"]
    assert said["sittings"][0]["certificates"] and said["kept_until"] and said["opened_by"]
    assert any(name.startswith("certificates/") for name in masked)
    assert said["name"] in masked["read.html"].decode()
    plain = json.loads(
        unzip(export_in_plain(passed, "本人申请", actor=officer, approver=second, now=now).value)["data.json"]
    )
    assert len(plain["id_number"]) == 18 and "*" not in plain["id_number"]
    assert Fact.objects.filter(kind="person_exported", subject=passed.uuid).count() == 1
    assert "sheet_signed" not in {one["what"] for one in plain["happened"]}


def test_an_applicant_exports_their_own_with_the_number_and_with_who_looked(cast):
    batch = announce(cast)
    browser, row = hand_in(batch)
    client_of(cast.screeners[0]).get(reverse("screen-one", args=[row.number]))
    response = browser.post("/apply/export")
    files = unzip(response.content)
    said = json.loads(files["data.json"])
    assert said["id_number"] == number_of(1)
    assert [one["who"] for one in said["opened_by"]] == ["本人 the person", "screener-1"]
    assert said["applications"][0]["number"] == row.number
    assert response["Cache-Control"] == "no-store"
    other, _, _ = begin(batch)
    assert number_of(1) not in unzip(other.post("/apply/export").content)["data.json"].decode()


def test_a_first_review_is_not_told_before_the_decision(cast):
    batch = announce(cast)
    browser, row = hand_in(batch)
    Review.objects.create(
        version=row.versions.get(),
        place=1,
        reviewer=cast.screeners[0],
        admitted=False,
        at=clock.now(),
        findings='{"admitted":false,"judgements":[],"text":"先看一眼"}',
    )
    assert "先看一眼" not in unzip(browser.post("/apply/export").content)["data.json"].decode()


def test_words_of_people_stay_words_on_the_page_of_an_export(cast):
    batch = announce(cast)
    browser, _ = hand_in(batch, name="<script>alert(1)</script>")
    page = unzip(browser.post("/apply/export").content)["read.html"].decode()
    assert "<script" not in page and "&lt;script&gt;" in page


def test_every_look_is_noted_and_no_number_of_a_person_stands_in_the_log(travelled):
    cast, passed, _ = travelled
    row, officer = Application.objects.get(person=passed), client_of(cast.team.officer)
    file = add_proof(row)
    before = AccessNote.objects.count()
    screener = client_of(cast.screeners[0])
    for name, arguments in (("screen-one", [row.number]), ("screen-file", [row.number, file.uuid])):
        assert screener.get(reverse(name, args=arguments)).status_code == 200
    assert officer.get(reverse("office-applications-sheet", args=[row.batch.uuid])).status_code == 200
    assert officer.get(reverse("office-record", args=[passed.uuid])).status_code == 200
    note_access(cast.office, "export", now=clock.now(), user=None, person=passed.uuid, why=f"号码 {number_of(7)}")
    notes = AccessNote.objects.order_by("-pk")[: AccessNote.objects.count() - before]
    assert [note.what for note in notes] == ["export", "record", "table", "proof", "application"]
    assert number_of(7) not in notes[0].why
    page = officer.get(reverse("office-privacy-log")).content.decode()
    assert "screener-1" in page and passed.name in page
    with pytest.raises(TypeError):
        notes[0].save()


def test_a_stranger_finds_no_record_and_nothing_is_noted(travelled):
    cast, passed, _ = travelled
    before = AccessNote.objects.count()
    for name in ("office-record", "office-record-export", "office-record-erase"):
        assert client_of(cast.stranger).get(reverse(name, args=[passed.uuid])).status_code == 404
    assert AccessNote.objects.count() == before


def test_the_pages_lead_from_what_is_due_to_two_people(travelled, monkeypatch):
    cast, passed, _ = travelled
    client = client_of(cast.team.officer)
    assert passed.name in client.get(reverse("office-privacy"), {"q": passed.name}).content.decode()
    erase_page = reverse("office-record-erase", args=[passed.uuid])
    assert client.post(erase_page, approval()).status_code == 422, "nothing is due yet"
    real = clock.now
    monkeypatch.setattr("liangcai_web.centre.views_privacy.clock.now", lambda: real() + 6 * YEARS)
    assert passed.name in client.get(reverse("office-privacy")).content.decode()
    assert client.post(erase_page, approval("officer-1")).status_code == 422, "not by one alone"
    assert client.post(erase_page, approval()).status_code == 302
    assert not Person.objects.get(pk=passed.pk).id_number_sealed
    exported = client.post(reverse("office-record-export", args=[passed.uuid]), approval(why="督导"))
    assert exported["Content-Type"] == "application/zip"


@pytest.mark.parametrize(("lang", "words"), [("zh", "保存什么、为什么"), ("en", "what is kept and why")])
def test_anybody_can_read_what_is_kept_and_why(client, db, lang, words):
    page = client.get("/privacy", {"lang": lang}, follow=True).content.decode()
    assert words in page
    assert page.count("<tr>") == len(retention_pack().rules) + 1


def test_an_erased_person_may_apply_again(travelled):
    cast, passed, _ = travelled
    erase(cast, passed, clock.now() + 6 * YEARS)
    again = make_person(cast.office, "考生再来", number_of(3))
    again.save()
    assert Person.objects.filter(id_number_index="").count() == 1
