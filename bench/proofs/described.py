"""The site's addresses as an OpenAPI description, and what Schemathesis makes of it.

In: a world, its forms, the URL patterns, the types that the intake reads. Out: a description; requests. Follows: the
description is derived from what runs, never written by hand. Half of the cases fit it, half do not.
"""

import random
import re
import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import msgspec

from bench.proofs.addresses import PART, list_routes
from bench.proofs.asgi import HOST, Request
from bench.proofs.bad_requests import ANSWERS, CLOCK, QUERIES
from bench.proofs.bad_world import CSRF, Actor, World
from bench.proofs.harvest import Form

TEXT = {"type": "string"}
FORM = "application/x-www-form-urlencoded"
MANY = 40  # choices; above that a field is any text
EXAMPLES = 4


def describe_site(world: World) -> dict[str, Any]:
    """Every route with the names that exist, every form with its fields, the intake with its types."""
    _, types = describe_intake()
    paths: dict[str, Any] = {ANSWERS: describe_answers(world), CLOCK: {"get": describe_operation([], [])}}
    for route, _ in list_routes():
        names = PART.findall(route)
        known = known_names(world, route, names)
        if all(known.values()):
            forms = [form for form in world.forms if form.method == "POST" and fits(route, form.action)]
            where = [describe_place(name, known[name]) for name in names]
            query = [{"name": name, "in": "query", "schema": TEXT} for name in QUERIES[:-1]]
            entry: dict[str, Any] = {"get": describe_operation(where, query)}
            if forms:
                entry["post"] = describe_operation(where, []) | {"requestBody": describe_form(forms)}
            paths[PART.sub(r"{\1}", route)] = entry
    info = {"title": "Liangcai", "version": "1"}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": {"schemas": types}}


def describe_intake() -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema of what a page sends, from the type that reads it."""
    from liangcai_web.services.sittings.answers import Sent

    (schema,), types = msgspec.json.schema_components([Sent], ref_template="#/components/schemas/{name}")
    return schema, types


def describe_answers(world: World) -> dict[str, Any]:
    """The intake: the attempt is one of those that there are, so that what fits is stored."""
    schema, _ = describe_intake()
    attempts = [actor.attempt for actor in world.actors if actor.attempt]
    narrowed = {"allOf": [schema, {"properties": {"attempt": {"enum": attempts}}, "required": ["attempt"]}]}
    body = {"required": True, "content": {"application/json": {"schema": narrowed}}}
    return {"post": describe_operation([], []) | {"requestBody": body}}


def describe_operation(where: list[Any], query: list[Any]) -> dict[str, Any]:
    """An operation that answers somehow."""
    return {"parameters": [*where, *query], "responses": {"default": {"description": "any"}}}


def describe_place(name: str, known: list[str]) -> dict[str, Any]:
    """What stands in the address."""
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "enum": known}}


def describe_form(forms: list[Form]) -> dict[str, Any]:
    """The fields of all forms of a route; what is chosen from a list is one of it."""
    properties: dict[str, Any] = {"csrfmiddlewaretoken": {"type": "string", "enum": [CSRF]}}
    for field in (field for form in forms for field in form.fields):
        chosen = 1 < len(field.values) <= MANY
        properties.setdefault(field.name, {"enum": sorted(set(field.values))} if chosen else TEXT)
    schema = {"type": "object", "properties": properties, "required": ["csrfmiddlewaretoken"]}
    return {"required": True, "content": {FORM: {"schema": schema}}}


def known_names(world: World, route: str, names: list[str]) -> dict[str, list[str]]:
    """The names that stand in the addresses of a route."""
    found: dict[str, list[str]] = {name: [] for name in names}
    for place in world.places:
        match = find_route(route).fullmatch(place)
        for name, value in match.groupdict().items() if match else ():
            found[name] = sorted({*found[name], value})
    return found


def fits(route: str, place: str) -> bool:
    """Whether an address is one of a route."""
    return find_route(route).fullmatch(place) is not None


@cache
def find_route(route: str) -> Any:
    """A route as a pattern of addresses."""
    parts = re.split(r"<(?:\w+:)?(\w+)>", route)
    return re.compile(
        "".join(re.escape(part) if place % 2 == 0 else f"(?P<{part}>[^/]+)" for place, part in enumerate(parts))
    )


def draw_cases(world: World, seed: int, count: int) -> Iterator[Request]:
    """Cases of Schemathesis, operation after operation, by whom the form was shown to or by anybody."""
    import schemathesis

    rng = random.Random(seed)  # noqa: S311 - nothing secret
    schema = schemathesis.openapi.from_dict(describe_site(world))
    operations = [result.ok() for result in schema.get_all_operations()]
    sent = turn = 0
    while True:
        for operation in operations:
            for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):
                if sent == count:
                    return
                turn += 1
                drawn = draw_some(operation.as_strategy(generation_mode=mode), seed * 1_000_003 + turn)
                for case in drawn[: count - sent]:
                    sent += 1
                    yield build_request(case, choose_actor(world, operation.path, rng))


def draw_some(strategy: Any, seed: int) -> list[Any]:
    """A few examples of a strategy, the same ones for the same seed."""
    import hypothesis

    drawn: list[Any] = []

    def keep(case: Any) -> None:
        drawn.append(case)

    calm = hypothesis.settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    # an operation without any parameter cannot be asked wrongly
    with warnings.catch_warnings(), suppress(hypothesis.errors.Unsatisfiable):
        warnings.simplefilter("ignore")
        hypothesis.seed(seed)(calm(hypothesis.given(strategy)(keep)))()
    return drawn


def choose_actor(world: World, path: str, rng: random.Random) -> Actor:
    """One of those to whom a form of the address is shown, or anybody."""
    route = path.replace("{", "<").replace("}", ">")
    shown = [form.actor for form in world.forms if fits(route, form.action)]
    if path == ANSWERS:
        return rng.choice([actor for actor in world.actors if actor.attempt])
    return world.actors[rng.choice(shown)] if shown and rng.random() < 0.7 else rng.choice(world.actors)


def build_request(case: Any, actor: Actor) -> Request:
    """A case as a server hands it on."""
    import requests

    prepared = requests.Request(**case.as_transport_kwargs(base_url=f"http://{HOST}")).prepare()
    url = urlsplit(prepared.url or "")
    body = prepared.body or b""
    body = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else bytes(body)
    names = {name.lower(): value for name, value in prepared.headers.items()}
    names |= {"host": HOST, "cookie": actor.header.decode(), "origin": f"http://{HOST}"}
    return Request(
        method=str(prepared.method),
        path=url.path,
        query=url.query.encode(),
        headers=tuple((name.encode(), as_bytes(value)) for name, value in names.items()),
        body=body,
        kind="described",
        actor=actor.name,
    )


def as_bytes(value: str | bytes) -> bytes:
    """The value of a header as it goes over the line."""
    return value if isinstance(value, bytes) else value.encode("latin-1", "replace")
