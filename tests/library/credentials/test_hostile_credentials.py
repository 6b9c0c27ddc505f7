"""Credentials of other programs with parts put wrong at random: each gets a verdict, none is believed.

Follows R21 of the house; the long form (LIANGCAI_TESTS=long) tries twenty times as many.
"""

import copy
import json
import os
import random
from collections.abc import Iterator
from typing import Any

from tests.data.certificate import NOW
from tests.data.vectors import read_vectors
from tests.library.credentials.test_other_forms import DID, KNOWN, sign_by_hand, sign_text
from tests.library.credentials.test_states_of_others import credential, entry, list_document, listed

from liangcai.credentials.document import VC_CONTEXT
from liangcai.credentials.foreign_judging import read_foreign_list
from liangcai.credentials.judge import Verdict
from liangcai.credentials.verify import verify_credential

TIMES = 3000 if os.environ.get("LIANGCAI_TESTS") == "long" else 150
JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 1e300, "", "_:x", "x", "did:key:z6Mk", "2020", "9" * 30),
    *([], {}, [[]], [None], ["_:b"], {"a": 1}, {"@context": "x"}, {"id": 1}),
)
NAMES = ("previousProof", "expires", "@context", "id", "credentialStatus", "proof", "nonce")


def gather() -> list[dict[str, Any]]:
    """Good ones to spoil: with entries, a list, sets and chains of proofs."""
    chains = [{**one["document"], "@context": [VC_CONTEXT], "issuer": DID} for one in read_vectors("eddsa")["chains"]]
    both = credential(entry(), entry("5", "suspension"))
    return [json.loads(both), json.loads(sign_by_hand(list_document(3))), *chains]


def list_places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for name in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield (*path, name)
        yield from list_places(value[name], (*path, name))


def spoil(document: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    """One to three parts replaced, taken away, or put where none belongs."""
    spoilt = copy.deepcopy(document)
    for _ in range(draw.choice((1, 1, 2, 3))):
        *way, last = draw.choice(list(list_places(spoilt)))
        place: Any = spoilt
        for name in way:
            place = place[name]
        how = draw.random()
        if how < 0.2 and isinstance(place, dict):
            place[draw.choice(NAMES)] = copy.deepcopy(draw.choice(JUNK))
        elif how < 0.4:
            del place[last]
        else:
            place[last] = copy.deepcopy(draw.choice(JUNK))
    return spoilt


def test_what_is_put_wrong_gets_a_verdict_and_is_not_believed():
    draw, good, known = random.Random(7), gather(), (listed(94567),)  # noqa: S311 - a fixed seed
    assert verify_credential(json.dumps(good[0]), KNOWN, None, NOW, known).verdict is Verdict.REVOKED
    for _ in range(TIMES):
        spoilt = spoil(draw.choice(good), draw)
        if spoilt in good:
            continue
        data = json.dumps(spoilt).encode()
        assert verify_credential(data, KNOWN, None, NOW).verdict is not Verdict.VALID, data
        read_foreign_list(data)
        if "@context" not in spoilt:
            continue
        spoilt.pop("proof", None)  # signed anew, so that what is wrong is not the signature
        for again in (sign_by_hand(spoilt), sign_text(spoilt, {"alg": "EdDSA"}).encode()):
            verify_credential(again, KNOWN, None, NOW, known)
            read_foreign_list(again)
