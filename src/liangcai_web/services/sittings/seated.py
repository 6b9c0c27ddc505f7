"""A candidate with what their pages name: person, batch, organisation, standard.

In: the uuid of an attempt, or the number of a ticket. Out: the candidate, or None. Follows: one question to the
database, worded once; the bytes of the standard are read when somebody asks for them.
"""

from typing import cast
from uuid import UUID

from django.db import connection

from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.documents import Document
from liangcai_web.records.organisations import Organisation
from liangcai_web.records.people import Person
from liangcai_web.services.rows import Part, read_rows

PARTS = (
    Part(Candidate, "c"),
    Part(Person, "p"),
    Part(Batch, "b"),
    Part(Organisation, "o"),
    Part(Document, "d", without=("content",)),
)
SEATED = (
    f"SELECT {', '.join(part.columns for part in PARTS)} FROM records_candidate c "  # noqa: S608 - names only
    "JOIN records_person p ON p.id = c.person_id JOIN records_batch b ON b.id = c.batch_id "
    "JOIN records_organisation o ON o.id = b.organisation_id JOIN records_document d ON d.id = b.standard_id "
    "WHERE c.{} = %s"
)


def find_candidate(attempt: str) -> Candidate | None:
    """The candidate of an attempt, with batch, standard and person; None where nobody has that attempt."""
    try:
        uuid = UUID(attempt)
    except ValueError:
        return None
    return _find_seated("uuid", Candidate._meta.get_field("uuid").get_db_prep_value(uuid, connection))


def find_ticket_holder(ticket: str) -> Candidate | None:
    """The candidate of a ticket, as from ``find_candidate``."""
    return _find_seated("ticket_number", ticket)


def _find_seated(column: str, value: object) -> Candidate | None:
    """A candidate with what their pages name; the bytes of the standard are read when somebody asks for them."""
    row = next(read_rows(SEATED.format(column), [value], *PARTS), None)
    if row is None:
        return None
    candidate, person, batch, organisation, standard = row
    batch.organisation, batch.standard = organisation, standard
    candidate.person, candidate.batch = person, batch
    return cast("Candidate", candidate)
