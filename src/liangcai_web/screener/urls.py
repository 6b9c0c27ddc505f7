"""The addresses of those who review applications."""

from django.urls import path

from liangcai_web.screener import views, views_acts

ONE = "screen/applications/<str:number>"
urlpatterns = [
    path("screen", views.show_home, name="screen"),
    path("screen/batches/<uuid:uuid>", views.show_queue, name="screen-batch"),
    path("screen/batches/<uuid:uuid>/sign", views_acts.sign_many, name="screen-sign"),
    path(ONE, views.show_one, name="screen-one"),
    path(f"{ONE}/review", views_acts.review, name="screen-review"),
    path(f"{ONE}/return", views_acts.give_back, name="screen-return"),
    path(f"{ONE}/ruling", views_acts.rule, name="screen-rule"),
    path(f"{ONE}/code", views_acts.give_code, name="screen-code"),
    path(f"{ONE}/notice.pdf", views.print_notice, name="screen-notice"),
    path(f"{ONE}/files/<uuid:uuid>", views.show_file, name="screen-file"),
]
