"""The pictures of a QTI item, found in its package.

In: the root of an item, where it stands in an opened package. Out: ``Held`` by name. Follows: 1EdTech content
packaging: an address is relative to its item and stays in the package.
"""

import posixpath
import zipfile
from urllib.parse import unquote

from liangcai.items.exchange.pictures import Held, name_picture
from liangcai.items.pictures import PICTURE_BYTES
from liangcai.standard.forms.archive import DAMAGE, ENCRYPTED
from liangcai.standard.forms.markup import Element


def find_pictures(root: Element, href: str, package: zipfile.ZipFile) -> dict[str, Held]:
    """Every picture that an item shows, by the name under which its text names it."""
    paths: dict[str, str] = {}
    held: dict[str, Held] = {}
    for image in root.iter("{*}img"):
        src = str(image.get("src") or "")
        name, path = name_picture(src), posixpath.normpath(posixpath.join(posixpath.dirname(href), unquote(src)))
        if paths.setdefault(name, path) != path:
            why = f"有两张不同的图片都叫 {name} / two different pictures are called {name}"
            held[name] = Held(name=name, why=why)
        elif name not in held:
            held[name] = Held(name=name, words=str(image.get("alt") or ""), data=_read(package, path))
    return held


def _read(package: zipfile.ZipFile, path: str) -> bytes:
    """The bytes of a member; none where it is missing, damaged or locked, one too many where it is too long."""
    try:
        if package.getinfo(path).flag_bits & ENCRYPTED:
            return b""
        with package.open(path) as stream:
            return stream.read(PICTURE_BYTES + 1)
    except (KeyError, *DAMAGE):
        return b""
