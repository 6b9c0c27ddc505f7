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
from liangcai_web.records.archives import Archive
from liangcai_web.records.arrangements import Arrangement
from liangcai_web.records.bank import BankItem
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.benches import BenchAttempt, StationPack
from liangcai_web.records.credentials import Counter, Credential, IssueRun, StyleVersion
from liangcai_web.records.documents import Document
from liangcai_web.records.drafts import Draft
from liangcai_web.records.duties import RoomDuty
from liangcai_web.records.facts import Fact
from liangcai_web.records.grants import TimeGrant
from liangcai_web.records.invitations import Invitation
from liangcai_web.records.limits import Asked
from liangcai_web.records.organisations import Membership, Organisation
from liangcai_web.records.people import Person
from liangcai_web.records.petitions import MarkingHand, Petition
from liangcai_web.records.places import Room, Site
from liangcai_web.records.plans import PlanItem
from liangcai_web.records.privacy import AccessNote
from liangcai_web.records.reports import Report
from liangcai_web.records.seals import OfficerKey, Seal, SealedDocument, SealShare
from liangcai_web.records.staff import Qualification, StaffMember, StaffTie
from liangcai_web.records.supervision import Visit
from liangcai_web.records.training import ClassSession, ClassTeacher, Trainee, TrainingClass, TrainingProof

__all__ = [
    "AccessNote",
    "Appeal",
    "Application",
    "ApplicationVersion",
    "Archive",
    "Arrangement",
    "Asked",
    "BankItem",
    "Batch",
    "BenchAttempt",
    "Candidate",
    "ClassSession",
    "ClassTeacher",
    "Counter",
    "Credential",
    "Document",
    "Draft",
    "EvidenceFile",
    "Fact",
    "GroupList",
    "Invitation",
    "IssueRun",
    "MarkingHand",
    "Membership",
    "OfficerKey",
    "Organisation",
    "Person",
    "Petition",
    "PlanItem",
    "Qualification",
    "Report",
    "Request",
    "Review",
    "Room",
    "RoomDuty",
    "Seal",
    "SealShare",
    "SealedDocument",
    "Site",
    "SittingAccess",
    "StaffMember",
    "StaffTie",
    "StationPack",
    "StyleVersion",
    "TimeGrant",
    "Trainee",
    "TrainingClass",
    "TrainingProof",
    "Visit",
]
