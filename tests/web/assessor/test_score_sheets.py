"""An assessor scores alone and blind, loses nothing that was typed, and signs once."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from liangcai_web.assessor.sheet import fill_sheet, read_points
from liangcai_web.records.drafts import Draft
from liangcai_web.records.facts import Fact
from liangcai_web.services.marking.scoring import batch_sheet, read_sheets
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.registers.teams import panel_members
from tests.web.cast import PASSWORD, announce, client_of, prepare_waiting


@pytest.fixture
def world(cast):
    """A batch that waits, the members of its panel, a candidate and an assessor's own browser."""
    batch = prepare_waiting(cast, 3)
    members = panel_members(load_plan(batch))[1]
    for member in members:
        member.set_password(PASSWORD)
        member.save()
    candidate = batch.candidates.filter(panel=1).select_related("person").order_by("serial")[0]
    return batch, members, candidate, client_of(members[0])


def scores(batch, share=1):
    """A sheet with the same share of every row."""
    return {f"points-{row.key}": str(row.maximum * share) for row in batch_sheet(batch).rows}


def page_of(candidate):
    return reverse("assess-sheet", args=[candidate.uuid])


def test_the_home_lists_own_candidates_without_names(world, cast):
    batch, _, candidate, browser = world
    page = browser.get(reverse("assess")).content.decode()
    assert candidate.ticket_number[-4:] in page
    assert "待评" in page
    for other in batch.candidates.select_related("person"):
        assert other.person.name not in page
        assert other.ticket_number not in page
    assert "没有安排给您" in client_of(cast.idle_assessor).get(reverse("assess")).content.decode()


def test_the_sheet_names_nobody(world):
    _, _, candidate, browser = world
    page = browser.get(page_of(candidate)).content.decode()
    assert candidate.person.name not in page
    assert candidate.person.id_number_tail not in re.sub(r"<[^>]+>", " ", page)
    assert candidate.ticket_number not in page


def test_a_signed_sheet_is_kept_and_cannot_be_changed(world):
    batch, members, candidate, browser = world
    response = browser.post(page_of(candidate), {**scores(batch), "password": PASSWORD})
    assert response.status_code == 302
    sheet = read_sheets(candidate)[0]
    assert sheet.assessor == members[0].get_username()
    assert sum(row.points for row in sheet.rows) == batch_sheet(batch).full_mark
    page = browser.get(page_of(candidate)).content.decode()
    assert "已签署" in page
    assert '<input type="number"' not in page
    again = browser.post(page_of(candidate), {**scores(batch, 0), "password": PASSWORD})
    assert again.status_code == 422
    assert len(read_sheets(candidate)) == 1
    browser.post(reverse("assess-draft", args=[candidate.uuid]), scores(batch, 0))
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请打分"),
        ("abc", "请填数字"),
        ("-1", "应在 0 至"),
        ("1000", "应在 0 至"),
        ("0.3", "以 0.5 分为一档"),
        ("nan", "请填数字"),
    ],
)
def test_what_was_typed_stays_beside_what_is_wrong(world, typed, said):
    batch, _, candidate, browser = world
    form = scores(batch)
    first, second = list(form)[:2]
    response = browser.post(page_of(candidate), {**form, first: typed, "password": PASSWORD})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert f'value="{typed}"' in page
    assert f'value="{form[second]}"' in page
    assert f'aria-describedby="{first}-wrong"' in page
    assert not read_sheets(candidate)
    assert f'value="{form[second]}"' in browser.get(page_of(candidate)).content.decode()


def test_a_wrong_password_signs_nothing_and_loses_nothing(world):
    batch, _, candidate, browser = world
    for password, said in (("guess", "密码不对"), ("", "请填写")):
        response = browser.post(page_of(candidate), {**scores(batch), "password": password})
        assert response.status_code == 422
        assert said in response.content.decode()
        assert not read_sheets(candidate)
    assert "草稿已保存" in browser.get(page_of(candidate)).content.decode()


def test_a_draft_is_kept_as_typed_and_is_nobody_elses(world):
    _, members, candidate, browser = world
    key = batch_sheet(candidate.batch).rows[0].key
    path = reverse("assess-draft", args=[candidate.uuid])
    reply = browser.post(path, {f"points-{key}": "一点五", "script": "1", "points-unknown": "9"})
    assert re.fullmatch(r"\d\d:\d\d:\d\d", reply.json()["kept"])
    assert 'value="一点五"' in browser.get(page_of(candidate)).content.decode()
    assert "一点五" not in client_of(members[1]).get(page_of(candidate)).content.decode()
    assert "草稿" in browser.get(reverse("assess")).content.decode()


def test_nobody_sees_what_another_member_of_the_panel_has_signed(world):
    batch, members, candidate, browser = world
    browser.post(page_of(candidate), {**scores(batch), "password": PASSWORD})
    page = client_of(members[1]).get(page_of(candidate)).content.decode()
    assert members[0].get_username() not in page
    assert "已签署" not in page
    assert 'value="0"' not in page
    assert re.search(r'<output id="total">0</output>', page)


def test_nothing_is_signed_before_the_papers_are_open(world):
    batch, _, candidate, browser = world
    Fact.objects.filter(kind="sitting_opened").update(kind="something_else")
    response = browser.post(page_of(candidate), {**scores(batch), "password": PASSWORD})
    assert response.status_code == 422
    assert "尚未启封" in response.content.decode()


def test_a_batch_without_a_plan_asks_nothing_of_anybody(cast):
    announce(cast)
    assert client_of(cast.idle_assessor).get(reverse("assess")).status_code == 200


def test_points_are_read_as_people_type_them():
    assert read_points("1。5") == Decimal("1.5")
    assert read_points("infinity") is None
    assert read_points("一") is None


def test_the_total_adds_up_what_is_a_score(world):
    sheet = batch_sheet(world[0])
    first, second = sheet.rows[:2]
    filled = fill_sheet(sheet, {first.key: "1.5", second.key: "x"})
    assert (filled.total, filled.filled, filled.ready) == (Decimal("1.5"), 1, False)
