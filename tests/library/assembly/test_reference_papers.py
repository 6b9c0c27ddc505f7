"""The bundled banks cover their level, bind to the bundled standard without a rest, and give two conforming papers."""

import pytest
from tests.data.paper import build_item_pack, build_pack

from liangcai.assembly.assemble import assemble_forms
from liangcai.blueprint.derive import derive_blueprint
from liangcai.items.bind import bind_bank
from liangcai.items.lint import lint_items
from liangcai.items.read import merge_banks, read_items
from liangcai.standard.read import read_standard
from liangcai_reference import read_bank_texts, read_standard_text

CASES = [("2-02-10-13-2021", "初级"), ("4-14-01-04-2021", "四级")]


def read_bank(folder, level):
    files = [read_items(text, name) for name, text in read_bank_texts(folder)]
    assert [file.findings for file in files] == [()] * len(files)
    merged = merge_banks([file.value for file in files if file.value is not None and file.value.level == level])
    assert merged.findings == ()
    assert merged.value is not None
    return merged.value


def load_standard(folder):
    standard = read_standard(read_standard_text(folder), folder).value
    assert standard is not None
    return standard


@pytest.mark.parametrize(("folder", "level"), CASES)
def test_a_bundled_bank_is_large_enough_sound_and_covers_its_level(folder, level):
    bank = read_bank(folder, level)
    bound = bind_bank(bank, load_standard(folder))
    assert bank.level == level
    assert len(bank.items) >= 240
    assert bound.findings == ()
    assert bound.value.sha256 == bank.sha256
    assert lint_items(bank, build_item_pack()) == ()


@pytest.mark.parametrize(("folder", "level"), CASES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_bundled_bank_gives_two_level_papers_that_conform(folder, level, seed):
    blueprint = derive_blueprint(load_standard(folder), level, None, build_pack())
    assert blueprint.findings == ()
    assert blueprint.value is not None
    made = assemble_forms(blueprint.value, read_bank(folder, level), seed)
    assert made.findings == ()
    assert made.value is not None
    assert made.value.report.conforms
    assert made.value.report.difficulty_gap <= 0.001
    assert all(0.6 < form.difficulty < 0.75 for form in made.value.report.forms)


@pytest.mark.parametrize("folder", [folder for folder, _ in CASES])
def test_every_level_and_direction_of_a_bundled_standard_has_a_blueprint(folder):
    standard = load_standard(folder)
    for level in standard.levels:
        for direction in level.directions or (None,):
            blueprint = derive_blueprint(standard, level.name, direction, build_pack())
            assert (blueprint.findings, blueprint.value is None) == ((), False)
