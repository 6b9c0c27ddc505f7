"""Every address that the site has, with the names that stand in it filled in.

In: the URL patterns themselves, a batch, a certificate. Out: paths; templates of them. Follows: a route that is added
is among them without a word here, as long as its names are known; the others stand in the table of the tests
(``tests/web/routes.py``), which has every route.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PART = re.compile(r"<(?:\w+:)?(\w+)>")
ROUTES_OF_THE_HOT_PATH = ("/sitting/answers", "/sitting/clock", "/health", "/metrics", "/static/pages/page.js")


def list_routes() -> list[tuple[str, URLPattern]]:
    """All patterns of the site under their whole route."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield f"/{route}", pattern


def name_parts(batch: Any, certificate: str) -> dict[str, tuple[str, ...]]:
    """What may stand in each place of a route: names that exist."""
    from liangcai_web.invigilator.views_act import ACTS
    from liangcai_web.records.documents import Document
    from liangcai_web.services.printing.office import list_documents

    candidates = list(batch.candidates.order_by("serial")[:2])
    rooms = sorted({candidate.room for candidate in candidates}) or ["T01"]
    pictures = Document.objects.filter(kind="picture").values_list("sha256", flat=True)
    return {
        "uuid": (str(batch.uuid),),
        "attempt": tuple(str(candidate.uuid) for candidate in candidates) or (str(batch.uuid),),
        "upload": ("00000000-0000-0000-0000-000000000000",),
        "key": (batch.standard.sha256, f"{batch.standard.code}-{batch.standard.edition}"),
        "level": (batch.level,),
        "code": (batch.standard.code, "K1.1.1"),
        "item_id": ("K1.1.1-01",),
        "number": (certificate,),
        "room": tuple(rooms),
        "sha256": (*pictures[:1], "0" * 64),
        "name": tuple(one.key for one in list_documents(batch)),
        "form": ("md", "xlsx"),
        "act": tuple(ACTS),
    }


def fill_addresses(batch: Any, certificate: str) -> list[str]:
    """Each route with each of the names that fit; routes with other names are left out.

    The assessors' pages name a candidate where the others name a batch.
    """
    known = name_parts(batch, certificate)
    places = list(ROUTES_OF_THE_HOT_PATH)
    for route, _ in list_routes():
        wanted = PART.findall(route)
        if not set(wanted) <= set(known):
            continue
        fitting = known | {"uuid": known["attempt"]} if route.startswith("/assess") else known
        for turn in range(max((len(fitting[name]) for name in wanted), default=1)):
            names = {name: fitting[name][turn % len(fitting[name])] for name in wanted}
            places.append(PART.sub(lambda match, names=names: names[match[1]], route))  # type: ignore[misc]
    return places
