"""The addresses of those who supervise examinations."""

from django.urls import path

from liangcai_web.supervisor import views

ONE = "supervision/<uuid:uuid>"
urlpatterns = [
    path("supervision", views.show_home, name="supervision"),
    path(ONE, views.show_visit, name="supervision-visit"),
    path(f"{ONE}/findings/<int:number>", views.judge_finding, name="supervision-finding"),
    path(f"{ONE}/report.pdf", views.print_pdf, name="supervision-report"),
]
