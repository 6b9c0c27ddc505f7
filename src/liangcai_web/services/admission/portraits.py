"""The photographs of applicants, for their tickets and for whoever compares a face with them.

In: a batch. Out: the newest photograph of each person who applied to it. Follows: kept sealed as every proof is, and
gone with them at the end of their term.
"""

from liangcai_web.records.applications import EvidenceFile
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.admission.evidence import PORTRAIT


def list_portraits(batch: Batch) -> dict[str, EvidenceFile]:
    """The uuid of a person to their photograph."""
    files = EvidenceFile.objects.filter(section=PORTRAIT, application__batch=batch, application__person__isnull=False)
    return {str(file.application.person.uuid): file for file in files.select_related("application__person")}  # type: ignore[union-attr] # filtered


def find_portrait(candidate: Candidate) -> EvidenceFile | None:
    """The photograph of a candidate, or None."""
    files = EvidenceFile.objects.filter(section=PORTRAIT, application__person=candidate.person_id)
    return files.filter(application__batch=candidate.batch_id).order_by("pk").last()
