"""The pictures of a Word document that is written: files, the relations that name them, drawings in the text.

In: media with their bytes. Out: DrawingML, parts of the package. Follows: ECMA-376 part 1, 20.4 and 21.3; a picture
stands in the line, as wide as it is at 96 pixels an inch, at most as the page.
"""

from collections.abc import Iterator
from html import escape

from liangcai.items.content import Media
from liangcai.items.pictures import Pictures, Size, measure_picture, tell_form
from liangcai.standard.exchange.word_parts import CONTENT_TYPES, DOCUMENT_RELATIONS, OFFICE

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PIXEL, _WIDEST = 9525, 5_400_000  # English metric units: a pixel, 15 cm
_TYPES = {"png": "image/png", "jpg": "image/jpeg"}


class Drawings:
    """The pictures that were drawn so far."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures
        self._numbers: dict[str, int] = {}
        self._count = 0

    def draw(self, media: Media, words: str) -> str | None:
        """A run with the picture; ``words`` are those in the brackets of the stem. None where nobody has its bytes."""
        data = self._pictures.get(media.sha256, b"")
        size = measure_picture(data)
        if size is None or tell_form(data) is None:
            return None
        number = self._numbers.setdefault(media.sha256, len(self._numbers) + 1)
        self._count += 1
        return f"<w:r><w:drawing>{_write_inline(media, words, size, number, self._count)}</w:drawing></w:r>"

    def list_parts(self, parts: dict[str, str]) -> Iterator[tuple[str, bytes]]:
        """The parts of a package with the pictures, their types and their relations."""
        types = "".join(f'<Default Extension="{form}" ContentType="{kind}"/>' for form, kind in _TYPES.items())
        files = {number: self._pictures[sha256] for sha256, number in self._numbers.items()}
        names = {number: f"media/picture{number}.{tell_form(data)}" for number, data in files.items()}
        links = "".join(
            f'<Relationship Id="rIdP{number}" Type="{OFFICE}/image" Target="{name}"/>' for number, name in names.items()
        )
        changed = {
            "[Content_Types].xml": CONTENT_TYPES.replace("<Override", f"{types}<Override", 1),
            "word/_rels/document.xml.rels": DOCUMENT_RELATIONS.replace("</Relationships>", f"{links}</Relationships>"),
        }
        for name, text in (parts | changed if files else parts).items():
            yield name, text.encode()
        for number, data in files.items():
            yield f"word/{names[number]}", data


def _write_inline(media: Media, words: str, size: Size, number: int, place: int) -> str:
    scale = min(_PIXEL, _WIDEST / size.width)
    width, height = int(size.width * scale), int(size.height * scale)
    said = f'name="{escape(media.name)}" descr="{escape(media.alt)}"' + (f' title="{escape(words)}"' if words else "")
    return (
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{place}" {said}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{place}" {said}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{OFFICE}" r:embed="rIdP{number}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline>"
    )
