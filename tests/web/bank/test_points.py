"""Points below the requirements: added, renamed, graded, kept while questions hang on them, counted by coverage."""

from decimal import Decimal

import msgspec
import pytest
from django.urls import reverse

from liangcai.items.elements import Addition
from liangcai_host import clock
from liangcai_web.bank.shelf import link_points, list_directions, plan
from liangcai_web.records.facts import Fact
from liangcai_web.services.bank.elements import count_hanging, list_additions, list_elements, list_steps, save_points
from liangcai_web.services.bank.items import Shelf, find_entry, save_item
from liangcai_web.services.facts import find_break
from liangcai_web.services.standards.opened import open_bundled
from tests.data.items import make_item
from tests.web.bank.shelf import KEY, address
from tests.web.cast import client_of

CODE = "K1.1.1"
PLACE = ("-", CODE)


def lines(*rows, own="X"):
    """What the page sends: rows of number, name, importance, size, and perhaps that it goes."""
    typed = {"points": len(rows), "own-importance": own}
    for at, (number, name, importance, size, *gone) in enumerate(rows):
        typed |= {f"point-{at}-number": number, f"point-{at}-name": name, f"point-{at}-importance": importance}
        typed |= {f"point-{at}-size": size, **({f"point-{at}-gone": "on"} if gone else {})}
    return typed


def send(client, *rows, own="X", code=CODE):
    return client.post(address("bank-points", code), lines(*rows, own=own))


def below(shelf, code=CODE):
    made = list_elements(shelf, plan(shelf, None))
    return {one.code: one for one in made.elements if one.parent == code}


def test_points_are_added_and_share_the_weight_of_their_requirement(client, shelf):
    whole = {one.code: one.weight for one in list_elements(shelf, plan(shelf, None)).elements}
    assert send(client, ("", "总线型", "X", 2), ("", "星型", "Y", 1), ("", "", "X", 1)).status_code == 302
    made = below(shelf)
    assert {code: (one.name, one.importance) for code, one in made.items()} == {
        f"{CODE}/1": ("总线型", "X"),
        f"{CODE}/2": ("星型", "Y"),
    }
    assert sum(one.weight for one in made.values()) == whole[CODE]
    after = {one.code: one.weight for one in list_elements(shelf, plan(shelf, None)).elements if not one.own}
    assert after == whole
    assert sum(one.weight for one in list_elements(shelf, plan(shelf, None)).elements if not one.depth) == Decimal(100)


def test_a_point_is_renamed_and_graded_under_the_same_code_and_each_step_is_a_fact(cast, client, shelf):
    send(client, ("", "总线型", "X", 1))
    send(client, ("1", "总线型拓扑", "Z", 3), ("", "环型", "X", 1))
    assert below(shelf)[f"{CODE}/1"].name == "总线型拓扑"
    latest, first = list_steps(shelf, PLACE)
    assert [change.zh for change in first.changes] == ["新增「总线型」，重要程度 X，份额 1"]
    assert [change.zh for change in latest.changes] == [
        "「总线型」改名为「总线型拓扑」",
        "「总线型拓扑」重要程度由 X 改为 Z",
        "「总线型拓扑」份额由 1 改为 3",
        "新增「环型」，重要程度 X，份额 1",
    ]
    assert latest.actor == "author-1"
    assert Fact.objects.filter(kind="points_changed").count() == 2
    assert find_break(cast.office) is None
    page = client.get(address("bank-points", CODE)).content.decode()
    assert "改名为" in page


def test_sending_the_same_again_is_no_step(client, shelf):
    for number in ("", "1"):
        assert send(client, (number, "总线型", "X", 1)).status_code == 302
    assert Fact.objects.filter(kind="points_changed").count() == 1


def test_the_number_of_a_point_that_went_is_never_given_again(client, shelf):
    send(client, ("", "甲", "X", 1), ("", "乙", "X", 1))
    send(client, ("1", "甲", "X", 1), ("2", "乙", "X", 1, True))
    send(client, ("1", "甲", "X", 1), ("", "丙", "X", 1))
    assert set(below(shelf)) == {f"{CODE}/1", f"{CODE}/3"}
    send(client, ("1", "甲", "X", 1, True), ("3", "丙", "X", 1, True))
    send(client, ("", "丁", "X", 1))
    assert set(below(shelf)) == {f"{CODE}/4"}


def hang(client, **changes):
    """Save a question on the first point."""
    typed = {
        "id": "K1.1.1-96",
        "requirement": f"-|{CODE}",
        "element": f"-|{CODE}/1",
        "type": "truefalse",
        "stem": "总线型网络中，一处断开会影响全网（　）。",
        "key": "T",
        "rationale": "共用一条总线。",
        "difficulty": "0.6",
        "importance": "X",
        **changes,
    }
    return client.post(address("bank-new"), typed)


def test_an_author_chooses_a_point_and_it_cannot_be_taken_out_while_the_question_hangs_on_it(client, shelf):
    send(client, ("", "总线型", "X", 1), ("", "星型", "X", 1))
    assert "总线型" in client.get(address("bank-new")).content.decode()
    assert hang(client).status_code == 302
    assert find_entry(shelf, "K1.1.1-96").item.element == f"{CODE}/1"
    assert count_hanging(shelf)["-", f"{CODE}/1"] == 1
    refused = send(client, ("1", "总线型", "X", 1, True), ("2", "改过的名", "Z", 1))
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "1 道试题，不能删去" in text
    assert "改过的名" in text
    assert below(shelf)[f"{CODE}/2"].name == "星型"
    assert "有试题，不能删" in client.get(address("bank-points", CODE)).content.decode()
    assert send(client, ("1", "总线型", "X", 1), ("2", "星型", "X", 1, True)).status_code == 302


