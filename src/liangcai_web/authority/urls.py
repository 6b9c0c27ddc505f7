"""The addresses of the authority's pages."""

from django.urls import path

from liangcai_web.authority import views

urlpatterns = [
    path("authority", views.show_batches, name="authority"),
    path("authority/certificates", views.show_certificates, name="authority-certificates"),
    path("authority/facts", views.show_facts, name="authority-facts"),
]
