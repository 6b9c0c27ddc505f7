"""Probes of the desk: what was filled in, asked, fetched, taken in, mended, sent.

In: a state and a try. Out: what is seen. Follows: 1.x of the contract: partial shares by field, sets by overlap, a cap
where a critical field is wrong; errors that were planted by precision and recall.
"""

from fractions import Fraction

import msgspec

from liangcai.findings import Message
from liangcai.stations.model import NONE, WHOLE
from liangcai_stations.drawing import Value
from liangcai_stations.record.scene import Scene
from liangcai_stations.record.seen import Seen, agree, mean, plain
from liangcai_stations.record.state import Loan, State
from liangcai_stations.record.trying import (
    Apart,
    Asked,
    Borrowed,
    Corrected,
    Fields,
    Looked,
    Segments,
    Sent,
    Taken,
    Untouched,
)

HALF = Fraction(1, 2)


def see_fields(scene: Scene, state: State, one: Fields) -> Seen:
    """Each field of the saved sheets; a critical one that is wrong caps them all."""
    shares: dict[Message, Fraction] = {}
    capped = False
    for sheet in one.sheets:
        saved = state.saved.get(sheet.record, {})
        for name, truth in sheet.truth.items():
            share = agree(saved.get(name), truth, one.within.get(name))
            shares[name_field(scene, sheet.record, name)] = share
            capped = capped or (name in one.critical and share != WHOLE)
    seen = mean(shares, "各栏与实情一致", "Every field as it is in truth")
    if not capped:
        return seen
    return Seen(share=min(seen.share, Fraction(one.cap)), faults=seen.faults, wanted=seen.wanted)


def name_field(scene: Scene, record: str, name: str) -> Message:
    """What a field is called, with its record."""
    field, found = scene.field(record, name), scene.record(record)
    if field is None or found is None:
        return plain(f"{record}.{name}")
    return Message(f"{found.zh}·{field.zh}", f"{found.en}: {field.en}")


def see_segments(state: State, one: Segments) -> Seen:
    """The parts of a number, where it is as long as it must be."""
    value = state.saved.get(one.record, {}).get(one.field, "")
    shares, start = {}, 0
    for place, length in enumerate(one.parts, 1):
        part = one.truth[start : start + length]
        right = isinstance(value, str) and len(value) == len(one.truth) and value[start : start + length] == part
        shares[Message(f"第 {place} 段", f"part {place}")] = Fraction(right)
        start += length
    return mean(shares, one.truth, one.truth)


def see_asked(state: State, one: Asked) -> Seen:
    """Which questions were asked, and those that have to wait for another only behind it."""
    shares = {}
    for name in one.questions:
        first = one.after.get(name)
        heard = state.asked[state.asked.index(first) :] if first in state.asked else () if first else state.asked
        shares[plain(name)] = Fraction(name in heard)
    return mean(shares, "该说的都说了，该问的都问了，次序妥当", "Everything said and asked, in the right order")


def see_looked(state: State, one: Looked) -> Seen:
    """Which tables were looked up before the first of the records was saved."""
    firsts = [state.looked.index(name) for name in one.before if name in state.looked]
    heard = state.looked[: min(firsts)] if firsts else ()
    shares = {plain(name): Fraction(name in heard) for name in one.tables}
    return mean(shares, "填写之前查过表", "Looked up before it was filled in")


def see_taken(state: State, one: Taken) -> Seen:
    """Which rows were taken in or refused as they must be."""
    shares = {plain(row): judge_row(state.rows.get(row), truth) for row, truth in one.truth.items()}
    seen = mean(shares, "好行导入，坏行按原因退回", "Good rows taken in, bad ones refused for their reason")
    spoilt = any(reason and state.rows.get(row) == "" for row, reason in one.truth.items())
    return msgspec.structs.replace(seen, share=min(seen.share, HALF)) if spoilt else seen


def judge_row(done: str | None, truth: str) -> Fraction:
    """A refusal for the wrong reason is half."""
    if done is None or bool(done) != bool(truth):
        return NONE
    return WHOLE if done == truth else HALF


def see_borrowed(state: State, one: Borrowed) -> Seen:
    """Which records were fetched for their purpose and are back."""
    shares = {}
    for record, purpose in one.truth.items():
        loans = [loan for loan in state.loans if loan.record == record]
        shares[plain(record)] = judge_loans(loans, purpose)
    return mean(shares, "按用途调取，用毕归还", "Fetched for its purpose and given back")


def judge_loans(loans: list[Loan], purpose: str) -> Fraction:
    """Half for the purpose, half for the way back."""
    if not loans:
        return NONE
    return HALF * all(loan.purpose == purpose for loan in loans) + HALF * all(loan.back for loan in loans)


def see_untouched(state: State, one: Untouched) -> Seen:
    """Whether anything was fetched that nobody needed."""
    touched = sorted({loan.record for loan in state.loans} - set(one.allowed))
    wanted = Message("没有调取用不着的档案", "Nothing fetched that was not needed")
    return Seen(share=Fraction(not touched), faults=tuple(plain(name) for name in touched), wanted=wanted)


def see_corrected(scene: Scene, state: State, one: Corrected) -> Seen:
    """Errors mended over those planted and those mended, twice the common ones (F1)."""
    among = {place: mended for place, mended in state.mended.items() if not one.among or place[1] in one.among}
    found, faults = NONE, list[Message]()
    for planted in one.planted:
        mended = among.get((planted.record, planted.field))
        share = NONE if mended is None else agree(mended.value, planted.value)
        if share and mended and mended.evidence != planted.evidence:
            share = share / 2
        found += share
        if share != WHOLE:
            faults.append(name_field(scene, planted.record, planted.field))
    planted_at = {(planted.record, planted.field) for planted in one.planted}
    faults += [name_field(scene, *place) for place in among if place not in planted_at]
    share = 2 * found / (len(one.planted) + len(among)) if one.planted else NONE
    return Seen(share=share, faults=tuple(faults), wanted=Message("错处全部改正，未改对处", "All errors, nothing else"))


def see_sent(state: State, one: Sent) -> Seen:
    """Whether a record went to the right place, in time, and nowhere else."""
    letters = [letter for letter in state.letters if letter.record == one.record]
    wanted = Message(f"{one.by // 60} 分钟内报送 {one.to}", f"Sent to {one.to} within {one.by // 60} minutes")
    astray = tuple(plain(to) for to in sorted({letter.to for letter in letters} - {one.to}))
    if not letters or astray:
        return Seen(share=NONE, faults=astray, wanted=wanted)
    return Seen(share=WHOLE if min(letter.at for letter in letters) <= one.by else HALF, wanted=wanted)


def see_apart(state: State, one: Apart) -> Seen:
    """Whether two values ever stood together in the field as it was saved."""
    together = [value for field, value in state.ever if field == one.field and set(one.values) <= set(as_tuple(value))]
    wanted = Message("不可同用的没有同用", "What must not come together never did")
    return Seen(
        share=Fraction(not together),
        faults=tuple(plain(value) for value in one.values) if together else (),
        wanted=wanted,
    )


def as_tuple(value: Value) -> tuple[str, ...]:
    """A value as the values of a multiple choice."""
    return value if isinstance(value, tuple) else (value,)
