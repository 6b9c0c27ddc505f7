"""A verifier takes the record of a key ceremony over: what one issuer may say, and that none speaks for another.

Follows decision 0059; Data Integrity 1.0 (eddsa-jcs-2022).
"""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.data.certificate import LIST, NAME, NOW, issue, signer_of, status_of, trust_of

from liangcai.credentials.ceremony import KeyRecord, learn_keys, sign_keys
from liangcai.credentials.document import Profile
from liangcai.credentials.judge import Verdict
from liangcai.credentials.trust import TrustedIssuer, TrustStore, read_trust, trust_issuer, write_trust
from liangcai.credentials.verify import verify_credential

DAY = timedelta(days=1)
OLD = replace(trust_of().issuers[0], valid_until=NOW + DAY)


def entry(seed: str, name: str = NAME) -> TrustedIssuer:
    """The key of a seed, which takes the list over, from the day after NOW."""
    return replace(trust_issuer(name, signer_of(seed).did.removeprefix("did:key:"), NOW + DAY), lists=(LIST,))


def record(*entries: TrustedIssuer, seed: str = "issuer", name: str = NAME) -> bytes:
    said = KeyRecord(why="planned", organisation=name, people=("one", "two"), entries=entries)
    signer = signer_of(seed)
    return sign_keys(said, Profile(id=signer.did, name=name), signer, NOW + DAY)


def test_the_next_key_is_taken_over_on_the_word_of_the_one_before() -> None:
    found = learn_keys(record(OLD, entry("next")), trust_of(), NOW + 2 * DAY)
    assert all(reason.met for reason in found.reasons)
    store = found.store
    assert store is not None and len(store.issuers) == 2
    assert read_trust(write_trust(store)).value == store
    later = NOW + 2 * DAY
    verify = verify_credential
    old_list = replace(status_of(seed="next"), valid_from=NOW + DAY)
    assert verify(issue().file, store, old_list, later).revocation == "clear", "the next key signs the old list"
    assert verify(issue().file, trust_of(), old_list, later).revocation == "unchecked", "where it is not known"
    revoked = replace(status_of(1, seed="next"), valid_from=NOW + DAY)
    assert verify(issue().file, store, revoked, later).verdict is Verdict.REVOKED
    ended = replace(status_of(), valid_from=later)
    assert verify(issue().file, store, ended, later).revocation == "unchecked", "the old key signs no list any more"


@pytest.mark.parametrize(
    ("data", "store"),
    [
        (record(entry("next"), seed="stranger"), trust_of()),
        (record(entry("next", "别的机构")), trust_of()),
        (record(replace(trust_of("other").issuers[0], revoked=NOW)), trust_of("issuer", "other")),
        (record(OLD), TrustStore(issuers=(replace(OLD, revoked=NOW),))),
        (record(OLD), TrustStore(issuers=(replace(OLD, purposes=("certificates",)),))),
        (record(OLD, entry("next")).replace("「".encode(), b"") + b" ", trust_of()),
        (record(OLD).replace(b'"why":"planned"', b'"why":"stolen"'), trust_of()),
        (b"{}", trust_of()),
    ],
    ids=["stranger", "other name", "same name only", "revoked signer", "purpose", "blank", "altered", "empty"],
)
def test_nothing_is_taken_over_from_who_may_not_say_it(data: bytes, store: TrustStore) -> None:
    if store == trust_of("issuer", "other"):
        store = TrustStore(issuers=(store.issuers[0], replace(store.issuers[1], name="别的机构")))
    assert learn_keys(data, store, NOW + 2 * DAY).store is None


def test_a_revoked_key_is_not_given_back() -> None:
    store = TrustStore(issuers=(trust_of().issuers[0], replace(entry("next"), revoked=NOW)))
    assert learn_keys(record(entry("next")), store, NOW + 2 * DAY).store is None


def test_a_key_for_one_purpose_serves_no_other() -> None:
    known = trust_of().issuers[0]
    only = TrustStore(issuers=(replace(known, purposes=("status",)),))
    assert verify_credential(issue().file, only, status_of(), NOW).verdict is Verdict.INVALID
    certificates = TrustStore(issuers=(replace(known, purposes=("certificates",)),))
    found = verify_credential(issue().file, certificates, status_of(), NOW)
    assert (found.verdict, found.revocation) == (Verdict.VALID, "unchecked")
