"""People sign in to a site, rightly and wrongly, while it logs everything that it can.

In: the home of an installation; ID numbers on standard input. Out: on standard output the headers of every reply, on
standard error the log at its lowest level.
"""

import logging
import os
import sys
from pathlib import Path

from liangcai_cli.site import open_site

TRIED = 12
HOST = {"host": "127.0.0.1"}


def main(home: Path, numbers: list[str]) -> None:
    """Sign in with the right ticket, with another's, with a wrong digit, by an address, and by what is no number."""
    os.environ["LIANGCAI_LOG"] = "debug"
    open_site(home)
    logging.basicConfig(level=logging.DEBUG, force=True)
    from django.test import Client

    from liangcai_web.services.operations import start_operations

    start_operations()  # the files of the log, in the home that is searched

    from liangcai_web.records.batches import Candidate
    from liangcai_web.services.people import has_id_number

    candidates = list(Candidate.objects.select_related("person")[:TRIED])
    for place, candidate in enumerate(candidates):
        number = next(one for one in numbers if has_id_number(candidate.person, one))
        other = candidates[place - 1].ticket_number
        tries = ((candidate.ticket_number, number), (other, number), (candidate.ticket_number, number[:-2] + "00"))
        for ticket, typed in (*tries, (number, number), (number, candidate.ticket_number)):
            client = Client(headers=HOST, raise_request_exception=False)
            reply = client.post("/sitting", {"ticket_number": ticket, "id_number": typed})
            show(reply)
            for page in (
                "/sitting/instructions",
                "/sitting/paper",
                "/sitting/state",
                "/sitting/result",
                "/sitting/none",
            ):
                show(client.get(page))


def show(reply: object) -> None:
    """Status and headers, cookies included."""
    headers = getattr(reply, "headers", {})
    cookies = getattr(reply, "cookies", {})
    sys.stdout.write(f"{getattr(reply, 'status_code', '')} {dict(headers)} {cookies}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.read().split())
