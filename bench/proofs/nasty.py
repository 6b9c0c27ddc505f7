"""Values that no page sends: what a grammar of bad input is made of.

In: a seeded Random. Out: texts, JSON, headers, bodies. Follows: rule 4 of reliability: whatever comes is stored and
flagged or refused, and never breaks the program.
"""

import json
import random
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote_from_bytes

from bench.proofs.nasty_values import BYTES, CHARSETS, DATES, HEADERS, LETTERS, LONG, NAMES, NUMBERS, TYPES


def draw_text(rng: random.Random) -> str:
    """A text that no person types; surrogates among them, which only JSON can carry."""
    roll = rng.random()
    if roll < 0.08:
        return rng.choice(LONG) * rng.choice((50, 200, 500, 5_000, 20_000))
    if roll < 0.2:
        return "".join(chr(rng.choice((rng.randrange(0x110000), rng.randrange(256)))) for _ in range(rng.randrange(12)))
    if roll < 0.3:
        return rng.choice(LETTERS).join((rng.choice(NAMES), rng.choice(NUMBERS)))
    pool: Sequence[str] = rng.choice((NUMBERS, DATES, LETTERS, NAMES))
    return rng.choice(pool)


def draw_json(rng: random.Random, depth: int = 3) -> Any:
    """A value of any type that JSON knows."""
    roll = rng.random()
    if depth and roll < 0.15:
        return [draw_json(rng, depth - 1) for _ in range(rng.randrange(4))]
    if depth and roll < 0.3:
        return {draw_text(rng)[:40]: draw_json(rng, depth - 1) for _ in range(rng.randrange(4))}
    if roll < 0.6:
        return draw_text(rng)
    return rng.choice((None, True, False, 0, -1, 1.5, 2**53, 2**53 + 1, 2**63, 2**64, -(2**70), 1e308, [], {}, ""))


def write_json(value: Any, rng: random.Random) -> bytes:
    """JSON as a stranger writes it: at times with what the standard forbids, or cut, or with bytes that are no text."""
    text = json.dumps(value, ensure_ascii=rng.random() < 0.5)
    body = text.encode("utf-8", "surrogatepass")
    roll = rng.random()
    if roll < 0.06:
        return body[: rng.randrange(len(body) + 1)]
    if roll < 0.1:
        return body.replace(b"1", b"1e999", 1)
    if roll < 0.14:
        return b"\xef\xbb\xbf" + body
    if roll < 0.18:
        place = rng.randrange(len(body) + 1)
        return body[:place] + rng.choice(BYTES[:5]) + body[place:]
    if roll < 0.2:
        return b"[" * 50_000 + body
    if roll < 0.23:
        return body + body
    if roll < 0.26:
        return text.encode("utf-16", "surrogatepass")
    return body


def draw_headers(rng: random.Random) -> list[tuple[bytes, bytes]]:
    """Some headers, at times one twice; as the server hands them on, without line ends and NULs."""
    names = rng.sample(tuple(HEADERS), rng.choice((0, 0, 1, 1, 2, 5)))
    headers = [(name, rng.choice(HEADERS[name])) for name in names]
    if rng.random() < 0.15:
        headers.append(("content-type", f"{rng.choice(TYPES)}; charset={rng.choice(CHARSETS)}"))
    if headers and rng.random() < 0.1:
        headers.append(rng.choice(headers))
    if rng.random() < 0.02:
        headers += [(f"x-{number}", "y" * 50) for number in range(200)]
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers]


def quote(text: str, rng: random.Random) -> bytes:
    """A text in a form or an address; at times its bytes are no UTF-8, or it is not quoted."""
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.05:
        data += rng.choice(BYTES[:5])
    quoted = quote_from_bytes(data, safe="").encode()
    return quoted[:-1] if rng.random() < 0.02 else quoted


def draw_query(rng: random.Random, names: Sequence[str]) -> bytes:
    """A query: names that pages know with values that they don't."""
    if rng.random() < 0.3:
        return b""
    if rng.random() < 0.05:
        return rng.choice(
            (b"&" * 3000, b"=&=&;", b"%", b"%zz=%", b"a" * 60_000, b"a=" * 1500, b"a=1&" * 1500, b"?" * 50)
        )
    count = rng.choice((1, 1, 2, 3))
    pairs = [(rng.choice(names).encode(), quote(draw_text(rng)[:3000], rng)) for _ in range(count)]
    if rng.random() < 0.1:
        pairs += pairs
    return b"&".join(name + b"=" + value for name, value in pairs)[:60_000]


def write_form(fields: Sequence[tuple[str, str]], rng: random.Random) -> bytes:
    """Fields as a form sends them."""
    return b"&".join(quote(name, rng) + b"=" + quote(value, rng) for name, value in fields)


def write_multipart(
    fields: Sequence[tuple[str, str]], files: Sequence[tuple[str, str, bytes]], rng: random.Random
) -> bytes:
    """Fields and files under the boundary ``x``; at times cut, nested, without an end, with a name that is none."""
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (name.encode(), value.encode("utf-8", "surrogatepass"))
        for name, value in fields
    ]
    for name, file, data in files:
        kind = rng.choice((b"text/plain", b"", b"multipart/mixed; boundary=y", b"\xff", b"application/zip"))
        where = b'Content-Disposition: form-data; name="%s"; filename="%s"' % (
            name.encode(),
            file.encode("utf-8", "surrogatepass").replace(b"\n", b"").replace(b"\r", b""),
        )
        extra = rng.choice((b"", b"", b"", b"\r\nContent-Transfer-Encoding: base64", b"\r\nContent-Length: x"))
        parts.append(b"--x\r\n" + where + b"\r\nContent-Type: " + kind + extra + b"\r\n\r\n" + data + b"\r\n")
    body = b"".join(parts) + b"--x--\r\n"
    roll = rng.random()
    if roll < 0.05:
        return body[: rng.randrange(len(body) + 1)]
    if roll < 0.08:
        return body.replace(b"form-data", rng.choice((b"", b"form-data; name*=utf-99''x", b"\xff")), 1)
    if roll < 0.1:
        return b"--x\r\n" * 1500 + body
    return body
