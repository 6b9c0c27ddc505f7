"""Banks as QTI 3.0 packages: what is written comes back the same, what others wrote is read or reported."""

import io
import stat
import zipfile

import pytest
from lxml import etree
from tests.data.exchange import POINTS, make_bank, one_of_each
from tests.data.items import make_item, picture
from tests.data.pictures import PLAN

from liangcai.findings import Result
from liangcai.items.exchange.imported import Import, Rated, Settled, Settlement
from liangcai.items.exchange.qti.names import ITEM, PACKAGE
from liangcai.items.exchange.qti.package_read import read_package
from liangcai.items.exchange.qti.package_write import write_package
from liangcai.items.exchange.qti.text_write import name_file

SETTLED = Settlement(
    points=(Settled(path="", requirement="K1.1.1"),),
    difficulties=(Rated(word="", difficulty=0.6),),
    rationale="见教材。",
)
CHOICE = """<qti-response-declaration identifier="R" cardinality="single" base-type="identifier">
<qti-correct-response><qti-value>two</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><div><p>哪一个 <b>对</b>？</p><qti-choice-interaction response-identifier="R" max-choices="1">
<qti-prompt>请选择。</qti-prompt><qti-simple-choice identifier="one"><p>一</p></qti-simple-choice>
<qti-simple-choice identifier="two">二</qti-simple-choice><qti-simple-choice identifier="three">三</qti-simple-choice>
</qti-choice-interaction></div></qti-item-body>"""


def pack(*bodies: str, head: str = "", **members: str) -> bytes:
    """A package of another program: items of these bodies, and further members."""
    names = [f"items/{number}.xml" for number in range(len(bodies))]
    resources = "".join(
        f'<resource identifier="r{number}" type="imsqti_item_xmlv3p0" href="{name}"><file href="{name}"/></resource>'
        for number, name in enumerate(names)
    )
    manifest = f'<manifest xmlns="{PACKAGE}" identifier="m">{head}<resources>{resources}</resources></manifest>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("imsmanifest.xml", members.pop("manifest", manifest))
        for number, (name, body) in enumerate(zip(names, bodies, strict=True)):
            start = f'<qti-assessment-item xmlns="{ITEM}" identifier="q{number}" title="t" time-dependent="false">'
            package.writestr(name, body if body.startswith("<!") else f"{start}{body}</qti-assessment-item>")
        for name, text in members.items():
            package.writestr(name, text)
    return stream.getvalue()


def read(data: bytes, settlement: Settlement | None = None) -> tuple[Import, Result[Import | None]]:
    result = read_package(data, "题库.zip", POINTS, settlement)
    assert result.value is not None, result.findings
    return result.value, result


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_bank_of_every_type_comes_back_the_same() -> None:
    bank = one_of_each()
    made = write_package(bank, POINTS, {picture().sha256: PLAN})
    assert not made.findings
    assert read(made.value)[0].bank == bank
    assert write_package(bank, POINTS, {picture().sha256: PLAN}).value == made.value
    assert members(made.value)[name_file(picture())] == PLAN


def test_a_picture_that_is_not_given_is_named() -> None:
    made = write_package(one_of_each(), POINTS)
    assert [finding.document for finding in made.findings] == ["plan.png"]


def test_an_item_says_its_answers_where_other_programs_look_for_them() -> None:
    bank = make_bank(make_item("single"), make_item("match", 2), make_item("calculation", 3))
    single, match, drawn = (
        etree.fromstring(text) for name, text in members(write_package(bank, POINTS).value).items() if "items/" in name
    )
    assert single.findtext(".//{*}qti-correct-response/{*}qti-value") == "B"
    pairs = [value.text for value in match.iterfind(".//{*}qti-correct-response/{*}qti-value")]
    assert pairs == ["A M_B", "B M_A", "C M_D"]
    assert [value.get("identifier") for value in drawn.iterfind(".//{*}qti-printed-variable")] == ["u", "r"]
    assert drawn.find(".//{*}qti-set-correct-response/{*}qti-round-to") is not None


def test_a_choice_of_another_program_is_read_once_people_settled_what_it_does_not_say() -> None:
    assert not read(pack(CHOICE))[0].complete
    found, _ = read(pack(CHOICE), SETTLED)
    item = found.items[0]
    assert found.complete
    assert (item.id, item.stem, item.options, item.key) == ("q0", "哪一个 对？\n请选择。", ("一", "二", "三"), "B")


GAP = """<qti-response-declaration identifier="R" cardinality="single" base-type="string"><qti-correct-response>
<qti-value>York</qti-value></qti-correct-response><qti-mapping><qti-map-entry map-key="York" mapped-value="1"/>
<qti-map-entry map-key="york" mapped-value="{share}"/></qti-mapping></qti-response-declaration>
<qti-item-body><p>sun of <qti-text-entry-interaction response-identifier="R"/>;</p></qti-item-body>"""


