"""A file of somebody, made anew here, as an answer that can only be looked at.

In: bytes and their media type. Out: a response. Follows: nothing in it can run, no cache keeps it, no name of the
sender's goes out.
"""

from django.http import HttpResponse


def serve_file(data: bytes, media_type: str, name: str) -> HttpResponse:
    """A file that was made anew here, shown without anything that could run, and kept by no cache."""
    ending = {"application/pdf": "pdf", "image/png": "png", "application/json": "json"}.get(media_type, "jpg")
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'inline; filename="{name}.{ending}"'
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


def serve_zip(data: bytes, name: str) -> HttpResponse:
    """An archive to be saved, and kept by no cache."""
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    response["Cache-Control"] = "no-store"
    return response
