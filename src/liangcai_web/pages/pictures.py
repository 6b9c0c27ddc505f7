"""A kept picture as an answer to a browser.

In: bytes that the sandbox made. Out: a response of a fixed type. Follows: nothing is guessed from the bytes by the
browser; the address holds the hash, so that a copy never grows old.
"""

from django.http import HttpResponse

from liangcai.items.pictures import tell_form

TYPES = {"png": "image/png", "jpg": "image/jpeg"}


def answer_picture(data: bytes) -> HttpResponse:
    """The picture; only the browser of who asked keeps a copy."""
    return HttpResponse(
        data,
        content_type=TYPES[tell_form(data) or "png"],
        headers={
            "Cache-Control": "private, max-age=86400, immutable",
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": "inline",
        },
    )
