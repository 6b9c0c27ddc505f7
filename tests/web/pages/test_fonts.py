"""The packaged font is served to machines that have no Chinese font."""

from liangcai_web.pages.fonts import read_font


def test_the_font_comes_as_a_font_that_is_kept(client):
    response = client.get("/static-font/noto-sans-sc.ttf")
    assert response.headers["Content-Type"] == "font/ttf"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.content[:4] == b"\x00\x01\x00\x00"
    assert response.content == read_font()
