"""The addresses of somebody who applies; none of them needs an account."""

from django.urls import path

from liangcai_web.applicant import views, views_files, views_form

urlpatterns = [
    path("apply", views.show_batches, name="apply"),
    path("apply/batches/<uuid:uuid>", views.show_batch, name="apply-batch"),
    path("apply/batches/<uuid:uuid>/announcement", views.show_announcement, name="announcement"),
    path("apply/resume", views.show_resume, name="apply-resume"),
    path("apply/leave", views.leave, name="apply-leave"),
    path("apply/form", views_form.show_form, name="apply-form"),
    path("apply/form/verdict", views_form.tell_verdict, name="apply-verdict"),
    path("apply/files", views_files.add_file, name="apply-files"),
    path("apply/files/<uuid:uuid>", views_files.show_file, name="apply-file"),
    path("apply/files/<uuid:uuid>/remove", views_files.take_away, name="apply-remove"),
    path("apply/status", views.show_status, name="apply-status"),
    path("apply/appeal", views.appeal, name="apply-appeal"),
    path("apply/export", views.export, name="apply-export"),
    path("apply/notice.pdf", views.serve_notice, name="apply-notice"),
]
