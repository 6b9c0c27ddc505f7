"""Values that no page sends: what a grammar of bad input is made of.

In: a seeded Random. Out: texts, JSON, headers, bodies. Follows: rule 4 of reliability: whatever comes is stored and
flagged or refused, and never breaks the program.
"""

import json
import random
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote_from_bytes

Draw = Callable[[random.Random], Any]

NUMBERS = (
    *("0", "-0", "-1", "1", "01", "+1", " 1", "1 ", "1_0", "0x10", "1e3", "1e400", "-1e400", "NaN", "Infinity"),
    *(
        "9" * 19,
        "9" * 400,
        "9" * 5000,
        "٣",
        "²",
        "½",
        "１２",
        "Ⅳ",
        "1.",
        ".5",
        "1,5",
        "2147483648",
        "9223372036854775808",
    ),
)
DATES = (
    *("0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-2-3", "0001-01-01T00:00"),
    *(
        "9999-12-31T23:59",
        "9999-12-31T23:59:60+14:00",
        "2026-11-21T25:61",
        "-2026-01-01",
        "26.11.2026",
        "2026-11-21T10",
    ),
)
LETTERS = (
    *("", " ", "\x00", "a\x00b", "\x01\x02\x7f\x1f", "\r\n\r\nSet-Cookie: a=b", "\ufeff", "\u202e", "\u200b" * 9),
    *(
        "\ufdd0",
        "\ufdd1\ufdd2\ufdd3",
        "\uffff",
        "\U0010ffff",
        "\ud800",
        "\udfff\ud800",
        "a\ud83d",
        "😀" * 30,
        "e" + "\u0301" * 90,
    ),
    *(
        "\u2028\u2029",
        "İı",
        "ß",
        "\u3000",
        "ﬃ",
        "کتاب",
        "　 ",
        "\t",
        "\\",
        "'",
        '"',
        "`",
        ";",
        "--",
        "%",
        "%00",
        "%s%n%x",
    ),
)
NAMES = (
    *("../../../../etc/passwd", "..\\..\\x", "/dev/zero", "file:///etc/passwd", "C:\\x", "con.txt", ".", "..", "~root"),
    *(
        "{{7*7}}",
        "{% load x %}",
        "${x}",
        "<b>x</b>",
        "<!--",
        "]]>",
        "' OR 1=1 --",
        "a'); DROP TABLE x; --",
        "*",
        "(?:a+)+$",
    ),
    *("__proto__", "constructor", "__class__", "None", "null", "true", "[]", "{}", "on", "off", "None\n"),
    *("0" * 64, "f" * 64, "F" * 63, "00000000-0000-0000-0000-000000000000", "123e4567-e89b-12d3-a456-42661417400z"),
    *(
        "K1.1.1-01",
        "K1.1.1-999",
        "2-02-10-13-2021",
        "初级",
        "theory",
        "tickets",
        "pause-room",
        "md",
        "csv",
        "xlsx",
        "docx",
    ),
)
LONG = ("a", "é", "量", "😀", "\x00", " ", "\n", "9", "<", "[", "$", "|", "(", "![](x)", "$\\frac{", "a" * 63 + ".")
CHARSETS = (
    *("utf-8", "utf-16", "utf-7", "utf-99", "hex", "base64", "rot13", "idna", "punycode", "zip", "unicode_escape"),
    *("undefined", "latin-1", "", '"', "cp037", "utf-8; charset=hex", "mbcs", "undefined\xff"),
)
TYPES = (
    *("application/json", "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary="),
    *(
        "multipart/form-data; boundary=" + "b" * 300,
        "text/plain",
        "application/msgpack",
        "application/xml",
        "",
        ";",
        "/",
    ),
    *("multipart/form-data; boundary=x", "multipart/mixed; boundary=x", "application/json; charset=utf-16", "a/b\xff"),
)
HEADERS: dict[str, tuple[str, ...]] = {
    "range": (
        "bytes=0-",
        "bytes=-1",
        "bytes=5-1",
        "bytes=0-0,1-1,2-2",
        "x",
        "bytes=" + "0-1," * 500,
        "bytes=9999999999-",
    ),
    "accept": ("*/*", "application/json", "text/html;q=x", "a" * 5000, "\xff", ",,,;q=", "application/xml"),
    "accept-language": ("zh", "en;q=9", "*" * 4000, "x-\xff", "-,-", "en-" + "a-" * 500),
    "accept-encoding": ("gzip", "identity;q=0", "br;q=\x7f", "*;q=0"),
    "content-length": ("0", "-1", "1e3", "99999999999999999999", "x", "", "5, 5", "\xb2"),
    "host": (
        "",
        "evil.example",
        "127.0.0.1:99999",
        "127.0.0.1:x",
        "[::1",
        "[::1]",
        "a" * 3000,
        "localhost:80:80",
        "\xff",
        "127.0.0.1.",
    ),
    "origin": ("null", "http://[", "http://evil.example", "http://127.0.0.1:0", "\xff", "", "http://127.0.0.1@evil"),
    "referer": (
        "http://[",
        "http://evil.example/",
        "x" * 8000,
        "\xff\xfe",
        "//",
        "http://127.0.0.1/\x7f",
        "http://[::1",
    ),
    "cookie": (
        "",
        ";",
        "=",
        "a" * 8000,
        "sitting",
        "sessionid=",
        "sitting=\xff\xfe",
        'sitting="',
        "csrftoken=\xff",
        "lang=xx; zoom=9",
    ),
    "if-none-match": ("*", '"', "W/", "\xff", '"x"' * 900),
    "if-modified-since": ("x", "Sat, 32 Foo 0000 99:99:99 GMT", "0", "Mon, 01 Jan 0001 00:00:00 GMT", "\xff"),
    "x-requested-with": ("XMLHttpRequest", "\xff"),
    "x-csrftoken": ("", "x", "a" * 32, "\xff" * 32, "a" * 64),
    "x-forwarded-for": ("127.0.0.1", "x", "\xff", "1,2,3"),
    "x-forwarded-proto": ("https", "\xff"),
    "x-safeexambrowser-configkeyhash": ("0" * 64, "\xff", "x" * 9000),
    "x-safeexambrowser-requesthash": ("0" * 64, "é", ""),
    "x-http-method-override": ("DELETE", "\xff"),
    "sec-fetch-site": ("same-origin", "cross-site", "none", "\xff", ""),
    "transfer-encoding": ("chunked", "gzip, chunked", "x"),
    "expect": ("100-continue", "x"),
    "upgrade": ("websocket", "h2c"),
    "content-encoding": ("gzip", "x"),
    "authorization": ("Basic x", "Bearer \xff"),
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "CONNECT", "M-SEARCH")
BYTES = (
    *(
        b"",
        b"\x00",
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\xc0\xae",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"\x1f\x8b\x08",
        b"<?xml?>",
    ),
    *(
        b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"\x81\xa1a\x01",
    ),
    *(b"BM", b"\x7fELF", b"a,b\n=1+1,2\n", "### 题干\n".encode(), b"{" * 2000, b"[" * 60_000, b"{\\rtf1"),
)


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
