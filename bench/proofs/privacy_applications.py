"""People apply to a batch of a site that logs everything that it can, are listed, reviewed, and written to tables.

In: the home of an installation, a folder for what is downloaded, a planted bug or ``none``; ID numbers on standard
input, every third one with a wrong check character. Out: on standard output every page and header that somebody other
than the person saw, on standard error the log at its lowest level.
"""

import io
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from bench.quick_keys import make_keys_quick
from liangcai_cli.site import open_site

HOST = {"host": "127.0.0.1"}
OPEN_TABLE, OPEN_LOG = "open table", "open log"


def main(home: Path, folder: Path, bug: str, numbers: list[str]) -> None:
    """Applicants first, then the office with a list, those who review, the authority, another office."""
    os.environ["LIANGCAI_LOG"] = "debug"
    open_site(home)
    make_keys_quick()
    lower(logging.getLogger())
    from liangcai_web.services.operations import start_operations

    start_operations()
    plant(bug)
    batch = announce()
    for number in numbers[::2]:
        apply_alone(batch, number)
    for name, data in list_people(batch, numbers[1::2]):
        (folder / name).write_bytes(data)
    review(batch)


def lower(root: logging.Logger) -> None:
    """What the site says on its terminal, all of it."""
    root.setLevel(logging.DEBUG)
    for handler in root.handlers:
        handler.setLevel(logging.DEBUG)


def plant(bug: str) -> None:
    """What goes wrong on purpose: a table shows numbers, the terminal repeats addresses."""
    from liangcai_web.records.people import Person
    from liangcai_web.services.people import field_keys

    if bug == OPEN_TABLE:
        from liangcai_host.keys.fields import decrypt_id_number

        plain = property(lambda self: decrypt_id_number(field_keys(), self.id_number_sealed, str(self.uuid)))
        Person.masked_id_number = plain  # type: ignore[assignment,method-assign]
    if bug == OPEN_LOG:
        for handler in logging.getLogger().handlers:
            handler.setFormatter(logging.Formatter())


def announce() -> Any:
    """A second batch of the office that made the journey."""
    from liangcai_host import clock
    from liangcai_web.records.batches import Batch
    from liangcai_web.services.batches.state import open_batch

    done, now = Batch.objects.select_related("organisation", "standard")[0], clock.now()
    return open_batch(
        done.organisation,
        done.standard,
        title="二",
        level=done.level,
        direction=done.direction or None,
        seed=1,
        starts_at=now,
        now=now,
    ).value


def apply_alone(batch: Any, number: str) -> None:
    """Somebody applies, comes back with a number of the wrong kind, and looks for themself in addresses."""
    from tests.web.applicant.applying import begin, fitting

    browser, _, _ = begin(batch, new_client())
    said = {"name": "考生甲", "id_number": number, **fitting(batch), "act": "submit"}
    for act in ("check", "submit"):
        show(browser.post("/apply/form", {**said, "act": act}), body=False)  # the form is the applicant's own
    for where in ("/apply/status", "/apply/notice.pdf"):
        show(browser.get(where))
    for where in (f"/apply/{number}", f"/apply/status?id_number={number}"):
        show(browser.get(where), body=False)  # the way to the other language repeats the address to who wrote it
    other = new_client()
    show(other.post("/apply/resume", {"number": number, "code": number}), body=False)
    show(other.get("/apply/form"))
    show(other.post(f"/apply/batches/{batch.uuid}?id_number={number}", {"id_number": number}), body=False)
    show(other.post("/apply/form/verdict", {"id_number": number}))


def list_people(batch: Any, numbers: list[str]) -> Iterator[tuple[str, bytes]]:
    """An office sends a list, one with faults first, and takes the tables that there are."""
    office = sign_in(batch.organisation, "officer")
    for chosen in (numbers, [one for one in numbers if is_whole(one)]):
        file = io.BytesIO(make_list(batch, chosen))
        file.name = "名单.xlsx"
        kept = office.post(f"/office/batches/{batch.uuid}/lists", {"file": file})
        show(kept)
        where = getattr(kept, "url", "/office")
        for page in (where, f"{where}/progress", f"/office/batches/{batch.uuid}/lists"):
            show(office.get(page))
        show(office.post(where, {"act": "take"}))
    for number in numbers:
        show(
            office.post(f"/office/batches/{batch.uuid}/applications/new", {"name": "甲", "id_number": number}),
            body=False,
        )
        show(office.get(f"/office/batches/{batch.uuid}/applications", {"q": number}), body=False)
    for page in ("", "/applications", "/applications?state=submitted", "/facts", "/rooms"):
        show(office.get(f"/office/batches/{batch.uuid}{page}"))
    yield "applications.xlsx", office.get(f"/office/batches/{batch.uuid}/applications.xlsx").content
    yield "template.xlsx", office.get(f"/office/batches/{batch.uuid}/lists/template.xlsx").content


def review(batch: Any) -> None:
    """Those who review, the authority, another office: every page on every application."""
    from liangcai_web.records.applications import Application
    from liangcai_web.services.accounts.offices import found_organisation

    other = found_organisation(name="别家", name_en="Other", code="0009", province="00", site="000009")
    rows = Application.objects.filter(batch=batch).exclude(state="draft")
    people = [sign_in(batch.organisation, role) for role in ("screener", "authority", "assessor")]
    for browser in (*people, sign_in(other, "officer"), new_client()):
        for page in (f"/screen/batches/{batch.uuid}", "/screen", "/authority", "/authority/facts", "/authority/plans"):
            show(browser.get(page))
        for row in rows:
            for end in ("", "/notice.pdf"):
                show(browser.get(f"/screen/applications/{row.number}{end}"))
            show(browser.post(f"/screen/applications/{row.number}/review", {"version": 1, "text": "x"}))


def make_list(batch: Any, numbers: list[str]) -> bytes:
    """A list as an employer fills it in."""
    from tests.web.applicant.applying import fitting

    from liangcai.eligibility.grouplist.columns import list_columns
    from liangcai_web.services.admission.applications import batch_conditions

    columns, typed = list_columns(batch_conditions(batch).value), fitting(batch)
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.active.append([column.head.zh for column in columns])
    for place, number in enumerate(numbers):
        own = {**typed, "name": f"名单{place}", "id_number": number}
        book.active.append([own.get(column.field, "") for column in columns])
    book.save(stream)
    return stream.getvalue()


def is_whole(number: str) -> bool:
    """Whether the check character fits."""
    from liangcai.eligibility.identity_number import check_character

    return check_character(number[:17]) == number[17]


def new_client() -> Any:
    """A browser."""
    from django.test import Client

    return Client(headers=HOST, raise_request_exception=False)


def sign_in(organisation: Any, role: str) -> Any:
    """A browser of somebody of an office."""
    from liangcai_web.services.accounts.offices import open_account

    client = new_client()
    client.force_login(open_account(organisation, f"{role}-{organisation.code}", "made-up pass phrase", role))
    return client


def show(response: Any, *, body: bool = True) -> None:
    """What somebody sees."""
    content = getattr(response, "content", b"") if body else b""
    sys.stdout.write(f"{response.status_code} {dict(response.headers)} {response.cookies}\n")
    sys.stdout.write(content.decode("utf-8", "replace") + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.stdin.read().split())
