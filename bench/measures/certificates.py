"""Issuing certificates, against openbadgeslib signing the same credentials.

In: credentials of a made-up standard. Out: a ratio. Follows: the peer puts one RDF proof on documents that are built
already; ours builds the document, puts both proofs on it, signs the compact form of the QR code and reads that back.
"""

import itertools
import json
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives import serialization
from msgspec import UNSET
from msgspec.structs import replace
from openbadgeslib.ob3.ldp import add_data_integrity_proof
from tests.data.certificate import NOW, issue, private_key, signer_of

from bench.ratio import Ratio, against_peer
from liangcai.credentials.canonical import canonical_bytes
from liangcai.credentials.multikey import method_of

CERTIFICATES, RUNS = 40, 7


def measure() -> Iterator[Ratio]:
    """Both sides are warm: contexts are read once."""
    serials = itertools.count(1)
    documents = [bare_document(serial) for serial in range(1, CERTIFICATES + 1)]
    pem = private_key().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    sign_with_peer(documents[:2], pem)
    yield against_peer(
        "issue certificates",
        lambda: [issue(serial=next(serials)) for _ in range(CERTIFICATES)],
        lambda: sign_with_peer(documents, pem),
        RUNS,
        (f"{CERTIFICATES} built, two proofs, QR token", "openbadgeslib, one proof on a finished document"),
    )


def bare_document(serial: int) -> dict[str, Any]:
    """A credential as it stands before it is signed."""
    unsigned = replace(issue(serial=serial).credential, proof=UNSET)
    document: dict[str, Any] = json.loads(canonical_bytes(unsigned))
    return document


def sign_with_peer(documents: list[dict[str, Any]], pem: bytes) -> None:
    """What the peer's signing function does, once a document."""
    method = method_of(signer_of().did)
    for document in documents:
        add_data_integrity_proof(document, pem, method, created=NOW)
