"""The report on a set of papers is signed, refused when one figure is altered, and made anew from what it names."""

import datetime
import hashlib
import json

import pytest
from c14n.Canonicalize import canonicalize
from msgspec.structs import replace
from tests.data.certificate import NAME, NOW, private_key, signer_of, trust_of
from tests.data.paper import build_blueprint, stock_bank
from tests.library.assembly.test_practical import BLUEPRINT as SHEETS_BLUEPRINT
from tests.library.assembly.test_practical import build_tasks

from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.practical import assemble_practical
from liangcai.assembly.practical_report import report_practical
from liangcai.assembly.rules import AssemblyRules
from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.conformity import PapersAccount, is_conformity, sign_conformity, verify_conformity
from liangcai.credentials.document import Profile
from liangcai.credentials.multikey import decode_base58
from liangcai.credentials.recount import recount_papers, recount_practical
from liangcai.credentials.trust import TrustStore
from liangcai.items.model import build_bank as number_bank

BLUEPRINT = build_blueprint()
BANK = stock_bank(BLUEPRINT, spare=3)
RULES = AssemblyRules(id="of-the-test")
REPORT = assemble_forms(BLUEPRINT, BANK, 7, 2, RULES).value.report
ACCOUNT = PapersAccount(rules=RULES, report=REPORT)
ISSUER = Profile(id=signer_of().did, name=NAME)
FILE = sign_conformity(ACCOUNT, ISSUER, signer_of(), NOW)


def numbers_of(value, path=()):
    """The path of every text that stands for a number."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from numbers_of(inner, (*path, key))
    elif isinstance(value, str) and value.replace(".", "", 1).isdigit():
        yield path


def alter(path, change):
    """The file with one value changed, written canonically as before."""
    document = json.loads(FILE)
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = change(holder[path[-1]])
    return canonical_bytes(document)


def test_what_was_signed_is_valid_and_says_what_it_said():
    check = verify_conformity(FILE, trust_of(), NOW)
    assert (check.verdict, check.exit_status, check.issuer_name) == ("valid", 0, NAME)
    assert check.content == ACCOUNT
    assert is_conformity(FILE)


def test_one_altered_figure_is_refused_whichever_it_is():
    figures = list(numbers_of(json.loads(FILE)["content"]))
    assert len(figures) > 100
    for path in figures:
        altered = alter(("content", *path), lambda text: text[:-1] + str((int(text[-1]) + 1) % 10))
        assert verify_conformity(altered, trust_of(), NOW).verdict == "invalid", path


@pytest.mark.parametrize(
    "altered",
    [
        FILE + b" ",
        FILE[:-1],
        b"",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        FILE.replace(b'"issued":"2026-01-05', b'"issued":"2026-02-31'),
        FILE.replace(b'"worn":"0"', b'"worn":0'),
        FILE.replace(b'"worn":"0"', b'"worn":"00"'),
        FILE.replace(b'"worn":"0"', b'"more":"0","worn":"0"', 1),
        FILE.replace(NAME.encode(), "别家评价机构".encode()),
    ],
)
def test_what_is_not_byte_for_byte_what_was_signed_is_refused(altered):
    check = verify_conformity(altered, trust_of(), NOW)
    assert (check.verdict, check.content) == ("invalid", None)


def test_a_signature_of_another_key_under_the_same_name_is_unknown_here():
    other = sign_conformity(ACCOUNT, replace(ISSUER, id=signer_of("other").did), signer_of("other"), NOW)
    assert verify_conformity(other, trust_of(), NOW).exit_status == 2
    assert verify_conformity(other, trust_of("other"), NOW).exit_status == 0
    with pytest.raises(ValueError, match="issuer"):
        sign_conformity(ACCOUNT, ISSUER, signer_of("other"), NOW)


def test_a_time_to_come_or_before_the_key_is_invalid():
    assert verify_conformity(FILE, trust_of(), NOW - datetime.timedelta(days=1)).verdict == "invalid"
    late = TrustStore(issuers=tuple(replace(one, valid_from=NOW.replace(year=2027)) for one in trust_of().issuers))
    assert verify_conformity(FILE, late, NOW).verdict == "invalid"


def test_a_report_of_papers_that_do_not_conform_is_genuine_but_invalid():
    short = replace(ACCOUNT, report=replace(REPORT, overlap=3))
    check = verify_conformity(sign_conformity(short, ISSUER, signer_of(), NOW), trust_of(), NOW)
    assert (check.verdict, check.reasons[0].met, check.reasons[-1].met) == ("invalid", True, False)


def test_the_proof_is_over_the_canonical_json_of_another_project():
    document = json.loads(FILE)
    proof = document.pop("proof")[0]
    signature = decode_base58(proof.pop("proofValue"))
    assert proof["cryptosuite"] == "eddsa-jcs-2022"
    signed = b"".join(hashlib.sha256(canonicalize(part)).digest() for part in (proof, document))
    private_key().public_key().verify(signature, signed)


def test_the_papers_made_anew_agree_in_every_figure():
    reasons = recount_papers(ACCOUNT, BLUEPRINT, BANK)
    assert len(reasons) == 3
    assert all(reason.met for reason in reasons)


def test_a_figure_that_was_wrong_when_it_was_signed_is_found_by_making_the_papers_anew():
    lied = replace(ACCOUNT, report=replace(REPORT, difficulty_gap=0.0, seed=REPORT.seed))
    lied = replace(
        lied, report=replace(lied.report, forms=(replace(REPORT.forms[0], requirements=1), *REPORT.forms[1:]))
    )
    last = recount_papers(lied, BLUEPRINT, BANK)[-1]
    assert not last.met
    assert "forms" in last.message.en


def test_practical_papers_are_signed_with_the_others_and_drawn_anew():
    bank = build_tasks()
    made = assemble_practical(SHEETS_BLUEPRINT, bank, 3).value
    report = report_practical(made, SHEETS_BLUEPRINT, bank)
    account = replace(ACCOUNT, practical=report)
    check = verify_conformity(sign_conformity(account, ISSUER, signer_of(), NOW), trust_of(), NOW)
    assert (check.verdict, check.content) == ("valid", account)
    assert [reason.met for reason in recount_practical(check.content, SHEETS_BLUEPRINT, bank)] == [True]
    fewer = replace(bank, sheets=bank.sheets[1:])
    lied = replace(account, practical=replace(report, seed=4))
    for told, tasks in ((account, fewer), (lied, bank), (ACCOUNT, bank)):
        assert [reason.met for reason in recount_practical(told, SHEETS_BLUEPRINT, tasks)] == [False]
    worn = replace(account, practical=replace(report, worn=1))
    assert verify_conformity(sign_conformity(worn, ISSUER, signer_of(), NOW), trust_of(), NOW).verdict == "invalid"


def test_another_bank_or_blueprint_proves_nothing():
    fewer = number_bank(BANK.occupation, BANK.edition, BANK.level, BANK.items[1:])
    disguised = replace(fewer, sha256=BANK.sha256)
    for bank in (fewer, disguised):
        reasons = recount_papers(ACCOUNT, BLUEPRINT, bank)
        assert [reason.met for reason in reasons] == [True, False]
    other = replace(BLUEPRINT, question_points=BLUEPRINT.question_points + 1)
    assert [reason.met for reason in recount_papers(ACCOUNT, other, BANK)] == [False, True]