def test_accepted_words_are_read_and_words_that_earn_a_share_are_refused() -> None:
    assert read(pack(GAP.format(share="1.0")), SETTLED)[0].items[0].blanks[0].accepted == ("York", "york")
    assert not read(pack(GAP.format(share="0.5")), SETTLED)[0].items


@pytest.mark.parametrize(
    "body",
    [
        CHOICE.replace("<b>对</b>", "<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>"),
        CHOICE.replace("<b>对</b>", "<script>alert(1)</script>"),
        CHOICE.replace("<b>对</b>", "<sup>2</sup>"),
        CHOICE.replace("<b>对</b>", "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>"),
        CHOICE.replace("qti-choice-interaction", "qti-hottext-interaction"),
        CHOICE.replace("<qti-value>two", "<qti-value>four"),
        "<qti-assessment-stimulus-ref identifier='s' href='s.xml'/>" + CHOICE,
        "<qti-template-declaration identifier='x' cardinality='single'/>" + CHOICE,
        "<qti-item-body><p>无作答</p></qti-item-body>",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
    ],
)
def test_an_item_that_says_more_than_a_question_can_hold_is_reported(body: str) -> None:
    found, result = read(pack(body, CHOICE), SETTLED)
    assert [item.id for item in found.items] == ["q1"] and found.bank is None
    assert [finding.place for finding in result.findings if finding.severity == "error"] == ["items/0.xml: 1"]


@pytest.mark.parametrize("name", ["../up.xml", "/etc/up.xml", "a/../../up.xml", "a\\..\\up.xml", "c:up.xml"])
def test_a_path_that_leaves_the_package_refuses_it(name: str) -> None:
    result = read_package(pack(CHOICE, **{name: "x"}), "x", POINTS, SETTLED)
    assert result.value is None and [finding.rule for finding in result.findings] == ["exchange.path"]


@pytest.mark.parametrize("href", ["../../etc/passwd", "/etc/passwd", "http://example.org/x.xml", "missing.xml"])
def test_a_manifest_that_points_outside_is_reported(href: str) -> None:
    resource = f'<resource identifier="r" type="imsqti_item_xmlv3p0" href="{href}"/>'
    manifest = f'<manifest xmlns="{PACKAGE}" identifier="m"><resources>{resource}</resources></manifest>'
    found, result = read(pack(CHOICE, manifest=manifest), SETTLED)
    assert not found.items and not result.ok


def test_a_member_that_is_a_link_refuses_the_package() -> None:
    stream = io.BytesIO(pack(CHOICE))
    with zipfile.ZipFile(stream, "a") as package:
        link = zipfile.ZipInfo("items/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")
    result = read_package(stream.getvalue(), "x", POINTS, SETTLED)
    assert result.value is None and [finding.rule for finding in result.findings] == ["exchange.path"]


def test_an_item_that_unpacks_to_more_than_the_directory_says_is_reported() -> None:
    body = CHOICE + " " * 100_000
    data = pack(body, CHOICE)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = package.getinfo("items/0.xml").file_size
    lying = data.replace(size.to_bytes(4, "little"), (200).to_bytes(4, "little"))
    assert lying != data
    found, result = read(lying, SETTLED)
    assert [item.id for item in found.items] == ["q1"] and found.bank is None
    assert [finding.place for finding in result.findings if finding.severity == "error"] == ["items/0.xml: 1"]


def test_bombs_and_what_is_no_package_are_refused() -> None:
    assert read_package(pack(CHOICE, bomb="0" * (64 << 20)), "x", POINTS).value is None
    deep = "<qti-item-body>" + "<div>" * 400 + "</div>" * 400 + "</qti-item-body>"
    assert len(read(pack(deep), SETTLED)[0].refused) == 1
    for data in (b"", b"PK\x03\x04", b"<xml/>", pack(manifest="<!DOCTYPE m [<!ENTITY a 'b'>]><manifest/>")):
        assert read_package(data, "x", POINTS).value is None


def test_a_package_of_another_level_is_not_taken_for_this_one() -> None:
    bank = make_bank(make_item("single"))
    other = type(POINTS)(occupation="9-99-99-01", edition="2026", level="四级", points=POINTS.points)
    result = read_package(write_package(bank, POINTS).value, "x", other)
    assert result.value is not None and not result.value.complete


def test_an_answer_that_was_changed_elsewhere_is_noticed() -> None:
    data = write_package(make_bank(make_item("fill")), POINTS).value
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in members(data).items():
            package.writestr(name, text.replace(b'map-key="switch"', b'map-key="hub"'))
    assert not read(stream.getvalue())[0].items
