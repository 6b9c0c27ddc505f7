"""The page of a standard shows every requirement and weight of the document once."""

import msgspec
import pytest

from liangcai_reference import list_occupations
from liangcai_web.public.terms import read_dictionary
from liangcai_web.public.tree import view_levels
from liangcai_web.services.standards.opened import open_bundled


@pytest.fixture(params=list_occupations())
def standard(request):
    return open_bundled(request.param).standard


def test_every_requirement_is_shown(standard):
    shown = [
        (one.code, one.line, one.text.zh)
        for level in view_levels(standard)
        for function in level.functions
        for task in function.tasks
        for one in (*task.skills, *task.knowledge)
    ]
    written = [
        (f"{kind}{one.number}", one.line, one.text)
        for work in standard.work
        for function in work.functions
        for task in function.tasks
        for kind, column in (("S", task.skills), ("K", task.knowledge))
        for one in column
    ]
    assert shown == written


def test_every_weight_is_shown_and_the_areas_are_the_percentages(standard):
    columns = [weight for level in view_levels(standard) for weight in level.weights]
    assert sum(len(column.rows) for column in columns) == len(standard.weights)
    for column in columns:
        assert column.total == 100
        assert sum(block.percent for block in column.blocks) == 100
        assert column.clause.startswith("4")


def test_names_have_english_where_the_bundled_document_has_the_same_name(standard):
    level = view_levels(standard)[0]
    assert all(function.name.en for function in level.functions)
    assert level.name.en


def test_an_adopted_document_with_another_name_takes_no_english(standard):
    work = standard.work[0]
    renamed = msgspec.structs.replace(work.functions[0], name="另一功能")
    assert read_dictionary(standard).function(work.level, work.functions[0]).en
    assert read_dictionary(standard).function(work.level, renamed).en == ""
