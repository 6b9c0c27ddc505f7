"""How the certificates of an office look and are numbered, with a sample that follows what is chosen.

In: an officer. Out: a style from now on, pictures of a sample. Follows: nothing of a style is code; the sample is drawn
by the same template as the certificate.
"""

from typing import Any
from urllib.parse import urlencode

import msgspec
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from liangcai.findings import Finding, Message
from liangcai_host import clock
from liangcai_web.centre.batch_page import WRONG, officer, tell
from liangcai_web.centre.forms_style import StyleForm
from liangcai_web.pages.access import Role, StaffRequest, role_required
from liangcai_web.pages.language import read_language
from liangcai_web.services.certificates.style import keep_crest, set_style, show_sample, style_at

LARGEST = 2 << 20
AT_CREST = "style.file"  # where a picture is uploaded, what is wrong with it is said
TOO_LARGE = Message("徽标图不得超过 2 MB。", "A crest has 2 MB at most.")


@role_required(Role.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def show_style(request: StaffRequest) -> HttpResponse:
    """The form beside a sample; kept from now on when nothing is wrong."""
    office, lang = request.organisation, read_language(request)
    chosen = {"pack": office.certificate_pack, "office_class": office.office_class}
    start = {**msgspec.to_builtins(style_at(office, clock.now())), **chosen}
    if request.method != "POST":
        return render_form(request, StyleForm(lang, initial=start))
    form = StyleForm(lang, request.POST, request.FILES)
    if not form.is_valid():
        return render_form(request, form, WRONG)
    findings = take_crest(request, form)
    style = msgspec.structs.replace(form.style(), crest=form.data["crest"])
    if not findings and request.POST.get("act") == "save":
        said = form.cleaned_data["pack"], form.cleaned_data["office_class"]
        findings = set_style(office, style, *said, actor=officer(request), now=clock.now())
        if not findings:
            tell(request, Message("版式已保存，以后签发的证书照此印制。", "Kept: certificates issued from now on."))
            return redirect("office-certificate-style")
    form.note(msgspec.structs.replace(one, rule=AT_CREST) if one.rule == "style.crest" else one for one in findings)
    return render_form(request, form, WRONG if findings else 200)


def take_crest(request: StaffRequest, form: StyleForm) -> tuple[Finding, ...]:
    """The crest that was uploaded, kept and named in the form; or none any more."""
    data: Any = form.data.copy()  # type: ignore[attr-defined] # what a browser sends can be copied
    form.data = data
    data["crest"] = "" if form.cleaned_data["drop"] else form.cleaned_data["crest"]
    file = form.cleaned_data["file"]
    if file is None or form.cleaned_data["drop"]:
        return ()
    if file.size > LARGEST:
        form.add_error("file", TOO_LARGE.zh if form.lang == "zh" else TOO_LARGE.en)
        return ()
    kept = keep_crest(request.organisation, file.read(), file.name, actor=officer(request), now=clock.now())
    data["crest"] = kept.value
    return tuple(msgspec.structs.replace(one, rule=AT_CREST) for one in kept.findings)


def render_form(request: StaffRequest, form: StyleForm, status: int = 200) -> HttpResponse:
    """The page."""
    sample = reverse("office-certificate-sample")
    if form.is_bound:
        asked = {name: value for name, value in form.data.items() if name != "csrfmiddlewaretoken"}
        sample += f"?{urlencode(asked)}"
    return render(request, "centre/certificate-style.html", {"form": form, "sample": sample}, status=status)


@role_required(Role.OFFICER)
@require_safe
def draw_sample(request: StaffRequest) -> HttpResponse:
    """The sample in the style that the address says."""
    office = request.organisation
    if "pack" in request.GET:
        form = StyleForm(read_language(request), request.GET)
        if not form.is_valid():
            raise Http404
        style, said = form.style(), (form.cleaned_data["pack"], form.cleaned_data["office_class"])
    else:
        style, said = style_at(office, clock.now()), (office.certificate_pack, office.office_class)
    picture = show_sample(office, style, *said)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "no-store"
    return response
