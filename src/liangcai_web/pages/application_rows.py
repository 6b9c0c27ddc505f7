"""The rows of an application form as pieces of evidence.

In: what was typed, checked by the form; fields that were not asked for are absent. Out: parts of an ``Application``.
Follows: clause 1.9.1; a row that was left blank is no evidence.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from liangcai.eligibility.application import (
    Application,
    Apprenticeship,
    Certificate,
    Diploma,
    Employment,
    Ruling,
    Title,
    TrainingProof,
)
from liangcai.eligibility.identity_number import read_resident_number
from liangcai_web.pages.application_words import name_rows

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
    for row in name_rows("work"):
        if data.get(f"{row}_occupation") and data.get(f"{row}_start"):
            yield Employment(
                occupation=data[f"{row}_occupation"],
                start=data[f"{row}_start"],
                end=data.get(f"{row}_end"),
                trainee=bool(data.get(f"{row}_trainee")),
            )


def read_apprenticeship(data: Typed) -> Iterator[Apprenticeship]:
    """The apprenticeship that was entered."""
    if data.get("apprenticeship_occupation") and data.get("apprenticeship_completed"):
        yield Apprenticeship(occupation=data["apprenticeship_occupation"], completed=data["apprenticeship_completed"])


def read_diploma(data: Typed) -> Iterator[Diploma]:
    """The diplomas that were entered, or the studies."""
    for row in name_rows("diploma"):
        if data.get(f"{row}_degree"):
            yield Diploma(
                degree=data[f"{row}_degree"],
                major=data.get(f"{row}_major") or "",
                school=data.get(f"{row}_school") or None,
                school_class=data.get(f"{row}_class") or None,
                target=data.get(f"{row}_target") or None,
                recognition=data.get(f"{row}_recognition") or None,
                obtained=data.get(f"{row}_obtained"),
                final_year_since=data.get(f"{row}_final_year"),
                enrolled_since=data.get(f"{row}_enrolled"),
            )


def read_title(data: Typed) -> Iterator[Title]:
    """The titles that were entered."""
    for row in name_rows("title"):
        if data.get(f"{row}_name") and data.get(f"{row}_obtained"):
            yield Title(name=data[f"{row}_name"], obtained=data[f"{row}_obtained"])


def read_certificate(data: Typed) -> Iterator[Certificate]:
    """The certificates that were entered."""
    for row in name_rows("certificate"):
        if all(data.get(f"{row}_{part}") for part in ("occupation", "level", "obtained")):
            yield Certificate(
                occupation=data[f"{row}_occupation"],
                level=data[f"{row}_level"],
                obtained=data[f"{row}_obtained"],
            )


def read_training(data: Typed, level: str) -> Iterator[TrainingProof]:
    """The proof of training that was entered."""
    if data.get("training_hours") and data.get("training_issued"):
        yield TrainingProof(
            level=level,
            hours=data["training_hours"],
            issued=data["training_issued"],
            kind=data.get("training_kind") or "hours",
        )


def read_ruling(data: Typed, officer: str) -> Iterator[Ruling]:
    """The ruling that was entered, in the name of the officer."""
    if data.get("ruling_name") and data.get("ruling_relation"):
        yield Ruling(
            topic=data["ruling_topic"],
            name=data["ruling_name"],
            relation=data["ruling_relation"],
            decided_by=officer,
            grounds=data["ruling_grounds"],
        )


def build_application(data: Typed, level: str, direction: str | None, officer: str = "") -> Application:
    """The application that was typed, as far as its rows are complete; ``officer`` answers for a ruling."""
    return Application(
        level=level,
        direction=direction,
        born=read_birth(data),
        employment=tuple(read_work(data)),
        diplomas=tuple(read_diploma(data)),
        titles=tuple(read_title(data)),
        certificates=tuple(read_certificate(data)),
        training=tuple(read_training(data, level)),
        apprenticeships=tuple(read_apprenticeship(data)),
        rulings=tuple(read_ruling(data, officer)),
    )
