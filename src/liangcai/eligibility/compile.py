"""Application conditions compiled: sentences of the standard become rules.

In: a standard, one of its levels, a rule pack. Out: ``ConditionSet`` with a finding for every sentence that couldn't be
read. Follows: clause 1.9.1; what heads the list (the proof of training) is a condition beside each of the others.
"""

import re

import msgspec

from liangcai.eligibility.grammar import read_rule
from liangcai.eligibility.lexer import Lexer, UnreadableError, build_lexer, normalise, read_tokens
from liangcai.eligibility.lists import read_majors, read_occupations
from liangcai.eligibility.pack import EligibilityPack
from liangcai.eligibility.rules import (
    All,
    Any,
    CompiledCondition,
    ConditionSet,
    Expression,
    HasTrainingProof,
    PerNationalRule,
    Uncompiled,
    Worked,
)
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.model import Condition, Standard

CLAUSE = "1.9.1"
HEADING = re.compile(r"^[—－-]*|[，,]?(?:并|且|并且|同时)?(?:具备|符合|满足)(?:下列|以下|如下).*$|[，,：:]$")


def compile_conditions(
    standard: Standard, level: str, pack: EligibilityPack | None = None
) -> Result[ConditionSet | None]:
    """The conditions of a level as rules.

    The value is None where the standard has no such level or no conditions for it (an error). Each sentence that can't
    be read stays as ``Uncompiled`` with a warning; a reference to national rules, where a person decides, is an info.
    """
    known = standard.level(level)
    conditions = tuple(one for one in standard.conditions if known and one.level in (known.name, known.printed_name))
    if known is None or not conditions:
        return Result(None, (no_conditions(standard, level),))
    lexer = build_lexer(tuple(name for one in standard.levels for name in (one.name, one.printed_name)))
    requires, heading_findings = compile_heading(conditions[0], standard, lexer)
    compiled = tuple(compile_condition(condition, standard, lexer) for condition in conditions)
    findings = tuple(finding for _, found in compiled for finding in found)
    return Result(
        ConditionSet(
            occupation=standard.name,
            level=known.name,
            directions=known.directions,
            ladder=tuple(one.name for one in standard.levels),
            requires=requires,
            conditions=tuple(condition for condition, _ in compiled),
            related_occupations=read_occupations(standard.notes),
            related_majors=read_majors(standard.notes),
            pack=pack or EligibilityPack(),
        ),
        (*heading_findings, *findings),
    )


def no_conditions(standard: Standard, level: str) -> Finding:
    """The finding that a level has nothing to apply under."""
    return Finding(
        rule="conditions-missing",
        severity=Severity.ERROR,
        message=Message(
            f"{standard.name}没有{level}的申报条件，无法审核报名（{CLAUSE}）。",
            f"{standard.name} has no application conditions for {level}, so nobody can be admitted ({CLAUSE}).",
        ),
        clause=CLAUSE,
    )


def compile_condition(
    condition: Condition, standard: Standard, lexer: Lexer
) -> tuple[CompiledCondition, tuple[Finding, ...]]:
    """One numbered condition and what is to be said of it."""
    number = condition.number.strip("()（） ")
    clause = f"{CLAUSE}({number})"
    rule, findings = compile_text(condition.text, lexer, clause, condition.line)
    rule = give_hours(rule, standard)
    return CompiledCondition(clause=clause, line=condition.line, text=condition.text, rule=rule), findings


def compile_heading(
    condition: Condition, standard: Standard, lexer: Lexer
) -> tuple[CompiledCondition | None, tuple[Finding, ...]]:
    """What heads the list of a level, such as the proof of training, whose hours clause 1.8 gives."""
    text = condition.requires or ""
    while text != (shorter := HEADING.sub("", text.strip())):
        text = shorter
    if not text:
        return None, ()
    rule, findings = compile_text(text, lexer, CLAUSE, condition.line)
    rule = give_hours(rule, standard)
    return CompiledCondition(clause=CLAUSE, line=condition.line, text=text, rule=rule), findings


def give_hours(rule: Expression, standard: Standard) -> Expression:
    """The rule with the hours of clause 1.8 for each proof of training that does not name its own."""
    match rule:
        case HasTrainingProof(level=name, hours=None):
            level = standard.level(name)
            return msgspec.structs.replace(rule, hours=level.training_hours) if level else rule
        case All(of=of) | Any(of=of):
            return msgspec.structs.replace(rule, of=tuple(give_hours(one, standard) for one in of))
        case Worked(after=after) if after is not None:
            return msgspec.structs.replace(rule, after=give_hours(after, standard))
        case _:
            return rule


def compile_text(text: str, lexer: Lexer, clause: str, line: int) -> tuple[Expression, tuple[Finding, ...]]:
    """The rule of a sentence, or the sentence itself where it can't be read; never a guess."""
    plain = normalise(text)
    try:
        rule = read_rule(read_tokens(plain, lexer), text)
    except UnreadableError as error:
        return Uncompiled(text=text), (unreadable(text, str(error), clause, line),)
    if isinstance(rule, PerNationalRule):
        return rule, (national(clause, line),)
    return rule, ()


def unreadable(text: str, rest: str, clause: str, line: int) -> Finding:
    """The finding that a sentence has to be judged by a person."""
    return Finding(
        rule="condition-unreadable",
        severity=Severity.WARNING,
        message=Message(
            f"申报条件 {clause} 不能读成规则（读到“{rest}”为止）：“{text}”，依据它的申报须人工审核。",
            f"Application condition {clause} can't be read as a rule (stopped at “{rest}”): “{text}”; "
            "applications that rest on it need a person's decision.",
        ),
        line=line,
        clause=clause,
    )


def national(clause: str, line: int) -> Finding:
    """The finding that a condition points to rules outside the standard."""
    return Finding(
        rule="condition-national-rule",
        severity=Severity.INFO,
        message=Message(
            f"申报条件 {clause} 指向标准之外的国家规定，须人工审核。",
            f"Application condition {clause} points to national rules outside the standard; a person decides.",
        ),
        line=line,
        clause=clause,
    )
