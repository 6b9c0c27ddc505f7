"""The pictures of an organisation's questions, for who writes them.

In: an author or officer, a hash. Out: the picture. Follows: an organisation sees its own pictures, never another's.
"""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.pictures import answer_picture
from liangcai_web.services.bank.pictures import load_pictures


@role_required(Role.AUTHOR, Role.OFFICER)
@require_safe
def show_picture(request: StaffRequest, sha256: str) -> HttpResponse:
    """A picture that is kept here."""
    data = load_pictures(request.organisation, [sha256]).get(sha256)
    if data is None:
        raise Http404
    return answer_picture(data)
