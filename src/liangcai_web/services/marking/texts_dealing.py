"""Handing written answers out to markers.

In: a batch, accounts. Out: facts ``markers_appointed`` and ``script_dealt``. Follows: an answer gets a random code; two
people mark it alone, a third is in reserve; who stands aside for the candidate gets nothing of theirs.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Result
from liangcai.marking.dealing import Deal, deal_scripts
from liangcai.marking.scheme import prepare_scheme
from liangcai.marking.scripts import Script, list_scripts
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Membership
from liangcai_web.services.facts import NewFact, append_fact, append_facts
from liangcai_web.services.marking.recusals import find_barred
from liangcai_web.services.marking.texts import (
    TextScript,
    TextWork,
    find_form,
    hash_response,
    read_work,
    refuse,
    settle,
)
from liangcai_web.services.marking.theory import live_version, mark_candidate
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.payloads.marking import MarkersAppointed, ScriptDealt
from liangcai_web.services.sittings.attempts import read_answers
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.turns import take_turn

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is read for something else
LENGTH = 8
LEAST = 2


def appoint_markers(
    batch: Batch, names: Sequence[str], *, now: datetime, actor: AbstractBaseUser
) -> tuple[Finding, ...]:
    """Appoint who marks from now on; at least two, all of them assessors of the office."""
    wanted = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    known = set(list_assessors(batch))
    strangers = [name for name in wanted if name not in known]
    if strangers:
        zh = f"不是本机构的考评员：{'、'.join(strangers)}。"
        return (refuse("markers", zh, f"Not assessors of this office: {', '.join(strangers)}."),)
    if len(wanted) < LEAST:
        return (refuse("markers", "至少聘两名评卷人，最好三名。", "Appoint at least two markers, better three."),)
    payload = MarkersAppointed(markers=wanted)
    append_fact(batch.organisation, "markers_appointed", payload, now=now, actor=actor, batch=batch.uuid)
    return ()


def list_assessors(batch: Batch) -> tuple[str, ...]:
    """The accounts that may mark."""
    rows = Membership.objects.filter(organisation=batch.organisation, role=Membership.Role.ASSESSOR)
    return tuple(rows.filter(user__is_active=True).order_by("user__username").values_list("user__username", flat=True))


def deal_texts(batch: Batch, *, now: datetime, actor: AbstractBaseUser | None) -> Result[int]:
    """Deal every answer that waits; those dealt before keep their markers unless one has left or stands aside."""
    with take_turn(batch.organisation):
        work = read_work(batch)
        if work is None:
            zh, en = (
                "本批次的试卷没有须由人评分的题，或者试卷尚未启封。",
                "No question of this batch is marked by people.",
            )
            return Result(0, (refuse("none", zh, en),))
        if len(work.markers) < LEAST:
            return Result(0, (refuse("markers", "还没有聘评卷人。", "No markers are appointed yet."),))
        waiting = find_waiting(batch, work)
        known = {code: one for code, one in work.scripts.items() if one.standing.points is None}
        scripts = known | {code: one for code, one in waiting.items() if code not in known}
        barred = find_barred(batch, work.markers)
        deals = [_describe(one, barred.get(one.subject, frozenset())) for one in scripts.values()]
        dealt = deal_scripts(deals, work.markers, work.seed)
        facts = [
            NewFact(
                kind="script_dealt",
                payload=_replace(scripts[deal.code].dealt, deal.markers),
                subject=scripts[deal.code].subject,
            )
            for deal in dealt.value
            if deal.code in waiting or deal.markers != scripts[deal.code].dealt.markers
        ]
        append_facts(batch.organisation, facts, now=now, actor=actor, batch=batch.uuid)
    return Result(len(facts), dealt.findings)


def find_waiting(batch: Batch, work: TextWork) -> dict[str, TextScript]:
    """The answers of papers that are over and have no code yet, each with a new one."""
    marks = Fact.objects.filter(batch=batch.uuid, kind="theory_marked", subject__isnull=False)
    marked = [subject for subject in marks.values_list("subject", flat=True) if subject]
    known = {(one.subject, one.dealt.key, one.dealt.response_sha256) for one in work.scripts.values()}
    taken, found = set(work.scripts) | set(work.exemplars), {}
    for candidate in batch.candidates.exclude(uuid__in=marked):
        for script in read_written(candidate):
            if (candidate.uuid, script.question.key, hash_response(script.response)) not in known:
                code = draw_code(taken)
                found[code] = _new(candidate, script, code)
    return found


def read_written(candidate: Candidate) -> tuple[Script, ...]:
    """What a candidate wrote that people mark; nothing while they work."""
    batch = candidate.batch
    form, answers = find_form(batch, candidate.form), read_answers(candidate)
    if form is None or answers is None:
        return ()
    scheme = prepare_scheme(form, marking_pack(), live_version(batch))
    return list_scripts(form, mark_candidate(scheme, candidate, answers), scheme.pack)


def draw_code(taken: set[str]) -> str:
    """A code that nothing has and nobody can tell anything from."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if code not in taken:
            taken.add(code)
            return code


def find_position(attempt: UUID, item: str) -> int:
    """Where in the journal the newest answer to an item stands."""
    events = open_journal().read(str(attempt), ("answered",))
    return max((event.position for event in events if event.item == item), default=0)


def _new(candidate: Candidate, script: Script, code: str) -> TextScript:
    question = script.question
    dealt = ScriptDealt(
        code=code,
        key=question.key,
        item_sha256=question.item_sha256,
        response_sha256=hash_response(script.response),
        position=find_position(candidate.uuid, question.key.partition("/")[0]),
        markers=(),
    )
    return TextScript(subject=candidate.uuid, dealt=dealt, marks=(), standing=settle([], question))


def _describe(script: TextScript, barred: frozenset[str]) -> Deal:
    return Deal(code=script.dealt.code, markers=script.dealt.markers, done=script.given, barred=barred)


def _replace(dealt: ScriptDealt, markers: tuple[str, ...]) -> ScriptDealt:
    return msgspec.structs.replace(dealt, markers=markers)
