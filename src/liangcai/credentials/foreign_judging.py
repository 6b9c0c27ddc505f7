"""Whether a credential of another program is good here and now, and what the lists say of it that were given along.

In: its content, lists of states, the trusted issuers, the time. Out: a ``Verification``. Follows: Bitstring Status List
1.0; nothing is fetched. A list counts if the key of the credential signed it, or one that the trust list names for it;
where a list is missing or does not count, the state is unknown, and that is said.
"""

import datetime

import msgspec

from liangcai.credentials.foreign import ForeignContent, StatusEntry, read_signed, read_times
from liangcai.credentials.foreign_proof import ForeignError
from liangcai.credentials.judge import (
    CLOCK_TOLERANCE,
    ISSUER,
    SIGNATURE,
    STATUS,
    ForeignSummary,
    Revocation,
    Verdict,
    Verification,
    judge_issuer,
    judge_time,
)
from liangcai.credentials.statement import say
from liangcai.credentials.status import MAX_FILE_BYTES, decode_bits
from liangcai.credentials.trust import TrustStore
from liangcai.findings import Finding, Message, Reason, Result, Severity

END = "VC validUntil"
# What a set bit of a list means: the state, and how it is said. Lists for other purposes do not bear on validity.
STATES: dict[str, tuple[Revocation, str, str]] = {
    "revocation": ("revoked", "凭证已被撤销", "The credential has been revoked"),
    "suspension": ("suspended", "凭证暂停使用", "The credential is suspended"),
}
WORST: tuple[Revocation, ...] = ("revoked", "suspended", "stale", "unchecked", "clear")


class ForeignList(msgspec.Struct, frozen=True, kw_only=True):
    """A list of states of another program: one bit a credential; ``until`` is None where it has no end."""

    id: str
    issuer: str
    purposes: tuple[str, ...]
    begin: datetime.datetime
    until: datetime.datetime | None
    bits: bytes


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry of a credential comes to, and why."""

    revocation: Revocation
    reason: Reason


def read_foreign_list(data: bytes, name: str = "status.json") -> Result[ForeignList | None]:
    """A list in a JSON file or a VC-JWT, whose signature fits the key of its issuer."""
    try:
        return Result(_read_list(data))
    except ForeignError as error:
        zh, en = error.message.zh, error.message.en
        message = Message(f"状态名单不能采信：{zh}", f"The list of states cannot be relied on: {en}")
        return Result(
            None, (Finding(rule="credential.status", severity=Severity.ERROR, message=message, document=name),)
        )


def _read_list(data: bytes) -> ForeignList:
    if len(data) > MAX_FILE_BYTES:
        raise ForeignError("文件过大。", "The file is too large.")
    plain = data.strip()
    signed = read_signed(data if plain[:1] == b"{" else plain.decode("ascii", "replace"))
    kinds, subject = signed.document.get("type"), signed.document.get("credentialSubject")
    if not isinstance(kinds, list) or "BitstringStatusListCredential" not in kinds or not isinstance(subject, dict):
        raise ForeignError("不是状态名单。", "It is no list of states.")
    purposes, bits = subject.get("statusPurpose"), decode_bits(str(subject.get("encodedList")))
    begin, until = read_times(signed)
    if bits is None or subject.get("statusSize", 1) != 1:
        raise ForeignError("名单解不开。", "The list in it cannot be unpacked.")
    return ForeignList(
        id=str(signed.document.get("id")),
        issuer=signed.issuer,
        purposes=tuple(map(str, purposes)) if isinstance(purposes, list) else (str(purposes),),
        begin=begin,
        until=until,
        bits=bits,
    )


def judge_foreign(
    content: ForeignContent, lists: tuple[ForeignList, ...], trust: TrustStore, now: datetime.datetime
) -> Verification:
    """Judge a credential of another program whose signature fits."""
    known = trust.find(content.issuer)
    said = ForeignSummary(
        holder=content.holder,
        achievement=content.achievement,
        issued=content.issued,
        until=content.until,
        issuer=content.issuer,
        issuer_name=known.name if known else content.claimed_name,
    )
    states = judge_states(content, lists, trust, now)
    revocation = min((one.revocation for one in states), key=WORST.index)
    reasons = (
        say(SIGNATURE, "签名与内容相符。", "The signature fits the content.", met=True),
        judge_time(content.issued, now),
        _judge_end(content, now),
        judge_issuer(known, content.issued, "foreign")
        if known
        else say(ISSUER, "本处不认识这个签发者。", "The issuer is not known here."),
        *(one.reason for one in states),
    )
    bad = any(not reason.met for reason in reasons if known or reason.clause != ISSUER)
    verdict = Verdict.INVALID if bad else Verdict.VALID if known else Verdict.UNKNOWN_ISSUER
    signed_by_known = all(reason.met for reason in reasons if reason.clause in (ISSUER, SIGNATURE))
    if revocation == "revoked" and signed_by_known:
        verdict = Verdict.REVOKED
    return Verification(verdict=verdict, reasons=reasons, foreign=said, revocation=revocation)


def judge_states(
    content: ForeignContent, lists: tuple[ForeignList, ...], trust: TrustStore, now: datetime.datetime
) -> tuple[State, ...]:
    """What each entry comes to; a credential that names no list can't be revoked in a way that is read here."""
    bearing = [one for one in content.statuses if one.purpose in STATES]
    states = [_judge_entry(one, content, lists, trust, now) for one in bearing]
    if content.odd_status:
        zh = f"撤销状态不明：它用「{content.odd_status}」说明状态，本程序不读这一种。"
        en = f"Its state is unknown: it is told by “{content.odd_status}”, which is not read here."
        states.append(State(revocation="unchecked", reason=say(STATUS, zh, en, met=True)))
    if not states:
        zh, en = "凭证没有撤销名单。", "The credential names no list of revocations."
        states.append(State(revocation="clear", reason=say(STATUS, zh, en, met=True)))
    return tuple(states)


