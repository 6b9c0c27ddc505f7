"""The public pages in a real browser: nothing for axe to find, and a QR code verified without asking the server."""

import json
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from liangcai.credentials.multikey import encode_base58
from liangcai.credentials.trust import TrustStore
from liangcai_host.keys.trusting import save_trust_store
from liangcai_reference import list_occupations
from liangcai_web.services.certificates.issue import sign_status
from tests.data.axe import find_faults
from tests.data.certificate import issue
from tests.data.effort import share
from tests.library.credentials.test_other_forms import plain, sign_by_hand, sign_text
from tests.web.public.browser import open_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
KEY = list_occupations()[1]
PAGES = (
    "/",
    "/catalogue?q=%E5%81%A5%E5%BA%B7",
    "/catalogue?q=zzz",
    "/standards",
    "/standards/compare",
    f"/standards/compare?old={list_occupations()[0]}&new={KEY}",
    f"/standards/{KEY}",
    f"/standards/{KEY}/source?clause=1.9.2#clause",
    "/verify",
    "/privacy",
    "/sign-in",
    "/welcome",
    "/nothing-here",
)


@dataclass(frozen=True)
class Seen:
    """What a page turned out to be in a browser."""

    page: str
    violations: tuple[str, ...]


def look(page, address, path) -> Seen:
    page.goto(address + path)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    return Seen(path, tuple(find_faults(page)))


@pytest.mark.parametrize(("turn", "lang", "width"), [(0, "zh", 360), (1, "en", 1024)])
def test_axe_finds_nothing(live_server, turn, lang, width):
    with open_page(live_server.url, lang=lang, width=width) as page:
        seen = [look(page, live_server.url, path) for path in share(list(PAGES), turn)]
    assert [one for one in seen if one.violations] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_page_scrolls_sideways(live_server, lang):
    wide = []
    with open_page(live_server.url, lang=lang) as page:
        for width, path in product((320, 360, 1024, 1920), PAGES):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + path)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            wide += [(width, path, over)] if over > 0 else []
    assert wide == []


def test_axe_would_find_a_fault(live_server):
    """The check above can fail: a picture without words and a grey on grey are found."""
    with open_page(live_server.url) as page:
        page.goto(f"{live_server.url}/standards")
        page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        page.evaluate("document.querySelector('main h1').id = 'main'")
        page.evaluate("document.documentElement.removeAttribute('lang')")
        found = {one.partition(":")[0] for one in find_faults(page)}
    assert {"image-alt", "html-has-lang"} <= found


def answer_of(page, address):
    """The answer that the page gives, and the addresses that it asked for."""
    asked = []
    page.on(
        "request", lambda request: asked.append(request.method + " " + request.url.partition("//")[2].partition("/")[2])
    )
    page.goto("about:blank")
    page.goto(address)
    page.locator("#answer .verdict").wait_for()
    return page.locator("#answer").inner_text(), asked


def test_a_qr_code_is_verified_in_the_browser_and_sent_nowhere(live_server, credential):
    with open_page(live_server.url) as page:
        text, asked = answer_of(page, f"{live_server.url}/verify#{credential.token}")
        role = page.locator("#answer").get_attribute("role")
    assert "真实有效" in text
    assert "考生01" in text
    assert credential.number in text
    assert "未撤销" in text
    assert role == "status"
    assert not [one for one in asked if one.startswith("POST") or credential.token[:40] in one.partition("#")[0]]


def test_a_revoked_qr_code_says_revoked(live_server, credential):
    credential.revoked_at = credential.issued_at
    credential.save()
    with open_page(live_server.url, lang="en") as page:
        text, _ = answer_of(page, f"{live_server.url}/verify#{credential.token}")
    assert "Revoked" in text


def test_an_issuer_that_is_not_known_is_named_as_unknown(live_server, credential, settings):
    save_trust_store(settings.HOME, TrustStore())
    with open_page(live_server.url, lang="en") as page:
        text, _ = answer_of(page, f"{live_server.url}/verify#{credential.token}")
    assert "Issuer unknown" in text


def test_without_the_list_of_revocations_it_says_that_it_was_not_checked(live_server, credential):
    with open_page(live_server.url, lang="en") as page:
        page.route("**/verify/*.json", lambda route: route.abort())
        text, _ = answer_of(page, f"{live_server.url}/verify#{credential.token}")
    assert "revocation not checked" in text


def test_a_browser_without_ed25519_asks_the_server(live_server, credential):
    with open_page(live_server.url, lang="en") as page:
        page.add_init_script(
            "crypto.subtle.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'))"
        )
        text, asked = answer_of(page, f"{live_server.url}/verify#{credential.token}")
    assert "Genuine and valid" in text
    assert "POST verify/token" in asked


ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
READ_ALL = """async (tokens) => {
  const { readCompact } = await import("/static/public/compact.js");
  return Promise.all(tokens.map(async (token) => (await readCompact(token)) !== null));
}"""


