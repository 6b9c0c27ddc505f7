"""Requests that no page sends: answers, forms, addresses, each bent somewhere; and old ones once more, by others.

In: a world, the forms of its pages, a seeded Random. Out: requests. Follows: garbage, oversize, replayed, reordered,
forged, cross-candidate.
"""

import random
from typing import Any
from urllib.parse import quote as quote_path

import msgspec

from bench.proofs.asgi import HOST, Request
from bench.proofs.bad_world import CSRF, Actor, World
from bench.proofs.harvest import Field, Form
from bench.proofs.nasty import (
    draw_headers,
    draw_json,
    draw_query,
    draw_text,
    write_form,
    write_json,
    write_multipart,
)
from bench.proofs.nasty_values import BYTES, METHODS, TYPES

ANSWERS, CLOCK = "/sitting/answers", "/sitting/clock"
QUERIES = (
    *("q", "page", "lang", "status", "batch", "check", "edition", "old", "new", "how", "show", "line", "clause", "by"),
    *(
        "table",
        "direction",
        "type",
        "state",
        "remarks",
        "seat",
        "next",
        "standard",
        "number",
        "token",
        "csrfmiddlewaretoken",
    ),
)
SLOW = (".pdf", "/record-pdf/", "/upload", "/files", "bank.xlsx", "/papers/make", "/late", "noto-sans", "marking/")
LAST = ("sign-out", "hand-in", "/close", "act/end")  # after these there is less left to try
KEPT = 400
TOO_MUCH = 300_000


