"""The documents that are signed, exactly as they are written.

In: nothing. Out: structs whose canonical JSON is the file. Follows: W3C Verifiable Credentials 2.0, Open Badges 3.0
(AchievementCredential), Bitstring Status List 1.0. The shape is closed: a name that is not here is refused, so that
nothing can stand in a file without being understood.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType, field

VcContext = Literal["https://www.w3.org/ns/credentials/v2"]
ObContext = Literal["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
VC_CONTEXT: VcContext = "https://www.w3.org/ns/credentials/v2"
OB_CONTEXT: ObContext = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
Text = Annotated[str, Meta(min_length=1, max_length=4000)]
UrnUuid = Annotated[str, Meta(pattern=rf"^urn:uuid:{_UUID}\Z")]
DidKey = Annotated[str, Meta(pattern=r"^did:key:z[1-9A-HJ-NP-Za-km-z]{40,60}\Z")]
KeyMethod = Annotated[str, Meta(pattern=r"^did:key:z[1-9A-HJ-NP-Za-km-z]{40,60}#z[1-9A-HJ-NP-Za-km-z]{40,60}\Z")]
Instant = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")]
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
HashName = Annotated[str, Meta(pattern=r"^ni:///sha-256;[A-Za-z0-9_-]{43}\Z")]
ListName = Annotated[str, Meta(pattern=rf"^(https?://[A-Za-z0-9._~:/?#@!$&()*+,;=%-]{{3,200}}|urn:uuid:{_UUID})\Z")]
Index = Annotated[str, Meta(pattern=r"^(0|[1-9][0-9]{0,8})\Z")]
Base58 = Annotated[str, Meta(pattern=r"^z[1-9A-HJ-NP-Za-km-z]{80,90}\Z")]
BadgeContexts = tuple[VcContext, ObContext]
Suite = Literal["eddsa-rdfc-2022", "eddsa-jcs-2022"]


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a document; what is UNSET is not written."""


class Profile(Node, frozen=True, kw_only=True):
    """The issuer."""

    id: DidKey
    type: tuple[Literal["Profile"]] = ("Profile",)
    name: Text


class Criteria(Node, frozen=True, kw_only=True):
    """What had to be met, in words."""

    narrative: Text


class Alignment(Node, frozen=True, kw_only=True):
    """A function of the standard that was shown: ``target_code`` is its id, ``target_url`` the uuid5 of that id."""

    type: tuple[Literal["Alignment"]] = ("Alignment",)
    target_name: Text = field(name="targetName")
    target_code: Text = field(name="targetCode")
    target_url: UrnUuid = field(name="targetUrl")
    target_framework: Text = field(name="targetFramework")
    target_description: Text = field(name="targetDescription")
    target_type: Literal["CFItem"] = field(name="targetType", default="CFItem")


class ResultDescription(Node, frozen=True, kw_only=True):
    """A part of the examination with its full mark and its pass mark, or the share earned in an area of one."""

    id: UrnUuid
    type: tuple[Literal["ResultDescription"]] = ("ResultDescription",)
    name: Text
    result_type: Literal["RawScore", "Percent"] = field(name="resultType", default="RawScore")
    value_min: Literal["0"] = field(name="valueMin", default="0")
    value_max: Text = field(name="valueMax")
    required_value: Text | UnsetType = field(name="requiredValue", default=UNSET)


class ResultEntry(Node, frozen=True, kw_only=True):
    """The mark of a part."""

    type: tuple[Literal["Result"]] = ("Result",)
    result_description: UrnUuid = field(name="resultDescription")
    status: Literal["Completed"] = "Completed"
    value: Text


class Achievement(Node, frozen=True, kw_only=True):
    """What was achieved: a level, and perhaps a direction, of an edition of a standard."""

    id: UrnUuid
    type: tuple[Literal["Achievement"]] = ("Achievement",)
    name: Text
    description: Text
    achievement_type: Literal["Certificate"] = field(name="achievementType", default="Certificate")
    criteria: Criteria
    human_code: Text = field(name="humanCode")
    field_of_study: Text = field(name="fieldOfStudy")
    version: Text
    in_language: Literal["zh"] = field(name="inLanguage", default="zh")
    specialization: Text | UnsetType = UNSET
    alignment: Annotated[tuple[Alignment, ...], Meta(min_length=1, max_length=64)]
    result_description: Annotated[tuple[ResultDescription, ...], Meta(min_length=1, max_length=96)] = field(
        name="resultDescription"
    )


class Identity(Node, frozen=True, kw_only=True):
    """Who the holder is: the name, and the last four of the ID number, never more of it."""

    type: Literal["IdentityObject"] = "IdentityObject"
    hashed: bool = False
    identity_hash: Text = field(name="identityHash")
    identity_type: Literal["name", "ext:maskedIdentityNumber"] = field(name="identityType")


