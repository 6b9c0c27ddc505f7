"""Whatever is done to a file, reading it gives a bank or findings, never an exception."""

import io
import random
import zipfile

import pytest
from tests.data.effort import examples
from tests.data.exchange import POINTS, one_of_each

from liangcai.items.exchange.forms import WRITERS, read_bank_file

BITS = (
    b"<",
    b">",
    b'"',
    b"&",
    b"&#0;",
    b"<a>",
    b"]]>",
    b"-1",
    b"99999999999",
    b"\x00",
    b"\xff",
    b"A1:ZZ9",
    b"RESPONSE_9",
)


def damage(data: bytes, luck: random.Random) -> bytes:
    """The file with some bytes dropped, doubled or replaced."""
    for _ in range(luck.randint(1, 4)):
        at = luck.randrange(len(data))
        end = min(len(data), at + luck.choice((0, 1, 8, 200)))
        data = data[:at] + luck.choice((*BITS, b"", data[at:end] * 2)) + data[end:]
    return data


def damage_member(data: bytes, luck: random.Random) -> bytes:
    """The archive with one of its parts damaged."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = luck.choice(names)
        for name in names:
            new.writestr(name, damage(old.read(name), luck) if name == chosen else old.read(name))
    return stream.getvalue()


@pytest.mark.parametrize("form", WRITERS)
def test_a_damaged_file_gives_a_bank_or_findings(form: str) -> None:
    data = WRITERS[form](one_of_each(), POINTS).value
    luck = random.Random(form)  # noqa: S311 - damage is no secret
    for _ in range(examples(150)):
        broken = damage_member(data, luck) if data.startswith(b"PK") and luck.random() < 0.8 else damage(data, luck)
        result = read_bank_file(broken, "x", POINTS)
        assert result.value is not None or not result.ok
        if result.value is not None and not result.value.complete:
            assert not result.ok or not result.value.rows
