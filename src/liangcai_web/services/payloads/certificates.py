"""What the facts of certificates say: one struct a kind, schema version 1.

In: nothing. Out: the shapes that services write and fold. Follows: two people stand in the log before the key signs;
names and numbers of people stay in the files that were signed.
"""

from liangcai_web.services.payloads.base import Payload


class CertificatesApproved(Payload, frozen=True, kw_only=True):
    """``certificates_approved``: two people let the key sign for so many who passed, by this rule pack."""

    waiting: int
    pack_id: str


class CertificateIssued(Payload, frozen=True, kw_only=True):
    """``certificate_issued``: the number, the hash of the signed file, the place in the status list."""

    number: str
    sha256: str
    status_index: int
    copy: int = 1


class CertificateRenewed(CertificateIssued, frozen=True, kw_only=True):
    """``certificate_renewed``: one that takes the place of another, why, and which of its entries are others."""

    how: str
    replaces: str
    reason: str
    changed: tuple[str, ...] = ()
    pack_id: str


class CertificateRevoked(Payload, frozen=True, kw_only=True):
    """``certificate_revoked``: which certificate, on what ground of the rule pack, and why."""

    number: str
    copy: int = 1
    ground: str = ""
    reason: str
    pack_id: str = ""


class ReportSubmitted(Payload, frozen=True, kw_only=True):
    """``report_submitted``: a version of a report, by the hash of its workbook, with so many rows."""

    pack_id: str
    version: int
    rows: int
    sha256: str


class ReportJudged(Payload, frozen=True, kw_only=True):
    """``report_accepted``, ``report_returned``: the authority's word on a version, and on how many rows."""

    pack_id: str
    version: int
    sha256: str
    words: str
    remarks: int


class CertificateStyleSet(Payload, frozen=True, kw_only=True):
    """``certificate_style_set``: how certificates look and are numbered from now on."""

    sha256: str
    pack: str
    office_class: str
