"""Who holds a certificate downloads it, in the form and with the marks that they wish to show."""

import json

import pytest
from bench.proofs.matrix import sit_as
from django.test import Client

from liangcai.credentials.judge import Verdict
from liangcai_host import clock
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.services.certificates.issue import verify_file
from liangcai_web.services.results.result import read_result
from tests.web.cast import QUICK, gather_cast, travel

AREAS = "/sitting/certificate/areas"


@pytest.fixture
def holder(db, settings) -> tuple[Credential, Client]:
    settings.PASSWORD_HASHERS = QUICK
    travel(gather_cast(), 3)
    row = Credential.objects.select_related("candidate__person").first()
    return row, sit_as(str(row.candidate.uuid))


def test_the_holder_downloads_what_was_issued_and_the_functions_on_their_wish(holder):
    row, client = holder
    page = client.get("/sitting/result").content.decode()
    assert AREAS in page and "/sitting/certificate" in page
    assert client.get("/sitting/certificate").content == bytes(row.file)
    assert client.get("/sitting/certificate?form=jwt").content.decode() == row.jwt
    assert client.get(AREAS).status_code == 405, "nothing is signed by a link"
    shown = client.post(AREAS)
    assert "attachment" in shown["Content-Disposition"]
    found = verify_file(shown.content, clock.now())
    assert (found.verdict, found.revocation) == (Verdict.VALID, "clear")
    assert found.certificate.number == row.number and len(found.certificate.marks) == 2
    subject = json.loads(shown.content)["credentialSubject"]
    areas = read_result(row.candidate).areas
    percents = [one["value"] for one in subject["result"]][2:]
    assert percents == [str(area.percent) for area in areas] and len(areas) > 3
    assert json.loads(shown.content)["id"] != json.loads(bytes(row.file))["id"]
    assert client.post(AREAS).content == shown.content, "the same bytes again"
    assert Fact.objects.filter(kind="detail_signed").count() == 1


def test_a_revoked_certificate_is_given_in_no_form(holder):
    row, client = holder
    detail = client.post(AREAS).content
    row.revoked_at = clock.now()
    row.save()
    assert client.get("/sitting/certificate").status_code == 302
    assert client.post(AREAS).status_code == 302
    assert verify_file(detail, clock.now()).verdict is Verdict.REVOKED, "the same place in the list"
