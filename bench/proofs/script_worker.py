"""A process that poisons an installation and looks at all of its pages in a real browser.

In: a home that ``bad_world`` made, how many pages at most, perhaps the name of a planted bug. Out: JSON on standard
output. Follows: the browser is given what the application answers, headers and all, and nothing else in the world;
each page is opened twice, with its policy and without: what a script could do is a matter of escaping, not of the
policy alone.
"""

import asyncio
import random
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from bench.proofs.asgi import HOST, Answer, Application, Request, ask
from bench.proofs.bad_requests import QUERIES
from bench.proofs.bad_world import CSRF, Actor, World, open_world
from bench.proofs.harvest import Form
from bench.proofs.nasty import write_form
from bench.proofs.script_bugs import BUGS

HERE = Path(__file__).parent
SITE = f"http://{HOST}"
SKIPPED = (".pdf", "record-pdf", ".xlsx", ".md", ".json", ".seb", "noto-sans", "sign-out", "/static")
WRITERS = 2  # of each form
WATCH = """() => addEventListener("securitypolicyviolation", (event) => __violated(event.effectiveDirective))"""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A page as one actor gets it; ``answer`` where it is the reply to a form, and not to be asked for again."""

    actor: Actor
    place: str
    answer: Answer | None = None


class Told(msgspec.Struct, kw_only=True):
    """What was seen."""

    payloads: int = 0
    put: dict[str, int] = {}
    pages: int = 0
    shown: int = 0
    words: set[str] = set()
    ran: int = 0
    elements: int = 0
    violations: int = 0
    requests: int = 0
    dialogs: int = 0
    faults: list[str] = []


def work(home: Path, most: int, bug: str) -> Told:
    """Poison, then look."""
    world = open_world(home)
    from bench.proofs.script_world import poison

    pen, places, poisoned = poison(world)
    from liangcai_web.site.asgi import application

    with BUGS[bug]():
        told = asyncio.run(look(application, world, (places, poisoned), most))
    told.payloads, told.put = len(pen.payloads), dict(pen.put)
    return told


async def look(application: Application, world: World, more: tuple[list[str], list[Actor]], most: int) -> Told:
    """Find the pages, then open each in the browser."""
    from playwright.async_api import async_playwright
    from tests.journeys.live import find_chromium

    views = [*await find_views(application, world, more, most), *await send_forms(application, world, most)]
    random.Random(1).shuffle(views)  # noqa: S311 - nothing secret
    told = Told()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for bypass in (False, True):
            context = await browser.new_context(bypass_csp=bypass, viewport={"width": 1024, "height": 700})
            await watch(context, told)
            page = await context.new_page()
            page.on("dialog", lambda dialog: asyncio.ensure_future(note_dialog(dialog, told)))
            for view in views[:most]:
                await open_view(page, application, view, told, bypass=bypass)
        await browser.close()
    return told


async def find_views(
    application: Application, world: World, more: tuple[list[str], list[Actor]], enough: int
) -> list[View]:
    """Every page that somebody gets; with queries that are payloads, since many pages show what was searched for."""
    from bench.proofs.scripts import build_payloads

    places, poisoned = more
    texts = [payload.text for payload in build_payloads()]
    rng = random.Random(2)  # noqa: S311 - nothing secret
    views = []
    staff = [actor for actor in world.actors[1:] if not actor.attempt]
    known = list(dict.fromkeys((*await asyncio.to_thread(current_places), *places)))
    rng.shuffle(known)
    for place in known:
        if any(word in place for word in SKIPPED) or len(views) >= enough:
            continue
        actors = [*world.actors[1:], *poisoned] if place.startswith("/sitting") else staff
        found, most = 0, 6 if place.startswith("/sitting") else 2
        for actor in actors:
            if found == most:
                break
            answer = await ask(application, get(actor, place))
            if answer.status == 200 and is_html(answer):
                found += 1
                views.append(View(actor=actor, place=place))
                if found == 1 and "?" not in place:
                    query = "&".join(f"{name}={quote(rng.choice(texts))}" for name in QUERIES[:-1])
                    views.append(View(actor=actor, place=f"{place}?{query}"))
    strange = [View(actor=world.actors[2], place="/" + quote(text, safe="")) for text in rng.sample(texts, 12)]
    return [*views, *strange]


def current_places() -> list[str]:
    """All addresses of all batches as they are named now."""
    from bench.proofs.addresses import fill_addresses
    from liangcai_web.records.batches import Batch
    from liangcai_web.records.credentials import Credential

    number = Credential.objects.values_list("number", flat=True).first() or "0" * 22
    batches = Batch.objects.select_related("organisation", "standard").order_by("pk")
    return [quote(place, safe="/?=&%:-._~") for batch in batches for place in fill_addresses(batch, number)]


async def send_forms(application: Application, world: World, enough: int) -> list[View]:
    """Each form with payloads in its texts: what is stored so, and what comes back beside the faults."""
    from bench.proofs.scripts import build_payloads

    rng = random.Random(3)  # noqa: S311 - nothing secret
    texts = [payload.text for payload in build_payloads()]
    views = []
    for form in rng.sample(world.forms, len(world.forms)):
        if len(views) >= enough:
            break
        if form.method != "POST" or form.slow or form.action.endswith(("sign-out", "close", "hand-in")):
            continue
        for _ in range(WRITERS):
            request = fill(form, world.actors[form.actor], texts, rng)
            answer = await ask(application, request)
            if answer.status in (200, 400, 409, 422) and is_html(answer):
                views.append(View(actor=world.actors[form.actor], place=form.action, answer=answer))
    return views


def fill(form: Form, actor: Actor, texts: list[str], rng: random.Random) -> Request:
    """A form whose texts are payloads; what is chosen from a list is chosen."""
    fields = []
    for field in form.fields:
        value = rng.choice(field.values) if len(field.values) > 1 else rng.choice(texts)
        fields.append((field.name, CSRF if field.name == "csrfmiddlewaretoken" else value))
    body = write_form(fields, random.Random(0))  # noqa: S311 - nothing secret
    headers = (
        (b"host", HOST.encode()),
        (b"cookie", actor.header),
        (b"origin", SITE.encode()),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", str(len(body)).encode()),
    )
    return Request(method="POST", path=form.action, headers=headers, body=body)


def get(actor: Actor, place: str, method: str = "GET", body: bytes = b"", kind: str = "") -> Request:
    """A request of a browser."""
    address = urlsplit(place)
    headers = [(b"host", HOST.encode()), (b"cookie", actor.header), (b"sec-fetch-site", b"same-origin")]
    if body:
        headers += [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())]
        headers += [(b"origin", SITE.encode())]
    return Request(method=method, path=address.path, query=address.query.encode(), headers=tuple(headers), body=body)


def is_html(answer: Answer) -> bool:
    """Whether a browser shows it as a page."""
    kinds = {name.lower(): value for name, value in answer.headers}
    return b"text/html" in kinds.get(b"content-type", b"").lower()


async def watch(context: Any, told: Told) -> None:
    """Count what runs and what the policy had to stop."""

    def ran(_source: Any, number: Any) -> None:
        told.ran += 1
        told.faults.append(f"payload {number} ran")

    def violated(_source: Any, directive: str) -> None:
        told.violations += 1
        told.faults.append(f"the policy had to stop {directive}")

    await context.expose_binding("__ran", ran)
    await context.expose_binding("__violated", violated)
    await context.add_init_script(f"({WATCH})()")


async def note_dialog(dialog: Any, told: Told) -> None:
    """A dialog that nobody asked for; leaving the paper asks by itself."""
    if dialog.type != "beforeunload":
        told.dialogs += 1
        told.faults.append(f"a dialog: {dialog.message[:80]}")
    await dialog.accept()


async def open_view(page: Any, application: Application, view: View, told: Told, *, bypass: bool) -> None:
    """Open it, do what a person does, look."""
    before = len(told.faults)
    await page.unroute_all(behavior="ignoreErrors")
    await page.route("**/*", lambda route: answer(route, application, view, told))
    try:
        await go(page, view.place)
        seen = await page.evaluate((HERE / "script_page.js").read_text())
        after = await look_at(page)
        if urlsplit(page.url).netloc != HOST:
            told.faults.append(f"led away to {page.url[:80]}")
    except Exception as error:  # a page that a payload has taken over, perhaps
        told.faults.append(f"{view.place}: {str(error)[:200]}")
        return
    told.pages += 1
    faults, words = {*seen["faults"], *after["faults"]}, {*seen["words"], *after["words"]}
    told.elements += len(faults)
    told.words |= words
    told.shown += len(words)
    told.faults += [f"{fault} (policy {'off' if bypass else 'on'})" for fault in faults]
    where = f" <- {view.place[:100]} as {view.actor.name}"
    told.faults[before:] = [fault + where for fault in told.faults[before:]]


async def answer(route: Any, application: Application, view: View, told: Told) -> None:
    """Give the browser what the application answers, and nothing else in the world."""
    request = route.request
    if urlsplit(request.url).netloc != HOST:
        if urlsplit(request.url).scheme in ("http", "https"):
            told.requests += 1
            told.faults.append(f"{view.place}: asked for {request.url[:80]}")
        await route.abort()
        return
    place = request.url.removeprefix(SITE)
    given = view.answer if request.is_navigation_request() else None
    if given is None:
        body, kind = request.post_data_buffer or b"", request.headers.get("content-type", "")
        given = await ask(application, get(view.actor, place, request.method, body, kind))
    # A page that is sent to be kept is looked at as if it had been opened from where it was kept.
    without = (b"set-cookie", b"content-disposition")
    headers = {name.decode(): value.decode("latin-1") for name, value in given.headers if name not in without}
    await route.fulfill(status=given.status or 500, headers=headers, body=given.body)


async def go(page: Any, place: str) -> None:
    """Open an address; what the page before still wants to open may get in between once."""
    from playwright.async_api import Error

    try:
        await page.goto(SITE + place, wait_until="load", timeout=30_000)
    except Error as error:
        if "ERR_ABORTED" not in str(error):
            raise
        await page.goto(SITE + place, wait_until="load", timeout=30_000)


async def look_at(page: Any) -> Any:
    """Do what a person does, then look; a clause that cannot be shown in place leads to its page."""
    from playwright.async_api import Error

    try:
        await page.evaluate((HERE / "script_poke.js").read_text())
        return await page.evaluate((HERE / "script_page.js").read_text())
    except Error as error:
        if "navigation" not in str(error):
            raise
        await page.wait_for_load_state("load")
        return await page.evaluate((HERE / "script_page.js").read_text())


if __name__ == "__main__":
    home_name, wanted, planted = sys.argv[1:]
    sys.stdout.buffer.write(msgspec.json.encode(work(Path(home_name), int(wanted), planted)))
