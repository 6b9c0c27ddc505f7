"""Proofs of training and teachers, held against the standard.

In: a proof or a teacher, a standard, a level. Out: reasons with their clauses. Follows: clause 1.8.1 (hours), 1.8.2
(teachers, in the technical layout: "应…中级及以上专业技术等级…或…中级及以上职称").
"""

import re
from typing import Protocol

import msgspec

from liangcai.findings import Message, Reason
from liangcai.standard.model import Standard

TITLE_GRADES = ("初级", "中级", "高级")
DUTY = re.compile(r"^(.*?)(?:，|,)?(?:应|须|需|必须)")
LEVEL = re.compile(r"(\S{2})(及以上|或以上|以上)?专业技术等级")
TITLE = re.compile(r"([初中高]级)(及以上|或以上|以上)?(?:专业技术)?职称")


class Proof(Protocol):
    """What a proof of training says."""

    @property
    def level(self) -> str:
        """The level trained for."""

    @property
    def hours(self) -> int:
        """Standard hours completed."""


class Teacher(msgspec.Struct, frozen=True, kw_only=True):
    """A teacher: level held in a related occupation, and grade of a title (初级, 中级, 高级) in a related major."""

    level: str | None = None
    title_grade: str | None = None


def check_training(proof: Proof, standard: Standard, level: str) -> tuple[Reason, ...]:
    """Whether a proof is for the level, and of at least its hours."""
    known = standard.level(level)
    hours, line = (known.training_hours or 0, known.line) if known else (0, 0)
    own = known is not None and proof.level in (known.name, known.printed_name)
    enough = proof.hours >= hours
    return (
        Reason(
            clause="1.8.1",
            met=own,
            message=Message(
                f"证明的等级是{proof.level}，申报{level}。", f"The proof is for {proof.level}, as to {level}."
            ),
            line=line,
        ),
        Reason(
            clause="1.8.1",
            met=enough,
            message=Message(
                f"已完成 {proof.hours} 标准学时，规定 {hours} 标准学时。",
                f"{proof.hours} standard hours are completed, {hours} are required.",
            ),
            line=line,
        ),
    )


def check_teacher(teacher: Teacher, standard: Standard, level: str) -> Reason | None:
    """Whether somebody may teach a level; None where the standard says nothing that can be read."""
    order = tuple(one.name for one in standard.levels)
    for text in standard.training.teachers:
        duty, held, title = DUTY.match(text), LEVEL.search(text), TITLE.search(text)
        if not (duty and held and title) or level not in duty.group(1):
            continue
        met = reaches(teacher.level, held, order) or reaches(teacher.title_grade, title, TITLE_GRADES)
        return Reason(
            clause="1.8.2",
            met=met,
            message=Message(
                f"承担{level}培训须有{held.group()}或{title.group()}。",
                f"Teaching {level} takes level {held.group(1)} or a title of grade {title.group(1)}, at least.",
            ),
            line=standard.training.line,
        )
    return None


def reaches(have: str | None, wanted: re.Match[str], order: tuple[str, ...]) -> bool:
    """Whether somebody has what is wanted, or more where the sentence lets more count or nothing is above."""
    if have not in order or wanted.group(1) not in order:
        return False
    return order.index(have) >= order.index(wanted.group(1))
