"""The rule packs of practice, decoded once.

In: the bundled files. Out: one struct a stage. Follows: a rule that does not come from a standard is data with source,
date and severity.
"""

from collections.abc import Callable
from functools import cache
from typing import TypeVar

import liangcai_reference
from liangcai.analysis.pack import AnalysisPack
from liangcai.analysis.pack import read_pack as read_analysis_pack
from liangcai.assembly.rules import AssemblyRules, read_rules
from liangcai.award.keeping import AwardPack
from liangcai.award.keeping import read_pack as read_award_pack
from liangcai.award.misconduct import MisconductPack
from liangcai.award.misconduct import read_pack as read_misconduct_pack
from liangcai.blueprint.pack import BlueprintPack
from liangcai.blueprint.pack import read_pack as read_blueprint_pack
from liangcai.credentials.pack import CertificatePack
from liangcai.credentials.pack import read_pack as read_certificate_pack
from liangcai.credentials.reporting import ReportPack, read_report_pack
from liangcai.delivery.pack import SittingPack
from liangcai.delivery.pack import read_pack as read_sitting_pack
from liangcai.eligibility.pack import EligibilityPack
from liangcai.eligibility.pack import read_pack as read_eligibility_pack
from liangcai.findings import Result
from liangcai.items.linting.pack import ItemPack
from liangcai.items.linting.pack import read_pack as read_item_pack
from liangcai.marking.pack import MarkingPack
from liangcai.marking.pack import read_pack as read_marking_pack
from liangcai.marking.review import ReviewPack
from liangcai.marking.review import read_pack as read_review_pack
from liangcai.retention.pack import RetentionPack
from liangcai.retention.pack import read_pack as read_retention_pack
from liangcai.scheduling.pack import SchedulingPack
from liangcai.scheduling.pack import read_pack as read_scheduling_pack
from liangcai.stations.paper import StationRules
from liangcai.stations.paper import read_rules as read_station_rules
from liangcai.supervision.pack import SupervisionPack
from liangcai.supervision.pack import read_pack as read_supervision_pack
from liangcai.training.pack import TrainingPack
from liangcai.training.pack import read_pack as read_training_pack
from liangcai.workflow.pack import WorkflowPack
from liangcai.workflow.pack import read_pack as read_workflow_pack

Pack = TypeVar("Pack")
# The reports that an organisation hands to the authority, in the order of the workflow.
REPORT_PACKS = ("report-results", "report-certificates")
# What an organisation chooses from; the first one stands until it chooses.
CERTIFICATE_PACKS = ("certificate", "certificate-16")


def load(name: str, read: Callable[[str, str], Result[Pack | None]]) -> Pack:
    """A bundled pack; one that can't be decoded is a broken program."""
    result = read(liangcai_reference.read_text(f"rulepacks/{name}.toml"), f"{name}.toml")
    if result.value is None:
        raise RuntimeError(f"the bundled rule pack {name} cannot be read: {result.findings}")
    return result.value


@cache
def blueprint_pack() -> BlueprintPack:
    """Question types and minutes."""
    return load("blueprint", read_blueprint_pack)


@cache
def assembly_rules() -> AssemblyRules:
    """How alike parallel papers are, and what they keep beside the blueprint."""
    return load("assembly", read_rules)


@cache
def item_pack() -> ItemPack:
    """How questions are written: limits and words."""
    return load("items", read_item_pack)


@cache
def marking_pack() -> MarkingPack:
    """Policies for multiple choice and panels, and where a total is rounded."""
    return load("marking", read_marking_pack)


@cache
def review_pack() -> ReviewPack:
    """How a review board goes on: its forms with phases and criteria."""
    return load("review", read_review_pack)


@cache
def scheduling_pack() -> SchedulingPack:
    """Seats a room, breaks, hours of the day."""
    return load("scheduling", read_scheduling_pack)


@cache
def eligibility_pack() -> EligibilityPack:
    """How evidence covers evidence."""
    return load("eligibility", read_eligibility_pack)


@cache
def award_pack() -> AwardPack:
    """How long a passed part is kept, and for how many resits."""
    return load("award", read_award_pack)


@cache
def misconduct_pack() -> MisconductPack:
    """What may follow from misconduct, and the terms of hearing, appeal and review."""
    return load("misconduct", read_misconduct_pack)


@cache
def certificate_pack(name: str = CERTIFICATE_PACKS[0]) -> CertificatePack:
    """How certificates are numbered, titled, renewed and revoked."""
    return load(name, read_certificate_pack)


@cache
def report_pack(name: str) -> ReportPack:
    """The columns of a report to the authority."""
    return load(name, read_report_pack)


@cache
def analysis_pack() -> AnalysisPack:
    """From where on a figure of a sitting is worth a second look."""
    return load("analysis", read_analysis_pack)


@cache
def sitting_pack() -> SittingPack:
    """Entering late, leaving early, time that one person may grant, irregularities."""
    return load("sitting", read_sitting_pack)


@cache
def workflow_pack() -> WorkflowPack:
    """The steps of a batch from the yearly plan to the archive, their deadlines, the holidays."""
    return load("workflow", read_workflow_pack)


@cache
def retention_pack() -> RetentionPack:
    """How long what is kept."""
    return load("retention", read_retention_pack)


@cache
def training_pack() -> TrainingPack:
    """How long a standard hour is, how many a day holds, how much of a unit is enough."""
    return load("training", read_training_pack)


@cache
def supervision_pack() -> SupervisionPack:
    """What a supervisor looks at, and how many visits a batch needs."""
    return load("supervision", read_supervision_pack)


@cache
def station_rules() -> StationRules:
    """What of a station's points is kept for what only people see."""
    return load("station", read_station_rules)
