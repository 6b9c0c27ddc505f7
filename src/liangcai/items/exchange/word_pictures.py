"""The pictures of a Word document that is read.

In: an archive, the body of its document. Out: ``Held`` by the mark that stands in the text in place of each drawing.
Follows: ECMA-376 part 1, 20.4; only pictures that stand in the line, whole and inside the file, are taken; a drawing of
any other kind stays where it is and refuses its question.
"""

import hashlib
import posixpath

from liangcai.items.exchange.pictures import Held
from liangcai.items.pictures import FILE_NAME, PICTURE_BYTES, tell_form
from liangcai.standard.exchange.word_parts import MAIN, OFFICE
from liangcai.standard.forms.archive import Archive, read_member
from liangcai.standard.forms.markup import Element, child, children, parse_xml
from liangcai.standard.forms.word_parts import find_main

_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
RELATIONS_BYTES = 4 << 20


def mark_pictures(body: Element, archive: Archive) -> dict[str, Held]:
    """Put a mark such as ``![](@3/plan.png)`` in place of each picture; which marks stand for which pictures."""
    targets = _read_targets(archive)
    held: dict[str, Held] = {}
    for number, drawing in enumerate(list(body.iter("{*}drawing")), 1):
        found = _read_picture(drawing, targets, archive)
        parent = drawing.getparent()
        if found is None or parent is None:
            continue
        mark = f"@{number}/{found.name}"
        text = drawing.makeelement(f"{{{str(parent.tag).rpartition('}')[0].strip('{') or MAIN}}}t", {}, None)
        text.text, text.tail = f"![{_read_brackets(drawing)}]({mark})", drawing.tail
        parent.replace(drawing, text)
        held[mark] = found
    return held


def _read_picture(drawing: Element, targets: dict[str, str], archive: Archive) -> Held | None:
    """The picture of a drawing; None where it is none that stands in the line as its file has it."""
    properties = child(drawing, "inline", "docPr")
    fill = child(drawing, "inline", "graphic", "graphicData", "pic", "blipFill")
    blip, crop = child(fill, "blip"), child(fill, "srcRect")
    if properties is None or blip is None or (crop is not None and any(str(v).strip("0") for v in crop.values())):
        return None
    linked = [value for space in (OFFICE, _STRICT) if (value := blip.get(f"{{{space}}}embed"))]
    data = read_member(archive, targets.get(str(linked[0]), ""), PICTURE_BYTES) if linked else None
    if data is None:
        return None
    name = str(properties.get("name") or "")
    if not FILE_NAME.fullmatch(name):
        name = f"picture-{hashlib.sha256(data).hexdigest()[:8]}.{tell_form(data) or 'bin'}"
    return Held(name=name, words=str(properties.get("descr") or ""), data=data)


def _read_brackets(drawing: Element) -> str:
    properties = child(drawing, "inline", "docPr")
    words = str(properties.get("title") or "") if properties is not None else ""
    return words if len(words) <= 200 and not set(words) & set("]\n") else ""


def _read_targets(archive: Archive) -> dict[str, str]:
    """The members of the package by the relations of its document; what lies outside has none."""
    folder, _, name = find_main(archive).rpartition("/")
    root = parse_xml(read_member(archive, f"{folder}/_rels/{name}.rels", RELATIONS_BYTES))
    return {
        str(link.get("Id")): posixpath.normpath(posixpath.join("/", folder, str(link.get("Target")))).lstrip("/")
        for link in children(root, "Relationship")
        if link.get("TargetMode") != "External"
    }
