"""The certificate as files, for the candidate who holds it.

In: a signed-in candidate. Out: the file as issued, the VC-JWT, or on their wish the one with each function. Follows:
who holds a certificate decides what of their marks it shows.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET, require_POST

from liangcai_host import clock
from liangcai_web.candidate.access import for_candidate
from liangcai_web.candidate.views import RESULT
from liangcai_web.records.batches import Candidate
from liangcai_web.services.certificates.detail import find_standing, sign_detail


@require_GET
@for_candidate
def download(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """The file as issued, or the VC-JWT where that is asked for; the result where there is no certificate."""
    row = find_standing(candidate)
    if row is None:
        return HttpResponseRedirect(RESULT)
    if request.GET.get("form") == "jwt" and row.jwt:
        return send(row.jwt.encode(), "application/vc+jwt", f"{row}.jwt")
    return send(bytes(row.file), "application/vc+json", f"{row}.json")


@require_POST
@for_candidate
def download_areas(request: HttpRequest, candidate: Candidate) -> HttpResponse:  # noqa: ARG001 - a view
    """The one with each function, signed when it is first asked for."""
    row, signed = find_standing(candidate), sign_detail(candidate, clock.now())
    if signed.value is None:
        return HttpResponseRedirect(RESULT)
    return send(signed.value, "application/vc+json", f"{row}-areas.json")


def send(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file for its holder alone."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
