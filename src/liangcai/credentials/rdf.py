"""Canonical RDF of a document, with pinned contexts and no network.

In: a document whose contexts are among the pinned ones. Out: its RDFC-1.0 canonical N-Quads. Follows: W3C RDF Dataset
Canonicalization 1.0 through PyLD. The context documents belong to others, so they are read from the installed package
that ships them, and refused unless they are the ones known here by their SHA-256.
"""

import functools
import hashlib
import json
from collections import deque
from importlib import metadata
from pathlib import Path
from typing import Any

from pyld import ContextResolver, jsonld

from liangcai.credentials.document import OB_CONTEXT, VC_CONTEXT

JsonLdError = jsonld.JsonLdError
SHIPPED_BY = "openbadgeslib"
OB = "https://purl.imsglobal.org/spec/ob/v3p0"
# The file of each context in that package, and the SHA-256 of its JSON with sorted names and no space.
PINNED = {
    VC_CONTEXT: ("credentials-v2.json", "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf"),
    OB_CONTEXT: ("ob-v3p0-context-3.0.3.json", "04b1136ddc4eda9a8966bc7ef182789f233a26739473140ef75d6968c29a2966"),
    # What credentials of other programs use; the documents of this one use the two above alone.
    f"{OB}/context-3.0.2.json": (
        "ob-v3p0-context-3.0.2.json",
        "bdd1d11a55a660322f24660862a1d430ee80cce584465f750909daa43684357c",
    ),
    f"{OB}/context-3.0.1.json": (
        "ob-v3p0-context-3.0.1.json",
        "8bb2354552b70cbdf2066f6d3e24bc5c2be2619145737580ad2aebdc366e77d5",
    ),
    f"{OB}/extensions.json": (
        "ob-v3p0-extensions.json",
        "15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7",
    ),
}
MOST_SCOPED = 1000


class Processor(jsonld.JsonLdProcessor):  # type: ignore[misc]
    """PyLD, which keeps the contexts of types as well: it makes them anew for each object, two thirds of a signature.

    One for each canonicalization under way: neither its cache nor PyLD's must be shared by threads.
    """

    def __init__(self) -> None:
        super().__init__()
        self.parsed: dict[str, Any] = {}
        self._scoped: dict[tuple[Any, ...], tuple[Any, Any]] = {}

    def _process_context(self, active_ctx: Any, local_ctx: Any, *rest: Any, **named: Any) -> Any:
        """The context that a context makes of another; which one that was, PyLD knows by its ``_uuid``."""
        if named.get("propagate", True) or "_uuid" not in active_ctx or rest[1:]:
            return super()._process_context(active_ctx, local_ctx, *rest, **named)
        key = (active_ctx["_uuid"], id(local_ctx), *sorted(named.items()))
        if key not in self._scoped:
            if len(self._scoped) > MOST_SCOPED:
                self._scoped.clear()
            made = super()._process_context(active_ctx, local_ctx, *rest, **named)
            self._scoped[key] = (local_ctx, made)  # held, so that no other gets its id
        return self._scoped[key][1]


_IDLE: deque[Processor] = deque(maxlen=8)


class ContextError(Exception):
    """A context is not pinned, not installed, or not the document that was pinned: the program is broken."""


def canonical_rdf(document: bytes) -> bytes:
    """The canonical N-Quads, in UTF-8, of a JSON-LD document."""
    try:
        processor = _IDLE.pop()
    except IndexError:
        processor = Processor()
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": load_context,
        "contextResolver": ContextResolver(processor.parsed, load_context),
    }
    quads: str = processor.normalize(json.loads(document), options)
    _IDLE.append(processor)
    return quads.encode()


def find_dropped(document: dict[str, Any]) -> list[str]:
    """The names in a document that no context defines: they are no part of its RDF, and no signature covers them."""
    dropped: list[str] = []
    options = {"documentLoader": load_context, "contextResolver": ContextResolver({}, load_context)}
    jsonld.expand(document, options, on_property_dropped=dropped.append)
    return [str(name) for name in dropped]


def load_context(url: str, _options: object = None) -> dict[str, Any]:
    """The document loader: it knows the pinned contexts and refuses everything else."""
    if url not in PINNED:
        raise ContextError(f"{url} is not a pinned context, and none is loaded from the network")
    # PyLD keeps what is tagged static: parsing the contexts anew would take most of the time of a signature.
    return {"contextUrl": None, "documentUrl": url, "document": _pinned_document(url), "tag": "static"}


@functools.cache
def _pinned_document(url: str) -> dict[str, Any]:
    name, digest = PINNED[url]
    path = Path(str(metadata.distribution(SHIPPED_BY).locate_file(f"{SHIPPED_BY}/ob3/contexts/{name}")))
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    plain = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if hashlib.sha256(plain.encode()).hexdigest() != digest:
        raise ContextError(f"{url} as installed is not the document that was pinned")
    return document
