"""A wrong key after the examination: proposed, compared on every paper, made live by two people.

In: amendments with a reason; two officers. Out: facts ``marking_proposed``, ``marking_made_live``, a ``mark_changed``
for each mark that changes, new decisions. Follows: clause 1.9.2; reliability rule 9; the papers and the first marks
stay as they are; what is compared is written nowhere.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.theory import TheoryMark
from liangcai.marking.version import CLAUSE, Amendment, MarkingVersion, check_version
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.accounts.approvals import ByTwo
from liangcai_web.services.facts import NewFact, append_fact, append_facts, read_facts, read_payload
from liangcai_web.services.marking.theory import list_areas, list_forms, live_version, score_papers
from liangcai_web.services.packs import marking_pack
from liangcai_web.services.papers.making import kept_hash, load_blueprint
from liangcai_web.services.payloads.results import MarkChanged, MarkingMadeLive, MarkingProposed
from liangcai_web.services.results.decisions import decide_again, read_mark
from liangcai_web.services.standing.awards import read_decisions
from liangcai_web.services.turns import take_turn


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A marking version that somebody proposed; ``live`` since two made it so, ``stale`` where a newer one is live."""

    fact: Fact
    said: MarkingProposed
    live: Fact | None
    stale: bool

    @property
    def version(self) -> MarkingVersion:
        """What it says."""
        return self.said.version


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A paper under a version: the mark as published and as it would be; ``held`` where a review by people stands."""

    candidate: Candidate
    before: Decimal
    after: TheoryMark
    passed_before: bool
    passed_after: bool
    replaces: str
    held: bool

    @property
    def changes(self) -> bool:
        """Whether the mark is another."""
        return self.before != self.after.points and not self.held

    @property
    def turns(self) -> bool:
        """Whether passing the part turns with it."""
        return self.changes and self.passed_before != self.passed_after

    @property
    def difference(self) -> Decimal:
        """By how much."""
        return self.after.points - self.before


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Every paper before and after."""

    changes: tuple[Change, ...]

    @property
    def affected(self) -> tuple[Change, ...]:
        """Those whose mark is another, the greatest difference first."""
        found = (one for one in self.changes if one.changes)
        return tuple(sorted(found, key=lambda one: (-abs(one.difference), one.candidate.serial)))

    @property
    def turned(self) -> tuple[Change, ...]:
        """Those of them for whom passing turns."""
        return tuple(one for one in self.affected if one.turns)

    @property
    def held(self) -> tuple[Change, ...]:
        """Those whose mark two people set in a review: it stands until it is reviewed again."""
        return tuple(one for one in self.changes if one.held)


def propose_marking(
    batch: Batch, amendments: Sequence[Amendment], reason: str, *, actor: AbstractBaseUser, now: datetime
) -> Result[Fact | None]:
    """Propose to mark questions otherwise, on top of the version that is live; nothing changes by it."""
    with take_turn(batch.organisation):
        version = next_version(batch, amendments)
        findings = check_version(version, list_forms(batch)) if amendments else check_version(MarkingVersion(), ())
        if not reason.strip():
            zh, en = "没有写明改动的依据。", "The ground for it is not stated."
            findings += (
                _say("reason", zh, en, "写明谁、依据什么认定原答案有误。", "Say who found the key wrong, and by what."),
            )
        sha256 = kept_hash(batch.uuid, "forms_assembled")
        if not list_forms(batch) or sha256 is None:
            zh, en = "试卷还没有启封，不能改评分方案。", "The papers are sealed still: there is nothing to amend."
            findings = (_say("sealed", zh, en, "考试后再提出。", "Propose it after the sitting."),)
        if findings or sha256 is None:
            return Result(None, findings)
        said = MarkingProposed(version=version, forms_sha256=sha256, pack_id=marking_pack().id, reason=reason.strip())
        return Result(append_fact(batch.organisation, "marking_proposed", said, now=now, actor=actor, batch=batch.uuid))


def next_version(batch: Batch, amendments: Sequence[Amendment]) -> MarkingVersion:
    """The live version with these amendments in the place of those on the same questions, under the next number."""
    named = {one.item_id for one in amendments}
    kept = (one for one in live_version(batch).amendments if one.item_id not in named)
    number = 2 + read_facts(batch.uuid, "marking_proposed").count()
    return MarkingVersion(number=number, amendments=(*kept, *amendments))


