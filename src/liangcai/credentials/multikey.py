"""Ed25519 public keys as text: multibase, did:key and the verification method.

In: 32 bytes. Out: ``z6Mk…``, ``did:key:z6Mk…``. Follows: W3C Controlled Identifiers (Multikey), the did:key method.
"""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_ED25519_PUBLIC = b"\xed\x01"
_KEY_BYTES = 32
DID_KEY = "did:key:"


def encode_base58(data: bytes) -> str:
    """Multibase base58btc: ``z`` and the digits, a leading zero byte being a ``1``."""
    number, digits = int.from_bytes(data), []
    while number:
        number, rest = divmod(number, 58)
        digits.append(ALPHABET[rest])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + "".join(reversed(digits))


def decode_base58(text: str) -> bytes | None:
    """The bytes of a multibase base58btc text, or None if it is not exactly one."""
    if not text.startswith("z") or any(letter not in _VALUES for letter in text[1:]):
        return None
    number = 0
    for letter in text[1:]:
        number = number * 58 + _VALUES[letter]
    zeros = len(text[1:]) - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def multibase_key(public: bytes) -> str:
    """The Multikey text of a raw Ed25519 public key."""
    if len(public) != _KEY_BYTES:
        raise ValueError(f"an Ed25519 public key has {_KEY_BYTES} bytes, not {len(public)}")
    return encode_base58(_ED25519_PUBLIC + public)


def raw_key(multibase: str) -> bytes | None:
    """The raw public key of a Multikey text, or None if it is not an Ed25519 key."""
    decoded = decode_base58(multibase)
    if decoded is None or len(decoded) != _KEY_BYTES + 2 or not decoded.startswith(_ED25519_PUBLIC):
        return None
    return decoded[2:]


def did_of(multibase: str) -> str:
    """The did:key of a Multikey text."""
    return DID_KEY + multibase


def key_of(did: str) -> str:
    """The Multikey text in a did:key; empty if it is another kind of DID."""
    return did.removeprefix(DID_KEY) if did.startswith(DID_KEY) else ""


def method_of(did: str) -> str:
    """The only verification method of a did:key."""
    return f"{did}#{key_of(did)}"
