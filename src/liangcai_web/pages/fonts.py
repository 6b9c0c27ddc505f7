"""The packaged Noto Sans SC as a web font, for machines that have no Chinese font.

In: the installed font package. Out: its file. Follows: the tokens name the font last and the machine's own fonts first,
so that only a machine without any of them loads it.
"""

from functools import lru_cache
from importlib.resources import files

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

PACKAGE = "justmytype_intl_cjk"
FILE = ("fonts", "ofl", "notosanssc", "NotoSansSC[wght].ttf")


@lru_cache(maxsize=1)
def read_font() -> bytes:
    """The font as it lies in the package."""
    return files(PACKAGE).joinpath(*FILE).read_bytes()


@require_safe
def serve_font(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The font, to be kept by the browser for a year."""
    response = HttpResponse(read_font(), content_type="font/ttf")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
