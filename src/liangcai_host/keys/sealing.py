"""The seal of emergency files: each page has a key, made from one that the organisation keeps.

In: the installation's home; attempt and paper; the words of a file. Out: the page's key, a seal, whether it fits.
Follows: HMAC-SHA-256 (RFC 2104) under a suite id, so that SM3 can take over; servers that share the key file take each
other's files.
"""

import base64
import hashlib
import hmac
import os
from pathlib import Path

from liangcai_host.keys.storing import read_or_make_key

SUITE = "HS256"
FILE = "sitting-hs256.key"
KEY_BYTES = 32


def load_sealing_key(home: Path) -> bytes:
    """The organisation's key, made on first use; copy the file to each server that shall take the files of another."""
    key = base64.b64decode(read_or_make_key(home, FILE, _make_key), altchars=b"-_", validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError(f"a sealing key has {KEY_BYTES} bytes, not {len(key)}")
    return key


def derive_page_key(key: bytes, attempt: str, paper: str) -> bytes:
    """The key of the pages of one attempt on one paper; it opens no other."""
    return hmac.new(key, f"liangcai sitting 1\n{attempt}\n{paper}".encode(), hashlib.sha256).digest()


def make_seal(page_key: bytes, words: bytes) -> str:
    """The seal over the words of a file, in hex."""
    return hmac.new(page_key, words, hashlib.sha256).hexdigest()


def fits_seal(page_key: bytes, words: bytes, seal: str) -> bool:
    """Whether a seal was made with this key over these words."""
    return hmac.compare_digest(make_seal(page_key, words).encode(), seal.encode())


def _make_key() -> bytes:
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES))
