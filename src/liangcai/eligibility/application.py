"""What an applicant brings: titles, diplomas, certificates, work, training, and what people have ruled on it.

In: built by the pages, by a file or by a journey. Out: frozen structs and the findings about dates that can't be.
Follows: clause 1.9.1; every piece of evidence carries the date from which it counts.
"""

import datetime
from typing import Literal

import msgspec

from liangcai.eligibility.rules import Degree, ProofKind, Recognition, School, SchoolClass
from liangcai.findings import Finding, Message, Severity

Relation = Literal["own", "related", "similar", "other"]
Topic = Literal["occupation", "major"]


class Title(msgspec.Struct, frozen=True, kw_only=True):
    """A professional title (职称) and the day on which it was granted."""

    name: str
    obtained: datetime.date


class Diploma(msgspec.Struct, frozen=True, kw_only=True):
    """A diploma, or studies in their final year: then ``obtained`` is None and ``final_year_since`` says from when.

    ``award`` says whether it shows formal education (学历), a degree (学位) or both; ``target`` is the aim of a
    vocational programme, such as 中级技能, and ``recognition`` how that was established (evaluated where only an aim is
    on record), None where nobody has looked; ``school_class`` is the class of a technical school, ``enrolled_since``
    the first day of the studies; ``unrelated``: no relation is claimed.
    """

    degree: Degree
    award: Literal["education", "degree", "both"] = "both"
    major: str = ""
    school: School | None = None
    school_class: SchoolClass | None = None
    target: str | None = None
    recognition: Recognition | None = None
    obtained: datetime.date | None = None
    final_year_since: datetime.date | None = None
    enrolled_since: datetime.date | None = None
    unrelated: bool = False


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """A vocational certificate: occupation, short level name, day of issue, and whether it stands unrevoked."""

    occupation: str
    level: str
    obtained: datetime.date
    valid: bool = True
    unrelated: bool = False


class Employment(msgspec.Struct, frozen=True, kw_only=True):
    """Work in an occupation from the first to the last day, both worked; ``end`` None means that it goes on.

    ``trainee``: the work was done under guidance (见习).
    """

    occupation: str
    start: datetime.date
    end: datetime.date | None = None
    trainee: bool = False
    unrelated: bool = False


class Apprenticeship(msgspec.Struct, frozen=True, kw_only=True):
    """An apprenticeship in an occupation and the day on which it was completed."""

    occupation: str
    completed: datetime.date
    unrelated: bool = False


class TrainingProof(msgspec.Struct, frozen=True, kw_only=True):
    """A proof of training: level, standard hours, day of issue; ``kind`` is 培训学时证明 (hours) or 结业证书.

    ``number`` and ``issuer`` are those of a signed proof that was verified; blank where the hours were typed.
    """

    level: str
    hours: int
    issued: datetime.date
    kind: ProofKind = "hours"
    number: str = ""
    issuer: str = ""


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided about an occupation or a major that the standard doesn't list."""

    topic: Topic
    name: str
    relation: Literal["own", "related", "other"]
    decided_by: str
    grounds: str


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """An application for a level and direction; ``cut_off`` is the day on which an announcement has facts counted.

    ``born`` is the day of birth, None where it is not on record.
    """

    level: str
    direction: str | None = None
    cut_off: datetime.date | None = None
    born: datetime.date | None = None
    titles: tuple[Title, ...] = ()
    diplomas: tuple[Diploma, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    employment: tuple[Employment, ...] = ()
    training: tuple[TrainingProof, ...] = ()
    apprenticeships: tuple[Apprenticeship, ...] = ()
    rulings: tuple[Ruling, ...] = ()


def lint_application(application: Application) -> tuple[Finding, ...]:
    """What can't be in an application: work that ends before it begins (it counts for nothing)."""
    return tuple(
        Finding(
            rule="employment-dates",
            severity=Severity.ERROR,
            message=Message(
                f"工作经历“{work.occupation}”的结束日期 {work.end} 早于开始日期 {work.start}，不计入年限。",
                f"The work “{work.occupation}” ends on {work.end}, before it begins on {work.start}; it isn't counted.",
            ),
            clause="1.9.1",
        )
        for work in application.employment
        if work.end is not None and work.end < work.start
    )
