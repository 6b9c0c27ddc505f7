"""The announcement of a batch: everything an applicant has to know, from the standard, the batch and the rule packs."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.records.places import Site
from liangcai_web.services.admission.applications import batch_conditions
from liangcai_web.services.batches.changed import cancel_batch
from liangcai_web.services.workflow.announcements import list_days, read_announcement
from tests.web.cast import announce


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


@pytest.fixture
def batch(cast):
    made = announce(cast)
    made.starts_at = clock.now() + timedelta(days=40)
    made.apply_until = (clock.now() + timedelta(days=20)).date()
    made.save()
    Site.objects.create(organisation=cast.office, name="第一考点", address="样例路 1 号")
    return made


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_says_who_when_what_where_with_what_and_how_to_appeal(batch, lang):
    page = Client().get(reverse("announcement", args=[batch.uuid]), {"lang": lang}, follow=True).content.decode()
    conditions = batch_conditions(batch).value
    for one in conditions.conditions:
        assert one.text in page and f">{one.clause}<" in page
    told = read_announcement(batch, clock.now())
    for part in told.parts:
        assert part.name in page and f">{part.minutes}<" in page
    for day in (batch.apply_until, *told.days.values()):
        assert day.isoformat() in page
    for said in ("第一考点 · 样例路 1 号", "八、申诉" if lang == "zh" else "8. Appeals", "/verify"):
        assert said in words(page) or said in page
    if lang == "en":
        assert all(one.said.en in html.unescape(page) for one in told.conditions if one.said)


def test_the_days_follow_the_start(batch):
    before = list_days(batch)
    batch.starts_at += timedelta(days=28)
    after = list_days(batch)
    assert before["review"] < before["tickets"] < before["posting"]
    assert all(after[key] > before[key] for key in before)


def test_a_batch_called_off_says_so_first_and_takes_nobody(cast, batch):
    cancel_batch(batch, "停考", actor=cast.team.officer, approver=cast.team.second_officer, now=clock.now())
    page = Client().get(reverse("announcement", args=[batch.uuid])).content.decode()
    assert "这个批次已取消" in page and "去报名" not in page


def test_what_is_not_there_is_not_found_and_nobody_of_the_batch_is_named(cast, batch):
    assert Client().get(reverse("announcement", args=[uuid4()])).status_code == 404
    assert "officer-1" not in Client().get(reverse("announcement", args=[batch.uuid])).content.decode()
