"""The addresses of the authority's pages."""

from django.urls import path

from liangcai_web.authority import views, views_plans, views_reports, views_supervision

urlpatterns = [
    path("authority", views.show_batches, name="authority"),
    path("authority/certificates", views.show_certificates, name="authority-certificates"),
    path("authority/plans", views_plans.show_plans, name="authority-plans"),
    path("authority/plans/<uuid:uuid>", views_plans.judge, name="authority-judge"),
    path("authority/years/<int:year>", views_plans.judge_one_year, name="authority-year"),
    path("authority/supervision", views_supervision.show_supervision, name="authority-supervision"),
    path("authority/supervision/<uuid:uuid>", views_supervision.show_batch, name="authority-supervision-batch"),
    path("authority/reports", views_reports.show_reports, name="authority-reports"),
    path("authority/reports/<uuid:uuid>", views_reports.show_report, name="authority-report"),
    path("authority/reports/<uuid:uuid>/file.<slug:form>", views_reports.download, name="authority-report-file"),
    path("authority/facts", views.show_facts, name="authority-facts"),
]
