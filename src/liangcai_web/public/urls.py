"""Addresses that need no account."""

from django.urls import path

from liangcai_web.public.views_catalogue import show_catalogue, show_occupation
from liangcai_web.public.views_compare import show_comparison
from liangcai_web.public.views_home import show_home
from liangcai_web.public.views_posting import show_posting
from liangcai_web.public.views_privacy import show_privacy
from liangcai_web.public.views_standard import list_all, show_passage, show_source, show_standard
from liangcai_web.public.views_verify import (
    serve_page,
    serve_status,
    serve_trust,
    serve_withdrawn,
    show_verify,
    verify_qr_text,
)

urlpatterns = [
    path("", show_home, name="home"),
    path("catalogue", show_catalogue, name="catalogue"),
    path("catalogue/<str:code>", show_occupation, name="occupation"),
    path("standards", list_all, name="standards"),
    path("standards/compare", show_comparison, name="compare"),
    path("standards/<str:key>", show_standard, name="standard"),
    path("standards/<str:key>/source", show_source, name="source"),
    path("standards/<str:key>/passage", show_passage, name="passage"),
    path("posting/<uuid:uuid>", show_posting, name="posting"),
    path("privacy", show_privacy, name="privacy"),
    path("verify", show_verify, name="verify"),
    path("verify/token", verify_qr_text, name="verify-token"),
    path("verify/page.html", serve_page, name="verify-page"),
    path("verify/trust.json", serve_trust, name="trust"),
    path("verify/status.json", serve_status, name="status"),
    path("verify/withdrawn.json", serve_withdrawn, name="withdrawn"),
]
