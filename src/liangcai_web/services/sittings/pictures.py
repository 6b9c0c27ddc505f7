"""The pictures that a candidate may see.

In: a candidate, a hash, the moment. Out: bytes or nothing. Follows: reliability rule 9: nothing of a paper is seen
before two people opened it, nor before its candidate has started, nor once the time is over.
"""

from datetime import datetime

from liangcai.items.pictures import list_media
from liangcai_web.records.batches import Candidate
from liangcai_web.services.bank.pictures import load_pictures
from liangcai_web.services.papers.making import load_form
from liangcai_web.services.sittings.answers import is_closed
from liangcai_web.services.sittings.attempts import is_unsealed
from liangcai_web.services.sittings.journal import read_frame


def find_own_picture(candidate: Candidate, sha256: str, now: datetime) -> bytes | None:
    """A picture of the form that this candidate is answering now; None for every other picture and moment."""
    state = read_frame(str(candidate.uuid))
    if state.started is None or is_closed(state, now) or not is_unsealed(candidate):
        return None
    form = load_form(candidate)
    shown = {media.sha256 for question in (form.questions if form else ()) for media in list_media(question.item)}
    return load_pictures(candidate.batch.organisation, [sha256]).get(sha256) if sha256 in shown else None
