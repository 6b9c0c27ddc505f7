"""What somebody said against a result, as an export of their data holds it.

In: a petition. Out: plain values. Follows: the house on privacy: their own words are theirs; who settled it stays with
the office.
"""

from typing import Any

from liangcai_web.records.petitions import Petition
from liangcai_web.services.results.petitions import read_words
from liangcai_web.services.results.score_reviews import read_outcome


def describe_petition(row: Petition) -> dict[str, Any]:
    """The words, and how they were settled."""
    return {
        "what": row.get_kind_display(),
        "batch": row.batch.title,
        "part": row.part,
        "at": row.filed_at,
        "said": read_words(row).text,
        "settled": row.settled_at,
        "outcome": row.outcome,
        "why": read_outcome(row)[0] if row.settled_at else "",
    }
