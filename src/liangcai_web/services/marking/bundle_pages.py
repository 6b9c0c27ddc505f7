"""The readable page of an evidence bundle: one file that opens anywhere and asks nobody for anything.

In: the evidence of a mark. Out: HTML without scripts, styles of its own, every text escaped. Follows: what is decided
about somebody must be readable without the program that decided it.
"""

from collections.abc import Iterable
from html import escape

import msgspec

from liangcai.assembly.model import Form
from liangcai.findings import Message
from liangcai.marking.pack import MarkingPack
from liangcai.marking.sheet import AssessorSheet
from liangcai.marking.theory import TheoryMark
from liangcai.marking.version import MarkingVersion
from liangcai_host.journal.model import StoredEvent
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.days import local_time
from liangcai_web.services.facts_office import NAMES

STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{border:1px solid #999;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top}.n{text-align:right}.m{font-family:monospace;word-break:break-all}"
)


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What a mark rests on: the paper, how it is marked, the mark found again, events, sheets, facts."""

    candidate: Candidate
    form: Form | None
    pack: MarkingPack
    version: MarkingVersion
    mark: TheoryMark | None
    events: tuple[StoredEvent, ...]
    sheets: tuple[AssessorSheet, ...]
    facts: tuple[Fact, ...]


def write_evidence(evidence: Evidence) -> bytes:
    """The page."""
    one = evidence.candidate
    title = f"成绩复核证据 Evidence of a mark · {one.ticket_number}"
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{escape(one.batch.title)} · {escape(one.person.name)} · {escape(one.batch.organisation.name)}</p>",
        "<p>随附文件的哈希都在签名的 manifest.json 里；用 liangcai archive verify 核验。</p>",
        "<p>The hashes of all files stand in the signed manifest.json; liangcai archive verify checks them.</p>",
        *_theory(evidence),
        *_sheets(evidence.sheets),
        *_facts(evidence.facts),
    ]
    head = f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    return f"{head}{''.join(parts)}</html>".encode()


def _theory(evidence: Evidence) -> Iterable[str]:
    mark, form = evidence.mark, evidence.form
    if mark is None or form is None:
        return
    yield "<h2>理论：由原始事件重算 Theory, from the raw events</h2>"
    yield (
        f"<p>{escape(mark.reasons[0].message.zh)} {escape(mark.reasons[0].message.en)}</p>"
        f"<p>{len(evidence.events)} 条事件 events；试卷 paper {escape(form.id)} "
        f"<span class=m>{mark.form_sha256}</span>；评分版本 marking version {mark.version}</p>"
    )
    yield (
        "<table><tr><th>题 no.</th><th>试题 question</th><th>作答 response</th><th>答案 key</th>"
        "<th>得分 points</th><th>理由 reason</th></tr>"
    )
    for question, one in zip(form.questions, mark.responses, strict=True):
        amended = evidence.version.amendment(question.item.id)
        key = "、".join(amended.keys) if amended and amended.keys else question.item.key
        yield (
            f"<tr><td>{question.number}</td><td>{escape(question.item.id)} {escape(question.item.stem)}</td>"
            f"<td class=m>{escape(one.response) or '—'}</td><td class=m>{escape(key) or '—'}</td>"
            f"<td class=n>{one.points} / {one.full}</td><td>{_both(one.reason)}</td></tr>"
        )
    yield "</table>"


def _sheets(sheets: tuple[AssessorSheet, ...]) -> Iterable[str]:
    if not sheets:
        return
    yield "<h2>技能：各考评员的评分表 Skill part: each assessor's sheet</h2><table><tr><th>项目 row</th>"
    yield "".join(f"<th>{escape(sheet.assessor)}</th>" for sheet in sheets) + "</tr>"
    for row in sheets[0].rows:
        given = [next((str(one.points) for one in sheet.rows if one.key == row.key), "—") for sheet in sheets]
        yield f"<tr><td>{escape(row.key)}</td>{''.join(f'<td class=n>{points}</td>' for points in given)}</tr>"
    for fixed in sheets[0].fixed:
        given = [f"{float(fixed.points):.2f}"] * len(sheets)
        yield f"<tr><td>{escape(fixed.key)}</td>{''.join(f'<td class=n>{points}</td>' for points in given)}</tr>"
    yield "</table>"


def _facts(facts: tuple[Fact, ...]) -> Iterable[str]:
    yield "<h2>事实记录 Facts</h2><table><tr><th>#</th><th>时间 at</th><th>事项 what</th>"
    yield "<th>经手 by</th><th>SHA-256</th></tr>"
    for fact in facts:
        name = NAMES.get(fact.kind, Message(fact.kind, fact.kind))
        people = " + ".join(user.get_username() for user in (fact.actor, fact.approver) if user) or "—"
        yield (
            f"<tr><td class=n>{fact.position}</td><td>{local_time(fact.at):%Y-%m-%d %H:%M:%S}</td>"
            f"<td>{_both(name)}</td><td>{escape(people)}</td><td class=m>{fact.hash}</td></tr>"
        )
    yield "</table>"


def _both(message: Message) -> str:
    return f"{escape(message.zh)} {escape(message.en)}"
