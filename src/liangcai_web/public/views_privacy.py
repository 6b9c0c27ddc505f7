"""What is kept about people and why, for anybody to read.

In: nothing. Out: a page. Follows: the rule pack of retention.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from liangcai_web.services.packs import retention_pack


@require_safe
def show_privacy(request: HttpRequest) -> HttpResponse:
    """Each kind of data with its purpose, its term and where that comes from."""
    return render(request, "public/privacy.html", {"pack": retention_pack()})
