"""Lists and proofs that are made to hurt whoever reads them, and good ones that are damaged by a seed.

In: nothing, or a seed. Out: the door a file goes through (``list`` or ``proof``), its name, its bytes. Follows: figure
R17 of the reliability rules.
"""

import functools
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable

from tests.data.pictures import draw_plan, make_bomb, make_jpeg, make_png, make_word_bomb, write_picture
from tests.host.sandbox.hostile import FILES
from tests.host.sandbox.mutations import MORE, change, repack

import liangcai_reference
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.grouplist.columns import list_columns
from liangcai.eligibility.rules import ConditionSet
from liangcai.standard.read import read_standard
from liangcai.tables.table import Column, Table
from liangcai.tables.text import write_text
from liangcai.tables.workbook import write_workbook
from liangcai.tables.workbook_parts import HEAD, MAIN, PARTS

LIST, PROOF = "list", "proof"
ROWS = 300_000


@functools.cache
def conditions() -> ConditionSet:
    """Those of the lowest level of a bundled standard."""
    occupation = liangcai_reference.list_occupations()[0]
    standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
    assert standard is not None
    found = compile_conditions(standard, standard.levels[0].name).value
    assert found is not None
    return found


def book(sheet: str, before: str = "", **more: bytes) -> bytes:
    """A workbook with a sheet of such XML, and other parts beside it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in PARTS:
            package.writestr(name, text)
        body = f'{HEAD}{before}<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
        package.writestr("xl/worksheets/sheet1.xml", body)
        for name, data in more.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), data)
    return stream.getvalue()


def cell(text: str, name: str = "A1") -> str:
    """A cell with words."""
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def heads() -> str:
    """The first row of a good list."""
    columns = list_columns(conditions())
    return f'<row r="1">{"".join(cell(one.head.zh, f"{chr(65 + n)}1") for n, one in enumerate(columns[:20]))}</row>'


def data(rows: str) -> str:
    """Rows below the heads."""
    return f"<sheetData>{heads()}{rows}</sheetData>"


def many(numbers: Iterable[int]) -> str:
    """Rows with these numbers."""
    return data("".join(f'<row r="{n}">{cell("张", f"A{n}")}</row>' for n in numbers))


LAUGHS = "".join(
    ("<!DOCTYPE w [", '<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)), "]>")
)
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LISTS: dict[str, Callable[[], bytes]] = {
    "rows that are empty": lambda: book(data(f'<row r="{2}"/>' * 2_000_000)),
    "a row at the end": lambda: book(data('<row r="1048576">' + cell("x", "A1048576") + "</row>")),
    "rows that go back": lambda: book(
        data("".join(f'<row r="{n}">{cell("x", f"A{n}")}</row>' for n in range(9, 2, -1)))
    ),
    "a row of no number": lambda: book(data('<row r="-5">' + cell("x", "A-5") + '</row><row r="9e99"/>')),
    "columns without end": lambda: book(data(f'<row r="2">{cell("x", "XFD2") * 50_000}</row>')),
    "a column beyond all": lambda: book(data('<row r="2">' + cell("x", "ZZZZZZZZZZZZ2") + "</row>")),
    "one cell of 200 MB": lambda: book(data(f'<row r="2">{cell("x" * (200 << 20), "A2")}</row>')),
    "rows by the hundred thousand": lambda: book(
        data("".join(f'<row r="{n}">{cell("张", f"A{n}")}</row>' for n in range(2, ROWS)))
    ),
    "entities that grow": lambda: book(data(f'<row r="2">{cell("&a9;", "A2")}</row>'), LAUGHS),
    "entities from outside": lambda: book(data(f'<row r="2">{cell("&x;", "A2")}</row>'), OUTSIDE),
    "cells merged over all": lambda: book(data("") + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "cells merged a thousand times": lambda: book(
        data("") + "<mergeCells>" + '<mergeCell ref="A2:XFD900000"/>' * 5_000 + "</mergeCells>"
    ),
    "shared words without end": lambda: book(
        data('<row r="2"><c r="A2" t="s"><v>99999999999</v></c><c r="B2" t="s"><v>-1</v></c></row>'),
        xl__sharedStrings_xml=f'<sst xmlns="{MAIN}">{"<si><t>x</t></si>" * 900_000}</sst>'.encode(),
    ),
    "tags in tags": lambda: book(data("<row>" * 60_000)),
    "formulas": lambda: book(data('<row r="2"><c r="A2"><f>WEBSERVICE("http://127.0.0.1:9")</f><v>1</v></c></row>')),
    "macros": lambda: book(data(""), xl__vbaProject_bin=b"MZ" * 9_000),
    "numbers beyond all": lambda: book(
        data(f'<row r="2"><c r="A2"><v>{"9" * 100_000}</v></c><c r="B2"><v>1e99999</v></c></row>')
    ),
    "days beyond all": lambda: book(
        data('<row r="2"><c r="A2" t="d"><v>99999-99-99T99</v></c><c r="B2" s="1"><v>-1e300</v></c></row>')
    ),
    "text of one line": lambda: b"a," * (4 << 20),
    "text of one quote": lambda: ("姓名,证件号码\n" + '"' + "x\n" * (4 << 20)).encode(),
    "text of noughts": lambda: b"\0" * (8 << 20),
    "text in half letters": lambda: "姓名,证件号码\n张,1".encode("utf-16")[:-1],
    "text in no letters": lambda: bytes(range(256)) * 4_000,
    "text of quotes": lambda: b'"' * (6 << 20),
}
PROOFS: dict[str, Callable[[], bytes]] = {
    "huge picture": make_bomb,
    "huge picture that lies": lambda: make_bomb(4_900),
    "picture of words without end": make_word_bomb,
    "jpeg cut short": lambda: make_jpeg()[:-900],
    "page behind a signature": lambda: b"\x89PNG\r\n\x1a\n<svg onload='x()'/>",
    "webp beyond all": lambda: b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff" * 6 + b"\0" * 40,
    "webp that lies": lambda: b"RIFF" + struct.pack("<I", 2**31) + write_picture(draw_plan(), "WEBP")[8:],
    "picture and archive": lambda: make_png() + write_workbook(Table(name="x", columns=(Column(head="x"),))),
    "picture with words behind": lambda: make_jpeg() + b"<script>alert(1)</script>" * 9_000,
    "colours of many kinds": lambda: write_picture(draw_plan(3_000, 3_000, "CMYK"), "JPEG"),
    "png of many frames": lambda: frames(400),
    "pdf of pages without size": lambda: page("/MediaBox[0 0 0 0]"),
    "pdf of pages beyond all": lambda: page("/MediaBox[0 0 9e9 9e9]"),
    "pdf of pages that are turned": lambda: page("/MediaBox[0 0 300 300]/Rotate 45/UserUnit 99999"),
    "pdf of 2,000 pages": lambda: page("/MediaBox[0 0 9 9]", 2_000),
}


def frames(count: int) -> bytes:
    """A PNG that says to be a film."""
    still = make_png()
    control = struct.pack(">II", count, 0)
    chunk = struct.pack(">I", 8) + b"acTL" + control + struct.pack(">I", zlib.crc32(b"acTL" + control))
    return still[:33] + chunk * count + still[33:]


def page(how: str, count: int = 1) -> bytes:
    """A PDF of so many empty pages."""
    kids = " ".join(["3 0 R"] * count)
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Kids[{kids}]/Count {count}>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R{how}>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()


def named_uploads() -> list[tuple[str, str, Callable[[], bytes]]]:
    """Door, name and maker: what is made for a door, and what is made for documents through both."""
    own = [(LIST, name, make) for name, make in LISTS.items()] + [(PROOF, name, make) for name, make in PROOFS.items()]
    others = [(door, name, make) for name, make in {**MORE, **FILES}.items() for door in (LIST, PROOF)]
    return [*own, *others]


@functools.cache
def good_uploads() -> tuple[tuple[str, str, bytes], ...]:
    """Good files of both doors."""
    columns = list_columns(conditions())
    table = Table(
        name="名单",
        columns=tuple(Column(head=one.head.zh) for one in columns),
        rows=tuple(tuple(f"样{row}{n}" for n, _ in enumerate(columns)) for row in range(60)),
    )
    stream = io.BytesIO()
    draw_plan(600, 800).save(stream, "PDF", save_all=True, append_images=[draw_plan(600, 800)])
    return (
        (LIST, "workbook", write_workbook(table)),
        (LIST, "text", write_text(table)),
        (PROOF, "png", make_png()),
        (PROOF, "jpeg", make_jpeg()),
        (PROOF, "webp", write_picture(draw_plan(), "WEBP")),
        (PROOF, "pdf", stream.getvalue()),
    )


def make_damaged(seed: int) -> tuple[str, str, bytes]:
    """A good file changed somewhere; a workbook mostly inside what it packs."""
    rng = random.Random(f"upload {seed}")  # noqa: S311 - made to be made again
    files = good_uploads()
    door, form, good = files[seed % len(files)]
    inside = form == "workbook" and rng.random() < 0.7
    return door, f"{form} damaged by seed {seed}", damage_sheet(good, rng) if inside else change(good, rng)


def damage_sheet(good: bytes, rng: random.Random) -> bytes:
    """A workbook with one of its parts changed, mostly the sheet."""
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        chosen = rng.choice(("xl/worksheets/sheet1.xml", rng.choice(sorted(package.namelist()))))
    return repack(good, lambda name, part: change(part, rng) if name == chosen else part)
