"""Bytes of a file as text, or a clear word on why they are none.

In: the bytes and the name of a file. Out: text with unified line ends. Follows: files come as UTF-8, UTF-16 or
GB 18030; a file of another form (PDF, Word, archive, picture) is named, not guessed at.
"""

import codecs

from liangcai.findings import Finding, Message, Result, Severity

SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "PDF 文件", "a PDF file"),
    (b"PK\x03\x04", "压缩包或 Word（docx）文件", "an archive or a Word (docx) file"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word（doc）文件", "an old Word (doc) file"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
)
ENCODINGS = ("utf-8-sig", "gb18030")


def decode_document(data: bytes, name: str) -> Result[str | None]:
    """The text of a file; None with a finding when it is empty, of another form, or no text at all."""
    if not data.strip():
        return refuse("read.empty", name, "文件是空的。", "The file is empty.")
    for signature, zh, en in SIGNATURES:
        if data.startswith(signature):
            return refuse("read.form", name, f"这是{zh}，不是文本。", f"This is {en}, not text.")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return try_encodings(data, name, ("utf-16",))
    if b"\x00" in data:
        return refuse("read.binary", name, "这是二进制文件，不是文本。", "This is a binary file, not text.")
    return try_encodings(data, name, ENCODINGS)


def try_encodings(data: bytes, name: str, encodings: tuple[str, ...]) -> Result[str | None]:
    """The text in the first encoding that fits."""
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if is_readable(text):
            return Result(text.replace("\r\n", "\n").replace("\r", "\n"))
    return refuse("read.binary", name, "文件里不是可读的文字。", "The file holds no readable text.")


def is_readable(text: str) -> bool:
    """Whether hardly any character is a control character; a binary file read as text is full of them."""
    odd = sum(1 for character in text if (character < " " and character not in "\t\n\r\f") or character == "\ufffd")
    return odd * 200 <= len(text)


def refuse(rule: str, name: str, zh: str, en: str) -> Result[str | None]:
    """No text, and the finding that says why and how to mend it."""
    return Result(
        None,
        (
            Finding(
                rule=rule,
                severity=Severity.ERROR,
                message=Message(zh, en),
                remedy=Message(
                    "请提供已发布标准的文本文件（UTF-8 或 GB 18030），表格的列用制表符隔开。",
                    "Give the published standard as a text file (UTF-8 or GB 18030), table columns separated by tabs.",
                ),
                document=name,
                line=1,
            ),
        ),
    )
