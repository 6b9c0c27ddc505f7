"""The published schemas of QTI 3.0 as validators, where somebody has put them on this machine.

In: the folder that ``LIANGCAI_QTI_SCHEMAS`` names, with the XSDs of 1EdTech and what they import, in any sub-folders.
Out: what the schemas, and the Schematron rules within that of items, say against the files of a package. Follows: the
schemas belong to others and are no part of the project; whatever place an import names, the file of that name in the
folder is taken, and nothing is fetched.
"""

import functools
import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from lxml import etree

VARIABLE = "LIANGCAI_QTI_SCHEMAS"
MANIFEST = "imsqtiv3p0_imscpv1p2_v1p0.xsd"
# The base schema, the part of it for items, or the SBAC profile, which adds data-… attributes to the base schema.
ITEM = ("imsqti_asiv3p0_v1p0.xsd", "imsqti_itemv3p0_v1p0.xsd", "imsqti_asiv3p0_sbacv1p0_v1p0.xsd")
_LOCATION = "schemaLocation"
_XSD = "{http://www.w3.org/2001/XMLSchema}"
_RULES = "{http://purl.oclc.org/dsdl/schematron}"
_SPACES = {"qti": "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"}


def why_not() -> str:
    """Why nothing can be validated here; "" where the schemas are at hand."""
    folder = os.environ.get(VARIABLE, "")
    if not folder:
        return f"NOT VALIDATED against the QTI 3.0 schemas: {VARIABLE} names no folder with the XSDs of 1EdTech"
    names = {path.name for path in Path(folder).rglob("*.xsd")}
    if MANIFEST in names and names & set(ITEM):
        return ""
    return f"NOT VALIDATED against the QTI 3.0 schemas: {folder} lacks {MANIFEST} or one of {', '.join(ITEM)}"


class Rules:
    """The Schematron rules that a schema carries, by what they are about."""

    def __init__(self, schema: etree._ElementTree) -> None:
        self._rules: dict[str, list[tuple[etree.XPath, bool, str]]] = {}
        for rule in schema.iter(f"{_RULES}rule"):
            for test in rule.iterchildren(f"{_RULES}assert", f"{_RULES}report"):
                holds = etree.XPath(test.get("test"), namespaces=_SPACES)
                wanted, words = test.tag.endswith("assert"), " ".join("".join(test.itertext()).split())
                self._rules.setdefault(rule.get("context"), []).append((holds, wanted, words))

    @property
    def count(self) -> int:
        """How many tests there are."""
        return sum(len(tests) for tests in self._rules.values())

    def find_broken(self, root: etree._Element) -> list[str]:
        """What the rules say against a document."""
        return [
            f"{node.sourceline}: {words}"
            for context, tests in self._rules.items()
            for node in root.xpath(context, namespaces=_SPACES)
            for holds, wanted, words in tests
            if bool(holds(node)) is not wanted
        ]


class Schemas(NamedTuple):
    """What items and manifests are held against; ``name`` says which schema of items it is."""

    name: str
    items: etree.XMLSchema
    rules: Rules
    manifests: etree.XMLSchema


@functools.cache
def load_schemas() -> Schemas:
    """All of them, from the folder."""
    found = {path.name: path for path in sorted(Path(os.environ[VARIABLE]).rglob("*.xsd")) if path.stat().st_size}
    with tempfile.TemporaryDirectory(prefix="liangcai-xsd-") as flat:
        for name, path in found.items():
            Path(flat, name).write_bytes(_make_local(path, set(found)))
        item = next(name for name in ITEM if name in found)
        return Schemas(item, _load(Path(flat, item)), Rules(etree.parse(Path(flat, item))), _load(Path(flat, MANIFEST)))


def _make_local(path: Path, names: set[str]) -> bytes:
    """A schema whose imports name the files beside it; one of a file that is not there names no place."""
    tree = etree.parse(path, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    if tree.docinfo.internalDTD is not None:
        tree = etree.ElementTree(tree.getroot())
    for element in tree.iter(f"{_XSD}import", f"{_XSD}include", f"{_XSD}redefine"):
        name = element.get(_LOCATION, "").rpartition("/")[2]
        if name in names:
            element.set(_LOCATION, name)
        elif _LOCATION in element.attrib:
            del element.attrib[_LOCATION]
    return etree.tostring(tree.getroot())


def _load(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


def validate_package(data: bytes) -> tuple[int, list[str]]:
    """How many items were validated, and what the schemas say against them and the manifest."""
    schemas = load_schemas()
    faults: list[str] = []
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.endswith(".xml"):
                continue
            is_item = name.startswith("items/")
            count += is_item
            schema = schemas.items if is_item else schemas.manifests
            root = etree.fromstring(package.read(name))
            if not schema.validate(root):
                faults += [f"{name}:{error.line}: {error.message}" for error in schema.error_log]
            faults += [f"{name}:{broken}" for broken in schemas.rules.find_broken(root)]
    return count, faults
