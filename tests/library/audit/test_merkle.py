"""The Merkle tree of RFC 9162, section 2.1, held against its definition and against published values.

The eight entries and the roots are those of the test of the Certificate Transparency reference implementation; the
right and wrong proofs those of transparency-dev/merkle (tests/data/vectors/merkle.json).
"""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.data.vectors import read_vectors

from liangcai.audit.merkle import (
    EMPTY_ROOT,
    find_root,
    fold_peaks,
    grow_peaks,
    prove_consistency,
    prove_inclusion,
    verify_consistency,
    verify_inclusion,
    verify_path,
)

ENTRIES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def define_root(entries: list[bytes]) -> bytes:
    """MTH, word for word: the largest power of two smaller than n stands on the left."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    k = max(power for power in (1 << bit for bit in range(20)) if power < len(entries))
    return hashlib.sha256(b"\1" + define_root(entries[:k]) + define_root(entries[k:])).digest()


def define_path(m: int, entries: list[bytes]) -> list[bytes]:
    """PATH, word for word."""
    if len(entries) == 1:
        return []
    k = max(power for power in (1 << bit for bit in range(20)) if power < len(entries))
    if m < k:
        return [*define_path(m, entries[:k]), define_root(entries[k:])]
    return [*define_path(m - k, entries[k:]), define_root(entries[:k])]


def flip(data: bytes, bit: int) -> bytes:
    place = bit % (8 * len(data))
    return data[: place // 8] + bytes([data[place // 8] ^ 1 << place % 8]) + data[place // 8 + 1 :]


def test_published_roots() -> None:
    assert find_root([]) == EMPTY_ROOT
    assert [find_root(ENTRIES[:size]).hex() for size in range(1, 9)] == ROOTS


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_published_inclusion_proofs(index: int, size: int) -> None:
    path = prove_inclusion(ENTRIES[:size], index)
    assert [one.hex() for one in path] == PATHS[index, size]
    assert verify_inclusion(ENTRIES[index], index, size, path, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("first", "second"), CONSISTENCY)
def test_published_consistency_proofs(first: int, second: int) -> None:
    proof = prove_consistency(ENTRIES[:second], first)
    assert [one.hex() for one in proof] == CONSISTENCY[first, second]
    old, new = (bytes.fromhex(ROOTS[size - 1]) for size in (first, second))
    assert verify_consistency(first, second, old, new, proof)


@settings(max_examples=60)
@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_roots_and_paths_are_those_of_the_definition(entries: list[bytes], data: st.DataObject) -> None:
    root = define_root(entries)
    assert find_root(entries) == root
    cut = data.draw(st.integers(0, len(entries)))
    assert fold_peaks(grow_peaks(grow_peaks((), 0, entries[:cut]), cut, entries[cut:])) == root
    index = data.draw(st.integers(0, len(entries) - 1))
    path = prove_inclusion(entries, index)
    assert list(path) == define_path(index, entries)
    assert verify_inclusion(entries[index], index, len(entries), path, root)


@settings(max_examples=60)
@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_a_proof_holds_for_nothing_else(entries: list[bytes], data: st.DataObject) -> None:
    size, root = len(entries), find_root(entries)
    index, first = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    bit = data.draw(st.integers(0, 10_000))
    path = prove_inclusion(entries, index)
    assert not verify_inclusion(entries[index] + b"x", index, size, path, root)
    assert not verify_inclusion(entries[index], index, size, path, flip(root, bit))
    assert not verify_inclusion(entries[index], index, size, (*path, root), root)
    assert not verify_inclusion(entries[index], size, size, path, root)
    old, proof = find_root(entries[:first]), prove_consistency(entries, first)
    assert verify_consistency(first, size, old, root, proof)
    assert not verify_consistency(first, size, flip(old, bit), root, proof)
    assert not verify_consistency(first, size, old, flip(root, bit), proof)
    assert not verify_consistency(first, size, old, root, (*proof, root))
    for at in range(len(proof)):
        assert not verify_consistency(first, size, old, root, (*proof[:at], flip(proof[at], bit), *proof[at + 1 :]))


def test_every_beginning_of_every_list_is_proved_and_none_that_differs() -> None:
    entries = [bytes([number]) for number in range(33)]
    for second in range(1, 34):
        root = find_root(entries[:second])
        for first in range(1, second + 1):
            proof = prove_consistency(entries[:second], first)
            assert verify_consistency(first, second, find_root(entries[:first]), root, proof)
            other = find_root([b"x", *entries[1:first]])
            assert not verify_consistency(first, second, other, root, proof)


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_of_what_is_not_there(index: int) -> None:
    with pytest.raises(ValueError, match="entr"):
        prove_inclusion(ENTRIES[:3], index)
    with pytest.raises(ValueError, match="entries"):
        prove_consistency(ENTRIES[:3], index + 1 if index < 0 else 4)
    with pytest.raises(ValueError, match="full trees"):
        grow_peaks((), 3, ())


def test_published_proofs_right_and_wrong_are_judged_as_published():
    vectors = read_vectors("merkle")
    hashes = [bytes.fromhex(text) for text in vectors["hashes"]]
    for name, index, size, root, leaf, path, wrong in vectors["inclusion"]:
        assert verify_path(hashes[leaf], index, size, [hashes[at] for at in path], hashes[root]) is not wrong, name
    for name, first, second, old, new, path, wrong in vectors["consistency"]:
        proof = [hashes[at] for at in path]
        assert verify_consistency(first, second, hashes[old], hashes[new], proof) is not wrong, name
    rows = vectors["inclusion"] + vectors["consistency"]
    assert (len(rows), sum(not row[-1] for row in rows)) == (196, 12)
