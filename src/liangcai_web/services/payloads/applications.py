"""What the facts about applications say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: facts hold random ids and hashes; names, numbers and
the words of people stand in erasable tables.
"""

from datetime import date
from typing import Literal

from liangcai.eligibility.application import Ruling
from liangcai.eligibility.check import Missing
from liangcai.findings import Reason
from liangcai_web.services.payloads.base import Payload


class ApplicationSubmitted(Payload, frozen=True, kw_only=True):
    """``application_submitted``: a version was handed in, by its hash, and what the machine found in it."""

    version: int
    sha256: str
    source: str
    status: str
    earliest: date | None = None


class ApplicationRuled(Payload, frozen=True, kw_only=True):
    """``application_ruled``: the actor says how near an occupation or a major is that the standard does not list."""

    ruling: Ruling


class ApplicationReviewed(Payload, frozen=True, kw_only=True):
    """``application_reviewed``: what the actor found in a version; ``sha256`` is of the reasons."""

    version: int
    place: int
    admitted: bool
    sha256: str


class ApplicationReturned(Payload, frozen=True, kw_only=True):
    """``application_returned``: the actor asks the applicant for more; ``sha256`` is of what was asked."""

    version: int
    sha256: str


class AppealFiled(Payload, frozen=True, kw_only=True):
    """``appeal_filed``: the applicant does not accept the refusal of a version."""

    version: int
    sha256: str


class ApplicationDecided(Payload, frozen=True, kw_only=True):
    """``application_decided``, ``appeal_decided``: the verdict on an application, its reasons, what it lacks.

    ``version`` and ``sha256`` name what was judged; ``how``: two agreed, a third settled, or an appeal.
    """

    status: str
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...] = ()
    earliest: date | None = None
    version: int = 0
    sha256: str = ""
    how: Literal["agreed", "settled", "appeal"] = "agreed"


class ListTaken(Payload, frozen=True, kw_only=True):
    """``list_taken``: a list of applicants was taken in, all of it; ``sha256`` is of the file."""

    sha256: str
    applications: int
