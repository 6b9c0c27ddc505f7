"""Checks an audit proof (日志证明) without any part of Liangcai: python3 check_proof.py proof.json [public key z6Mk…]

Hashes: RFC 9162, section 2.1. Signature: Ed25519 over the lines of the checkpoint before the blank one. Needs the
package ``cryptography`` for the signature alone.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def require(met, why):
    if not met:
        sys.exit(f"NOT OK: {why}")


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def read(checkpoint, known):
    """Size and root of a checkpoint whose signature fits the key that it names (and that is the known one)."""
    body, _, signature = checkpoint.partition("\n\n— ")
    key, _, signed = signature.strip().partition(" ")
    require(known in ("", key), f"signed by another key: {key}")
    number = 0
    for letter in key[1:]:
        number = number * 58 + BASE58.index(letter)
    public = Ed25519PublicKey.from_public_bytes(number.to_bytes(34, "big")[2:])
    try:
        public.verify(base64.b64decode(signed)[4:], (body + "\n").encode())
    except InvalidSignature:
        sys.exit("NOT OK: the signature does not fit the checkpoint")
    print("signed by", key)
    lines = body.split("\n")
    return int(lines[1]), base64.b64decode(lines[2])


def fold(path, here, last, *hashes):
    """Climb from a place to the root; a hash on the left side belongs to the old log too, one on the right does not."""
    for beside in path:
        require(last > 0, "the path is too long")
        if here & 1 or here == last:
            hashes = [node(beside, one) for one in hashes]
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            hashes = [*hashes[:-1], node(hashes[-1], beside)]
        here, last = here >> 1, last >> 1
    require(last == 0, "the path is too short")
    return list(hashes)


def check(proof, known=""):
    path = [bytes.fromhex(one) for one in proof["path"]]
    if proof["type"] == "inclusion":
        size, root = read(proof["checkpoint"], known)
        entry = hashlib.sha256(proof["fact"].encode()).digest()
        leaf = hashlib.sha256(b"\0" + entry).digest()
        require(0 <= proof["index"] < size, "the place is outside the log")
        require(fold(path, proof["index"], size - 1, leaf) == [root], "the fact is not in the log")
        return f"fact {proof['index'] + 1} of {size}: {proof['fact']}"
    (old, old_root), (new, new_root) = read(proof["old"], known), read(proof["new"], known)
    if old == new:
        require(old_root == new_root and not path, "two different logs of one size")
        return f"the same {new} facts"
    require(0 < old < new, "the old log is not the shorter one")
    start, *path = [old_root, *path] if old & (old - 1) == 0 else path
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    require(fold(path, here, last, start, start) == [old_root, new_root], "the old log is not the beginning of the new")
    return f"the first {old} of {new} facts are unchanged"


if __name__ == "__main__":
    print("OK:", check(json.loads(Path(sys.argv[1]).read_text("utf-8")), *sys.argv[2:3]))