def list_proposals(batch: Batch) -> tuple[Proposal, ...]:
    """Every version that was proposed, the newest first."""
    lives = {
        read_payload(fact, MarkingMadeLive).proposed: fact
        for fact in read_facts(batch.uuid, "marking_made_live").select_related("actor", "approver")
    }
    newest = live_version(batch).number
    proposals = []
    for fact in read_facts(batch.uuid, "marking_proposed").select_related("actor"):
        said = read_payload(fact, MarkingProposed)
        live = lives.get(fact.hash)
        stale = said.version.number < newest and live is None
        proposals.append(Proposal(fact=fact, said=said, live=live, stale=stale))
    return tuple(reversed(proposals))


def find_proposal(batch: Batch, number: int) -> Proposal | None:
    """The version of that number, or None."""
    return next((one for one in list_proposals(batch) if one.version.number == number), None)


def compare_marking(batch: Batch, version: MarkingVersion) -> Comparison:
    """Every paper that is marked, under the version, beside its mark that stands."""
    stands = read_theory(batch)
    blueprint = load_blueprint(batch)
    part = blueprint.part("theory") if blueprint else None
    least = part.pass_mark if part else 0
    changes = []
    for candidate, after in score_papers(batch, version):
        fact = stands.get(candidate.uuid)
        if fact is None:
            continue
        before = read_mark(fact).points
        changes.append(
            Change(
                candidate=candidate,
                before=before,
                after=after,
                passed_before=before >= least,
                passed_after=after.points >= least,
                replaces=fact.hash,
                held=fact.kind == "mark_changed" and read_payload(fact, MarkChanged).cause == "review",
            )
        )
    return Comparison(changes=tuple(changes))


def read_theory(batch: Batch) -> dict[object, Fact]:
    """The fact of the theory mark that stands, by candidate."""
    found: dict[object, Fact] = {}
    for fact in read_facts(batch.uuid, "theory_marked", "mark_changed"):
        if fact.kind == "theory_marked" or read_payload(fact, MarkChanged).kind == "theory":
            found[fact.subject] = fact
    return found


def make_live(
    batch: Batch, number: int, *, actor: AbstractBaseUser, approver: AbstractBaseUser, now: datetime
) -> Result[Comparison | None]:
    """Let a version count, by two people: new marks with their reason, then new decisions."""
    with take_turn(batch.organisation):
        proposal = find_proposal(batch, number)
        refused = check_live(proposal, number)
        if refused or proposal is None:
            return Result(None, (refused,) if refused else ())
        compared = compare_marking(batch, proposal.version)
        people = ByTwo(now=now, actor=actor, approver=approver)
        facts = [describe_change(one, proposal) for one in compared.affected]
        append_facts(batch.organisation, facts, batch=batch.uuid, **people)
        reason = f"第 {number} 版评分：{proposal.said.reason}"
        before = read_decisions(batch)
        decided = decide_again(batch, [one.candidate.uuid for one in compared.affected], reason, **people)
        said = MarkingMadeLive(
            number=number,
            proposed=proposal.fact.hash,
            papers=len(compared.changes),
            changed=len(compared.affected),
            verdicts=sum(before[subject].passed != one.passed for subject, one in decided.items()),
        )
        append_fact(batch.organisation, "marking_made_live", said, batch=batch.uuid, **people)
    return Result(compared)


def check_live(proposal: Proposal | None, number: int) -> Finding | None:
    """Why a version can't be made live, or None."""
    if proposal is None:
        how = ("先提出，再比对，再启用。", "Propose it first, then compare, then make it live.")
        return _say("number", f"没有第 {number} 版评分方案。", f"There is no marking version {number}.", *how)
    if proposal.live is not None:
        how = ("无须再做。", "Nothing is left to do.")
        return _say("live", f"第 {number} 版已经启用。", f"Version {number} is live already.", *how)
    if proposal.stale:
        zh, en = f"第 {number} 版提出之后已启用更新的版本。", f"A newer version is live than version {number}."
        return _say("stale", zh, en, "在现行版本上重新提出。", "Propose it again on top of the live one.")
    return None


def describe_change(change: Change, proposal: Proposal) -> NewFact:
    """The new mark of a paper as a fact."""
    mark = change.after
    said = MarkChanged(
        kind="theory",
        points=mark.points,
        before=change.before,
        full=mark.full,
        reason=proposal.said.reason,
        cause="version",
        by=str(proposal.version.number),
        replaces=change.replaces,
        pack_id=mark.pack_id,
        version=mark.version,
        form_sha256=mark.form_sha256,
        areas=list_areas(mark),
        reasons=mark.reasons,
    )
    return NewFact(kind="mark_changed", payload=said, subject=change.candidate.uuid)


def _say(rule: str, zh: str, en: str, how_zh: str, how_en: str) -> Finding:
    return Finding(
        rule=f"marking.version-{rule}",
        severity=Severity.ERROR,
        message=Message(zh, en),
        remedy=Message(how_zh, how_en),
        clause=CLAUSE,
    )
