"""What others do to a candidate while a browser test watches.

``LIANGCAI_HOME=FOLDER python -m tests.journeys.site_hand …``: ``allow TICKET`` gives the invigilator's word for another
machine; ``open TICKET SECONDS`` starts the time so that so many seconds are left; ``grant TICKET SECONDS`` gives time;
``pause TICKET`` and ``resume TICKET`` stop and start the clock; ``events TICKET`` prints the stored events as JSON.
"""

import sys
from datetime import timedelta
from typing import Any

import django
import msgspec


def act(verb: str, ticket: str, seconds: int = 0) -> Any:
    """Do one of them."""
    from django.contrib.auth.models import User

    from liangcai_host import clock
    from liangcai_host.journal.model import NewEvent
    from liangcai_web.records.batches import Candidate
    from liangcai_web.services.sittings.attempts import grant_time, load_paper, open_attempt
    from liangcai_web.services.sittings.journal import open_journal
    from liangcai_web.services.sittings.takeover import allow_takeover

    candidate = Candidate.objects.select_related("batch__organisation").get(ticket_number=ticket)
    attempt, now = str(candidate.uuid), clock.now()
    match verb:
        case "allow":
            allow_takeover(candidate, User.objects.get(username="office-1"), now)
        case "open":
            paper = load_paper(candidate)
            assert paper is not None
            open_attempt(candidate, paper, now - timedelta(minutes=paper.minutes) + timedelta(seconds=seconds))
        case "grant":
            grant_time(candidate, seconds, "power failure", f"grant-{now.timestamp()}", now)
        case "pause" | "resume":
            event = NewEvent(kind=f"{verb}d", client_id=f"{verb}-1", payload={"pause": "one", "scope": "seat"})
            open_journal().append(attempt, (event,), now).result()
        case "events":
            return [msgspec.to_builtins(event) for event in open_journal().read(attempt)]
    return None


if __name__ == "__main__":
    django.setup()
    found = act(sys.argv[1], sys.argv[2], *(int(word) for word in sys.argv[3:]))
    sys.stdout.write(msgspec.json.encode(found).decode())
