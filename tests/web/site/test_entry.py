"""What no page can be drawn for is refused at the door with a sentence; half a request is none."""

import asyncio

import pytest
from bench.proofs.asgi import HOST, Answer, Request, ask

from liangcai_web.site.django_pages import Pages

FORM = b"application/x-www-form-urlencoded"


def send(request: Request) -> Answer:
    """The answer of the site's pages."""
    return asyncio.run(ask(Pages(), request))


def build(query: bytes = b"", *headers: tuple[bytes, bytes], body: bytes = b"", cut: int | None = None) -> Request:
    """A request for the page where people sign in, which needs no table."""
    method = "POST" if body else "GET"
    known = ((b"host", HOST.encode()), *headers)
    return Request(method=method, path="/sign-in", query=query, headers=known, body=body, cut=cut)


@pytest.mark.parametrize(
    "request_",
    [
        build(b"a=1&" * 1500),
        build(b"", (b"content-length", b"1e3")),
        build(b"", (b"content-length", b"\xb2")),
        build(b"", (b"content-length", b"5"), (b"content-length", b"5")),
    ],
    ids=["many fields", "no number", "no digit", "two lengths"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(request_: Request) -> None:
    answer = send(request_)
    assert (answer.status, answer.fault) == (400, "")
    assert "nothing was taken" in answer.body.decode()


def test_a_form_whose_line_is_cut_is_not_handled(monkeypatch: pytest.MonkeyPatch) -> None:
    handled: list[object] = []
    monkeypatch.setattr(Pages, "_answer", lambda _self, scope, _body: handled.append(scope) or (200, [], b""))
    body = b"username=somebody&password=something"
    assert send(build(b"", (b"content-type", FORM), body=body, cut=20)).status == 0
    assert not handled
    assert send(build(b"", (b"content-type", FORM), body=body)).status == 200
    assert len(handled) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("codec", ["base64", "hex", "rot13", "zip", "idna", "undefined"])
def test_a_form_is_read_in_utf_8_whatever_codec_it_names(codec: str) -> None:
    body = '--x\r\nContent-Disposition: form-data; name="username"\r\n\r\n考务甲\r\n--x--\r\n'.encode()
    kind = f"multipart/form-data; boundary=x; charset={codec}".encode()
    token = b"C" * 32
    length = (b"content-length", str(len(body)).encode())
    headers = ((b"content-type", kind), length, (b"cookie", b"csrftoken=" + token), (b"x-csrftoken", token))
    answer = send(build(b"", *headers, (b"origin", f"http://{HOST}".encode()), body=body))
    assert answer.status == 200, answer.fault
    assert "考务甲" in answer.body.decode(), "what was typed stays"
