"""Anyone can verify a certificate: by file, by QR text, by number and name; the answer is plain."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from liangcai.credentials.trust import TrustStore, write_trust
from liangcai_host import clock
from liangcai_web.public.verdicts import ANSWERS
from liangcai_web.services.training_proofs import issue_proofs, read_proof, withdraw_proof
from tests.data.certificate import trust_of
from tests.web.trainer.school import attend, open_school

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


def test_a_proof_of_training_hours_is_answered_as_plainly(client, settings, tmp_path):
    settings.HOME = tmp_path
    school = open_school(people=("示例甲",))
    attend(school.training, school.first)
    people = {"actor": school.first, "approver": school.second}
    proof = issue_proofs(school.training, (1,), now=clock.now(), **people).value[0]
    data = read_proof(proof)
    page = upload(client, data).content.decode()
    for words in ("真实有效", proof.number, "示例甲", "示例培训学校", "<dd>90</dd>"):
        assert words in page
    altered = upload(client, data.replace(b'"hours":"90"', b'"hours":"91"')).content.decode()
    assert "内容被改动或签名不符" in altered
    assert proof.number not in altered
    withdraw_proof(proof, "有误", now=clock.now(), **people)
    assert "已被撤销" in upload(client, data).content.decode()


def test_the_command_verifies_a_proof_of_training_hours(tmp_path, capsys):
    from liangcai_cli.main import main
    from tests.library.credentials.test_training_proof import FILE

    path, trust = tmp_path / "proof.json", tmp_path / "trust.json"
    path.write_bytes(FILE)
    trust.write_text(write_trust(trust_of()))
    assert main(["credential", "verify", str(path), "--trust", str(trust)]) == 0
    assert "100 标准学时" in capsys.readouterr().out
    path.write_bytes(FILE.replace(b"100", b"101"))
    assert main(["credential", "verify", str(path), "--trust", str(trust)]) == 1
    trust.write_text(write_trust(TrustStore()))
    path.write_bytes(FILE)
    assert main(["credential", "verify", str(path), "--trust", str(trust)]) == 2
