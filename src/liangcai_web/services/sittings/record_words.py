"""What was done in a room, in words: one sentence a kind of fact.

In: a fact. Out: a ``Message``. Follows: the reason as it was typed stands in both languages.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from liangcai.findings import Message
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts_office import NAMES
from liangcai_web.services.packs import sitting_pack

Words = Callable[[dict[str, Any]], Message]
SCOPES = {
    "seat": Message("本座", "this seat"),
    "room": Message("全考场", "the room"),
    "sitting": Message("全场", "the whole sitting"),
}


def describe_fact(fact: Fact) -> Message:
    """What a fact of a room says."""
    words = WORDS.get(fact.kind)
    said: dict[str, Any] = msgspec.json.decode(fact.payload)
    return words(said) if words else NAMES.get(fact.kind, Message(fact.kind, fact.kind))


def write_span(seconds: int) -> Message:
    """Seconds as minutes and seconds."""
    minutes, rest = divmod(seconds, 60)
    zh = (f"{minutes} 分" if minutes else "") + (f" {rest} 秒" if rest else "")
    en = (f"{minutes} min" if minutes else "") + (f" {rest} s" if rest else "")
    return Message(zh.strip() or "0 秒", en.strip() or "0 s")


def _grant(said: dict[str, Any]) -> Message:
    span, scope = write_span(said["seconds"]), SCOPES[said["scope"]]
    count, reason = len(said["attempts"]), said["reason"]
    return Message(
        f"延时 {span.zh}（{scope.zh}，{count} 人）：{reason}", f"{span.en} granted ({scope.en}, {count}): {reason}"
    )


def _pause(said: dict[str, Any]) -> Message:
    scope, count = SCOPES[said["scope"]], len(said["attempts"])
    return Message(
        f"暂停（{scope.zh}，{count} 人）：{said['reason']}", f"Paused ({scope.en}, {count}): {said['reason']}"
    )


def _resume(said: dict[str, Any]) -> Message:
    scope, count = SCOPES[said["scope"]], len(said["attempts"])
    return Message(f"继续（{scope.zh}，{count} 人）", f"Resumed ({scope.en}, {count})")


def _move(said: dict[str, Any]) -> Message:
    before, after = f"{said['from_room']}-{said['from_seat']}", f"{said['room']}-{said['seat']}"
    return Message(f"换座 {before} → {after}：{said['reason']}", f"Moved {before} → {after}: {said['reason']}")


def _irregularity(said: dict[str, Any]) -> Message:
    rule = sitting_pack().irregularity(said["code"])
    zh, en = (rule.zh, rule.en) if rule else ("", "")
    proof_zh, proof_en = (
        (f"；证据：{said['evidence']}", f"; evidence: {said['evidence']}") if said["evidence"] else ("", "")
    )
    return Message(
        f"违纪违规 {said['code']} {zh}：{said['text']}{proof_zh}",
        f"Irregularity {said['code']} {en}: {said['text']}{proof_en}",
    )


def _reason(zh: str, en: str) -> Words:
    def write(said: dict[str, Any]) -> Message:
        reason = said.get("reason", "")
        return Message(f"{zh}：{reason}", f"{en}: {reason}") if reason else Message(zh, en)

    return write


def _identity(said: dict[str, Any]) -> Message:
    if said["passed"]:
        return Message("身份核验：人证相符", "Identity confirmed")
    return Message(f"身份核验未通过：{said['reason']}", f"Identity not confirmed: {said['reason']}")


def _closing(said: dict[str, Any]) -> Message:
    how = {"candidate": ("交卷", "Handed in"), "clock": ("时间到，服务器收卷", "Closed by the clock")}
    zh, en = how.get(said["how"], ("监考收卷", "Closed by staff"))
    reason = said.get("reason", "")
    return Message(f"{zh}：{reason}" if reason else zh, f"{en}: {reason}" if reason else en)


def _end(said: dict[str, Any]) -> Message:
    text = f"：{said['reason']}" if said["reason"] else ""
    closed = said["closed"]
    return Message(f"考场结束，收卷 {closed} 份{text}", f"Room ended, {closed} closed{text.replace('：', ': ')}")


WORDS: dict[str, Words] = {
    "time_granted": _grant,
    "clock_paused": _pause,
    "clock_resumed": _resume,
    "seat_moved": _move,
    "irregularity_noted": _irregularity,
    "identity_checked": _identity,
    "takeover_allowed": _reason("准许换机（5 分钟内一次）", "Another machine allowed (once, within 5 minutes)"),
    "entry_allowed": _reason("准许迟到入场", "Let in late"),
    "leaving_allowed": _reason("准许提前离场", "Let out early"),
    "room_ended": _end,
    "attempt_closed": _closing,
}
