"""Anyone can verify a certificate: by file, by QR text, by number and name; the answer is plain."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from liangcai_web.public.verdicts import ANSWERS

pytestmark = pytest.mark.django_db


def upload(client, content):
    return client.post("/verify", {"by": "file", "file": SimpleUploadedFile("certificate.json", content)})


def test_the_file_as_issued_is_genuine(client, credential):
    page = upload(client, bytes(credential.file)).content.decode()
    assert "真实有效" in page
    assert credential.number in page
    assert credential.candidate.person.name in page


def test_one_changed_byte_is_found(client, credential):
    content = bytes(credential.file).replace(b"81.5", b"91.5")
    page = upload(client, content).content.decode()
    assert "内容被改动或签名不符" in page
    assert credential.number not in page


def test_number_and_name_together_find_it(client, credential):
    name = credential.candidate.person.name
    page = client.post("/verify", {"by": "number", "number": f" {credential.number.lower()} ", "name": name})
    assert "真实有效" in page.content.decode()


@pytest.mark.parametrize(("number", "name"), [("", "另一人"), ("S000000000000000000000", "")])
def test_a_wrong_number_or_name_finds_nothing_and_keeps_what_was_typed(client, credential, number, name):
    typed = {"number": number or credential.number, "name": name or credential.candidate.person.name}
    page = client.post("/verify", {"by": "number", **typed}).content.decode()
    assert "没有查到" in page
    assert f'value="{typed["number"]}"' in page
    assert f'value="{typed["name"]}"' in page


def test_what_is_missing_is_said_beside_the_field(client):
    response = client.post("/verify", {"by": "number", "number": "S1"})
    assert response.status_code == 422
    assert 'id="name-error"' in response.content.decode()
    assert 'id="number-error"' not in response.content.decode()
    assert client.post("/verify", {"by": "file"}).status_code == 422


def test_the_text_of_the_qr_code_is_answered_without_a_script(client, credential):
    assert "真实有效" in client.post("/verify", {"by": "token", "token": credential.token}).content.decode()
    page = client.post("/verify/token", {"token": f"https://example.org/verify#{credential.token}"})
    assert "真实有效" in page.content.decode()
    assert "<html" not in page.content.decode()


@pytest.mark.parametrize("token", ["", "a.b.c", "x" * 100_000, "汉字", "\x00", "a" * 4096 + ".b.c"])
def test_any_text_gets_an_answer(client, token):
    assert client.post("/verify/token", {"token": token}).status_code == 200


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 5000, b"x" * 1_000_000])
def test_any_file_gets_an_answer(client, content):
    assert upload(client, content).status_code in (200, 422)


def test_a_revoked_certificate_is_said_to_be_revoked(client, credential):
    credential.revoked_at = credential.issued_at
    credential.save()
    assert "已被撤销" in upload(client, bytes(credential.file)).content.decode()


def test_the_trust_store_and_the_list_of_revocations_are_public(client, credential):
    trust = json.loads(client.get("/verify/trust.json").content)
    status = json.loads(client.get("/verify/status.json").content)
    assert [issuer["id"] for issuer in trust["issuers"]] == [status["issuer"]["id"]]
    assert credential.candidate.person.name not in json.dumps(status, ensure_ascii=False)


def test_every_answer_has_words_in_both_languages():
    assert all(answer.title.en and answer.title.zh and answer.text.en and answer.text.zh for answer in ANSWERS.values())
