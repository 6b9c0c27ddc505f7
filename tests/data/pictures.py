"""Pictures for tests: a wiring plan that anybody can recognise, in the forms and with the ballast that people send."""

import io
import struct
import zlib

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

SECRET = b"GPS 39.9042N 116.4074E made by somebody"


def draw_plan(width: int = 300, height: int = 200, mode: str = "RGB") -> Image.Image:
    """A frame, a diagonal and a circle."""
    image = Image.new(mode, (width, height), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((4, 4, width - 5, height - 5), outline="black", width=3)
    pen.line((0, 0, width, height), fill="black", width=3)
    pen.ellipse((width // 3, height // 3, width * 2 // 3, height * 2 // 3), outline="black", width=4)
    return image


def write_picture(image: Image.Image, form: str = "PNG", **how: object) -> bytes:
    """The picture as a file."""
    stream = io.BytesIO()
    image.save(stream, form, **how)
    return stream.getvalue()


def make_png(width: int = 300, height: int = 200) -> bytes:
    """A plan as PNG, written as the sandbox writes it."""
    return write_picture(draw_plan(width, height), optimize=True)


def make_jpeg(width: int = 300, height: int = 200) -> bytes:
    """A plan as JPEG."""
    return write_picture(draw_plan(width, height), "JPEG")


def make_telling_jpeg(turn: int = 6) -> bytes:
    """A photograph that says where and by whom it was made, held upright by its camera's note."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x013B] = turn, SECRET.decode(), SECRET.decode()
    return write_picture(draw_plan(), "JPEG", exif=exif, comment=SECRET)


def make_telling_png() -> bytes:
    """A picture with texts, a profile and a tail behind its end."""
    notes = PngInfo()
    notes.add_text("Author", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>", zip=True)
    return write_picture(draw_plan(), pnginfo=notes, icc_profile=SECRET) + b"<script>" + SECRET


def make_bomb(side: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that claims thousands of millions of pixels."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1 << 20), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def make_word_bomb() -> bytes:
    """A small PNG with a packed text that unpacks to 200 MB."""
    plain = make_png()
    packed = b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9)
    chunk = struct.pack(">I", len(packed)) + b"zTXt" + packed + struct.pack(">I", zlib.crc32(b"zTXt" + packed))
    return plain[:33] + chunk + plain[33:]


PLAN = make_png()
