"""Lists of states of other programs: read where they are given along, respected, and never guessed.

Follows Bitstring Status List 1.0 and decision 0067. Nothing is fetched: without the list the state is unknown and said.
"""

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from tests.data.certificate import NOW, signer_of, status_of, trust_of
from tests.library.credentials.test_other_forms import DID, KNOWN, OTHER, plain, sign_by_hand, sign_text

from liangcai.credentials.canonical import encode_base64url
from liangcai.credentials.document import VC_CONTEXT
from liangcai.credentials.foreign_judging import ForeignList, read_foreign_list
from liangcai.credentials.judge import Verdict, Verification
from liangcai.credentials.status import MIN_BITS, encode_bits, set_bits
from liangcai.credentials.trust import TrustStore
from liangcai.credentials.verify import verify_credential

PLACE = "https://elsewhere.example.org/states/3"
DAY = timedelta(days=1)


def entry(index: object = "94567", purpose: str = "revocation", **more: Any) -> dict[str, Any]:
    return {
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": index,
        "statusListCredential": PLACE,
        **more,
    }


def credential(*entries: dict[str, Any]) -> bytes:
    return sign_by_hand({**plain(), "credentialStatus": list(entries) if len(entries) != 1 else entries[0]})


def list_document(*marked: int, purpose: object = "revocation", seed: str = OTHER, **more: Any) -> dict[str, Any]:
    return {
        "@context": [VC_CONTEXT],
        "id": PLACE,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": signer_of(seed).did,
        "validFrom": (NOW - DAY).isoformat(),
        "credentialSubject": {
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode_bits(set_bits(bytes(MIN_BITS // 8), marked)),
        },
        **more,
    }


def listed(*marked: int, seed: str = OTHER, **more: Any) -> ForeignList:
    data = sign_by_hand(list_document(*marked, seed=seed, **more), seed)
    found = read_foreign_list(data)
    assert found.value is not None, found.findings
    return found.value


def verify(data: bytes, *lists: ForeignList, trust: TrustStore = KNOWN) -> Verification:
    return verify_credential(data, trust, None, NOW, lists)


def said(found: Verification) -> str:
    return " ".join(one.message.en for one in found.reasons if one.clause == "BitstringStatusList")


def test_without_its_list_the_state_is_unknown_and_the_place_is_named():
    found = verify(credential(entry()))
    assert (found.verdict, found.revocation) == (Verdict.VALID, "unchecked")
    assert "unknown" in said(found) and PLACE in said(found)
    assert verify(sign_by_hand(plain())).revocation == "clear"
    odd = verify(credential({"type": "1EdTechRevocationList", "id": PLACE}))
    assert odd.revocation == "unchecked" and "1EdTechRevocationList" in said(odd)


def test_a_list_given_along_is_respected_to_the_bit():
    data = credential(entry())
    assert verify(data, listed()).revocation == "clear"
    assert verify(data, listed(94566, 94568)).revocation == "clear"
    found = verify(data, listed(94567))
    assert (found.verdict, found.revocation) == (Verdict.REVOKED, "revoked")
    token = read_foreign_list(sign_text(list_document(94567), {"alg": "EdDSA"}).encode()).value
    assert verify(data, token).verdict is Verdict.REVOKED, "a list as a VC-JWT"
    assert verify(data, listed(94567), trust=TrustStore()).verdict is Verdict.INVALID
    linked = sign_text({**plain(), "credentialStatus": entry()}, {"alg": "EdDSA"})
    assert verify(linked.encode(), listed(94567)).verdict is Verdict.REVOKED


def test_each_purpose_asks_its_own_list():
    data = credential(entry(), entry("5", "suspension"), entry("6", "message", statusSize=2))
    both = listed(5, purpose=["revocation", "suspension"])
    found = verify(data, both)
    assert (found.verdict, found.revocation) == (Verdict.INVALID, "suspended")
    assert verify(data, listed()).revocation == "unchecked", "nothing speaks for the suspension"
    assert verify(credential(entry(purpose="message")), listed(94567)).revocation == "clear"
    assert verify(credential(entry(statusSize=2)), listed()).revocation == "unchecked"


def test_a_list_of_another_issuer_name_or_day_does_not_count():
    data = credential(entry())
    strange = listed(94567, seed="stranger")
    assert verify(data, strange).revocation == "unchecked" and "not by this issuer" in said(verify(data, strange))
    named = replace(trust_of("stranger").issuers[0], purposes=("status",), lists=(PLACE,))
    told = TrustStore(issuers=(*KNOWN.issuers, named))
    assert verify(data, strange, trust=told).verdict is Verdict.REVOKED
    assert verify(data, listed(94567, id="https://elsewhere.example.org/states/4")).revocation == "unchecked"
    old = listed(validUntil=(NOW - timedelta(hours=1)).isoformat())
    assert verify(data, old).verdict is Verdict.INVALID and "out of date" in said(verify(data, old))
    assert verify(data, old, listed(validFrom=NOW.isoformat())).revocation == "clear", "the newest speaks"
    assert verify(credential(entry(str(MIN_BITS))), listed()).verdict is Verdict.INVALID
    assert verify(credential(entry("-1")), listed()).revocation == "unchecked"
    assert verify(credential(entry(3)), listed()).revocation == "unchecked", "a place is a text"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace(b"elsewhere", b"elsewhare", 1),
        lambda text: text + b" " * (1 << 20),
        lambda _: b"",
        lambda _: b"a.b.c",
        lambda _: "名单".encode(),
        lambda _: sign_by_hand(plain()),
        lambda _: sign_by_hand(list_document() | {"credentialSubject": {"encodedList": "uAAAA"}}),
        lambda _: sign_by_hand(
            list_document()
            | {"credentialSubject": {"encodedList": "u" + encode_base64url(gzip.compress(bytes(64 << 20)))}}
        ),
    ],
)
def test_a_list_that_is_none_is_a_finding(spoil):
    found = read_foreign_list(spoil(sign_by_hand(list_document())), "states.json")
    assert found.value is None
    assert [one.document for one in found.findings] == ["states.json"]


def test_the_end_of_a_proof_counts():
    ended = sign_by_hand(plain(), expires=(NOW - DAY).isoformat())
    assert verify(ended).verdict is Verdict.INVALID
    assert verify(sign_by_hand(plain(), expires=(NOW + DAY).isoformat())).verdict is Verdict.VALID


def test_our_own_list_says_nothing_of_others():
    assert verify_credential(credential(entry()), KNOWN, status_of(94567), NOW).revocation == "unchecked"
    assert json.loads(credential(entry()))["issuer"]["id"] == DID
