"""The rows of an application form as pieces of evidence.

In: what was typed, checked by the form; fields that were not asked for are absent. Out: parts of an ``Application``.
Follows: clause 1.9.1; a row that was left blank is no evidence.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from liangcai.eligibility.application import (
    Apprenticeship,
    Certificate,
    Diploma,
    Employment,
    Ruling,
    Title,
    TrainingProof,
)
from liangcai.eligibility.identity_number import read_resident_number

Typed = Mapping[str, Any]


def read_birth(data: Typed) -> datetime.date | None:
    """The day of birth: as typed, else as a resident's ID number says it; None where no condition asks for it."""
    if "born" not in data:
        return None
    return data["born"] or born_by_number(data.get("id_number", ""))


def born_by_number(id_number: str) -> datetime.date | None:
    """The day of birth in a resident's ID number; None for other documents."""
    number = read_resident_number(id_number).value
    return number.born if number else None


def read_work(data: Typed) -> Iterator[Employment]:
    """The work that was entered."""
    for row in ("work1", "work2"):
        if data[f"{row}_occupation"]:
            yield Employment(
                occupation=data[f"{row}_occupation"],
                start=data[f"{row}_start"],
                end=data[f"{row}_end"],
                trainee=bool(data.get(f"{row}_trainee")),
            )


def read_apprenticeship(data: Typed) -> Iterator[Apprenticeship]:
    """The apprenticeship that was entered."""
    if data.get("apprenticeship_occupation"):
        yield Apprenticeship(occupation=data["apprenticeship_occupation"], completed=data["apprenticeship_completed"])


def read_diploma(data: Typed) -> Iterator[Diploma]:
    """The diploma that was entered, or the studies."""
    if data["diploma_degree"]:
        yield Diploma(
            degree=data["diploma_degree"],
            major=data["diploma_major"],
            school=data.get("diploma_school") or None,
            school_class=data.get("diploma_class") or None,
            target=data.get("diploma_target") or None,
            recognition=data.get("diploma_recognition") or None,
            obtained=data["diploma_obtained"],
            final_year_since=data.get("diploma_final_year"),
            enrolled_since=data.get("diploma_enrolled"),
        )


def read_title(data: Typed) -> Iterator[Title]:
    """The title that was entered."""
    if data["title_name"]:
        yield Title(name=data["title_name"], obtained=data["title_obtained"])


def read_certificate(data: Typed) -> Iterator[Certificate]:
    """The certificate that was entered."""
    if data["certificate_occupation"]:
        yield Certificate(
            occupation=data["certificate_occupation"],
            level=data["certificate_level"],
            obtained=data["certificate_obtained"],
        )


def read_training(data: Typed, level: str) -> Iterator[TrainingProof]:
    """The proof of training that was entered."""
    if data["training_hours"]:
        yield TrainingProof(
            level=level,
            hours=data["training_hours"],
            issued=data["training_issued"],
            kind=data.get("training_kind") or "hours",
        )


def read_ruling(data: Typed, officer: str) -> Iterator[Ruling]:
    """The ruling that was entered, in the name of the officer."""
    if data["ruling_name"]:
        yield Ruling(
            topic=data["ruling_topic"],
            name=data["ruling_name"],
            relation=data["ruling_relation"],
            decided_by=officer,
            grounds=data["ruling_grounds"],
        )
