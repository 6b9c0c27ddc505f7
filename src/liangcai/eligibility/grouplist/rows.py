"""One row of a list of applicants: its cells together, and what is wrong between them.

In: the values of a row by field. Out: an ``Application``, findings by field. Follows: clause 1.9.1; a group of cells
that is begun has to be complete; GB 11643 for the numbers of residents.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import cast

from liangcai.eligibility.application import (
    Application,
    Apprenticeship,
    Certificate,
    Diploma,
    Employment,
    Title,
    TrainingProof,
)
from liangcai.eligibility.grouplist.cells import Wrong, say
from liangcai.eligibility.grouplist.columns import RESIDENT, WORK_ROWS
from liangcai.eligibility.identity_number import read_resident_number
from liangcai.eligibility.rules import ConditionSet, Degree, ProofKind, Recognition, School, SchoolClass

Typed = Mapping[str, str]
TOGETHER: tuple[tuple[str, ...], ...] = (
    *((f"work{number}_occupation", f"work{number}_start") for number in range(1, WORK_ROWS + 1)),
    ("apprenticeship_occupation", "apprenticeship_completed"),
    ("title_name", "title_obtained"),
    ("certificate_occupation", "certificate_level", "certificate_obtained"),
    ("training_hours", "training_issued"),
)
DIPLOMA_DAYS = ("diploma_obtained", "diploma_final_year", "diploma_enrolled")
MISSING = say(
    "缺少这一项。", "This is missing.", "请填写，或把同一组都留空。", "Fill it in, or leave its whole group blank."
)
NO_NUMBER = say("缺少姓名或证件号码。", "Name or number is missing.", "请填写。", "Fill it in.")
TWO_BIRTHS = say(
    "与身份证号码中的出生日期不符。",
    "This is not the day of birth in the ID number.",
    "请对照证件。",
    "Compare with the document.",
)
ENDS_EARLY = say("结束日期早于开始日期。", "The work ends before it begins.", "请核对两个日期。", "Compare both days.")


def find_faults(typed: Typed) -> Iterator[tuple[str, Wrong]]:
    """What is wrong in a row, by field."""
    for field in ("name", "id_number"):
        if not typed.get(field):
            yield field, NO_NUMBER
    if typed.get("id_number") and (typed.get("document") or RESIDENT) == RESIDENT:
        read = read_resident_number(typed["id_number"])
        for finding in read.findings:
            mend = (
                "请对照证件；其他证件请填“证件类型”。",
                "Compare with the document; name its kind if it is another.",
            )
            yield "id_number", say(finding.message.zh, finding.message.en, *mend)
        if read.value and typed.get("born") and typed["born"] != read.value.born.isoformat():
            yield "born", TWO_BIRTHS
    for fields in TOGETHER:
        row = fields[0].partition("_")[0]
        if any(value for field, value in typed.items() if field.partition("_")[0] == row):
            yield from ((field, MISSING) for field in fields if not typed.get(field))
    if any(value for field, value in typed.items() if field.startswith("diploma_")):
        if not typed.get("diploma_degree"):
            yield "diploma_degree", MISSING
        if not any(typed.get(field) for field in DIPLOMA_DAYS):
            yield "diploma_obtained", MISSING
    for number in range(1, WORK_ROWS + 1):
        start, end = typed.get(f"work{number}_start"), typed.get(f"work{number}_end")
        if start and end and end < start:
            yield f"work{number}_end", ENDS_EARLY


def build_entry(typed: Typed, conditions: ConditionSet, direction: str | None) -> Application:
    """The application of a row without faults."""
    return Application(
        level=conditions.level,
        direction=direction,
        born=_birth(typed) if "born" in typed else None,
        employment=tuple(_work(typed)),
        diplomas=tuple(_diplomas(typed)),
        titles=tuple(_titles(typed)),
        certificates=tuple(_certificates(typed)),
        training=tuple(_training(typed, conditions.level)),
        apprenticeships=tuple(_apprenticeships(typed)),
    )


def _day(typed: Typed, field: str) -> datetime.date | None:
    return datetime.date.fromisoformat(typed[field]) if typed.get(field) else None


def _need(typed: Typed, field: str) -> datetime.date:
    return datetime.date.fromisoformat(typed[field])


def _birth(typed: Typed) -> datetime.date | None:
    if typed.get("born"):
        return _day(typed, "born")
    number = read_resident_number(typed["id_number"]).value
    return number.born if number else None


def _work(typed: Typed) -> Iterator[Employment]:
    for number in range(1, WORK_ROWS + 1):
        row = f"work{number}"
        if typed.get(f"{row}_occupation"):
            yield Employment(
                occupation=typed[f"{row}_occupation"],
                start=_need(typed, f"{row}_start"),
                end=_day(typed, f"{row}_end"),
                trainee=typed.get(f"{row}_trainee") == "on",
            )


def _diplomas(typed: Typed) -> Iterator[Diploma]:
    if typed.get("diploma_degree"):
        yield Diploma(
            degree=cast(Degree, typed["diploma_degree"]),
            major=typed.get("diploma_major", ""),
            school=cast("School | None", typed.get("diploma_school") or None),
            school_class=cast("SchoolClass | None", typed.get("diploma_class") or None),
            target=typed.get("diploma_target") or None,
            recognition=cast("Recognition | None", typed.get("diploma_recognition") or None),
            obtained=_day(typed, "diploma_obtained"),
            final_year_since=_day(typed, "diploma_final_year"),
            enrolled_since=_day(typed, "diploma_enrolled"),
        )


def _titles(typed: Typed) -> Iterator[Title]:
    if typed.get("title_name"):
        yield Title(name=typed["title_name"], obtained=_need(typed, "title_obtained"))


def _certificates(typed: Typed) -> Iterator[Certificate]:
    if typed.get("certificate_occupation"):
        yield Certificate(
            occupation=typed["certificate_occupation"],
            level=typed["certificate_level"],
            obtained=_need(typed, "certificate_obtained"),
        )


def _training(typed: Typed, level: str) -> Iterator[TrainingProof]:
    if typed.get("training_hours"):
        yield TrainingProof(
            level=level,
            hours=int(typed["training_hours"]),
            issued=_need(typed, "training_issued"),
            kind=cast(ProofKind, typed.get("training_kind") or "hours"),
        )


def _apprenticeships(typed: Typed) -> Iterator[Apprenticeship]:
    if typed.get("apprenticeship_occupation"):
        yield Apprenticeship(
            occupation=typed["apprenticeship_occupation"], completed=_need(typed, "apprenticeship_completed")
        )
