"""The sweep that closes by the clock: it asks the journal only about attempts of which something became."""

from datetime import timedelta

import pytest
from django.conf import settings

from liangcai.delivery.attempt import AttemptState
from liangcai_host import clock
from liangcai_host.journal.model import NewEvent
from liangcai_host.journal.store import Journal
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings import journal as sittings_journal
from liangcai_web.services.sittings.journal import notice_changes, read_frame
from tests.data.cast import OPENED, gather_cast

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_an_attempt_is_read_anew_when_something_became_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = gather_cast().candidates[0]
    state = sittings.open_attempt(candidate, sittings.load_paper(candidate), OPENED).value
    assert state is not None
    assert state.ends is not None
    looks: list[str] = []

    def look(attempt: str) -> AttemptState:
        looks.append(attempt)
        return read_frame(attempt)

    monkeypatch.setattr(sittings_journal, "read_frame", look)
    for _ in range(3):
        notice_changes()
        assert sittings.close_due(state.ends) == 0
    assert looks.count(str(candidate.uuid)) == 1
    other = Journal(settings.JOURNAL, clock.now)  # as another process, which tells this one nothing
    granted = NewEvent(kind="granted", client_id="elsewhere", payload={"seconds": 600})
    other.append(str(candidate.uuid), (granted,), OPENED).result()
    other.close()
    notice_changes()
    assert sittings.close_due(state.ends + MINUTE) == 0
    assert looks.count(str(candidate.uuid)) == 2
    assert sittings.close_due(state.ends + 11 * MINUTE) == 1
