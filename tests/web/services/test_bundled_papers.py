"""The bundled banks are enough: two parallel papers conform in every level and direction of both standards."""

import pytest

import liangcai_reference
from liangcai.assembly.assemble import assemble_forms
from liangcai.blueprint.derive import derive_blueprint
from liangcai.standard.read import read_standard
from liangcai_web.services.bank.banks import load_bank
from liangcai_web.services.packs import assembly_rules, blueprint_pack


@pytest.mark.parametrize("occupation", liangcai_reference.list_occupations())
def test_two_parallel_papers_for_every_level_and_direction(occupation: str) -> None:
    standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
    assert standard is not None
    for level in standard.levels:
        bank = load_bank(standard, level.name).value
        for direction in level.directions or (None,):
            blueprint = derive_blueprint(standard, level.name, direction, blueprint_pack()).value
            assert blueprint is not None
            assembled = assemble_forms(blueprint, bank, 1, 2, assembly_rules())
            assert assembled.value is not None, (level.name, direction, assembled.findings)
            assert assembled.value.report.conforms
            assert len(assembled.value.forms) == 2
