"""The pages of benches in a browser, on a phone and a desk, in both languages: nothing for axe, nothing too wide."""

import json
import os
from itertools import product
from pathlib import Path

import pytest
from django.urls import reverse

from liangcai_web.records.benches import BenchAttempt
from liangcai_web.services.benches.packs import load_files
from tests.data.benches import PACK, decide_first, gather_bench_cast
from tests.data.hall import play_half
from tests.web.cast import QUICK, client_of
from tests.web.centre.test_in_a_browser import look
from tests.web.public.browser import open_page
from tests.web.trainer.school import open_school

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
PICTURES = os.environ.get("LIANGCAI_PICTURES", "")


def practise(client):
    """An attempt handed in half done, and its report."""
    address = client.post("/practice/begin", {"pack": PACK}).url
    row = BenchAttempt.objects.get(mode="practice")
    for place, body in enumerate(play_half(load_files(row.pack.sha256), row.seed)):
        said = json.dumps({"id": f"s{place}", "part": "task", "body": body})
        client.post(f"{address}/steps", said, content_type="application/json")
    return client.post(f"{address}/hand-in").url


@pytest.fixture
def pages(monkeypatch, settings):
    """Who looks at which pages: their browser, their addresses."""
    settings.PASSWORD_HASHERS = QUICK
    cast = gather_bench_cast(monkeypatch, 1)
    candidate = decide_first(cast)
    trainer, officer = client_of(open_school().first), client_of(cast.team.officer)
    report = reverse("office-bench-report", args=[cast.batch.uuid, candidate.uuid])
    return [
        (client_of(None), ["/practice"]),
        (trainer, ["/practice", practise(trainer)]),
        (cast.sign_in(candidate), ["/sitting/bench", "/sitting/bench/report"]),
        (officer, [report, reverse("office-station", args=[cast.batch.uuid])]),
    ]


def lend_cookies(page, url, client):
    """The browser is signed in as the client is."""
    page.context.add_cookies([{"name": one.key, "value": one.value, "url": url} for one in client.cookies.values()])


def test_axe_finds_nothing_on_the_pages_of_benches(live_server, pages):
    seen = []
    for lang, (turn, (client, paths)) in product(("zh", "en"), enumerate(pages)):
        with open_page(live_server.url, lang=lang) as page:
            lend_cookies(page, live_server.url, client)
            for width, path in product((390, 1280), paths):
                page.set_viewport_size({"width": width, "height": 900})
                found = look(page, live_server.url, path)
                where = page.url.removeprefix(live_server.url)
                seen.append((lang, width, *found, *([f"led to {where}"] if where != path else [])))
                if PICTURES:
                    page.screenshot(
                        path=str(Path(PICTURES) / f"{turn}-{paths.index(path)}-{lang}-{width}.png"), full_page=True
                    )
    assert [one for one in seen if one[3] or len(one) > 4] == []
