"""The emergency file of a candidate's page: the key that seals it, and reading one back.

In: an attempt and its paper; the bytes of a file. Out: the page's key; what the file says, or findings. Follows: a file
is bound to candidate and paper, and a changed one is refused; who holds the page holds its key, so the seal says whose
page made the file and not when: what comes late counts only by two people.
"""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from django.conf import settings

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.sealing import derive_page_key, fits_seal, load_sealing_key
from liangcai_web.services.sittings.answers import Item, SentEvent, Sequence, Text

FORMAT = "liangcai-sitting-1"
FILE_LIMIT = 4_000_000
Hex = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
NAME = Annotated[str, msgspec.Meta(max_length=64)]


class SealedFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a page saves: words, and the seal over their very bytes."""

    format: Literal["liangcai-sitting-1"]
    suite: Literal["HS256"]
    seal: Hex
    body: str


class Given(msgspec.Struct, frozen=True, array_like=True):
    """The answer that stood on the page for an item, and its sequence."""

    response: Text
    sequence: Sequence


class RescuedPaper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The body: whose, which paper, when by the server's clock as the page knew it; what was not acknowledged, in order
    (``events``), and all answers as they stood (``answers``), for a server that has lost more than that.
    """

    attempt: NAME
    form: Hex
    ticket: NAME
    made: datetime
    events: Annotated[tuple[SentEvent, ...], msgspec.Meta(max_length=20_000)]
    answers: Annotated[dict[Item, Given], msgspec.Meta(max_length=2_000)]


def make_page_key(attempt: str, paper: str) -> str:
    """The key that a page is given at its start, in hex; the paper by the name that its candidate knows."""
    return derive_page_key(sealing_key(), attempt, paper).hex()


@cache
def sealing_key() -> bytes:
    """The key of this installation for what its pages seal."""
    return load_sealing_key(Path(settings.HOME))


def read_rescued(data: bytes, name: str) -> Result[RescuedPaper | None]:
    """The body of a file whose seal fits; the seal is looked at before anything else is believed."""
    if len(data) > FILE_LIMIT:
        return _refuse(name, "size", "文件超过 4 MB。", "The file is larger than 4 MB.")
    try:
        file = msgspec.json.decode(data, type=SealedFile)
        paper = msgspec.json.decode(file.body, type=RescuedPaper)
    except (msgspec.DecodeError, UnicodeError):
        zh = "这不是考生答题页保存的应急文件，或者已经损坏。"
        en = "This is not an emergency file saved by a candidate's page, or it is damaged."
        return _refuse(name, "format", zh, en)
    key = derive_page_key(sealing_key(), paper.attempt, paper.form)
    if not fits_seal(key, file.body.encode(), file.seal):
        zh = "封印不符：文件被改动过，或者来自密钥不同的服务器。"
        en = "The seal does not fit: the file was changed, or comes from a server with another key."
        return _refuse(name, "seal", zh, en)
    return Result(paper)


def _refuse(name: str, rule: str, zh: str, en: str) -> Result[RescuedPaper | None]:
    remedy = Message("不予导入；请保留原文件并报告考务负责人。", "Nothing was taken in: keep the file and report it.")
    finding = Finding(
        rule=f"sitting.file.{rule}", severity=Severity.ERROR, message=Message(zh, en), remedy=remedy, document=name
    )
    return Result(None, (finding,))
