"""Why a picture is not taken: what is wrong, why it matters, how to mend it.

In: the name of a file and what was found. Out: refusals; the bounds of a picture. Follows: figure R17 of the
reliability rules; a picture of two thousand pixels is sharp on any screen and on A4.
"""

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.pictures import PICTURE_BYTES, Form

PIXELS = 25_000_000
SIDE = 2000
KEPT_BYTES = 2 << 20


def refuse_form(name: str) -> Result[bytes | None]:
    """A file of another form, whatever it is called."""
    return _refuse(
        "form",
        name,
        ("不是 PNG 或 JPEG 图片（看内容，不看扩展名）", "is no PNG or JPEG picture (by its content, not by its name)"),
        ("请在画图软件中打开，另存为 PNG 或 JPEG。", "Open it in a drawing program and save it as PNG or JPEG."),
    )


def refuse_damaged(name: str) -> Result[bytes | None]:
    """A picture that cannot be decoded, or not with what a child may use."""
    return _refuse(
        "damaged",
        name,
        ("读不出来：文件残缺、损坏，或解码所需过多", "cannot be read: it is cut short or damaged, or takes too much"),
        ("请打开原图重新另存，再添加。", "Open the original, save it again and add that file."),
    )


def refuse_size(name: str, size: int) -> Result[bytes | None]:
    """A file that is larger than any picture of a question."""
    limit = PICTURE_BYTES >> 20
    return _refuse(
        "size",
        name,
        (f"有 {size / (1 << 20):.1f} MB，超过 {limit} MB", f"has {size / (1 << 20):.1f} MB, more than {limit} MB"),
        ("请缩小或裁剪后再添加。", "Make it smaller or cut it, then add it again."),
    )


def refuse_pixels(name: str, width: int, height: int) -> Result[bytes | None]:
    """A picture with more pixels than a child decodes, whatever the length of its file."""
    return _refuse(
        "size",
        name,
        (
            f"有 {width}×{height} 像素，超过 {PIXELS // 10_000} 万",
            f"has {width}×{height} pixels, more than {PIXELS // 1_000_000} million",
        ),
        (f"请把长边缩到 {SIDE} 像素左右。", f"Bring its longer side down to about {SIDE} pixels."),
    )


def refuse_weight(name: str, size: int, form: Form) -> Result[bytes | None]:
    """A picture that stays long however it is written."""
    mend = ("请缩小或裁剪后再添加。", "Make it smaller or cut it, then add it again.")
    if form == "png":
        mend = ("照片请另存为 JPEG；图样请缩小或裁剪。", "Save a photograph as JPEG; make a drawing smaller or cut it.")
    return _refuse(
        "size",
        name,
        (
            f"整理后仍有 {size / (1 << 20):.1f} MB，超过 {KEPT_BYTES >> 20} MB，考场网络上打开太慢",
            f"still has {size / (1 << 20):.1f} MB, more than {KEPT_BYTES >> 20} MB: too slow in an exam room",
        ),
        mend,
    )


def _refuse(rule: str, name: str, what: tuple[str, str], mend: tuple[str, str]) -> Result[bytes | None]:
    message = Message(f"图片「{name}」{what[0]}。", f"The picture “{name}” {what[1]}.")
    found = Finding(
        rule=f"picture.{rule}", severity=Severity.ERROR, message=message, remedy=Message(*mend), document=name
    )
    return Result(None, (found,))
