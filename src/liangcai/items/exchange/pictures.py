"""The picture files that come in with questions.

In: a draft, what its file holds of the pictures that its stem names. Out: the draft with its pictures listed, or its
fault; their bytes by hash. Follows: nothing is guessed: a picture without words, in another form or outside a stem
refuses its question. The bytes are a stranger's: they are carried, never decoded.
"""

import hashlib
import re
from collections.abc import Mapping
from urllib.parse import unquote

import msgspec

from liangcai.findings import Result
from liangcai.items.content import Media
from liangcai.items.exchange.draft import Draft, Fault
from liangcai.items.exchange.imported import Import
from liangcai.items.exchange.notation import NotationError, read_media, write_media
from liangcai.items.markup import PICTURE
from liangcai.items.pictures import FILE_NAME, PICTURE_BYTES, list_media, tell_form

ALL_BYTES = 48 << 20
_ODD = re.compile(r"[^\w-]+", re.ASCII)
_FIELDS = ("key", "rationale", "targets", "answer", "rubric", "note")


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A picture in a file: its name, what it shows in words, its bytes; ``why`` it cannot be had, in both languages."""

    name: str
    words: str = ""
    data: bytes = b""
    why: str = ""


class Gatherer:
    """The pictures of a file while its questions are read."""

    def __init__(self) -> None:
        self._bytes: dict[str, bytes] = {}
        self._length = 0

    def add(self, found: Draft | tuple[Draft, Fault], held: Mapping[str, Held]) -> Draft | tuple[Draft, Fault]:
        """The draft with its pictures; ``held`` are those of its file by the name that stands in its texts."""
        if isinstance(found, tuple):
            return found
        try:
            return self._list(found, held)
        except PictureError as problem:
            zh, _, en = str(problem).partition(" / ")
            return found, Fault(field="media", zh=zh, en=en)

    def finish(self, result: Result[Import | None]) -> Result[Import | None]:
        """The import with the bytes of the pictures that its questions show."""
        if result.value is None or not self._bytes:
            return result
        shown = {media.sha256 for item in result.value.items for media in list_media(item)}
        pictures = {sha256: self._bytes[sha256] for sha256 in sorted(shown & self._bytes.keys())}
        return Result(msgspec.structs.replace(result.value, pictures=pictures), result.findings)

    def _list(self, draft: Draft, held: Mapping[str, Held]) -> Draft:
        named = {found[1]: held[found[1]] for found in PICTURE.finditer(draft.stem) if found[1] in held}
        _refuse_astray(draft, {name: one for name, one in held.items() if one.data and name not in named})
        listed = {one.name: one for one in _read_listed(draft.media)}
        media = [self._take(one, listed.get(one.name)) for one in named.values()]
        stem = PICTURE.sub(lambda found: _rename(found, named), draft.stem)
        parts = tuple(self._list(part, held) for part in draft.parts)
        said = draft.media or write_media(tuple(dict.fromkeys(media)))
        return msgspec.structs.replace(draft, stem=stem, media=said, parts=parts)

    def _take(self, held: Held, listed: Media | None) -> Media:
        """Keep the bytes of a picture; what the file lists of it must be true."""
        fault = held.why or _judge(held, listed)
        if fault:
            raise PictureError(fault)
        sha256 = hashlib.sha256(held.data).hexdigest()
        if listed is not None and held.data and listed.sha256 != sha256:
            raise PictureError(f"图片 {held.name} 不是所列的那张 / picture {held.name} is not the one that is listed")
        if held.data and sha256 not in self._bytes:
            self._length += len(held.data)
            self._bytes[sha256] = held.data
        if self._length > ALL_BYTES:
            limit = ALL_BYTES >> 20
            raise PictureError(
                f"图片合计超过 {limit} MB，请分成几个文件 / the pictures are more than {limit} MB: split it"
            )
        return listed or Media(name=held.name, sha256=sha256, alt=held.words)


class PictureError(Exception):
    """A picture that a question cannot have; caught where drafts are completed. Holds both languages."""


def name_picture(path: str) -> str:
    """The name of a picture in the bank: that of its file, without what a name there may not hold."""
    name = unquote(path).replace("\\", "/").rpartition("/")[2]
    if FILE_NAME.fullmatch(name):
        return name
    base, _, ending = name.rpartition(".")
    plain = _ODD.sub("-", base).strip("-")[:40]
    if not plain or plain != base:
        plain = f"{plain or 'picture'}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    ending = ending.lower()
    return f"{plain}.{'jpg' if ending == 'jpeg' else _ODD.sub('', ending)[:8]}"


def _refuse_astray(draft: Draft, held: Mapping[str, Held]) -> None:
    """Refuse a picture that stands elsewhere than in a stem: there it would be lost."""
    texts = (*draft.options, *(str(getattr(draft, field)) for field in _FIELDS))
    for found in (found for text in texts for found in PICTURE.finditer(text)):
        if found[1] in held:
            name = held[found[1]].name
            raise PictureError(f"图片 {name} 不在题干里 / picture {name} stands outside the stem")


def _judge(held: Held, listed: Media | None) -> str:
    """Why a picture is not taken, or nothing; one that is listed may be kept elsewhere already."""
    name = held.name
    if not held.data:
        return "" if listed else f"文件里没有图片 {name} / the file does not hold picture {name}"
    if len(held.data) > PICTURE_BYTES:
        limit = PICTURE_BYTES >> 20
        return f"图片 {name} 超过 {limit} MB / picture {name} has more than {limit} MB"
    if tell_form(held.data) is None:
        return f"图片 {name} 不是 PNG 或 JPEG / picture {name} is no PNG or JPEG"
    if listed is None and not held.words.strip():
        return f"图片 {name} 没有文字说明（替代文字） / picture {name} has no alternative text"
    return ""


def _read_listed(text: str) -> tuple[Media, ...]:
    try:
        return read_media(text)
    except NotationError:
        return ()  # reported where the question is built


def _rename(found: re.Match[str], named: Mapping[str, Held]) -> str:
    held = named.get(found[1])
    return found[0] if held is None else found[0].replace(f"]({found[1]})", f"]({held.name})")