def test_every_single_changed_character_of_a_qr_code_is_refused(live_server):
    """Every place of the token with another character, each also cut off there; the token itself is accepted."""
    token = issue().token
    changed = [
        token[:place] + ALPHABET[(ALPHABET.index(token[place]) + step) % len(ALPHABET)] + token[place + 1 :]
        for place in range(len(token))
        for step in (1, 16, 32)
    ]
    cut = [token[:place] for place in range(len(token))]
    with open_page(live_server.url) as page:
        page.goto(f"{live_server.url}/verify")
        accepted = page.evaluate(READ_ALL, [token, *changed, *cut, f"{token}=", f"{token}\n", f" {token}"])
    assert accepted[0] is True
    assert not any(accepted[1:]), json.dumps([place for place, one in enumerate(accepted[1:]) if one])


def test_a_clause_tag_opens_the_passage_in_place_and_escape_closes_it(live_server):
    with open_page(live_server.url, lang="en") as page:
        page.goto(f"{live_server.url}/standards/{KEY}")
        page.locator("#examination h2 a.clause").click()
        dialog = page.locator("dialog[open]")
        dialog.wait_for()
        marked = dialog.locator("mark").first.inner_text()
        violations = find_faults(page)
        page.keyboard.press("Escape")
        page.locator("dialog[open]").wait_for(state="detached")
        focused = page.evaluate("document.activeElement.className")
    assert marked.startswith("1.9.2")
    assert violations == []
    assert focused == "clause"


def swap(text: str, place: int) -> str:
    """Another character at a place."""
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place:][1:]


def test_the_saved_page_verifies_from_a_disk_without_any_server(credential, client, tmp_path):
    """A good, an altered, a revoked and a foreign certificate; as file, as VC-JWT and as the text of the QR code."""
    page_file = tmp_path / "verify.html"
    page_file.write_bytes(client.get("/verify/page.html").content)
    good = bytes(credential.file)
    credential.revoked_at = credential.issued_at
    credential.save()
    revoked_file = tmp_path / "later.html"
    revoked_file.write_bytes(client.get("/verify/page.html").content)
    given = {
        "good.json": good,
        "good.jwt": credential.jwt.encode(),
        "qr.txt": credential.token.encode(),
        "altered.json": good.replace(b"81.5", b"91.5"),
        "altered.jwt": swap(credential.jwt, -9).encode(),
        "foreign.json": issue(seed="stranger").file,
        "theirs.json": sign_by_hand(plain()),
        "theirs.jwt": sign_text(plain(), {"alg": "EdDSA"}).encode(),
    }
    with open_page("http://localhost", lang="en") as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))

        def answers(opened: Path) -> list[str]:
            page.goto(opened.as_uri())
            said = []
            for name, data in given.items():
                page.evaluate("document.querySelector('#answer').replaceChildren()")
                page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": data})
                page.wait_for_selector("#answer h2")
                said.append(page.locator("#answer").inner_text())
            return said

        first, later = answers(page_file), answers(revoked_file)
        page.evaluate(
            "() => { crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError')); }"
        )
        page.fill("#text", credential.token)
        page.click("#check")
        page.wait_for_function("document.querySelector('#answer').innerText.includes('cannot verify')")
    for text in first[:3]:
        assert "Genuine and valid" in text and credential.number in text and "not revoked" in text
    assert all("Not valid" in text and credential.number not in text for text in first[3:5])
    assert "Issuer unknown" in first[5]
    assert all("Made by another program" in text for text in first[6:])
    assert all("Revoked" in text for text in later[:3])
    assert all(url.startswith(("file:", "about:")) for url in asked)


def ask_module(page, site, name, call, values):
    """What a function of one of the page's own modules gives for each value."""
    page.goto(f"{site}/verify")
    script = f"async (values) => {{ const own = await import('/static/public/{name}'); return ({call})(own, values); }}"
    return page.evaluate(script, values)


def test_the_browser_reads_base58_as_the_program_does(live_server):
    """A signature may begin with zero bytes: of 256 certificates one does."""
    given = [bytes(zeros) + bytes(range(zeros + 1, 65)) for zeros in range(5)] + [b"", b"\0", b"\0\0\xff", b"\xff" * 64]
    texts = [encode_base58(data) for data in given]
    call = "(own, texts) => texts.map(own.decodeBase58).map((read) => read && Array.from(read))"
    with open_page(live_server.url) as page:
        read = ask_module(page, live_server.url, "compact.js", call, texts)
        refused = ask_module(page, live_server.url, "compact.js", call, ["", "1", "z0", "zl", "Z2", "z 2"])
    assert [bytes(numbers) for numbers in read] == given
    assert refused == [None] * 6


def test_a_list_whose_signature_begins_with_a_zero_byte_is_read(live_server, credential):
    moments = (credential.issued_at + timedelta(seconds=second) for second in range(5000))
    lists = (sign_status(moment).decode() for moment in moments)
    text = next(text for text in lists if json.loads(text)["proof"][0]["proofValue"].startswith("z1"))
    altered = text.replace('"validUntil":"2', '"validUntil":"3')
    call = "(own, texts) => Promise.all(texts.map(async (one) => Boolean(await own.readList(one))))"
    with open_page(live_server.url) as page:
        assert ask_module(page, live_server.url, "document.js", call, [text, altered]) == [True, False]
