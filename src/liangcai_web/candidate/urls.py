"""The addresses of the candidate's pages; ``/sitting/answers`` and ``/sitting/clock`` are the intake's."""

from django.urls import path

from liangcai_web.candidate import views

urlpatterns = [
    path("sitting", views.show_sign_in, name="sitting"),
    path("sitting/instructions", views.show_instructions),
    path("sitting/start", views.start),
    path("sitting/paper", views.show_paper),
    path("sitting/pictures/<slug:sha256>", views.show_picture),
    path("sitting/state", views.show_state),
    path("sitting/hand-in", views.hand_in_paper),
    path("sitting/result", views.show_result),
    path("sitting/sign-out", views.leave),
]
