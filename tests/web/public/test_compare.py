"""The page that compares two editions: the choice, the counts, both sources, and what the change touches."""

import re

import pytest

import liangcai_reference
from liangcai_host.clock import now
from liangcai_web.services.accounts.offices import found_organisation
from liangcai_web.services.standards.opened import adopt_standard
from tests.data import documents

pytestmark = pytest.mark.django_db
KEY = liangcai_reference.list_occupations()[0]
PAGE = "/standards/compare"
OLD = documents.make_document()
NEW = (
    OLD.replace("(2026 年版)", "(2027 年版)")
    .replace("1:15", "1:20")
    .replace("能校正左右重量", "能校正左右翅的重量")
    .replace(" 1.1.2 纸的种类", "")
    .replace("1.2.1 刀具知识", "1.2.1 刀具知识 1.2.2 纸的种类")
    .replace("备料\t\t30\t30", "备料\t\t25\t30")
    .replace("扎制\t\t40\t50", "扎制\t\t45\t50")
)


def adopt(text: str) -> str:
    """The key of a standard that an organisation has added."""
    organisation = found_organisation(name="示例机构", name_en="Example", code="0001", province="01", site="000001")
    document = adopt_standard(organisation, text.encode(), "standard.txt", now=now()).value
    assert document is not None
    return document.sha256


def look(client, lang="zh", status=200, **asked):
    """The words of the page."""
    response = client.get(PAGE, asked, headers={"cookie": f"lang={lang}"})
    assert response.status_code == status
    return response.content.decode()


def tallies(html):
    """The counts at the top by their words."""
    found = re.findall(r'<a class="tally"[^>]*><strong>(\d+)</strong> ([^<]+)</a>', html)
    return {words: int(count) for count, words in found}


def revise_bundled():
    """A bundled standard with one knowledge requirement reworded and one ratio changed, as a new edition."""
    text = liangcai_reference.read_standard_text(KEY)
    edition = KEY.rsplit("-", 1)[1]
    number, words = re.search(r"\t(1\.1\.1) ([^能\s][^\t]+?) 1\.1\.2 ", text).groups()
    return (
        text.replace(f"{number} {words}", f"{number} {words}及其发展")
        .replace("1:15", "1:20")
        .replace(f"({edition} 年版)", f"({int(edition) + 5} 年版)", 1)
        .replace(f"({edition}年版)", f"({int(edition) + 5}年版)")
    )


@pytest.mark.parametrize(("lang", "words"), [("zh", "改写"), ("en", "reworded")])
def test_changes_are_counted_and_stand_in_two_columns(client, lang, words):
    html = look(client, lang, old=adopt(OLD), new=adopt(NEW))
    assert tallies(html)[words] == 1
    assert sum(tallies(html).values()) == 2 * len(re.findall('<li class="change">', html))
    assert "<ins>翅的</ins>" in html
    assert "1:15" in html
    assert "1:20" in html


def test_each_side_opens_its_own_source(client):
    old, new = adopt(OLD), adopt(NEW)
    html = look(client, old=old, new=new)
    for key, clause in ((old, "K1.1.2"), (new, "K1.2.2"), (old, "1.9.3"), (new, "1.9.3")):
        address = re.search(rf'data-passage="(/standards/{key}/passage\?clause={re.escape(clause)}&[^"]+)"', html)
        assert address, clause
        passage = client.get(address.group(1).replace("&amp;", "&"))
        assert "<mark>" in passage.content.decode()


def test_a_moved_requirement_shows_both_places(client):
    html = look(client, old=adopt(OLD), new=adopt(NEW), how="moved")
    (moved,) = re.findall(r'<li class="change">(.*?)</li>', html, re.DOTALL)
    assert "五级 · 备料 · 选材" in moved
    assert "五级 · 备料 · 劈篾" in moved


def test_one_kind_of_change_can_be_looked_at_alone(client):
    html = look(client, old=adopt(OLD), new=adopt(NEW), how="reweighted")
    assert len(re.findall('<li class="change">', html)) == 2
    assert 'how=reweighted#changes" aria-current="true"' in html


def test_a_standard_does_not_differ_from_itself(client):
    key = adopt(OLD)
    assert "没有不同" in look(client, old=key, new=key)
    assert "Nothing differs" in look(client, "en", old=key, new=key)


def test_a_new_edition_of_a_bundled_standard_names_the_questions_to_look_at(client):
    html = look(client, old=KEY, new=adopt(revise_bundled()))
    assert re.search(r"<dt>要看的试题</dt><dd>[1-9]", html)
    assert re.search(r"K1\.1\.1</a>.*K1\.1\.1-\d\d", html, re.DOTALL)
    assert "这两份标准不是同一职业" not in html


def test_points_of_the_papers_follow_the_weights(client):
    html = look(client, old=adopt(OLD), new=adopt(NEW))
    assert re.search(r">30</td>.*?>25</td>.*?>-5</td>", html, re.DOTALL)


def test_two_occupations_are_said_to_be_two(client):
    assert "不是同一职业" in look(client, old=KEY, new=adopt(OLD))


def test_many_changes_are_paged(client):
    html = look(client, old=KEY, new=liangcai_reference.list_occupations()[1], page="2")
    assert len(re.findall('<li class="change">', html)) == 60
    assert 'rel="next" href="?old=' in html


def test_without_a_choice_the_page_asks_for_one(client):
    assert "选两份标准" in look(client)
    assert f'<option value="{KEY}" selected>' in look(client, old=KEY)


@pytest.mark.parametrize("key", ["nothing", "../x", "<script>alert(1)</script>", "0" * 64, "\x00", "职" * 90])
def test_a_standard_that_is_not_there_is_said_beside_its_field(client, key):
    html = look(client, status=404, old=key, new=KEY)
    assert 'id="old_error"' in html
    assert 'id="new_error"' not in html
    assert f'<option value="{KEY}" selected>' in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "asked", [{"how": "nothing"}, {"page": "x"}, {"page": "999999"}, {"how": "\x00", "page": "-1"}]
)
def test_a_strange_filter_or_page_is_no_error(client, asked):
    look(client, old=KEY, new=KEY, **asked)
    look(client, old=KEY, new=adopt(OLD), **asked)


def test_the_list_and_the_page_of_a_standard_lead_to_the_comparison(client):
    assert f'href="{PAGE}"' in client.get("/standards").content.decode()
    assert f'href="{PAGE}?old={KEY}"' in client.get(f"/standards/{KEY}").content.decode()
