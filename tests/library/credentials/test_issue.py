"""A passed decision becomes a certificate that says what was shown; any other decision becomes a finding."""

import datetime
import json
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.data.certificate import (
    NAME,
    NOW,
    certificate_pack,
    decide,
    issuance_of,
    issue,
    signer_of,
    trust_of,
)
from tests.data.paper import build_standard

from liangcai.credentials.achievement import plain
from liangcai.credentials.build import build_credential
from liangcai.credentials.issue import issue_credential
from liangcai.credentials.verify import verify_credential
from liangcai.standard.identity import requirement_uuid

STANDARD = build_standard()


def attempt(decision=None, issuance=None, standard=STANDARD):
    return issue_credential(
        standard, decision or decide(STANDARD), issuance or issuance_of(), certificate_pack(), signer_of(), NOW
    )


def test_both_forms_verify_and_say_the_same():
    issued = issue()
    by_file = verify_credential(issued.file, trust_of(), None, NOW)
    by_token = verify_credential(issued.token, trust_of(), None, NOW)
    assert (by_file.verdict, by_token.verdict) == ("valid", "valid")
    assert by_file.certificate == by_token.certificate
    assert by_file.certificate.issuer_name == NAME
    assert by_file.exit_status == 0


def test_the_summary_names_holder_level_marks_and_functions():
    said = verify_credential(issue().token, trust_of(), None, NOW).certificate
    assert (said.holder, said.id_last_four, said.number) == ("考生01", "0018", "S000111000001263000001")
    assert (said.code, said.edition, said.occupation) == ("9-99-99-99", "2020", "测试员")
    assert (said.level, said.direction, said.issued) == ("初级", None, NOW)
    assert [(mark.part, mark.points) for mark in said.marks] == [("理论知识考试", "81.5"), ("专业能力考核", "77")]
    assert said.functions == ("甲功能", "乙功能")


def test_a_direction_is_said_and_only_its_functions_are_shown():
    said = verify_credential(issue("高级", "右").token, trust_of(), None, NOW).certificate
    assert (said.level, said.direction, said.functions) == ("高级", "右", ("乙功能",))
    assert len(said.marks) == 3


def test_the_file_aligns_each_function_with_its_place_in_the_standard():
    achievement = json.loads(issue().file)["credentialSubject"]["achievement"]
    first = achievement["alignment"][0]
    assert first["targetCode"] == "9-99-99-99@2020/初级/-/F/1"
    assert first["targetUrl"] == f"urn:uuid:{requirement_uuid('9-99-99-99@2020/初级/-/F/1')}"
    assert (first["targetFramework"], first["targetName"]) == ("9-99-99-99@2020", "甲功能 / First function")
    assert "S/1.1.1" in first["targetDescription"]
    assert "1.9.2" in achievement["criteria"]["narrative"]


def test_no_more_than_the_last_four_of_an_id_number_is_written():
    text = issue().file.decode()
    assert '"**************0018"' in text
    long = replace(issuance_of(), holder=replace(issuance_of().holder, id_last_four="00000000000018"))
    assert attempt(issuance=long).value is None


def test_what_the_decision_rests_on_is_named_by_hash():
    evidence = json.loads(issue().file)["evidence"]
    assert evidence[0]["description"] == f"SHA-256 {STANDARD.source.sha256}"
    assert evidence[1]["description"] == "SHA-256 " + "ab" * 32
    assert len(evidence) == 3


def test_the_same_facts_give_the_same_bytes():
    assert issue().file == issue().file
    assert issue().token == issue().token


def test_who_did_not_pass_gets_no_certificate_and_the_clause():
    result = attempt(decision=decide(STANDARD, points="59.9"))
    assert result.value is None
    assert [(finding.rule, finding.clause) for finding in result.findings] == [("credential.build", "1.9.2")]


@pytest.mark.parametrize(
    "issuance",
    [
        replace(issuance_of(), number="S000111000001263"),
        issuance_of("高级"),
        replace(issuance_of(), status_list="javascript:alert(1)"),
        replace(issuance_of(), status_index=-1),
        replace(issuance_of(), holder=replace(issuance_of().holder, name="")),
        replace(issuance_of(), holder=replace(issuance_of().holder, name="\ud800")),
        replace(issuance_of(), holder=replace(issuance_of().holder, name="名" * 300)),
    ],
)
def test_what_verification_would_refuse_is_not_signed(issuance):
    result = attempt(issuance=issuance)
    assert result.value is None
    assert not result.ok


def test_a_decision_on_another_document_is_refused():
    other = replace(STANDARD, source=replace(STANDARD.source, sha256="1" * 64))
    assert attempt(standard=other).value is None


def test_only_the_issuer_that_is_named_can_sign():
    with pytest.raises(ValueError, match="issuer"):
        issue_credential(STANDARD, decide(STANDARD), issuance_of(), certificate_pack(), signer_of("other"), NOW)


def test_a_time_without_a_zone_is_a_fault_of_the_program():
    naive = replace(issuance_of(), issued=datetime.datetime(2026, 1, 5))  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        build_credential(STANDARD, decide(STANDARD), naive, certificate_pack())


@pytest.mark.parametrize(
    ("points", "text"), [("0", "0"), ("0.0", "0"), ("60.00", "60"), ("100", "100"), ("81.50", "81.5")]
)
def test_marks_are_written_plainly(points, text):
    assert plain(Decimal(points)) == text
