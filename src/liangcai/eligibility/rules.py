"""Application conditions as an expression that a machine can judge.

In: built by ``compile_conditions``. Out: frozen structs, tagged by ``rule`` in JSON, read by ``check_eligibility`` and
``describe``. Follows: clause 1.9.1 of a published standard; what can't be read stays as ``Uncompiled``, never met.
"""

from typing import Literal

import msgspec

from liangcai.eligibility.pack import EligibilityPack

Scope = Literal["own", "related", "own_or_related", "profession"]
Degree = Literal["secondary", "college", "bachelor", "second_bachelor", "master", "doctor"]
Award = Literal["education", "degree"]
School = Literal[
    "technical_school",
    "advanced_technical_school",
    "technician_college",
    "secondary_vocational",
    "higher_vocational",
    "university",
]
SchoolClass = Literal["intermediate_class", "advanced_class", "prospective_technician_class", "technician_class"]
Recognition = Literal["evaluated", "approved"]
ProofKind = Literal["hours", "completion"]

DEGREES: tuple[Degree, ...] = ("secondary", "college", "bachelor", "second_bachelor", "master", "doctor")
TECHNICAL_SCHOOLS: tuple[School, ...] = ("technical_school", "advanced_technical_school", "technician_college")
CLASSES: tuple[SchoolClass, ...] = (
    "intermediate_class",
    "advanced_class",
    "prospective_technician_class",
    "technician_class",
)
VOCATIONAL_SCHOOLS: tuple[School, ...] = ("secondary_vocational", "higher_vocational")


class Rule(msgspec.Struct, frozen=True, kw_only=True, tag_field="rule", omit_defaults=True):
    """Anything that an application can be held against."""


class All(Rule, frozen=True, kw_only=True, tag="all"):
    """Every one of the rules must be met."""

    of: tuple["Expression", ...]


class Any(Rule, frozen=True, kw_only=True, tag="any"):
    """One of the rules is enough."""

    of: tuple["Expression", ...]


class HoldsTitle(Rule, frozen=True, kw_only=True, tag="title"):
    """Holds a professional title (职称) of that name."""

    name: str


class OfAge(Rule, frozen=True, kw_only=True, tag="age"):
    """Is so many years old; that the applicant means to work in the occupation is what applying says."""

    years: int


class HoldsRankedTitle(Rule, frozen=True, kw_only=True, tag="ranked_title"):
    """Holds a professional title of a rank (初级, 中级, 高级) that goes with the occupation: a person says which do."""

    rank: str


class Apprenticed(Rule, frozen=True, kw_only=True, tag="apprenticeship"):
    """Has completed an apprenticeship in this occupation or a related one."""

    scope: Scope


class HoldsDegree(Rule, frozen=True, kw_only=True, tag="degree"):
    """Holds a degree (学位) or a record of formal education (学历); ``final_year`` lets graduating students apply."""

    degree: Degree
    award: Award
    or_higher: bool = False
    major: Scope | None = None
    final_year: bool = False


class HoldsCertificate(Rule, frozen=True, kw_only=True, tag="certificate"):
    """Holds a certificate of a level, in this occupation or a related one."""

    scope: Scope
    level: str


class Held(Rule, frozen=True, kw_only=True, tag="held"):
    """Has met a rule, such as holding a certificate, for at least ``years`` full years."""

    of: "Expression"
    years: int


class Worked(Rule, frozen=True, kw_only=True, tag="worked"):
    """Has worked at least ``years`` full years in all; ``after`` says from when they count, None from the first day.

    ``continuous`` asks for years without a gap (连续), ``trainee`` for work under guidance (见习).
    """

    years: int
    scope: Scope
    after: "Expression | None" = None
    continuous: bool = False
    trainee: bool = False


class InWork(Rule, frozen=True, kw_only=True, tag="in_work"):
    """Works in the occupation, however long."""

    scope: Scope


class HasTrainingProof(Rule, frozen=True, kw_only=True, tag="training"):
    """Has a proof of training for the level, of at least ``hours`` standard hours where the standard says how many.

    ``kind`` is the document that shows it: 培训学时证明 (hours), or 结业证书 (completion) as before 2015.
    """

    level: str
    hours: int | None = None
    kind: ProofKind = "hours"


class GraduatedFrom(Rule, frozen=True, kw_only=True, tag="school"):
    """Graduated from one of the kinds of school, in one of the ``classes`` where any are named.

    ``target`` is the aim of the programme, such as 中级技能; ``recognition`` says how that was established, with an aim
    or without: evaluated (评估论证) or approved by an authority (审核认定).
    """

    schools: tuple[School, ...]
    classes: tuple[SchoolClass, ...] = ()
    major: Scope | None = None
    target: str | None = None
    recognition: Recognition | None = None
    final_year: bool = False


class Enrolled(Rule, frozen=True, kw_only=True, tag="enrolled"):
    """Is a student of one of the kinds of school, in one of the ``classes`` where any are named."""

    schools: tuple[School, ...]
    classes: tuple[SchoolClass, ...] = ()


class PerNationalRule(Rule, frozen=True, kw_only=True, tag="national"):
    """Refers to rules that the standard doesn't state: a person decides, for graduates of the schools named."""

    schools: tuple[School, ...]
    text: str


class Uncompiled(Rule, frozen=True, kw_only=True, tag="uncompiled"):
    """A sentence that couldn't be read as a rule, kept word for word: a person decides."""

    text: str


Expression = (
    All
    | Any
    | HoldsTitle
    | OfAge
    | HoldsRankedTitle
    | Apprenticed
    | HoldsDegree
    | HoldsCertificate
    | Held
    | Worked
    | InWork
    | HasTrainingProof
    | GraduatedFrom
    | Enrolled
    | PerNationalRule
    | Uncompiled
)


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One name of a list of related majors or occupations, with the group that it stands for ("等…类专业"), if any."""

    name: str
    school: str = ""
    group: str = ""


class RelatedList(msgspec.Struct, frozen=True, kw_only=True):
    """What the standard calls related; an ``open`` list ends in 等, so names outside it may be related, too."""

    entries: tuple[Listed, ...] = ()
    open: bool = True
    line: int = 0

    def holds(self, name: str) -> bool:
        """Whether the name stands in the list."""
        return any(entry.name == name for entry in self.entries)


class CompiledCondition(msgspec.Struct, frozen=True, kw_only=True):
    """One alternative: its clause such as ``1.9.1(2)``, its line in the document, its text and the rule it means."""

    clause: str
    line: int
    text: str
    rule: Expression


class ConditionSet(msgspec.Struct, frozen=True, kw_only=True):
    """All conditions of a level: ``requires`` must be met, and one of ``conditions`` beside it."""

    occupation: str
    level: str
    directions: tuple[str, ...]
    ladder: tuple[str, ...]
    requires: CompiledCondition | None
    conditions: tuple[CompiledCondition, ...]
    related_occupations: RelatedList
    related_majors: RelatedList
    pack: EligibilityPack
