"""What an applicant does: an application begun, filled in, handed in."""

import datetime
import re

from django.test import Client
from django.urls import reverse

from liangcai.eligibility.example import make_example
from liangcai.eligibility.identity_number import check_character
from liangcai_host import clock
from liangcai_web.records.applications import Application
from liangcai_web.records.batches import Batch
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.days import local_day

CODE = re.compile(r'<dd class="mono big">([^<]+)</dd>')


def number_of(serial: int = 1, birth: str = "19900101") -> str:
    body = f"000000{birth}{serial:03d}"
    return body + check_character(body)


def fitting(batch: Batch, days: int = 30) -> dict[str, str]:
    """What somebody types who has met the first condition of a batch for so many days."""
    conditions = batch_conditions(batch).value
    assert conditions is not None
    example = make_example(conditions, 0, local_day(clock.now()) - datetime.timedelta(days=days))
    assert example is not None
    typed: dict[str, str] = {}
    for title in example.titles:
        typed |= {"title_name": title.name, "title_obtained": title.obtained.isoformat()}
    for diploma in example.diplomas:
        typed |= {"diploma_degree": diploma.degree, "diploma_major": diploma.major}
        typed["diploma_obtained"] = diploma.obtained.isoformat() if diploma.obtained else ""
    for work in example.employment:
        typed |= {"work1_occupation": work.occupation, "work1_start": work.start.isoformat()}
    for proof in example.training:
        typed |= {"training_hours": str(proof.hours), "training_issued": proof.issued.isoformat()}
    return typed


def begin(batch: Batch, client: Client | None = None) -> tuple[Client, str, str]:
    """A browser with an application that was begun, its number and its code."""
    browser = client or Client()
    page = browser.post(reverse("apply-batch", args=[batch.uuid])).content.decode()
    number, code = CODE.findall(page)
    return browser, number, code


def hand_in(batch: Batch, serial: int = 1, **typed: str) -> tuple[Client, Application]:
    """An application that was handed in by somebody who fits, unless something else is typed."""
    browser, number, _ = begin(batch)
    said = {"name": f"考生{serial:02}", "id_number": number_of(serial), **fitting(batch), **typed, "act": "submit"}
    response = browser.post(reverse("apply-form"), said)
    assert response.status_code == 302, response.content.decode()
    return browser, Application.objects.get(number=number)
