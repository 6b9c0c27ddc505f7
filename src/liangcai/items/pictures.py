"""The pictures of questions: which a question shows, and what the head of a file says of its form and size.

In: an item, or the bytes of a picture. Out: ``Media``, the form, the size in pixels. Follows: PNG (ISO 15948) and JPEG
(ISO 10918-1); nothing is decoded here, so that no decoder meets a file of a stranger outside the sandbox.
"""

import re
import struct
from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec

from liangcai.items.content import Media
from liangcai.items.markup import PICTURE
from liangcai.items.model import Item

Pictures: TypeAlias = Mapping[str, bytes]
"""The bytes of pictures by their SHA-256."""
Form = Literal["png", "jpg"]
FILE_NAME = re.compile(r"[\w-]{1,60}\.(png|jpg)", re.ASCII)
PICTURE_BYTES = 12 << 20
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_FRAMES = frozenset((*range(0xC0, 0xD0),)) - {0xC4, 0xC8, 0xCC}


class Size(msgspec.Struct, frozen=True):
    """Width and height in pixels."""

    width: int
    height: int


def list_media(item: Item) -> tuple[Media, ...]:
    """The pictures of a question and of its parts."""
    return (*item.media, *(media for part in item.parts for media in list_media(part)))


def list_names(item: Item) -> tuple[str, ...]:
    """The names of pictures in the stem and in those of the parts, each once, in order."""
    stems = (item.stem, *(part.stem for part in item.parts))
    return tuple(dict.fromkeys(found[1] for stem in stems for found in PICTURE.finditer(stem)))


def name_pictures(items: Iterable[Item]) -> dict[str, str]:
    """How a person finds each picture, by its hash: its name and the question that shows it."""
    return {media.sha256: f"{media.name}（{item.id}）" for item in items for media in list_media(item)}


def place_media(item: Item, media: Iterable[Media]) -> Item:
    """The question with each of these pictures beside every stem, its own or a part's, that names it."""
    given = tuple(media)
    named = {found[1] for found in PICTURE.finditer(item.stem)}
    return msgspec.structs.replace(
        item,
        media=tuple(one for one in given if one.name in named),
        parts=tuple(place_media(part, given) for part in item.parts),
    )


def change_hashes(item: Item, hashes: Mapping[str, str]) -> Item:
    """The question with its pictures, and those of its parts, under the hashes that they are kept by."""
    media = (msgspec.structs.replace(one, sha256=hashes.get(one.sha256, one.sha256)) for one in item.media)
    parts = tuple(change_hashes(part, hashes) for part in item.parts)
    return msgspec.structs.replace(item, media=tuple(media), parts=parts)


def tell_form(data: bytes) -> Form | None:
    """The form that a file begins as, whatever its name; None for anything but PNG and JPEG."""
    return "png" if data.startswith(PNG) else "jpg" if data.startswith(JPEG) else None


def measure_picture(data: bytes) -> Size | None:
    """The size that the head of a picture states, or None where it states none."""
    if data.startswith(PNG):
        return Size(*struct.unpack(">II", data[16:24])) if data[12:16] == b"IHDR" and len(data) >= 24 else None
    at = 2
    while data.startswith(JPEG) and at + 9 <= len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Size(width, height)
        at += 2 + length
    return None
