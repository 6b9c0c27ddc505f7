"""Verification accepts exactly what was issued: every changed byte and every forgery is refused."""

import base64
import datetime
import hashlib
import json
import random

import msgspec
import pytest
from msgspec.structs import replace
from tests.data.certificate import NOW, issue, private_key, signer_of, status_of, trust_of

from liangcai.credentials.canonical import canonical_bytes, decode_base64url, encode_base64url
from liangcai.credentials.compact import sign_compact, verification_url
from liangcai.credentials.document import AchievementCredential
from liangcai.credentials.multikey import encode_base58, method_of
from liangcai.credentials.proof import sign_document
from liangcai.credentials.rdf import canonical_rdf
from liangcai.credentials.verify import verify_credential

ISSUED = issue()
TRUST = trust_of()
DAY = datetime.timedelta(days=1)


def verdict(data, trust=TRUST, status=None, now=NOW):
    return verify_credential(data, trust, status, now).verdict


def changed_bytes(data, count, seed):
    """Each position once with another byte, and ``count`` more at random."""
    dice = random.Random(seed)  # noqa: S311
    places = [*range(len(data)), *(dice.randrange(len(data)) for _ in range(count))]
    for place in places:
        yield data[:place] + bytes([data[place] ^ dice.randrange(1, 256)]) + data[place + 1 :]


@pytest.mark.slow
def test_every_changed_byte_of_a_file_is_refused():
    accepted = [data for data in changed_bytes(ISSUED.file, 500, 1) if verdict(data) != "invalid"]
    assert accepted == []


def test_every_changed_byte_of_a_token_is_refused():
    accepted = [data for data in changed_bytes(ISSUED.token.encode(), 500, 2) if verdict(data) != "invalid"]
    assert accepted == []


@pytest.mark.slow
def test_every_other_byte_at_every_place_of_a_token_is_refused():
    token = ISSUED.token.encode()
    others = (
        token[:at] + bytes([b]) + token[at + 1 :] for at in range(len(token)) for b in range(256) if b != token[at]
    )
    assert all(verdict(data) == "invalid" for data in others)


@pytest.mark.parametrize("form", [ISSUED.file, ISSUED.token.encode()])
def test_what_is_cut_off_put_on_doubled_or_spaced_is_refused(form):
    dice = random.Random(3)  # noqa: S311
    cuts = [form[:at] for at in range(0, len(form), 7)]
    grown = [form + tail for tail in (b"\n", b" ", b"=", b"\0", form)] + [b" " + form, b"\xef\xbb\xbf" + form]
    inserted = [form[:at] + b" " + form[at:] for at in (dice.randrange(1, len(form)) for _ in range(50))]
    dropped = [form[:at] + form[at + 1 :] for at in range(0, len(form), 5)]
    assert all(verdict(data) == "invalid" for data in cuts + grown + inserted + dropped)


def test_a_file_written_another_way_is_refused_even_if_it_says_the_same():
    said = json.loads(ISSUED.file)
    ways = [
        json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True),
        json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":")),
        json.dumps(dict(reversed(said.items())), ensure_ascii=False, separators=(",", ":")),
    ]
    assert [verdict(way) for way in ways] == ["invalid"] * 3


def test_the_order_of_a_list_is_covered_though_rdf_knows_none():
    said = json.loads(ISSUED.file)
    for names in (("achievement", "alignment"), ("achievement", "resultDescription"), ("result",), ("identifier",)):
        changed = json.loads(ISSUED.file)
        place = changed["credentialSubject"]
        for name in names[:-1]:
            place = place[name]
        place[names[-1]].reverse()
        assert changed != said
        assert verdict(msgspec.json.encode(changed, order="sorted")) == "invalid"


def forge(**changes):
    """The certificate with changed content and its old proofs, written canonically."""
    document = msgspec.json.decode(ISSUED.file, type=AchievementCredential)
    return canonical_bytes(replace(document, **changes))


