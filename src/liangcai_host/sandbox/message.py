"""What passes between the parent and a parsing child: plain data, a request in and an answer out.

In: a file, or what was read from it. Out: bytes. Follows: msgpack with fixed shapes, so that a child that a file has
taken over can send nothing but text, numbers and findings.
"""

import msgspec

from liangcai.eligibility.grouplist.model import GroupFile
from liangcai.eligibility.rules import ConditionSet
from liangcai.findings import Finding
from liangcai.items.exchange.imported import Import, Settlement
from liangcai.items.exchange.points import Points
from liangcai.items.exchange.splitting import MOST_BOUND
from liangcai.scheduling.registry.model import Head, ListedFile
from liangcai.standard.forms.extract import Extract
from liangcai.training.sheet import SheetEntry, SheetSession, SheetTrainee


class Request(msgspec.Struct, frozen=True, kw_only=True, tag="document"):
    """A document to read."""

    name: str
    data: bytes


class BankRequest(msgspec.Struct, frozen=True, kw_only=True, tag="bank"):
    """A file of questions to read against the points of a level, with what a person settled; the most rows of it."""

    name: str
    data: bytes
    points: Points
    settlement: Settlement
    most: int = MOST_BOUND


class PictureRequest(msgspec.Struct, frozen=True, kw_only=True, tag="picture"):
    """A picture to make anew."""

    name: str
    data: bytes


class PicturesRequest(msgspec.Struct, frozen=True, kw_only=True, tag="pictures"):
    """Several pictures to make anew, by a child that starts once."""

    pictures: tuple[PictureRequest, ...]
    name: str = ""


class EvidenceRequest(msgspec.Struct, frozen=True, kw_only=True, tag="evidence"):
    """What an applicant sends as a proof, or as their photograph, to make anew."""

    name: str
    data: bytes
    portrait: bool = False


class ListRequest(msgspec.Struct, frozen=True, kw_only=True, tag="list"):
    """A list of applicants to read against the conditions of a level."""

    name: str
    data: bytes
    conditions: ConditionSet
    direction: str | None


class AttendanceRequest(msgspec.Struct, frozen=True, kw_only=True, tag="attendance"):
    """A sheet of attendance to read against the trainees and sessions of a class."""

    name: str
    data: bytes
    trainees: tuple[SheetTrainee, ...]
    sessions: tuple[SheetSession, ...]


class RegisterRequest(msgspec.Struct, frozen=True, kw_only=True, tag="register"):
    """A list of rooms or of staff to read by its columns."""

    name: str
    data: bytes
    heads: tuple[Head, ...]


class CleanFile(msgspec.Struct, frozen=True, kw_only=True):
    """A proof made anew: its media type, its bytes, how many pages it has."""

    media_type: str
    data: bytes
    pages: int = 1


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The findings, and what was read: an extract, an import of questions, pictures, a proof, a list, attendance.

    The bank of an import is left to the parent; ``whole`` says that there is one.
    """

    extract: Extract | None = None
    imported: Import | None = None
    whole: bool = False
    picture: bytes | None = None
    pictures: tuple[bytes | None, ...] = ()
    file: CleanFile | None = None
    group: GroupFile | None = None
    listed: ListedFile | None = None
    attendance: tuple[SheetEntry, ...] | None = None
    findings: tuple[Finding, ...] = ()


OneRequest = (
    Request | BankRequest | PictureRequest | EvidenceRequest | ListRequest | RegisterRequest | AttendanceRequest
)
AnyRequest = OneRequest | PicturesRequest
