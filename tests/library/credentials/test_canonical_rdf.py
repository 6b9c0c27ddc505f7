"""The contexts of types are kept from document to document, and every document reads as it does without that."""

import json
from typing import Any

import pytest
from pyld import ContextResolver, jsonld
from tests.data.certificate import issue

from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.document import OB_CONTEXT, VC_CONTEXT
from liangcai.credentials.rdf import MOST_SCOPED, Processor, canonical_rdf, load_context

NAME = "urn:uuid:00000000-0000-4000-8000-000000000000"


def plain_rdf(document: bytes) -> bytes:
    """What PyLD says with nothing kept."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load_context}
    quads: str = jsonld.normalize(
        json.loads(document), {**options, "contextResolver": ContextResolver({}, load_context)}
    )
    return quads.encode()


def write_typed(meaning: str, kind: str = "Thing") -> bytes:
    """A document with a context of its own in which a type gives ``mark`` this meaning, within and without it."""
    own = {
        "@version": 1.1,
        kind: {"@id": f"https://example.org/{kind}", "@context": {"mark": f"https://example.org/{meaning}"}},
        "part": "https://example.org/part",
    }
    thing = {"type": kind, "mark": "1", "part": {"type": kind, "mark": "2", "part": {"mark": "3"}}}
    return json.dumps({"@context": [VC_CONTEXT, own], "id": NAME, **thing}).encode()


def test_certificates_one_after_another_read_as_they_do_alone():
    documents = [canonical_bytes(issue(serial=serial).credential) for serial in (1, 2, 3)]
    assert [canonical_rdf(one) for one in documents * 2] == [plain_rdf(one) for one in documents] * 2


def test_a_type_that_means_something_else_in_the_next_document_is_read_by_that_one():
    documents = [write_typed(meaning) for meaning in ("first", "second", "first", "third")]
    read = [canonical_rdf(one) for one in documents]
    assert read == [plain_rdf(one) for one in documents]
    assert b"https://example.org/second" in read[1]
    assert b"https://example.org/first" not in read[1]


@pytest.mark.parametrize("contexts", [[VC_CONTEXT], [VC_CONTEXT, OB_CONTEXT], [OB_CONTEXT, VC_CONTEXT]])
def test_each_order_of_contexts_has_its_own_meaning(contexts: list[Any]):
    subject = {"type": "AchievementSubject", "achievement": {"id": NAME, "type": "Achievement", "name": "n"}}
    document = json.dumps({"@context": contexts, "type": "VerifiableCredential", "credentialSubject": subject}).encode()
    assert canonical_rdf(document) == canonical_rdf(document) == plain_rdf(document)


def test_what_is_kept_has_a_bound():
    processor = Processor()
    for number in range(MOST_SCOPED // 2 + 10):
        document = json.loads(write_typed("m", f"Kind{number}"))
        resolver = ContextResolver(processor.parsed, load_context)
        processor.expand(document, {"documentLoader": load_context, "contextResolver": resolver})
    assert len(processor._scoped) <= MOST_SCOPED + 1