class Sender:
    """Draws requests; remembers some of them to send them again."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.rng = world, random.Random(seed)  # noqa: S311 - nothing secret
        self.quick = [form for form in world.forms if not form.slow]
        self.weights = [0.1 if form.action.endswith(LAST) else 1 for form in self.quick]
        self.slow = [form for form in world.forms if form.slow]
        self.candidates = [actor for actor in world.actors if actor.attempt]
        self.easy = [place for place in world.places if not any(word in place for word in SLOW)]
        self.number = 0
        self.old: list[Request] = []

    def draw(self) -> Request:
        """The next request."""
        self.number += 1
        kinds = (self.answers, self.form, self.place, self.again, self.files)
        request = self.rng.choices(kinds, (30, 32, 26, 10, 0.4))[0]()
        if len(self.old) < KEPT:
            self.old.append(request)
        else:
            self.old[self.rng.randrange(KEPT)] = request
        return request

    def answers(self) -> Request:
        """What the page of a candidate sends, with something wrong; often as somebody else, or for somebody else."""
        rng = self.rng
        sender = rng.choice(self.candidates)
        actor = rng.choice(self.world.actors) if rng.random() < 0.15 else sender
        aim = rng.choice(self.candidates).attempt if rng.random() < 0.2 else sender.attempt
        aim = rng.choice(self.world.silent) if rng.random() < 0.05 else aim
        wild = rng.random() < 0.3
        events = [self.event(wild=wild) for _ in range(rng.choice((0, 1, 1, 2, 5, 40)))]
        sent: Any = {"attempt": aim, "events": events}
        if rng.random() < 0.2:
            sent = self.bend(sent)
        body = write_json(sent, rng) if rng.random() < 0.2 else msgspec.json.encode(make_plain(sent))
        if rng.random() < 0.01:
            body = rng.choice((b" " * TOO_MUCH, msgspec.msgpack.encode(make_plain(sent)), b"", b"\x00"))
        path = CLOCK if rng.random() < 0.05 else ANSWERS
        return self.build(actor, "POST", path, body, "application/json", "answers", cut=rng.random() < 0.03)

    def event(self, *, wild: bool) -> dict[str, Any]:
        """An answer, a mark, options struck out; the id says from which request it comes; ``wild``: parts missing."""
        rng = self.rng
        event: dict[str, Any] = {
            "id": f"r{self.number}-{rng.randrange(4)}",
            "item": draw_text(rng) if wild and rng.random() < 0.2 else rng.choice(self.world.items),
            "sequence": rng.choice((1, rng.randrange(1, 10**6), 2**53, 1_790_000_000_000)),
            "kind": rng.choice(("answered", "marked", "struck")),
            "response": rng.choice(("A", "B", "AB", "T", draw_text(rng))),
            "marked": rng.random() < 0.5,
        }
        if wild:
            for name in rng.sample(sorted(event), rng.choice((0, 0, 0, 1, 3))):
                event.pop(name)
        return event

    def bend(self, value: Any) -> Any:
        """The same value with something of another type, missing, doubled or new somewhere in it."""
        rng = self.rng
        if isinstance(value, dict) and value and rng.random() < 0.8:
            name = rng.choice(sorted(value))
            if rng.random() < 0.2:
                return {key: kept for key, kept in value.items() if key != name}
            return value | {name if rng.random() < 0.8 else draw_text(rng)[:50]: self.bend(value[name])}
        if isinstance(value, list) and value and rng.random() < 0.8:
            place = rng.randrange(len(value))
            return [*value[:place], self.bend(value[place]), *value[place + rng.randrange(2) :]]
        return draw_json(rng)

    def form(self) -> Request:
        """A form of a page with some of its fields bent."""
        return self.fill(self.rng.choices(self.quick, self.weights)[0])

    def files(self) -> Request:
        """A form that takes a file, which a child reads: slow, so seldom."""
        return self.fill(self.rng.choice(self.slow))

    def fill(self, form: Form) -> Request:
        """Most fields as they stand, with the token or another, by whom it was shown to or by another."""
        rng = self.rng
        share = rng.choice((0.0, 0.15, 0.5, 1.0))
        fields = [pair for field in form.fields if not field.file for pair in self.put(field, share)]
        own = rng.random() < 0.85
        actor = self.world.actors[form.actor] if own else rng.choice(self.world.actors)
        rng.shuffle(fields)
        path = form.action
        if form.method == "GET":
            return self.build(actor, "GET", path, b"", "", "form", query=write_form(fields, rng)[:60_000])
        if form.slow or rng.random() < 0.1:
            names = [field.name for field in form.fields if field.file] or ["file"]
            files = [(name, draw_text(rng)[:300], self.junk()) for name in names]
            body = write_multipart(fields, files, rng)
            return self.build(actor, "POST", path, body, "multipart/form-data; boundary=x", "form")
        body = write_form(fields, rng)
        return self.build(
            actor, "POST", path, body, "application/x-www-form-urlencoded", "form", cut=rng.random() < 0.02
        )

    def put(self, field: Field, share: float) -> list[tuple[str, str]]:
        """What is sent for a field: nothing, one value, several."""
        rng = self.rng
        if field.name == "csrfmiddlewaretoken":
            return [(field.name, CSRF if rng.random() < 0.93 else draw_text(rng)[:200])]
        if rng.random() >= share:
            return [(field.name, rng.choice(field.values))]
        count = rng.choice((0, 1, 1, 1, 1, 1, 3))
        name = field.name if rng.random() < 0.95 else f"{field.name}{rng.randrange(10**6)}"
        return [(name, draw_text(rng)) for _ in range(count)]

    def junk(self) -> bytes:
        """A file that is none."""
        rng = self.rng
        return rng.choice(
            (rng.choice(BYTES), rng.randbytes(rng.randrange(300)), draw_text(rng).encode("utf-8", "replace"))
        )

    def place(self) -> Request:
        """Any address, with any method, query, names and body."""
        rng = self.rng
        path = rng.choice(self.world.places if rng.random() < 0.01 else self.easy)
        if rng.random() < 0.45:
            path = self.bend_path(path)
        method = rng.choice(METHODS) if rng.random() < 0.25 else rng.choice(("GET", "GET", "POST"))
        body, kind = b"", ""
        if method != "GET" or rng.random() < 0.05:
            kind = rng.choice(TYPES)
            texts = [("csrfmiddlewaretoken", CSRF), *((rng.choice(QUERIES), draw_text(rng)) for _ in range(3))]
            body = rng.choice((self.junk(), write_form(texts, rng), write_json(draw_json(rng), rng)))
        query = draw_query(rng, QUERIES) if rng.random() < 0.6 else b""
        return self.build(rng.choice(self.world.actors), method, path, body, kind, "place", query=query)

    def bend_path(self, path: str) -> str:
        """Another name in one of its places, or another path altogether."""
        rng = self.rng
        parts = path.split("/")
        roll = rng.random()
        if roll < 0.7 and len(parts) > 2:
            parts[rng.randrange(2, len(parts))] = quote_path(draw_text(rng)[:3000].encode("utf-8", "surrogatepass"), "")
            return "/".join(parts)
        if roll < 0.8:
            return path + rng.choice(
                ("/", "//", "/..", "%00", "%ff", "%", "%2e%2e/", ";a=b", "/.", "%0d%0a", "?", "#", "\\")
            )
        if roll < 0.9:
            return "/static/" + rng.choice(
                ("../" * 9 + "etc/passwd", "%2e%2e/x.js", "x" * 5000 + ".js", "%00.js", ".js", "pages")
            )
        return "/" + quote_path(draw_text(rng)[:8000].encode("utf-8", "surrogatepass"), "/")

    def again(self) -> Request:
        """One that was sent before, now in another order; half of them by somebody else, with their own cookies."""
        if not self.old:
            return self.answers()
        request = self.rng.choice(self.old)
        if self.rng.random() < 0.5:
            return msgspec.structs.replace(request, kind="again")
        actor = self.rng.choice(self.world.actors)
        headers = tuple((name, value) for name, value in request.headers if name != b"cookie")
        return msgspec.structs.replace(
            request, kind="again", actor=actor.name, headers=(*headers, (b"cookie", actor.header))
        )

    def build(
        self,
        actor: Actor,
        method: str,
        path: str,
        body: bytes,
        content_type: str,
        kind: str,
        *,
        query: bytes = b"",
        cut: bool = False,
    ) -> Request:
        """With the headers of a browser, and with others in their place."""
        rng = self.rng
        headers = {b"host": HOST.encode(), b"cookie": actor.header, b"content-length": str(len(body)).encode()}
        if method == "POST":
            headers |= {b"origin": f"http://{HOST}".encode(), b"sec-fetch-site": b"same-origin"}
        if content_type:
            headers[b"content-type"] = content_type.encode("latin-1", "replace")
        loose = rng.random() < 0.3
        other = draw_headers(rng) if loose else []
        kept = [(name, value) for name, value in headers.items() if name not in dict(other)]
        where = rng.randrange(len(body)) if cut and body else None
        return Request(
            method=method,
            path=path,
            query=query,
            headers=(*kept, *other),
            body=body,
            cut=where,
            kind=kind,
            actor=actor.name,
            loose=loose,
        )


def make_plain(value: Any) -> Any:
    """The value without what msgspec does not write: surrogates, names that are no texts, numbers beyond 64 bits."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {make_plain(name): make_plain(kept) for name, kept in value.items()}
    if isinstance(value, list):
        return [make_plain(one) for one in value]
    return str(value) if isinstance(value, int) and not -(2**63) <= value < 2**64 else value
