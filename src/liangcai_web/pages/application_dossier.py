"""What was handed in, in words, for those who read it.

In: an ``Application``. Out: lines by kind of evidence. Follows: the labels of the form.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from liangcai.eligibility.application import Application, Diploma
from liangcai.eligibility.words import CLASS_NAMES, SCHOOL_NAMES
from liangcai.findings import Message
from liangcai_web.pages.application_words import CHOICES, TITLES

NOTHING = Message("", "")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of evidence: its kind, what it is, from when, until when; ``goes_on`` where it has no end yet."""

    kind: Message
    what: Message
    since: date | None = None
    until: date | None = None
    goes_on: bool = False


def list_lines(application: Application) -> tuple[Line, ...]:
    """The evidence of an application, a line a piece."""
    return tuple(_list(application))


def _list(application: Application) -> Iterator[Line]:
    for proof in application.training:
        said = Message("，申请人填写", ", as typed")
        if proof.number:
            said = Message(f"，已验签 {proof.number} {proof.issuer}", f", verified: {proof.number}, {proof.issuer}")
        what = Message(f"{proof.level} {proof.hours} 学时{said.zh}", f"{proof.level}, {proof.hours} hours{said.en}")
        yield Line(kind=TITLES["training"], what=what, since=proof.issued)
    for title in application.titles:
        yield Line(kind=TITLES["title"], what=_plain(title.name), since=title.obtained)
    for diploma in application.diplomas:
        since = diploma.obtained or diploma.final_year_since or diploma.enrolled_since
        yield Line(kind=TITLES["diploma"], what=_say_diploma(diploma), since=since)
    for held in application.certificates:
        yield Line(kind=TITLES["certificate"], what=_plain(f"{held.occupation} {held.level}"), since=held.obtained)
    for done in application.apprenticeships:
        yield Line(kind=TITLES["apprenticeship"], what=_plain(done.occupation), since=done.completed)
    for work in application.employment:
        mark = Message("（见习）", " (trainee)") if work.trainee else NOTHING
        what = Message(work.occupation + mark.zh, work.occupation + mark.en)
        yield Line(kind=TITLES["work"], what=what, since=work.start, until=work.end, goes_on=work.end is None)
    if application.born:
        yield Line(kind=Message("出生日期", "Day of birth"), what=NOTHING, since=application.born)


def _plain(text: str) -> Message:
    return Message(text, text)


def _say_diploma(diploma: Diploma) -> Message:
    degree = CHOICES["diploma_degree"][diploma.degree]
    parts = [
        degree,
        _plain(diploma.major),
        SCHOOL_NAMES[diploma.school] if diploma.school else NOTHING,
        CLASS_NAMES[diploma.school_class] if diploma.school_class else NOTHING,
        _plain(diploma.target or ""),
        NOTHING if diploma.obtained else Message("在读", "still studying"),
    ]
    return Message(" ".join(one.zh for one in parts if one.zh), ", ".join(one.en for one in parts if one.en))
