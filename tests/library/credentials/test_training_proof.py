"""A proof of training hours: signed, refused when anything is altered, and held against who applies for what."""

import datetime
import json

import pytest
from msgspec.structs import replace
from tests.data.certificate import NAME, NOW, signer_of, trust_of
from tests.data.entry import make_standard

from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.conformity import is_conformity, verify_conformity
from liangcai.credentials.document import Profile
from liangcai.credentials.training import (
    TrainingAccount,
    UnitHours,
    fit_training,
    is_training,
    sign_training,
    verify_training,
)
from liangcai.credentials.trust import TrustStore

STANDARD = make_standard("取得技术员职称", hours=100)
ACCOUNT = TrainingAccount(
    number="PX00012600000001",
    holder="示例甲",
    id_last_four="001X",
    code=STANDARD.code,
    edition=STANDARD.edition,
    occupation=STANDARD.name,
    standard_sha256="0" * 64,
    level="四级",
    direction="",
    hours=100,
    units=(UnitHours(number="1", name="职业功能1", theory=18, practice=82),),
    school="示例学校",
    training="00000000-0000-4000-8000-000000000001",
    title="第一期",
    first_day=datetime.date(2026, 1, 1),
    last_day=datetime.date(2026, 2, 1),
)
ISSUER = Profile(id=signer_of().did, name=NAME)
FILE = sign_training(ACCOUNT, ISSUER, signer_of(), NOW)


def leaves(value, path=()):
    """The path of every text."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, key))
    elif isinstance(value, str):
        yield path


def alter(path, text):
    document = json.loads(FILE)
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = text
    return canonical_bytes(document)


def test_what_was_signed_is_valid_and_says_what_it_said():
    check = verify_training(FILE, trust_of(), NOW)
    assert (check.verdict, check.exit_status, check.issuer_name) == ("valid", 0, NAME)
    assert check.content == ACCOUNT
    assert is_training(FILE)
    assert not is_conformity(FILE)


def test_every_text_of_it_that_is_altered_is_refused():
    paths = list(leaves(json.loads(FILE)))
    assert len(paths) > 25
    for path in paths:
        for text in ("900", "示例乙"):
            altered = alter(path, text)
            check = verify_training(altered, trust_of(), NOW)
            assert (check.verdict, check.content) == ("invalid", None), path


def test_every_byte_that_is_altered_is_refused():
    for place in range(0, len(FILE), 7):
        altered = FILE[:place] + bytes([FILE[place] ^ 1]) + FILE[place + 1 :]
        assert verify_training(altered, trust_of(), NOW).verdict == "invalid", place


@pytest.mark.parametrize("data", [b"", b"{}", FILE + b" ", b"[" * 100_000, b"\xff", FILE.replace(b'"100"', b"100")])
def test_what_is_no_proof_is_refused(data):
    assert verify_training(data, trust_of(), NOW).verdict == "invalid"


def test_a_proof_is_no_report_on_papers_under_its_own_signature():
    assert verify_conformity(FILE, trust_of(), NOW).verdict == "invalid"
    renamed = alter(("type",), "ConformityReport")
    assert verify_conformity(renamed, trust_of(), NOW).verdict == "invalid"


def test_an_issuer_that_is_not_known_here_is_said_so_and_its_own_key_does_not_make_it_known():
    check = verify_training(FILE, TrustStore(), NOW)
    assert (check.verdict, check.exit_status) == ("unknown_issuer", 2)
    other = signer_of("other")
    foreign = sign_training(ACCOUNT, Profile(id=other.did, name=NAME), other, NOW)
    assert verify_training(foreign, trust_of(), NOW).verdict == "unknown_issuer"


def test_a_proof_of_tomorrow_is_refused():
    assert verify_training(FILE, trust_of(), NOW - datetime.timedelta(days=1)).verdict == "invalid"


def fit(account=ACCOUNT, name="示例甲", tail="001x", standard=STANDARD, level="四级"):
    reasons = fit_training(account, standard, level, None, name=name, id_last_four=tail)
    return [reason.clause for reason in reasons if not reason.met]


def test_the_holder_is_the_applicant_however_the_name_is_spaced():
    assert fit() == []
    assert fit(name=" 示例 甲") == []
    assert fit(name="示例乙") == ["HOLDER"]
    assert fit(tail="0011") == ["HOLDER"]


def test_occupation_edition_direction_level_and_hours_have_to_fit():
    assert fit(replace(ACCOUNT, code="9-99-99-99")) == ["1.2"]
    assert fit(replace(ACCOUNT, edition="1999")) == ["1.2"]
    assert fit(replace(ACCOUNT, direction="灯光")) == ["1.4"]
    assert fit(replace(ACCOUNT, level="三级")) == ["1.8.1"]
    assert fit(replace(ACCOUNT, hours=99)) == ["1.8.1"]
    assert fit(replace(ACCOUNT, hours=100)) == []
