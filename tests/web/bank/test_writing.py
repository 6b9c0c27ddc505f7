"""Questions are written, reviewed by somebody else, used, and seen where the bank is thin."""

import msgspec
import pytest
from django.urls import reverse

from liangcai.items.content import Blank, Criterion, Drawn
from liangcai.items.model import hash_item
from liangcai_host import clock
from liangcai_web.bank.item_lines import (
    read_blanks,
    read_rubric,
    read_values,
    write_blanks,
    write_rubric,
    write_values,
)
from liangcai_web.records.facts import Fact
from liangcai_web.services.bank.items import find_entry, list_entries, save_item, take_step, usable_bank
from liangcai_web.services.facts import find_break
from liangcai_web.services.papers.making import make_papers
from liangcai_web.services.results.analysis import observe_batch
from tests.data.items import make_item
from tests.web.bank.shelf import KEY, address
from tests.web.cast import announce, client_of, travel

TYPED = {
    "id": "K1.1.1-90",
    "requirement": "-|K1.1.1",
    "type": "single",
    "stem": "电阻 $R=\\frac{U}{I}$，电压升高一倍而电流不变，电阻（　）。",
    "options": "升高一倍\n不变\n降低一半\n<b>无法判断</b>",
    "key": "a",
    "rationale": "按欧姆定律。",
    "difficulty": "0.7",
    "importance": "X",
}


def write(client, **changes):
    return client.post(address("bank-new"), {**TYPED, **changes})


def test_the_whole_life_of_a_question_by_two_authors(cast, shelf):
    first, second = (client_of(author) for author in cast.authors)
    assert write(first).status_code == 302
    entry = find_entry(shelf, TYPED["id"])
    assert (entry.record.state, entry.author, entry.item.key, entry.in_use) == ("draft", "author-1", "A", "")
    step = address("bank-step", TYPED["id"])
    refused = first.post(step, {"step": "review"}, follow=True)
    assert "须由另一人审定" in refused.content.decode()
    for move, state in (("review", "reviewed"), ("try", "trial"), ("release", "live")):
        second.post(step, {"step": move})
        assert find_entry(shelf, TYPED["id"]).record.state == state
    assert TYPED["id"] in {item.id for item in usable_bank(shelf).value.items}
    kinds = list(Fact.objects.filter(kind__startswith="item_").values_list("kind", flat=True))
    assert kinds == ["item_saved", "item_moved", "item_moved", "item_moved"]
    assert find_break(cast.office) is None


def test_a_changed_question_waits_while_papers_take_the_version_before(cast, shelf):
    author, other = cast.authors
    before = find_entry(shelf, "K1.1.1-01")
    changed = msgspec.structs.replace(before.item, rationale="更清楚的解析。")
    saved = save_item(shelf, changed, now=clock.now(), actor=author).value
    assert (saved.record.state, saved.in_use, saved.waits) == ("draft", before.record.sha256, True)
    assert before.item in usable_bank(shelf).value.items
    for step in ("review", "try"):
        take_step(shelf, changed.id, step, now=clock.now(), actor=other)
    assert changed in usable_bank(shelf).value.items
    assert before.item not in usable_bank(shelf).value.items


def test_a_resting_question_is_on_no_paper(cast, shelf):
    take_step(shelf, "K1.1.1-01", "rest", now=clock.now(), actor=cast.authors[0])
    batch = announce(cast)
    papers = make_papers(batch, now=clock.now()).value
    assert "K1.1.1-01" not in {item.id for item in papers.bank.items}
    assert papers.forms.report.conforms


