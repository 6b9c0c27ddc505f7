"""Which form a file has, by what is in it and not by its name, and its text through the adapter of that form.

In: the bytes and the name of a file. Out: ``Extract``, or a finding that says what the file is and how to get one
that can be read. Follows: rule 10 of the reliability rules: a file is looked at before it is parsed.
"""

import re
from collections.abc import Callable

from liangcai.findings import Message, Result
from liangcai.standard.forms.archive import Archive, open_archive
from liangcai.standard.forms.extract import Extract, refuse_document, refuse_limit
from liangcai.standard.forms.limits import FILE_BYTES, TEXT_BYTES
from liangcai.standard.forms.plain import extract_plain

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"AT&TFORM")
RTF = b"{\\rtf"
HTML = re.compile(
    rb"(?is)^[\s\xef\xbb\xbf]*(<\?xml[^>]{0,300}>\s*)?(<!--.{0,5000}?-->\s*)*<(!doctype\s+html|html|head|body|table|div|p|h1|meta)\b"
)
MHTML = re.compile(rb"(?i)^(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?mime-version\s*:")
RULE = rb"[ \t]{0,20}:?-+:?[ \t]{0,20}"
PIPE_RULE = re.compile(
    rb"(?m)^[^\n|]{0,500}\|[^\n]*\n[ \t]{0,20}\|?" + RULE + rb"(?:\|" + RULE + rb")+\|?[ \t\r]{0,20}$"
)
HEADING = re.compile(rb"(?m)^#{1,6} \S")
HTML_TABLE = re.compile(rb"(?im)^[ \t]{0,20}<table\b")

Adapter = Callable[[bytes, str], Result[Extract | None]]


def extract_document(data: bytes, name: str) -> Result[Extract | None]:
    """The text of a file of any form that can be read; None with a finding for every other."""
    if len(data) > FILE_BYTES:
        return refuse_limit(name, f"文件有 {len(data) >> 20} MB", f"the file has {len(data) >> 20} MB")
    refusal = refuse_foreign(data, name)
    if refusal is not None:
        return refusal
    result = choose_adapter(data)(data, name)
    if result.value is not None and not result.value.text.strip():
        return refuse_document(
            "read.empty",
            name,
            Message("文件里没有文字。", "The file holds no text."),
            Message("请确认选对了文件。", "Make sure that it is the right file."),
        )
    return result


def choose_adapter(data: bytes) -> Adapter:
    """The adapter of a form; each is loaded only when a file needs it."""
    if data.startswith(ZIP):
        return extract_archive
    if b"%PDF-" in data[:1024]:
        from liangcai.standard.forms.pdf import extract_pdf

        return extract_pdf
    return extract_text


def extract_text(data: bytes, name: str) -> Result[Extract | None]:
    """The text of a file that is text: web page, Markdown or plain."""
    if len(data) > TEXT_BYTES:
        return refuse_limit(name, f"文本有 {len(data) >> 20} MB", f"the text has {len(data) >> 20} MB")
    return choose_text(data)(data, name)


def is_plain(data: bytes) -> bool:
    """Whether a file is refused at sight or a plain text: nothing in it has to be parsed."""
    if len(data) > FILE_BYTES or refuse_foreign(data, "") is not None:
        return True
    return choose_adapter(data) is extract_text and (len(data) > TEXT_BYTES or choose_text(data) is extract_plain)


def choose_text(data: bytes) -> Adapter:
    """The adapter of a text: web page, Markdown or plain."""
    if HTML.match(data[:8192]):
        from liangcai.standard.forms.html import extract_html

        return extract_html
    if MHTML.match(data[:8192]) and b"text/html" in data[:65536].lower():
        from liangcai.standard.forms.html import extract_mhtml

        return extract_mhtml
    if is_markdown(data):
        from liangcai.standard.forms.markdown import extract_markdown

        return extract_markdown
    return extract_plain


def is_markdown(data: bytes) -> bool:
    """Whether a text marks its tables or headings; lists and stray rules alone stand in plain texts too."""
    return bool(PIPE_RULE.search(data) or HTML_TABLE.search(data)) or len(HEADING.findall(data)) > 1


def extract_archive(data: bytes, name: str) -> Result[Extract | None]:
    """The text of an archive that is a Word document."""
    archive = open_archive(data, name)
    if not isinstance(archive, Archive):
        return archive
    from liangcai.standard.forms.docx import read_package
    from liangcai.standard.forms.word_parts import is_word

    if is_word(archive):
        return read_package(archive, name)
    return refuse_document(
        "read.form",
        name,
        Message(
            "这是压缩包或其他办公文件，不是 Word（docx）文档。",
            "This is an archive or another office file, no Word (docx) document.",
        ),
        Message(
            "请给出解压后的标准文件，或另存为 docx、PDF 或文本。",
            "Unpack it and give the standard itself, or save it as docx, PDF or text.",
        ),
    )


def refuse_foreign(data: bytes, name: str) -> Result[Extract | None] | None:
    """The refusal of a file of a known form that isn't read; None for any other."""
    save = Message("请用 Word 或 WPS 打开，另存为 docx 后再试。", "Open it in Word or WPS and save it as docx.")
    if data.startswith(OLE):
        if OLE_ENCRYPTED in data:
            return refuse_document(
                "read.encrypted",
                name,
                Message("文件有密码保护，无法读取。", "The file is protected by a password and can't be read."),
                Message("请去掉密码后另存一份。", "Save a copy without the password."),
            )
        return refuse_document(
            "read.old-word",
            name,
            Message(
                "这是旧版 Word（doc）或其他旧式办公文件，无法读取。",
                "This is an old Word (doc) file or another old office file.",
            ),
            save,
        )
    if data.startswith(RTF):
        message = Message("这是 RTF 文件，无法读取。", "This is an RTF file, which is not read.")
        return refuse_document("read.form", name, message, save)
    if data.startswith(PICTURES):
        return refuse_document(
            "read.scanned",
            name,
            Message("这是图片，里面没有文字。", "This is a picture: it holds no text."),
            Message(
                "请先作文字识别（OCR），或换用带文字层的文件。",
                "Run text recognition (OCR) first, or use a file with text.",
            ),
        )
    return None
