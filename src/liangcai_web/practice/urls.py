"""The addresses of practising."""

from django.urls import path

from liangcai_web.practice import views

BENCH = "practice/bench/<uuid:uuid>"
urlpatterns = [
    path("practice", views.show_home, name="practice"),
    path("practice/enter", views.enter, name="practice-enter"),
    path("practice/leave", views.leave, name="practice-leave"),
    path("practice/begin", views.begin, name="practice-begin"),
    path(BENCH, views.show_bench, name="practice-bench"),
    path(f"{BENCH}/view", views.tell_view, name="practice-view"),
    path(f"{BENCH}/steps", views.take, name="practice-steps"),
    path(f"{BENCH}/notes", views.note, name="practice-notes"),
    path(f"{BENCH}/hand-in", views.finish, name="practice-hand-in"),
    path(f"{BENCH}/report", views.show_report, name="practice-report"),
]