class Subject(Node, frozen=True, kw_only=True):
    """The holder with what was achieved; ``license_number`` is the number of the certificate."""

    id: UrnUuid
    type: tuple[Literal["AchievementSubject"]] = ("AchievementSubject",)
    identifier: Annotated[tuple[Identity, ...], Meta(min_length=1, max_length=2)]
    license_number: Text = field(name="licenseNumber")
    activity_end_date: Day | UnsetType = field(name="activityEndDate", default=UNSET)
    achievement: Achievement
    result: Annotated[tuple[ResultEntry, ...], Meta(min_length=1, max_length=96)]


class Evidence(Node, frozen=True, kw_only=True):
    """A document that the decision rests on, named by its SHA-256 (RFC 6920)."""

    id: HashName
    type: tuple[Literal["Evidence"]] = ("Evidence",)
    name: Text
    description: Text


class StatusEntry(Node, frozen=True, kw_only=True):
    """Where a revocation would show: a bit of a list."""

    type: Literal["BitstringStatusListEntry"] = "BitstringStatusListEntry"
    status_purpose: Literal["revocation"] = field(name="statusPurpose", default="revocation")
    status_list_index: Index = field(name="statusListIndex")
    status_list_credential: ListName = field(name="statusListCredential")


class Proof(Node, frozen=True, kw_only=True):
    """A Data Integrity proof; the suite names the algorithm, so that another can take over."""

    context: BadgeContexts | UnsetType = field(name="@context", default=UNSET)
    type: Literal["DataIntegrityProof"] = "DataIntegrityProof"
    cryptosuite: Suite
    created: Instant
    verification_method: KeyMethod = field(name="verificationMethod")
    proof_purpose: Literal["assertionMethod"] = field(name="proofPurpose", default="assertionMethod")
    proof_value: Base58 | UnsetType = field(name="proofValue", default=UNSET)


class AchievementCredential(Node, frozen=True, kw_only=True):
    """The certificate as a credential."""

    context: BadgeContexts = field(name="@context", default=(VC_CONTEXT, OB_CONTEXT))
    id: UrnUuid
    type: tuple[Literal["VerifiableCredential"], Literal["AchievementCredential"]] = (
        "VerifiableCredential",
        "AchievementCredential",
    )
    name: Text
    issuer: Profile
    valid_from: Instant = field(name="validFrom")
    credential_subject: Subject = field(name="credentialSubject")
    evidence: Annotated[tuple[Evidence, ...], Meta(min_length=1, max_length=8)]
    credential_status: StatusEntry = field(name="credentialStatus")
    proof: tuple[Proof, ...] | UnsetType = UNSET


class StatusSubject(Node, frozen=True, kw_only=True):
    """The list itself."""

    type: Literal["BitstringStatusList"] = "BitstringStatusList"
    status_purpose: Literal["revocation"] = field(name="statusPurpose", default="revocation")
    encoded_list: Annotated[str, Meta(pattern=r"^u[A-Za-z0-9_-]+\Z")] = field(name="encodedList")


class StatusListCredential(Node, frozen=True, kw_only=True):
    """The signed list of revocations."""

    context: BadgeContexts = field(name="@context", default=(VC_CONTEXT, OB_CONTEXT))
    id: ListName
    type: tuple[Literal["VerifiableCredential"], Literal["BitstringStatusListCredential"]] = (
        "VerifiableCredential",
        "BitstringStatusListCredential",
    )
    issuer: Profile
    valid_from: Instant = field(name="validFrom")
    valid_until: Instant = field(name="validUntil")
    credential_subject: StatusSubject = field(name="credentialSubject")
    proof: tuple[Proof, ...] | UnsetType = UNSET


class Statement(Node, frozen=True, kw_only=True):
    """What an office signs besides certificates; ``content`` is a value of its kind with every number as text."""

    type: str = ""
    issuer: Profile
    issued: Instant
    content: dict[str, Any]
    proof: tuple[Proof] | UnsetType = UNSET


class ConformityStatement(Statement, frozen=True, kw_only=True):
    """The signed account of a set of papers; its content is a ``PapersAccount``."""

    type: Literal["ConformityReport"] = "ConformityReport"


class TrainingStatement(Statement, frozen=True, kw_only=True):
    """The signed proof of training hours; its content is a ``TrainingAccount``."""

    type: Literal["TrainingProof"] = "TrainingProof"


class WithdrawalStatement(Statement, frozen=True, kw_only=True):
    """The signed list of proofs of training that were taken back; its content is a ``WithdrawnList``."""

    type: Literal["TrainingWithdrawals"] = "TrainingWithdrawals"


class ArchiveStatement(Statement, frozen=True, kw_only=True):
    """The signed manifest of an archive; its content is an ``ArchiveManifest``."""

    type: Literal["ArchiveManifest"] = "ArchiveManifest"


class KeyStatement(Statement, frozen=True, kw_only=True):
    """The signed record of a key ceremony; its content is a ``KeyRecord``."""

    type: Literal["KeyList"] = "KeyList"
