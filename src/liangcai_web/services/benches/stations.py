"""The station of a batch: which pack its skill part uses, what that is to the paper, what it gave each candidate.

In: a batch, an officer. Out: facts; a ``StationPaper``; reports. Follows: 4.2; a station is chosen before the papers
are opened and not changed afterwards; a pack that is not green can't be chosen.
"""

from datetime import datetime
from functools import lru_cache

import msgspec
from django.contrib.auth.models import AbstractBaseUser

from liangcai.blueprint.derive import derive_blueprint
from liangcai.blueprint.model import Blueprint
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Standard
from liangcai.stations.model import StationReport
from liangcai.stations.paper import StationPaper, draw_station
from liangcai_host.benches.model import read_report
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.benches import BenchAttempt
from liangcai_web.records.documents import Document
from liangcai_web.records.facts import Fact
from liangcai_web.services.batches.state import batch_standard
from liangcai_web.services.benches.packs import Offer, list_offers, load_pack
from liangcai_web.services.facts import append_fact, last_fact, newest_fact, read_facts, read_payload
from liangcai_web.services.packs import blueprint_pack, station_rules
from liangcai_web.services.papers.making import load_blueprint
from liangcai_web.services.payloads.benches import BenchGraded, BenchHandedIn, StationChosen, StationWithdrawn
from liangcai_web.services.turns import take_turn

CHOICES = ("station_chosen", "station_withdrawn")


class Fitting(msgspec.Struct, frozen=True, kw_only=True):
    """A pack as it would be for a batch: what it supplies, or what stands against it."""

    offer: Offer
    paper: StationPaper | None
    findings: tuple[Finding, ...]


def read_station(batch: Batch) -> StationChosen | None:
    """The pack that the batch uses, or None."""
    fact = read_facts(batch.uuid, *CHOICES).last()
    return read_payload(fact, StationChosen) if fact is not None and fact.kind == "station_chosen" else None


def station_paper(batch: Batch) -> StationPaper | None:
    """What the station supplies of the skill paper of a batch, or None where it has none."""
    chosen = read_station(batch)
    return draw_paper(batch, chosen.sha256).value if chosen else None


def draw_paper(batch: Batch, sha256: str) -> Result[StationPaper | None]:
    """What a pack would supply."""
    blueprint = plan_blueprint(batch)
    if blueprint is None:
        zh, en = (
            "标准没有给出这一等级的权重，不能安排工位",
            "The standard gives the level no weights: no station is planned",
        )
        return Result(None, (refuse("blueprint", zh, en),))
    standard = batch_standard(batch)
    return draw_station(blueprint, standard, load_pack(sha256), station_rules())


def plan_blueprint(batch: Batch) -> Blueprint | None:
    """The blueprint of the papers, or before there are any the one that they will have."""
    kept = load_blueprint(batch)
    return kept or derive_for(batch_standard(batch), batch.level, batch.direction or None)


def derive_for(standard: Standard, level: str, direction: str | None) -> Blueprint | None:
    """The blueprint that the standard gives a level."""
    return derive_blueprint(standard, level, direction, blueprint_pack()).value


def list_fitting_packs(batch: Batch) -> tuple[Fitting, ...]:
    """The packs for the standard and level of a batch, the usable first; each with why it may not be used."""
    standard, found = batch_standard(batch), list[Fitting]()
    for offer in list_offers():
        pack = offer.pack
        if (pack.code, pack.edition, pack.level) != (standard.code, standard.edition, batch.level):
            continue
        drawn = draw_paper(batch, offer.sha256) if offer.row else Result(None)
        found.append(Fitting(offer=offer, paper=drawn.value, findings=(*offer.findings, *drawn.findings)))
    return tuple(sorted(found, key=lambda one: bool(one.findings)))


def choose_station(batch: Batch, name: str, *, actor: AbstractBaseUser, now: datetime) -> Result[Fact | None]:
    """Have the skill part use a pack; refused once the papers are open, and where the pack is not fit."""
    fitting = next((one for one in list_fitting_packs(batch) if one.offer.pack.id == name), None)
    if fitting is None:
        zh, en = "没有适用于本批次的这个工位包", "There is no such pack for this batch"
        return Result(None, (refuse("unknown", zh, en),))
    if fitting.findings:
        return Result(None, fitting.findings)
    with take_turn(batch.organisation):
        if last_fact(batch.uuid, "sitting_opened") is not None:
            return Result(None, (_too_late(),))
        pack, chosen = fitting.offer.pack, read_station(batch)
        if chosen is not None and chosen.sha256 == fitting.offer.sha256:
            return Result(last_fact(batch.uuid, "station_chosen"))
        said = StationChosen(
            pack=pack.id, version=pack.version, sha256=fitting.offer.sha256, rules_id=station_rules().id
        )
        return Result(append_fact(batch.organisation, "station_chosen", said, now=now, actor=actor, batch=batch.uuid))


def withdraw_station(batch: Batch, reason: str, *, actor: AbstractBaseUser, now: datetime) -> Result[Fact | None]:
    """Have the skill part use no station; refused once the papers are open."""
    words = " ".join(reason.split())[:200]
    if not words:
        return Result(None, (refuse("reason", "请写明原因", "Say why"),))
    with take_turn(batch.organisation):
        chosen = read_station(batch)
        if last_fact(batch.uuid, "sitting_opened") is not None:
            return Result(None, (_too_late(),))
        if chosen is None:
            return Result(None, (refuse("none", "本批次没有安排工位", "The batch uses no station"),))
        said = StationWithdrawn(pack=chosen.pack, reason=words)
        return Result(
            append_fact(batch.organisation, "station_withdrawn", said, now=now, actor=actor, batch=batch.uuid)
        )


def find_bench(candidate: Candidate) -> BenchAttempt | None:
    """The bench of a candidate, or None before there is one."""
    rows = BenchAttempt.objects.filter(candidate=candidate).select_related("pack", "organisation")
    return rows.defer("pack__content", "pack__trial").first()


def read_bench_report(candidate: Candidate) -> StationReport | None:
    """What the station gave a candidate, or None while it is not graded: the fact that stands names the report."""
    fact = newest_fact(candidate.uuid, "bench_graded")
    return load_report(read_payload(fact, BenchGraded).report_sha256) if fact else None


def was_absent(candidate: Candidate) -> bool:
    """Whether staff stated that nobody came to the bench."""
    fact = newest_fact(candidate.uuid, "bench_handed_in")
    return fact is not None and read_payload(fact, BenchHandedIn).how == "absent"


@lru_cache(maxsize=512)
def load_report(sha256: str) -> StationReport:
    """The report under a hash."""
    document = Document.objects.filter(kind=Document.Kind.BENCH_REPORT, sha256=sha256)[0]
    return read_report(msgspec.json.decode(bytes(document.content)))


def _too_late() -> Finding:
    zh, en = "试卷已经启封，不能再改工位", "The papers are open: the station can't be changed any more"
    return refuse("late", zh, en)


def refuse(rule: str, zh: str, en: str) -> Finding:
    """What can't be done about a station."""
    message = Message(f"{zh}。", f"{en}.")
    return Finding(rule=f"station.{rule}", severity=Severity.ERROR, message=message, clause="4.2")
