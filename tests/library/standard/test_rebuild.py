"""From the model and the repairs the source can be rebuilt, character by character; the source is not looked at."""

import re
import unicodedata

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data import documents
from tests.data.effort import examples, many
from tests.data.rebuild import Open, Rebuilt, rebuild, squeeze, take_shape
from tests.data.seeds import read_seed
from tests.data.synthetic.make import DAMAGES, make_case

import liangcai_reference
from liangcai.standard.model import Function, Note, Passage, Requirement, Standard, Task, Total, Weight
from liangcai.standard.read import read_standard

CHINESE = {character: str(value) for value, character in enumerate("零一二三四五六七八九")}
GROUP_OR_DASH = re.compile(r"(?:基本|相关知识|专业能力|技能)(?:要求)?|[—–－/-]{1,2}")
SERIAL = re.compile(r"[\d.、()]*")


def read(text: str) -> Standard:
    standard = read_standard(text, "test").value
    assert standard is not None
    return standard


def stands(text: str, one: Open) -> str:
    lines = re.split(r"\r\n|\r|\n", text)
    return "".join(lines[line - 1][column - 1] for line, column in one.places)


def fold(sign: str) -> str:
    """A number as 1.1, however it is printed."""
    plain = "".join(CHINESE.get(character, character) for character in unicodedata.normalize("NFKC", sign))
    plain = re.sub(r"^十$", "10", re.sub(r"^十", "1", plain).replace("十", "")) if "十" in plain else plain
    return plain.replace("、", ".").strip(".()")


def fits(one: Open, stood: str) -> bool:
    """Whether what stands at an open place has the value that the model holds."""
    value = one.value
    match value:
        case Requirement():
            printed = value.printed_number or value.number
            return fold(stood) in (printed, printed.rpartition(".")[2])
        case Task() | Function():
            return fold(stood) in (value.number, value.number.rpartition(".")[2])
        case Passage():
            return unicodedata.normalize("NFKC", stood) == value.number + unicodedata.normalize("NFKC", value.mark)
        case Note():
            return stood.strip("^") == value.mark
        case Total():
            return stood in ("合计", "总计")
        case Weight():
            return bool(GROUP_OR_DASH.fullmatch(stood))
    return bool(SERIAL.fullmatch(stood))


def compare(text: str, rebuilt: Rebuilt) -> list[str]:
    """What is not as it stands in the source, beyond blanks and the encoding of cells."""
    shape = take_shape(text)
    lines = re.split(r"\r\n|\r|\n", text)
    open_places = {place for one in rebuilt.open for place in one.places}
    wrong = [f"quarrel {quarrel}" for quarrel in rebuilt.quarrels]
    for number, line in enumerate(lines, 1):
        for column, character in enumerate(line, 1):
            place = (number, column)
            if shape[number - 1][column - 1] == " " or (place in open_places and place not in rebuilt.characters):
                continue
            if rebuilt.characters.get(place) != character:
                wrong.append(f"{place} {character} became {rebuilt.characters.get(place)}")
    wrong += [f"{one.path}: {stands(text, one)}" for one in rebuilt.open if not fits(one, stands(text, one))]
    return wrong


def check(text: str) -> None:
    assert compare(text, rebuild(read(text), take_shape(text))) == []


@settings(deadline=None, max_examples=examples(50))
@given(st.integers(0, 100_000))
def test_a_damaged_document_is_rebuilt_from_its_model(seed: int) -> None:
    check(make_case(seed).text)


@pytest.mark.slow
def test_documents_with_every_damage_at_once_are_rebuilt() -> None:
    for seed in range(20):
        check(make_case(seed, damage=frozenset(DAMAGES)).text)


@pytest.mark.slow
def test_random_documents_are_rebuilt() -> None:
    for seed in range(many(250)):
        check(make_case(seed).text)


@pytest.mark.parametrize("occupation", liangcai_reference.list_occupations())
def test_the_bundled_standards_are_rebuilt(occupation: str) -> None:
    check(liangcai_reference.read_standard_text(occupation))


@pytest.mark.seeds
@pytest.mark.parametrize("name", ["standard-2-02-10-13-2021.txt", "standard-4-14-01-04-2021.txt"])
def test_the_official_documents_are_rebuilt(name: str) -> None:
    check(read_seed(name))


def test_numbers_aside_hardly_anything_is_open() -> None:
    text = documents.make_document()
    rebuilt = rebuild(read(text), take_shape(text))
    unheld = sum(len(one.places) for one in rebuilt.open if not isinstance(one.value, Requirement | Task | Passage))
    assert unheld < len(squeeze(text)) / 20


def test_a_word_that_the_model_lost_or_changed_would_be_found() -> None:
    text = documents.make_document()
    standard = read(text)
    changed = standard.passages[5]
    forged = msgspec.structs.replace(changed, text=changed.text[:-1] + "错")
    passages = (*standard.passages[:5], forged, *standard.passages[6:])
    assert compare(text, rebuild(msgspec.structs.replace(standard, passages=passages), take_shape(text)))
    lost = msgspec.structs.replace(standard, passages=(*standard.passages[:5], *standard.passages[6:]))
    assert compare(text, rebuild(lost, take_shape(text)))


def test_furniture_and_what_a_repair_left_out_are_rebuilt_as_well() -> None:
    text = documents.make_document().replace("(1) 爱惜材料。", "\n— 7 —\n\n- (1) 爱惜<!-- 注 -->材料。", 1)
    standard = read(text)
    assert [line.text for line in standard.source.furniture_lines] == ["— 7 —"]
    check(text)
    account = msgspec.structs.replace(standard.source, repairs=())
    assert compare(text, rebuild(msgspec.structs.replace(standard, source=account), take_shape(text)))
