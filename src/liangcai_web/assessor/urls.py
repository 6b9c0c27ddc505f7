"""The addresses of the assessor's pages."""

from django.urls import path

from liangcai_web.assessor import views

urlpatterns = [
    path("assess", views.show_duties, name="assess"),
    path("assess/<uuid:uuid>", views.show_sheet, name="assess-sheet"),
    path("assess/<uuid:uuid>/draft", views.save_draft, name="assess-draft"),
]
