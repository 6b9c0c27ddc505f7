"""Lists of rooms and of staff as files: a template, what a file holds, taking it in, writing all out.

In: an officer, a file. Out: findings by row, or the rows kept. Follows: nothing is guessed, nothing half imported; what
leaves the office this way is written into its log.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, officer, tell
from liangcai_web.centre.forms_registers import RegisterForm
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language
from liangcai_web.services.registers.lists import BYTES, PLACES, STAFF, Register, take_list, write_list

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REGISTERS = {"places": PLACES, "staff": STAFF}


def find_register(key: str) -> Register:
    """The list of that name."""
    if key not in REGISTERS:
        raise Http404
    return REGISTERS[key]


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: StaffRequest, key: str) -> HttpResponse:
    """Take a list in, all of it or nothing."""
    register = find_register(key)
    form = RegisterForm(read_language(request), *((request.POST, request.FILES) if request.method == "POST" else ()))
    findings: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > BYTES:
            form.add_error("file", f"超过 {BYTES >> 20} MB。 More than {BYTES >> 20} MB.")
        else:
            now, actor = clock.now(), officer(request)
            taken = take_list(register, request.organisation, file.read(), file.name[:120], now=now, actor=actor)
            if taken.value is not None:
                rows, changed = taken.value
                tell(request, Message(f"收入 {rows} 项，{changed} 项有变。", f"{rows} taken in, {changed} changed."))
                return redirect(f"office-{key}")
            findings = taken.findings
    context = {"form": form, "register": register, "findings": findings, "back": f"office-{key}"}
    return render(request, "centre/register.html", context, status=WRONG if request.method == "POST" else 200)


@role_required(Role.OFFICER)
@require_safe
def download_list(request: StaffRequest, key: str, what: str) -> HttpResponse:
    """The template (``empty``), or everything in use (``list``)."""
    register = find_register(key)
    if what not in ("empty", "list"):
        raise Http404
    content = write_list(register, request.organisation if what == "list" else None)
    name = f'attachment; filename="{key}-{what}.xlsx"'
    return HttpResponse(content, content_type=SHEET, headers={"Content-Disposition": name})
