"""The English of the bundled standards is whole: nothing is missing, nothing is stray, and figures are the same."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import msgspec
import pytest

from liangcai.standard.model import Standard
from liangcai_reference import list_occupations, read_text
from liangcai_web.public.terms import read_dictionary
from liangcai_web.public.tree import view_basic, view_levels, view_training
from liangcai_web.services.names import Overlay, overlay_of
from liangcai_web.services.standards.opened import open_bundled

OVERVIEW = ("1.5", "1.6", "1.7", "1.8", "1.8.2", "1.8.3", "1.9.2", "1.9.3", "1.9.4", "1.9.5")
WHOLE = ("conditions", "passages", "basic", "glossary")
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


@pytest.fixture(params=list_occupations())
def key(request):
    return request.param


@pytest.fixture
def standard(key):
    return open_bundled(key).standard


def walk_work(standard: Standard) -> Iterator[tuple[str, str, str]]:
    """Table, key and Chinese of everything in chapter 3."""
    for work in standard.work:
        for function in work.functions:
            yield "functions", f"{work.level}/{function.table}/{function.number}", function.name
            for task in function.tasks:
                yield "tasks", f"{work.level}/{function.table}/{task.number}", task.name
                yield from (("skills", f"{work.level}/{one.number}", one.text) for one in task.skills)
                yield from (("knowledge", f"{work.level}/{one.number}", one.text) for one in task.knowledge)


def walk_rest(standard: Standard) -> Iterator[tuple[str, str, str]]:
    """Table, key and Chinese of everything else that has English."""
    for level in standard.levels:
        yield "levels", level.name, level.printed_name
        yield from (("directions", name, name) for name in level.directions)
    for condition in standard.conditions:
        yield "conditions", f"{condition.level}/{condition.number}", condition.text
        if condition.requires:
            yield "conditions", f"{condition.level}/requires", condition.requires
    items = [(item.number, item.text, item.items) for group in standard.basic for item in group.items]
    yield from (("basic", group.number, group.name) for group in standard.basic)
    while items:
        number, text, below = items.pop()
        yield "basic", number, text
        items += [(item.number, item.text, item.items) for item in below]
    for entry in standard.glossary:
        yield "glossary", entry.term, entry.text
        if CHINESE.search(entry.term):
            yield "terms", entry.term, entry.term
    yield from (("parts", part.name, part.name) for part in standard.assessment.parts)
    yield from (("notes", note.mark, note.text) for note in standard.notes)
    yield from (("passages", one.number, one.text) for one in standard.passages if one.number in OVERVIEW and one.text)


def list_wanted(standard: Standard) -> dict[tuple[str, str], str]:
    """The Chinese of every table and key that the overlay has to have."""
    return {(table, key): text for table, key, text in (*walk_work(standard), *walk_rest(standard))}


def test_nothing_is_missing_and_nothing_is_stray(key, standard):
    written = tomllib.loads(read_text(f"occupations/{key}/standard.en.toml"))
    tables = {table: english for table, english in written.items() if isinstance(english, dict)}
    assert set(written) - set(tables) == {"name", "definition"}
    assert set(tables) <= {field.name for field in msgspec.structs.fields(Overlay)}
    assert {(table, one) for table, english in tables.items() for one in english} == set(list_wanted(standard))


def test_the_english_is_english(standard):
    overlay = overlay_of(standard)
    for table, one in list_wanted(standard):
        english = getattr(overlay, table)[one]
        assert english == english.strip() != "", (table, one)
        assert not CHINESE.search(english), (table, one)


def test_the_figures_of_whole_texts_are_the_same(standard):
    overlay = overlay_of(standard)
    for (table, one), chinese in list_wanted(standard).items():
        if table in WHOLE:
            missing = Counter(re.findall(r"\d+", chinese)) - Counter(re.findall(r"\d+", getattr(overlay, table)[one]))
            assert not missing, (table, one)


def test_the_page_shows_the_english_of_every_text(standard):
    words = read_dictionary(standard)
    levels = view_levels(standard)
    assert all(condition.text.en for level in levels for condition in level.conditions)
    assert all(level.requires.en for level in levels if level.requires)
    assert all(
        one.text.en
        for level in levels
        for function in level.functions
        for task in function.tasks
        for one in (*task.skills, *task.knowledge)
    )
    points = list(view_basic(standard, words))
    while points:
        point = points.pop()
        assert point.text.en
        points += point.items
    assert all(name.en and text.en for name, text in map(words.glossary, standard.glossary))
    assert all(paragraph.en for paragraph in view_training(standard, words))


def test_a_text_that_was_changed_takes_no_english(standard):
    condition = standard.conditions[0]
    changed = msgspec.structs.replace(condition, text=condition.text + "另须满9年。")
    other = msgspec.structs.replace(standard, conditions=(changed, *standard.conditions[1:]))
    first, *others = (condition for level in view_levels(other) for condition in level.conditions)
    assert first.text.zh == changed.text
    assert first.text.en == ""
    assert all(condition.text.en for condition in others)


@pytest.mark.django_db
def test_an_english_page_has_chinese_only_where_it_says_so(client, key):
    html = client.get(f"/standards/{key}", headers={"cookie": "lang=en"}).content.decode()
    for part in ("conditions", "examination", "basic", "glossary"):
        section = html.split(f'<section class="part" id="{part}"')[1].split("</section>")[0]
        assert not CHINESE.search(re.sub(r"<sup>.*?</sup>", "", section).replace("②", "").replace("①", "")), part


@pytest.mark.django_db
def test_a_passage_carries_its_english_on_an_english_page_only(client, key, standard):
    english = overlay_of(standard).passages["1.9.4"]
    address = f"/standards/{key}/passage?clause=1.9.4"
    assert english in client.get(address, headers={"cookie": "lang=en"}).content.decode()
    assert english not in client.get(address, headers={"cookie": "lang=zh"}).content.decode()
