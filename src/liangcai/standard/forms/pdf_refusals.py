"""Why a PDF file gives no text, or not all of it, in words that help.

In: what was found. Out: findings. Follows: house grammar; the remedy is something that people can do.
"""

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.standard.forms.extract import Extract, refuse_document

RECOGNISE = Message(
    "请换用带文字层的 PDF、docx 或文本；只有扫描件的，请先作文字识别（OCR）并校对。",
    "Use a PDF with a text layer, a docx or a text; where there is only a scan, run text recognition and check it.",
)


def refuse_scanned(name: str) -> Result[Extract | None]:
    """A file whose pages are pictures."""
    message = Message(
        "这份 PDF 是扫描件，页面只有图像，没有文字。", "This PDF is a scan: its pages are pictures without text."
    )
    return refuse_document("read.scanned", name, message, RECOGNISE)


def refuse_protected(name: str) -> Result[Extract | None]:
    """A file that opens with a password only."""
    return refuse_document(
        "read.encrypted",
        name,
        Message("这份 PDF 有密码保护，无法读取。", "This PDF is protected by a password and can't be read."),
        Message("请去掉密码后另存一份。", "Save a copy without the password."),
    )


def refuse_fonts(name: str) -> Result[Extract | None]:
    """A file whose fonts don't say which characters their shapes are."""
    message = Message(
        "这份 PDF 的字体没有字符对照，许多文字无法辨认。",
        "The fonts of this PDF don't say which characters they draw: much of the text can't be told.",
    )
    remedy = Message(
        "请从原文档重新导出 PDF，或换用 docx、文本。",
        "Export the PDF again from the original, or use the docx or a text.",
    )
    return refuse_document("read.broken-fonts", name, message, remedy)


def note_pictures(name: str, pages: tuple[int, ...]) -> Finding:
    """Pages of a file with text that are pictures themselves."""
    listed = ", ".join(map(str, pages[:20]))
    return Finding(
        rule="read.scanned-pages",
        severity=Severity.WARNING,
        message=Message(
            f"第 {listed.replace(', ', '、')} 页只有图像，没有读到文字。",
            f"Page {listed} is a picture: no text was read there.",
        ),
        remedy=RECOGNISE,
        document=name,
        line=1,
    )


def note_columns(name: str, pages: tuple[int, ...]) -> Finding:
    """Pages with tables of which nothing drawn shows the rows and columns."""
    listed = ", ".join(map(str, pages[:20])) + (" …" if len(pages) > 20 else "")
    return Finding(
        rule="read.unruled-tables",
        severity=Severity.WARNING,
        message=Message(
            f"第 {listed.replace(', ', '、')} 页的表格没有框线，行和列是按文字的位置推断的，可能有误。",
            f"Tables on page {listed} draw no rules: rows and columns were inferred from where the words stand.",
        ),
        remedy=Message(
            "请对照原文逐行核对，或改用带框线的 PDF、docx 或网页文件。",
            "Compare every row with the original, or use a PDF with ruled tables, the docx or the web page.",
        ),
        document=name,
        line=1,
    )


def note_unknown(name: str, count: int) -> Finding:
    """Single characters that their font doesn't name."""
    return Finding(
        rule="read.unknown-characters",
        severity=Severity.WARNING,
        message=Message(
            f"有 {count} 个字符没有字符对照，未能读出。",
            f"{count} characters could not be told: their font doesn't name them.",
        ),
        remedy=Message("请对照原文补上缺字。", "Compare with the original and fill in what is missing."),
        document=name,
        line=1,
    )
