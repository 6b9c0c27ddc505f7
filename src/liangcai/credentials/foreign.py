"""Credentials of other issuers, made by other programs: verified as far as that can be done without a network.

In: the bytes of a file or a token. Out: what is said by it, or the reason why it is refused. Follows: Verifiable
Credentials 2.0, Data Integrity EdDSA 1.0, VC-JOSE-COSE. Only pinned contexts, Ed25519 and did:key: whatever would have
to be fetched is refused and named. Nothing counts that the signature does not cover.
"""

import datetime
from typing import Any

import msgspec

from liangcai.credentials.canonical import decode_base64url
from liangcai.credentials.document import VC_CONTEXT
from liangcai.credentials.foreign_proof import ForeignError, check_proofs, list_inner
from liangcai.credentials.jcs import read_json
from liangcai.credentials.multikey import key_of, method_of, multibase_key, raw_key
from liangcai.credentials.proof import check_signature
from liangcai.credentials.rdf import PINNED

ALGORITHMS = ("EdDSA", "Ed25519")
MAX_CHARACTERS = 256 << 10
MOST_DIGITS = 12  # of a place in a list of states
NEUTRAL = ("message", "refresh")  # purposes of a list that do not bear on whether a credential is good


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A document whose signature fits the key of its issuer, and the times that the signature adds to its own."""

    document: dict[str, Any]
    issuer: str
    begin: datetime.datetime | None = None
    end: datetime.datetime | None = None


class StatusEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Where the state of a credential is told: the address of a list, its place there, and what the list is for."""

    list: str
    index: int
    purpose: str


class ForeignContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a credential of another issuer says; ``until`` is None where it has no end.

    ``odd_status`` is a way of telling its state that is not read here.
    """

    issuer: str
    claimed_name: str
    holder: str
    achievement: str
    issued: datetime.datetime
    until: datetime.datetime | None
    statuses: tuple[StatusEntry, ...] = ()
    odd_status: str = ""


def read_foreign(data: bytes | str) -> ForeignContent:
    """The content of a JSON file with an embedded proof, or of a VC-JWT; raises ForeignError."""
    return describe(read_signed(data))


def read_signed(data: bytes | str) -> Signed:
    """The document of a file or a token whose signature fits; raises ForeignError."""
    return _read_token(data) if isinstance(data, str) else _read_file(data)


def _read_file(data: bytes) -> Signed:
    document = parse_json(data)
    proofs = document.pop("proof", None)
    proofs = proofs if isinstance(proofs, list) else [proofs]
    check_contexts(document)
    issuer = read_issuer(document)
    own = check_proofs(document, proofs, issuer)
    ends = [_require_moment(one["expires"]) for one in own if "expires" in one]
    return Signed(document=document, issuer=issuer, end=min(ends, default=None))


def _read_token(token: str) -> Signed:
    pieces = [decode_base64url(piece) for piece in token.split(".")]
    if len(pieces) != 3 or any(piece is None for piece in pieces):
        raise ForeignError("不是完整的签名文本。", "It is no complete signed text.")
    header, document = parse_json(pieces[0] or b""), parse_json(pieces[1] or b"")
    if header.get("alg") not in ALGORITHMS or "crit" in header:
        raise ForeignError("签名算法不被接受。", "The algorithm of the signature is not accepted.")
    check_contexts(document)
    issuer = read_issuer(document)
    kid, claimed = header.get("kid", issuer), document.get("iss", issuer)
    named = kid in (issuer, method_of(issuer)) and claimed == issuer
    same_key = "jwk" not in header or read_jwk(header["jwk"]) == key_of(issuer)
    signed = token.rpartition(".")[0].encode("ascii")
    if not named or not same_key or not check_signature(key_of(issuer), pieces[2] or b"", signed):
        raise ForeignError("签名与内容不符。", "The signature does not fit the content.")
    begin, end = (_moment(document[name]) if name in document else None for name in ("nbf", "exp"))
    return Signed(document=document, issuer=issuer, begin=begin, end=end)


def _moment(seconds: object) -> datetime.datetime:
    try:
        if isinstance(seconds, int | float) and not isinstance(seconds, bool):
            return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise ForeignError("时间读不懂。", "Its times cannot be read.")


def _require_moment(value: object) -> datetime.datetime:
    moment = read_moment(value)
    if moment is None:
        raise ForeignError("失效时间读不懂。", "The end of its validity cannot be read.")
    return moment


def claims_credential(token: str) -> bool:
    """Whether a text calls itself a signed credential, by what its payload says."""
    pieces = token.split(".")
    payload = decode_base64url(pieces[1]) if len(pieces) == 3 and len(token) <= MAX_CHARACTERS else None
    return payload is not None and payload[:1] == b"{" and b'"@context"' in payload


def parse_json(data: bytes) -> dict[str, Any]:
    """An object of JSON that can be written in one way only."""
    try:
        value = read_json(data)
    except ValueError as error:
        raise ForeignError("不是可以核验的 JSON。", "It is no JSON that can be verified.") from error
    if not isinstance(value, dict):
        raise ForeignError("不是证书。", "It is no credential.")
    return value


def check_contexts(document: dict[str, Any]) -> None:
    """Only pinned contexts, in front and nowhere else: every other one would have to be fetched or believed."""
    contexts = document.get("@context")
    contexts = contexts if isinstance(contexts, list) else [contexts]
    for one in contexts:
        if not isinstance(one, str) or one not in PINNED:
            shown = one[:80] if isinstance(one, str) else "{…}"
            raise ForeignError(
                f"用到不认识的上下文 {shown}；不联网获取，不能核验。",
                f"It uses a context that is not known here, {shown}; none is fetched, so it cannot be verified.",
            )
    if contexts[:1] != [VC_CONTEXT] or any("@context" in one for one in list_inner(document)):
        raise ForeignError("上下文不在规定的位置。", "A context stands where none belongs.")
    types = document.get("type")
    if "VerifiableCredential" not in (types if isinstance(types, list) else [types]):
        raise ForeignError("不是可验证凭证。", "It is no verifiable credential.")


def read_issuer(document: dict[str, Any]) -> str:
    """The did:key of the issuer; other kinds would have to be looked up."""
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    if not isinstance(name, str) or raw_key(key_of(name)) is None:
        raise ForeignError(
            "签发者不是 Ed25519 的 did:key，须联网查询，不能核验。",
            "The issuer is no did:key of Ed25519 and would have to be looked up.",
        )
    return name


def describe(signed: Signed) -> ForeignContent:
    """What is told of it: texts of places that the contexts define, cut to a length that can be shown."""
    document = signed.document
    subject = document.get("credentialSubject")
    subject = subject if isinstance(subject, dict) else {}
    achievement = subject.get("achievement")
    named = achievement.get("name") if isinstance(achievement, dict) else document.get("name")
    said = document["issuer"].get("name") if isinstance(document["issuer"], dict) else ""
    begin, until = read_times(signed)
    statuses, odd = read_entries(document.get("credentialStatus", ()))
    return ForeignContent(
        issuer=signed.issuer,
        claimed_name=_show(said),
        holder=_show(subject.get("id")),
        achievement=_show(named),
        issued=begin,
        until=until,
        statuses=statuses,
        odd_status=odd,
    )


def read_times(signed: Signed) -> tuple[datetime.datetime, datetime.datetime | None]:
    """From when until when a document speaks, within what its signature adds."""
    begin = read_moment(signed.document.get("validFrom"))
    if begin is None:
        raise ForeignError("没有签发时间。", "It has no time of issue.")
    said = signed.document.get("validUntil")
    ends = [] if said is None else [_require_moment(said)]
    ends += [] if signed.end is None else [signed.end]
    return max(begin, signed.begin or begin), min(ends, default=None)


def read_entries(said: object) -> tuple[tuple[StatusEntry, ...], str]:
    """The entries of lists of one bit a credential, and the kind of the first that is something else."""
    entries, odd = [], ""
    for one in said if isinstance(said, list | tuple) else [said]:
        if isinstance(one, dict) and one.get("statusPurpose") in NEUTRAL:
            continue
        entry = _read_entry(one) if isinstance(one, dict) else None
        if entry is None:
            odd = odd or _show(one.get("type") if isinstance(one, dict) else "") or "?"
        else:
            entries.append(entry)
    return tuple(entries), odd


def _read_entry(one: dict[str, Any]) -> StatusEntry | None:
    index, place, purpose = (one.get(name) for name in ("statusListIndex", "statusListCredential", "statusPurpose"))
    digits = isinstance(index, str) and index.isascii() and index.isdigit() and len(index) <= MOST_DIGITS
    texts = isinstance(place, str) and isinstance(purpose, str)
    if one.get("type") != "BitstringStatusListEntry" or one.get("statusSize", 1) != 1 or not (digits and texts):
        return None
    return StatusEntry(list=str(place), index=int(str(index)), purpose=str(purpose))


def read_moment(value: object) -> datetime.datetime | None:
    """An instant with a zone, or None."""
    try:
        moment = datetime.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def read_jwk(jwk: object) -> str:
    """The key in a JWK as multibase; blank where it is none of Ed25519."""
    found = jwk if isinstance(jwk, dict) else {}
    raw = decode_base64url(str(found.get("x"))) if found.get("crv") == "Ed25519" else None
    return multibase_key(raw) if raw is not None and len(raw) == 32 else ""


def _show(value: object) -> str:
    return value[:200] if isinstance(value, str) else ""