def _judge_entry(
    entry: StatusEntry,
    content: ForeignContent,
    lists: tuple[ForeignList, ...],
    trust: TrustStore,
    now: datetime.datetime,
) -> State:
    found = [one for one in lists if one.id == entry.list and entry.purpose in one.purposes]
    speaking = [one for one in found if _speaks(one, content, trust)]
    if not speaking:
        place = entry.list[:200]
        if found:
            zh = f"撤销状态不明：给出的名单（{place}）不是这个签发者签的，不能采信。"
            en = f"Its state is unknown: the list given for {place} is not by this issuer and does not count."
        else:
            zh = f"撤销状态不明：手头没有它的状态名单。请自行从 {place} 取来，一并核验。"
            en = f"Its state is unknown: its list of states is not at hand. Get it from {place} and verify both."
        return State(revocation="unchecked", reason=say(STATUS, zh, en, met=True))
    return _judge_bit(entry, max(speaking, key=lambda one: one.begin), now)


def _judge_bit(entry: StatusEntry, found: ForeignList, now: datetime.datetime) -> State:
    state, zh, en = STATES[entry.purpose]
    day = f"{found.begin:%Y-%m-%d %H:%M} UTC"
    byte, bit = divmod(entry.index, 8)
    if byte >= len(found.bits):
        reason = say(STATUS, "它的位置不在状态名单里。", "Its place is not in the list of states.")
        return State(revocation="stale", reason=reason)
    if found.bits[byte] & (0x80 >> bit):
        return State(revocation=state, reason=say(STATUS, f"{zh}（名单 {day}）。", f"{en} (list of {day})."))
    if (found.until is not None and now > found.until) or now + CLOCK_TOLERANCE < found.begin:
        zh, en = f"状态名单（{day}）已过期，请取最新名单。", f"The list of {day} is out of date; take the present one."
        return State(revocation="stale", reason=say(STATUS, zh, en))
    what = {"revocation": ("未被撤销", "not revoked")}.get(entry.purpose, ("未被暂停", "not suspended"))
    zh, en = f"{what[0]}（名单 {day}）。", f"It is {what[1]}, by the list of {day}."
    return State(revocation="clear", reason=say(STATUS, zh, en, met=True))


def _speaks(found: ForeignList, content: ForeignContent, trust: TrustStore) -> bool:
    """Whether a list is signed by the key of the credential, or by one that the trust list names for it."""
    if found.issuer == content.issuer:
        return True
    signer = trust.find(found.issuer)
    return signer is not None and found.id in signer.lists and signer.serves("status") and signer.stands(found.begin)


def _judge_end(content: ForeignContent, now: datetime.datetime) -> Reason:
    if content.until is not None and now > content.until:
        return say(END, "已过有效期。", "It has expired.")
    return say(END, "未过有效期。", "It has not expired.", met=True)