def test_another_organisation_does_not_see_what_is_written_here(cast, shelf):
    write(client_of(cast.authors[0]))
    theirs = msgspec.structs.replace(shelf, organisation=cast.stranger.memberships.first().organisation)
    assert find_entry(theirs, TYPED["id"]) is None
    assert client_of(cast.stranger).get(address("bank-item", TYPED["id"])).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"key": "E"}, "答案应为"),
        ({"requirement": "-|K9.9.9"}, "K9.9.9"),
        ({"stem": "$\\input{x}$（　）"}, "不认识"),
        ({"type": "fill", "options": "", "key": "", "blanks": "= x ± y"}, "格式不对"),
        ({"rationale": ""}, "请填写"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(cast, shelf, changes, words):
    page = write(client_of(cast.authors[0]), **changes)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "电压升高一倍" in page.content.decode() or "stem" in changes
    assert find_entry(shelf, TYPED["id"]) is None


def test_the_preview_draws_the_formula_escapes_the_rest_and_keeps_nothing(cast, shelf):
    shown = client_of(cast.authors[0]).post(address("bank-preview"), TYPED).content.decode()
    assert "<mfrac>" in shown
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert find_entry(shelf, TYPED["id"]) is None


def test_a_calculation_can_be_typed_saved_and_opened_again(cast, shelf):
    client = client_of(cast.authors[0])
    typed = {
        **TYPED,
        "type": "calculation",
        "options": "",
        "key": "",
        "stem": "电压 {u} V，电阻 {r} Ω，电流（　）A。",
        "values": "u 10 20\nr 2 5 0.5",
        "blanks": "= round(u / r, 2) ± 0.01 A",
    }
    assert client.post(address("bank-new"), typed).status_code == 302
    item = find_entry(shelf, TYPED["id"]).item
    assert (item.values[1].step, item.blanks[0].formula) == ("0.5", "round(u / r, 2)")
    page = client.get(address("bank-item", TYPED["id"])).content.decode()
    assert "= round(u / r, 2) ± 0.01 A" in page


def test_the_list_is_searched_by_words_type_and_state(cast):
    client = client_of(cast.authors[0])
    write(client)
    page = client.get(address("bank-items"), {"q": "电压升高一倍", "state": "draft"}).content.decode()
    assert TYPED["id"] in page
    assert "K1.1.2-01" not in page
    assert "没有试题" in client.get(address("bank-items"), {"q": "电压升高一倍", "type": "essay"}).content.decode()


def test_coverage_names_each_point_its_weight_and_what_it_lacks(cast):
    client = client_of(cast.authors[0])
    full = client.get(address("bank-coverage")).content.decode()
    assert "K1.1.1" in full
    senior = client.get(reverse("bank-coverage", args=[KEY, "高级"]), {"direction": "设计开发"})
    assert senior.status_code == 200
    assert "缺" in senior.content.decode()


def test_what_a_sitting_showed_is_noted_in_the_bank_once(cast, shelf):
    batch = travel(cast, 8).batch
    assert observe_batch(batch, now=clock.now(), actor=cast.team.officer) == 200
    assert observe_batch(batch, now=clock.now(), actor=cast.team.officer) == 0
    seen = [entry for entry in list_entries(shelf) if entry.record.observed]
    assert len(seen) == 200
    assert {entry.record.exposures for entry in seen} == {1}
    assert all(0 <= entry.record.observed.facility <= 1 for entry in seen)
    assert usable_bank(shelf).value.sha256 == batch_bank(batch)


def batch_bank(batch):
    from liangcai_web.services.papers.making import load_forms

    return load_forms(batch).report.bank_sha256


def test_gaps_values_and_rubrics_are_read_as_they_are_written():
    item = make_item("calculation")
    blanks = (Blank(accepted=("交换机", "switch")), Blank(value="12.5", tolerance="0.1", unit="kW"), *item.blanks)
    assert read_blanks(write_blanks(blanks)) == blanks
    values = (Drawn(name="u", low="10", high="20"), *item.values)
    assert read_values(write_values(values)) == values
    rubric = (Criterion(text="先断电 再验电", share="0.5"), Criterion(text="挂牌", share="0.5"))
    assert read_rubric(write_rubric(rubric)) == rubric
    assert read_values("u 1") is None
    assert read_rubric("0.5") is None


def test_saving_the_same_again_changes_nothing(cast, shelf):
    item = find_entry(shelf, "K1.1.1-01").item
    saved = save_item(shelf, item, now=clock.now(), actor=cast.authors[0])
    assert saved.value.record.sha256 == hash_item(item)
    assert not Fact.objects.filter(kind="item_saved").exists()