def test_the_version_in_use_holds_its_point_while_a_new_one_is_worked_on(cast, client, shelf):
    send(client, ("", "总线型", "X", 1))
    hang(client)
    item = find_entry(shelf, "K1.1.1-96").item
    for step in ("review", "try"):
        client_of(cast.authors[1]).post(address("bank-step", item.id), {"step": step})
    save_item(shelf, msgspec.structs.replace(item, element=""), now=clock.now(), actor=cast.authors[0])
    assert count_hanging(shelf)["-", f"{CODE}/1"] == 1
    assert send(client, ("1", "总线型", "X", 1, True)).status_code == 422


def test_a_point_below_another_requirement_is_refused_and_what_was_typed_stays(client, shelf):
    send(client, ("", "总线型", "X", 1))
    page = hang(client, requirement="-|K1.1.2")
    assert page.status_code == 422
    assert "不在所选的要求之下" in page.content.decode()
    assert "一处断开" in page.content.decode()
    assert hang(client, element="-|K1.1.1/9").status_code == 422


def test_a_code_of_another_body_stays_when_the_question_is_saved_again(cast, client, shelf):
    save_item(shelf, make_item("truefalse", 97, element="A-B-003"), now=clock.now(), actor=cast.authors[0])
    form = client.get(address("bank-item", "K1.1.1-97")).context["form"]
    typed = {field.html_name: field.value() for field in form if field.value() is not None}
    client.post(address("bank-item", "K1.1.1-97"), {**typed, "stem": "换了说法（　）。"})
    item = find_entry(shelf, "K1.1.1-97").item
    assert (item.element, item.stem) == ("A-B-003", "换了说法（　）。")


def test_coverage_counts_for_the_point_and_names_questions_that_stand_above_it(client, shelf):
    send(client, ("", "总线型", "X", 1), ("", "星型", "Z", 1))
    hang(client)
    response = client.get(address("bank-coverage"))
    counts = {row[0].code: row[1].questions for row in response.context["rows"] if row[1]}
    assert (counts[f"{CODE}/1"], counts[f"{CODE}/2"]) == (1, 0)
    assert CODE not in counts
    assert "K1.1.1-01" in response.context["cover"].elsewhere
    assert "没有落在本细目的最细一级" in response.content.decode()
    assert address("bank-points", CODE) in response.content.decode()
    assert "K1.1.1-96" in client.get(address("bank-items"), {"q": f"{CODE}/1"}).content.decode()


def test_the_importance_of_a_requirement_itself_can_be_given_and_taken_back(client, shelf):
    send(client, own="Y")
    page = client.get(address("bank-coverage"))
    assert {row[0].code: row[0].importance for row in page.context["rows"]}[CODE] == "Y"
    send(client, own="X")
    assert list_additions(shelf) == ()
    assert [step.changes[0].en for step in list_steps(shelf, PLACE)] == ["importance is now X", "importance is now Y"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("", "甲", "X", 0)], "wrong"),
        ([("", "甲", "X", "")], "请填写"),
        ([("", "甲", "W", 1)], "wrong"),
        ([("", "甲", "X", 1), ("", "甲", "X", 1)], "写了两次"),
        ([("7", "甲", "X", 1)], "已被别人改动"),
        ([("x", "甲", "X", 1)], "格式不对"),
        ([("1", "", "X", 1)], "请填写"),
        ([("", "<b>甲</b>" + "长" * 200, "X", 1)], "&lt;b&gt;"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(client, shelf, rows, words):
    page = send(client, *rows)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert list_additions(shelf) == ()


@pytest.mark.parametrize("code", ["K1.1", "K9.9.9", "B1", "K1.1.1%2F1", "工程实施"])
def test_points_stand_below_the_lowest_level_of_the_standard_only(client, shelf, code):
    assert client.get(address("bank-points", code)).status_code == 404


def test_basic_requirements_have_points_in_every_direction_and_others_in_their_own(cast, client):
    shelf = Shelf(organisation=cast.office, standard=open_bundled(KEY).standard, level="高级")
    lists = [list_elements(shelf, plan(shelf, one)) for one in list_directions(shelf.standard, "高级")]
    basic = next(one.code for one in lists[0].points if one.code.startswith("B"))
    first = {one.code for one in lists[0].points}
    own = next(one for one in lists[1].points if one.code not in first)
    client.post(reverse("bank-points", args=[KEY, "高级", basic]), lines(("", "细点", "X", 1)))
    client.post(link_points(KEY, shelf, own), lines(("", "方向的点", "X", 1)))
    after = [list_elements(shelf, plan(shelf, one)) for one in list_directions(shelf.standard, "高级")]
    assert all(f"{basic}/1" in {one.code for one in made.points} for made in after)
    named = [[one.code for one in made.points if one.name == "方向的点"] for made in after]
    assert named[:2] == [[], [f"{own.code}/1"]]


def test_another_office_does_not_see_them(cast, client, shelf):
    send(client, ("", "总线型", "X", 1))
    theirs = msgspec.structs.replace(shelf, organisation=cast.stranger.memberships.first().organisation)
    assert list_additions(theirs) == ()
    other_level = msgspec.structs.replace(shelf, level="中级")
    assert list_additions(other_level) == ()


def test_the_office_reads_the_change_in_its_log(cast, client, shelf):
    save_points(shelf, PLACE, (Addition(under="", name="总线型"),), now=clock.now(), actor=cast.authors[0])
    page = client_of(cast.authority).get(reverse("authority-facts")).content.decode()
    assert "鉴定要素变更" in page
