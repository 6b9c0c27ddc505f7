"""The addresses of the candidate's pages; ``/sitting/answers`` and ``/sitting/clock`` are the intake's."""

from django.urls import path

from liangcai_web.candidate import views, views_bench, views_certificate

urlpatterns = [
    path("sitting", views.show_sign_in, name="sitting"),
    path("sitting/instructions", views.show_instructions),
    path("sitting/start", views.start),
    path("sitting/paper", views.show_paper),
    path("sitting/pictures/<slug:sha256>", views.show_picture),
    path("sitting/state", views.show_state),
    path("sitting/hand-in", views.hand_in_paper),
    path("sitting/result", views.show_result),
    path("sitting/petition", views.file_petition),
    path("sitting/result.pdf", views.print_result),
    path("sitting/notice", views.print_charge),
    path("sitting/certificate", views_certificate.download),
    path("sitting/certificate/areas", views_certificate.download_areas),
    path("sitting/bench", views_bench.show_bench),
    path("sitting/bench/start", views_bench.start),
    path("sitting/bench/view", views_bench.tell_view),
    path("sitting/bench/steps", views_bench.take),
    path("sitting/bench/notes", views_bench.note),
    path("sitting/bench/hand-in", views_bench.finish),
    path("sitting/bench/report", views_bench.show_report),
    path("sitting/bench/report.pdf", views_bench.print_report),
    path("sitting/sign-out", views.leave),
]
