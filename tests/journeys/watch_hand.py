"""What an invigilator does behind a browser test, in a process of the installation.

``python -m tests.journeys.watch_hand pause|resume|grant TICKET``.
"""

import sys

import django


def do(act: str, ticket: str) -> None:
    """One act at the seat of a candidate."""
    from liangcai_host import clock
    from liangcai_web.records.batches import Candidate
    from liangcai_web.services.accounts.offices import open_account
    from liangcai_web.services.sittings.grants import Grant, give_time
    from liangcai_web.services.sittings.rooms import pause_seat, resume_seat

    candidate = Candidate.objects.select_related("batch__organisation").get(ticket_number=ticket)
    watcher, now = open_account(candidate.batch.organisation, "watcher-1", None, "invigilator"), clock.now()
    if act == "pause":
        done = pause_seat(candidate, "键盘失灵", actor=watcher, now=now).findings
    elif act == "resume":
        done = resume_seat(candidate, actor=watcher, now=now).findings
    else:
        grant = Grant(grant_id="g", seconds=600, reason="停电", scope="seat")
        done = give_time(candidate.batch, (candidate,), grant, actor=watcher, now=now).findings
    assert not done, done


if __name__ == "__main__":
    django.setup()
    do(sys.argv[1], sys.argv[2])
