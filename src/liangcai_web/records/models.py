"""The tables of the app, gathered for Django; each lives in the file of its stage."""

from liangcai_web.records.access import SittingAccess
from liangcai_web.records.applications import (
    Appeal,
    Application,
    ApplicationVersion,
    EvidenceFile,
    GroupList,
    Request,
    Review,
)
from liangcai_web.records.bank import BankItem
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.records.documents import Document
from liangcai_web.records.drafts import Draft
from liangcai_web.records.duties import RoomDuty
from liangcai_web.records.facts import Fact
from liangcai_web.records.grants import TimeGrant
from liangcai_web.records.invitations import Invitation
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.records.people import Person
from liangcai_web.records.seals import OfficerKey, Seal, SealedDocument, SealShare
from liangcai_web.records.supervision import Visit
from liangcai_web.records.training import ClassSession, ClassTeacher, Trainee, TrainingClass, TrainingProof

__all__ = [
    "Appeal",
    "Application",
    "ApplicationVersion",
    "BankItem",
    "Batch",
    "Candidate",
    "ClassSession",
    "ClassTeacher",
    "Credential",
    "Document",
    "Draft",
    "EvidenceFile",
    "Fact",
    "GroupList",
    "Invitation",
    "Membership",
    "OfficerKey",
    "Organisation",
    "Person",
    "Request",
    "Review",
    "RoomDuty",
    "Seal",
    "SealShare",
    "SealedDocument",
    "SittingAccess",
    "TimeGrant",
    "Trainee",
    "TrainingClass",
    "TrainingProof",
    "Visit",
]
