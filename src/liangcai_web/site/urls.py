"""The addresses of the site, one list a surface."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("liangcai_web.candidate.urls")),  # first: asked for most, by many at once
    path("", include("liangcai_web.pages.urls")),
    path("", include("liangcai_web.public.urls")),
    path("", include("liangcai_web.applicant.urls")),
    path("", include("liangcai_web.centre.urls")),
    path("", include("liangcai_web.screener.urls")),
    path("", include("liangcai_web.assessor.urls")),
    path("", include("liangcai_web.authority.urls")),
    path("", include("liangcai_web.bank.urls")),
    path("", include("liangcai_web.invigilator.urls")),
    path("", include("liangcai_web.trainer.urls")),
    path("", include("liangcai_web.supervisor.urls")),
    path("", include("liangcai_web.practice.urls")),
]

handler400 = "liangcai_web.pages.errors.show_bad_request"
handler403 = "liangcai_web.pages.errors.show_forbidden"
handler404 = "liangcai_web.pages.errors.show_not_found"
handler500 = "liangcai_web.pages.errors.show_server_error"