def test_swapped_content_under_old_proofs_is_refused():
    other = issue(serial=2).credential
    forged = [
        forge(credential_subject=other.credential_subject),
        forge(credential_status=other.credential_status),
        forge(id=other.id),
        forge(valid_from="2025-12-01T00:00:00Z"),
        forge(evidence=ISSUED.credential.evidence[:1]),
        forge(proof=other.proof),
        forge(proof=(ISSUED.credential.proof[0], other.proof[1])),
        forge(proof=(other.proof[0], ISSUED.credential.proof[1])),
        forge(proof=ISSUED.credential.proof[:1]),
        forge(proof=ISSUED.credential.proof[1:]),
        forge(proof=ISSUED.credential.proof[::-1]),
        forge(proof=ISSUED.credential.proof * 2),
        forge(proof=()),
        forge(proof=msgspec.UNSET),
    ]
    assert [verdict(data) for data in forged] == ["invalid"] * len(forged)


def test_another_key_cannot_sign_in_the_name_of_the_issuer():
    stranger = signer_of("stranger")
    posing = replace(signer_of(), sign=stranger.sign)
    assert verdict(canonical_bytes(sign_document(ISSUED.credential, posing, NOW))) == "invalid"
    assert verdict(sign_compact(ISSUED.credential, posing)) == "invalid"


def test_a_proof_that_names_the_key_of_another_is_refused_even_if_the_issuer_made_it():
    bare = replace(ISSUED.credential, proof=msgspec.UNSET)
    foreign = method_of(signer_of("stranger").did)
    jcs, rdfc = (
        replace(proof, verification_method=foreign, proof_value=msgspec.UNSET) for proof in ISSUED.credential.proof
    )
    signed = [
        (jcs, canonical_bytes(jcs), canonical_bytes(bare)),
        (
            rdfc,
            canonical_rdf(canonical_bytes(replace(rdfc, context=bare.context))),
            canonical_rdf(canonical_bytes(bare)),
        ),
    ]
    hashed = [(proof, hashlib.sha256(one).digest() + hashlib.sha256(two).digest()) for proof, one, two in signed]
    proofs = tuple(replace(proof, proof_value=encode_base58(signer_of().sign(data))) for proof, data in hashed)
    assert verdict(canonical_bytes(replace(bare, proof=proofs))) == "invalid"


def test_an_issuer_unknown_here_is_told_apart_from_a_forgery():
    foreign = issue(seed="stranger")
    for data in (foreign.file, foreign.token):
        told = verify_credential(data, TRUST, None, NOW)
        assert (told.verdict, told.exit_status) == ("unknown_issuer", 2)
        assert not told.reasons[-1].met
    broken = foreign.file.replace("考生01".encode(), "考生02".encode())
    assert verify_credential(broken, TRUST, None, NOW).exit_status == 1


def _with_header(header: bytes, signature: bytes | None = None) -> str:
    payload = ISSUED.token.split(".")[1]
    head = encode_base64url(header)
    made = private_key().sign(f"{head}.{payload}".encode()) if signature is None else signature
    return f"{head}.{payload}.{encode_base64url(made)}"


def test_no_other_algorithm_or_header_is_accepted_even_signed_by_the_issuer():
    tokens = [
        _with_header(b'{"alg":"none","typ":"LC1"}', b""),
        _with_header(b'{"alg":"none"}', b""),
        _with_header(b'{"alg":"HS256","typ":"LC1"}'),
        _with_header(b'{"alg":"EdDSA","typ":"LC1"}'),
        _with_header(b'{"typ":"LC1","alg":"Ed25519"}'),
        _with_header(b'{"alg":"Ed25519","typ":"LC1","crit":["x"]}'),
        _with_header(b'{"alg":"Ed25519","typ":"LC1"}', b""),
        _with_header(b'{"alg":"Ed25519","typ":"LC1"}', bytes(64)),
    ]
    assert [verdict(token) for token in tokens] == ["invalid"] * len(tokens)


def test_base64url_has_one_way_of_writing():
    head, payload, signature = ISSUED.token.split(".")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = alphabet.index(signature[-1])
    loose = [signature[:-1] + alphabet[last ^ low] for low in range(1, 16)]
    assert any(base64.urlsafe_b64decode(text + "==") == decode_base64url(signature) for text in loose)
    tokens = [f"{head}.{payload}.{text}" for text in (*loose, signature + "==", signature + "=")]
    assert [verdict(token) for token in tokens] == ["invalid"] * len(tokens)


