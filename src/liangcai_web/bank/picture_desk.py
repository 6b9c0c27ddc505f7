"""The pictures of a question while it is written: added, described, taken away.

In: what was typed and chosen, the question as it stands. Out: a ``Desk``: rows with what is wrong beside each. Follows:
what was typed stays when a file is refused; a picture is kept before its question is, so that a preview can show it.
"""

import re
from collections.abc import Collection
from typing import Any

import msgspec
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from liangcai.findings import Message
from liangcai.items.content import Media
from liangcai.items.model import Item
from liangcai.items.pictures import FILE_NAME, list_media, list_names, place_media, tell_form
from liangcai_host import clock
from liangcai_web.pages.access import StaffRequest
from liangcai_web.pages.forms import describe
from liangcai_web.pages.language import read_language, say
from liangcai_web.records.documents import Document
from liangcai_web.services.bank.items import Shelf
from liangcai_web.services.bank.pictures import keep_picture

ADD, DROP = "add", "drop-"
_WORD = re.compile(r"[\w-]{1,60}", re.ASCII)
_ENDING = re.compile(r"\.(png|jpe?g)$", re.IGNORECASE)
NO_FILE = Message("请选择图片文件。", "Choose a file.")
NO_WORDS = Message(
    "请写文字说明：看不见图的考生靠它作答，打印缺图时也印它。",
    "Say in words what it shows: who cannot see it answers by that.",
)
UNUSED = Message("题干没有用到这张图：请插入题干，或移去。", "No stem names it: insert it there, or remove it.")
BAD_NAME = Message("名称只用字母、数字、- 和 _。", "A name has letters, digits, - and _ only.")
TAKEN = Message("这个名称已用于另一张图。", "Another picture has this name.")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of the question; ``fault`` is what is wrong with it, "" for nothing."""

    media: Media
    fault: str = ""


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """The pictures so far, and the one that is being added as far as it was typed."""

    rows: tuple[Row, ...] = ()
    name: str = ""
    words: str = ""
    fault: str = ""
    added: str = ""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.fault and not any(row.fault for row in self.rows)

    def place(self, item: Item) -> Item:
        """The question with its pictures where its stems name them."""
        return place_media(item, (row.media for row in self.rows))

    def check(self, item: Item, lang: str) -> "Desk":
        """The desk with what keeps the question from being saved."""
        named = list_names(item)
        rows = (Row(media=row.media, fault=_judge(row.media, named, lang)) for row in self.rows)
        return msgspec.structs.replace(self, rows=tuple(rows))


def fill_desk(item: Item | None) -> Desk:
    """The pictures of a question as it stands; parts of a case may share one."""
    return Desk(rows=tuple(Row(media=media) for media in dict.fromkeys(list_media(item) if item else ())))


def read_desk(data: QueryDict) -> Desk:
    """The pictures as they were typed, without the file."""
    names, hashes, words = (data.getlist(f"picture-{field}") for field in ("name", "sha256", "words"))
    rows = tuple(
        Row(media=Media(name=name, sha256=sha256, alt=alt.strip()))
        for name, sha256, alt in zip(names, hashes, words, strict=False)
    )
    return Desk(rows=rows, name=data.get("new-name", "").strip(), words=data.get("new-words", "").strip())


def open_desk(request: StaffRequest, shelf: Shelf, item: Item | None) -> Desk:
    """The pictures of the question, after what the author asked to do with them."""
    if request.method != "POST":
        return fill_desk(item)
    desk, act = read_desk(request.POST), request.POST.get("act", "")
    if act.startswith(DROP):
        gone = act.removeprefix(DROP)
        return msgspec.structs.replace(desk, rows=tuple(row for row in desk.rows if row.media.name != gone))
    file = request.FILES.get("new-file")
    if isinstance(file, UploadedFile):
        return add_picture(request, shelf, desk, file)
    lacks = act == ADD or desk.name or desk.words
    return msgspec.structs.replace(desk, fault=say(NO_FILE, read_language(request)) if lacks else "")


def add_picture(request: StaffRequest, shelf: Shelf, desk: Desk, file: "UploadedFile[Any]") -> Desk:
    """The desk with a further picture, or with what keeps it away beside what was typed."""
    lang, given = read_language(request), str(file.name)
    if not desk.words:
        return msgspec.structs.replace(desk, fault=say(NO_WORDS, lang))
    user: Any = request.user
    kept = keep_picture(shelf.organisation, file.read(), given, now=clock.now(), actor=user)
    if kept.value is None:
        return msgspec.structs.replace(desk, fault=" ".join(describe(finding, lang) for finding in kept.findings))
    name = _choose_name(desk, given, kept.value)
    if isinstance(name, Message):
        return msgspec.structs.replace(desk, fault=say(name, lang))
    row = Row(media=Media(name=name, sha256=kept.value.sha256, alt=desk.words))
    return Desk(rows=(*desk.rows, row), added=name)


def _choose_name(desk: Desk, given: str, document: Document) -> str | Message:
    """The name as typed, else that of the file where it may be one; the ending is that of the form."""
    ending = tell_form(bytes(document.content)) or "png"
    taken = {row.media.name for row in desk.rows}
    if desk.name:
        name = f"{_ENDING.sub('', desk.name)}.{ending}"
        return BAD_NAME if not FILE_NAME.fullmatch(name) else TAKEN if name in taken else name
    bare = _ENDING.sub("", given)
    base = bare if _WORD.fullmatch(bare) else "picture"
    numbered = (f"{base[:55]}-{number}.{ending}" for number in range(2, len(taken) + 3))
    return next(name for name in (f"{base}.{ending}", *numbered) if name not in taken)


def _judge(media: Media, named: Collection[str], lang: str) -> str:
    faults = ((NO_WORDS, not media.alt), (UNUSED, media.name not in named))
    return " ".join(say(words, lang) for words, holds in faults if holds)
