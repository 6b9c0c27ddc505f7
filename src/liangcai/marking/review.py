"""The review board (综合评审): kinds of it, its phases, its criteria, and the questions drawn for each candidate.

In: the text of ``rulepacks/review.toml``, a list of questions, a seed. Out: ``ReviewPack``, questions. Follows: 1.9.3
(five or more, odd) and 1.9.4 (minutes) stand in the standard; how a board goes on is practice and therefore data.
"""

import random
from collections.abc import Sequence
from decimal import Decimal
from itertools import zip_longest

import msgspec

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.rulepack import RulePack, read_rule_pack

LONGEST, MOST = 400, 500
TOPIC = "#"
ABOUT = Message("综合评审", "review boards")


class _Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the pack; an unknown field is an error of its author."""


class Phase(_Record, frozen=True, kw_only=True):
    """A stretch of a candidate's time; the one that ``grows`` takes what the standard's minutes leave over."""

    zh: str
    en: str
    minutes: int
    grows: bool = False


class Criterion(_Record, frozen=True, kw_only=True):
    """What each reviewer scores."""

    zh: str
    en: str
    points: Decimal


class ReviewForm(_Record, frozen=True, kw_only=True):
    """A kind of review, such as a defence; ``questions`` are drawn for each candidate."""

    key: str
    zh: str
    en: str
    questions: int
    phases: tuple[Phase, ...]
    criteria: tuple[Criterion, ...]

    @property
    def points(self) -> Decimal:
        """What the criteria add up to."""
        return sum((row.points for row in self.criteria), Decimal(0))


class ReviewPack(RulePack, frozen=True, kw_only=True):
    """The forms to choose from; the list of questions holds at least ``spare`` times as many as are drawn."""

    spare: int
    forms: tuple[ReviewForm, ...]

    def form(self, key: str) -> ReviewForm | None:
        """The form of a key, or None."""
        return next((form for form in self.forms if form.key == key), None)


class ReviewQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question to be put, under a topic of the list, "" where it has none."""

    topic: str
    text: str


def read_pack(text: str, name: str = "review.toml") -> Result[ReviewPack | None]:
    """Decode the pack; what does not fit is one finding and no value."""
    return read_rule_pack(text, "review", ReviewPack, ABOUT, name, _fault_of)


def _fault_of(pack: ReviewPack) -> str:
    for form in pack.forms:
        counts = (form.questions, len(form.phases), len(form.criteria), *(phase.minutes for phase in form.phases))
        if min(counts) < 1 or any(row.points <= 0 for row in form.criteria):
            return f"form {form.key} lacks questions, phases or criteria, or has points or minutes of 0"
    return ""


def fit_phases(form: ReviewForm, minutes: int) -> tuple[Phase, ...]:
    """The phases with at least the minutes of the standard; the one that grows, else the last, takes the rest."""
    short = minutes - sum(phase.minutes for phase in form.phases)
    if short <= 0:
        return form.phases
    grows = next((n for n, phase in enumerate(form.phases) if phase.grows), len(form.phases) - 1)
    return tuple(
        msgspec.structs.replace(phase, minutes=phase.minutes + short) if number == grows else phase
        for number, phase in enumerate(form.phases)
    )


def read_questions(text: str, form: ReviewForm, pack: ReviewPack) -> Result[tuple[ReviewQuestion, ...]]:
    """A list as it is typed: a question a line, topics in lines that begin with ``#``; blank lines mean nothing."""
    topic, found, findings = "", list[ReviewQuestion](), list[Finding]()
    for number, raw in enumerate(text.splitlines(), 1):
        line = " ".join(raw.split())
        if line.startswith(TOPIC):
            topic = line.lstrip(TOPIC).strip()
        elif len(line) > LONGEST:
            zh, en = f"第 {number} 行超过 {LONGEST} 字。", f"Line {number} has more than {LONGEST} characters."
            findings.append(_fault(zh, en))
        elif line and any(one.text == line for one in found):
            findings.append(_fault(f"第 {number} 行与前面的题重复。", f"Line {number} repeats a question."))
        elif line:
            found.append(ReviewQuestion(topic=topic, text=line))
    wanted = form.questions * pack.spare
    if not wanted <= len(found) <= MOST:
        zh = f"「{form.zh}」每人抽 {form.questions} 题，题单应有 {wanted} 至 {MOST} 题，现有 {len(found)} 题。"
        en = f"{form.en} draws {form.questions} a candidate: {wanted} to {MOST} are needed, {len(found)} are here."
        findings.append(_fault(zh, en))
    return Result(() if findings else tuple(found), tuple(findings))


def draw_questions(pool: Sequence[ReviewQuestion], count: int, seed: int, candidate: str) -> tuple[ReviewQuestion, ...]:
    """The questions of one candidate: spread over the topics, the same for the same seed and candidate."""
    rng = random.Random(f"{seed} review {candidate}")
    topics: dict[str, list[ReviewQuestion]] = {}
    for one in pool:
        topics.setdefault(one.topic, []).append(one)
    groups = list(topics.values())
    rng.shuffle(groups)
    for group in groups:
        rng.shuffle(group)
    turns = (one for turn in zip_longest(*groups) for one in turn if one is not None)
    return tuple(one for one, _ in zip(turns, range(count), strict=False))


def _fault(zh: str, en: str, document: str = "") -> Finding:
    message = Message(zh, en)
    return Finding(rule="review.questions", severity=Severity.ERROR, message=message, document=document, clause="1.9.2")