def test_a_payload_that_the_issuer_signed_in_another_writing_is_refused():
    head, payload, _ = ISSUED.token.split(".")
    spaced = encode_base64url(decode_base64url(payload).replace(b",", b", ", 1))
    signature = encode_base64url(private_key().sign(f"{head}.{spaced}".encode()))
    assert verdict(f"{head}.{spaced}.{signature}") == "invalid"


def test_a_revoked_certificate_is_revoked_in_both_forms():
    for data in (ISSUED.file, ISSUED.token):
        told = verify_credential(data, TRUST, status_of(1), NOW)
        assert (told.verdict, told.revocation, told.exit_status) == ("revoked", "revoked", 1)
        assert verify_credential(data, TRUST, status_of(2), NOW).revocation == "clear"


def test_an_old_list_is_not_accepted_and_a_list_of_someone_else_says_nothing():
    for data in (ISSUED.file, ISSUED.token):
        old = verify_credential(data, TRUST, status_of(), NOW + 8 * DAY)
        assert (old.verdict, old.revocation) == ("invalid", "stale")
        assert verdict(data, status=status_of(), now=NOW - DAY) == "invalid"
        foreign = verify_credential(data, TRUST, status_of(1, seed="stranger"), NOW)
        assert (foreign.verdict, foreign.revocation) == ("valid", "unchecked")
        short = replace(status_of(), bits=b"")
        assert verdict(data, status=short) == "revoked"


def test_a_revoked_key_stands_for_nothing_and_an_expired_one_only_for_its_time():
    entry = TRUST.issuers[0]
    cases = {
        "revoked": replace(entry, revoked=NOW + DAY),
        "expired": replace(entry, valid_until=NOW - DAY),
        "early": replace(entry, valid_from=NOW + DAY),
    }
    for changed in cases.values():
        trust = replace(TRUST, issuers=(changed,))
        assert [verdict(data, trust) for data in (ISSUED.file, ISSUED.token)] == ["invalid", "invalid"]
    still = replace(TRUST, issuers=(replace(entry, valid_until=NOW + DAY),))
    assert verdict(ISSUED.file, still, now=NOW + 9 * DAY) == "valid"
    both = replace(TRUST, issuers=(entry, cases["revoked"]))
    assert verdict(ISSUED.file, both) == "invalid"


def test_a_certificate_of_the_future_is_refused():
    assert [verdict(data, now=NOW - DAY) for data in (ISSUED.file, ISSUED.token)] == ["invalid", "invalid"]


def test_an_address_with_the_token_verifies_like_the_token():
    assert verdict(verification_url("https://exam.example.org/verify/", ISSUED.token)) == "valid"


@pytest.mark.parametrize(
    "junk",
    [b"", b"{", b"{}", b"[]", b"null", "证书", "\ud800", b"\xff\xfe", b"." * 99, b"{" * 9000, b'{"a":' * 9000, "#"],
)
def test_junk_is_refused_with_a_reason(junk):
    told = verify_credential(junk, TRUST, None, NOW)
    assert told.verdict == "invalid"
    assert told.certificate is None
    assert told.reasons[0].message.zh


def twin_names(document):
    """Variants of a document in which a part stands twice or a mark lacks its part, each signed by its issuer."""
    subject, achievement = document.credential_subject, document.credential_subject.achievement
    wholes = [replace(achievement, alignment=achievement.alignment[:1] * 2)]
    wholes += [replace(achievement, result_description=achievement.result_description[:1])]
    subjects = [replace(subject, achievement=whole) for whole in wholes]
    subjects += [replace(subject, identifier=subject.identifier[:1] * 2), replace(subject, result=subject.result[:1])]
    subjects += [replace(subject, identifier=subject.identifier[1:])]
    for changed in subjects:
        yield canonical_bytes(sign_document(replace(document, credential_subject=changed), signer_of(), NOW))


def test_parts_that_stand_twice_or_hang_loose_are_refused_even_if_signed():
    assert [verdict(data) for data in twin_names(ISSUED.credential)] == ["invalid"] * 5


def test_a_file_too_large_to_be_a_certificate_is_not_parsed():
    assert verdict(ISSUED.file + b" " * 300_000) == "invalid"
