"""Anyone can verify a certificate: by file, by QR text, by number and name; the answer is plain."""

import base64
import hashlib
import json
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from msgspec.structs import replace

from liangcai.credentials.canonical import sha256_hex
from liangcai.credentials.document import Profile
from liangcai.credentials.judge import Verdict
from liangcai.credentials.status import read_status_list
from liangcai.credentials.training import verify_training
from liangcai.credentials.trust import TrustStore, write_trust
from liangcai.credentials.withdrawn import (
    Withdrawn,
    WithdrawnList,
    is_withdrawn,
    sign_withdrawn,
    verify_withdrawn,
)
from liangcai_cli.main import main
from liangcai_host import clock
from liangcai_web.public.verdicts import ANSWERS
from liangcai_web.services.certificates.office import mask_name
from liangcai_web.services.issuing import read_trust_store
from liangcai_web.services.training.proofs import issue_proofs, read_proof, withdraw_proof
from tests.data.certificate import NOW, signer_of, trust_of
from tests.library.credentials.test_other_forms import KNOWN, sign_by_hand
from tests.library.credentials.test_states_of_others import PLACE, credential, entry, list_document
from tests.library.credentials.test_training_proof import FILE
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


def test_a_credential_of_another_program_is_judged_with_the_list_given_along(client, settings, tmp_path, capsys):
    settings.HOME = tmp_path
    (tmp_path / "trust.json").write_text(write_trust(KNOWN))
    theirs, clear, revoked = credential(entry()), sign_by_hand(list_document()), sign_by_hand(list_document(94567))

    def ask(listed: bytes | None) -> str:
        files = {"file": SimpleUploadedFile("theirs.json", theirs)}
        files |= {"list": SimpleUploadedFile("list.json", listed)} if listed is not None else {}
        return client.post("/verify", {"by": "file", **files}).content.decode()

    assert "签名真实，撤销状态不明" in ask(None) and PLACE in ask(None)
    assert "真实有效" in ask(clear)
    assert "已被撤销" in ask(revoked)
    assert 'id="list-error"' in ask(clear.replace(b"revocation", b"suspension"))
    for name, data in (("theirs", theirs), ("clear", clear), ("revoked", revoked)):
        (tmp_path / f"{name}.json").write_bytes(data)
    said = ["credential", "verify", str(tmp_path / "theirs.json"), "--trust", str(tmp_path / "trust.json")]
    for given, status, words in ((None, 0, "STATE UNKNOWN"), ("clear", 0, "有效 VALID"), ("revoked", 1, "REVOKED")):
        more = ["--status", str(tmp_path / f"{given}.json")] if given else []
        assert main([*said, *more]) == status
        assert words in capsys.readouterr().out


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
    before = client.get("/verify/withdrawn.json").content
    withdraw_proof(proof, "有误", now=clock.now(), **people)
    assert "已被撤销" in upload(client, data).content.decode()
    after = client.get("/verify/withdrawn.json").content
    assert is_withdrawn(after) and "示例甲" not in after.decode() and proof.number in after.decode()
    trust = read_trust_store()
    for listed, verdict in ((before, Verdict.VALID), (after, Verdict.REVOKED)):
        taken = verify_withdrawn(listed, trust, clock.now())
        assert taken.verdict is Verdict.VALID
        assert verify_training(data, trust, clock.now(), (taken,)).verdict is verdict


def test_the_list_of_another_school_is_taken_from_the_folder_and_from_the_form(client, settings, tmp_path, capsys):
    settings.HOME = tmp_path
    (tmp_path / "trust.json").write_text(write_trust(trust_of()))
    entry = Withdrawn(number="PX-1", sha256=sha256_hex(FILE), day=NOW.date())
    content = WithdrawnList(until=clock.now() + timedelta(days=9), proofs=(entry,))
    listed = sign_withdrawn(content, Profile(id=signer_of().did, name="示范评价机构"), signer_of(), clock.now())
    foreign = sign_withdrawn(content, Profile(id=signer_of("x").did, name="示范评价机构"), signer_of("x"), clock.now())
    stale = sign_withdrawn(
        replace(content, until=NOW, proofs=()), Profile(id=signer_of().did, name="x"), signer_of(), NOW
    )

    def ask(given: bytes | None = None) -> str:
        files = {"file": SimpleUploadedFile("proof.json", FILE)}
        files |= {"list": SimpleUploadedFile("list.json", given)} if given else {}
        return client.post("/verify", {"by": "file", **files}).content.decode()

    assert "尚未查撤销" in ask() and "尚未查撤销" in ask(foreign) and "尚未查撤销" in ask(b"{}")
    assert "已被撤销" in ask(listed) and "不能采信" in ask(stale)
    (tmp_path / "withdrawn").mkdir()
    (tmp_path / "withdrawn" / "school.json").write_bytes(listed)
    assert "已被撤销" in ask()
    for name, data in (("proof", FILE), ("list", listed)):
        (tmp_path / f"{name}.json").write_bytes(data)
    said = ["credential", "verify", str(tmp_path / "proof.json"), "--trust", str(tmp_path / "trust.json")]
    assert main(said) == 0 and "未查撤回" in capsys.readouterr().out
    assert main([*said, "--status", str(tmp_path / "list.json")]) == 1
    assert main(["credential", "verify", str(tmp_path / "list.json"), "--trust", str(tmp_path / "trust.json")]) == 0
    assert "PX-1" in capsys.readouterr().out


def test_the_command_verifies_a_proof_of_training_hours(tmp_path, capsys):
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


def test_by_number_and_name_little_is_told_and_not_often(client, credential):
    name = credential.candidate.person.name
    typed = {"by": "number", "number": credential.number, "name": name}
    page = client.post("/verify", typed).content.decode()
    answer = page.partition('id="answer"')[2].partition("</section>")[0].partition('<section class="verdict')[2]
    assert mask_name(name) in answer and name not in answer
    assert "81.5" not in answer and "****" not in answer
    for _ in range(29):
        assert client.post("/verify", {**typed, "name": "另一人"}).status_code == 200
    refused = client.post("/verify", typed)
    assert refused.status_code == 429
    assert "查询过于频繁" in refused.content.decode() and credential.number in refused.content.decode()
    assert client.post("/verify", typed, REMOTE_ADDR="192.0.2.7").status_code == 200
    assert "真实有效" in upload(client, bytes(credential.file)).content.decode(), "a file can be verified all the same"


def test_the_token_of_a_wallet_is_answered_like_the_file(client, credential):
    assert "真实有效" in client.post("/verify", {"by": "token", "token": credential.jwt}).content.decode()
    assert "真实有效" in upload(client, credential.jwt.encode()).content.decode()


def test_the_saved_page_asks_nobody_and_runs_its_own_script_alone(client, credential):
    response = client.get("/verify/page.html")
    page = response.content.decode()
    assert "attachment" in response["Content-Disposition"]
    assert "default-src 'none'" in page
    for tag in ("style", "script"):
        text = re.search(rf"<{tag}(?: type=\"module\")?>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"sha256-{digest}" in page, tag
    assert not re.search(r"^(import|export) ", page, re.MULTILINE)
    assert not re.findall(r'(?:src|href)="', page)
    data = json.loads(re.search(r'id="data">(.*?)</script>', page, re.DOTALL)[1])
    assert data["trust"]["issuers"][0]["name"] == "测试评价机构"
    assert read_status_list(data["status"].encode()).value is not None
