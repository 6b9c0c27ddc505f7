"""The addresses of the exam office."""

from django.urls import path

from liangcai_web.centre import (
    views_applications,
    views_batches,
    views_certificates,
    views_documents,
    views_facts,
    views_health,
    views_late,
    views_marking,
    views_papers,
    views_rooms,
    views_sitting,
    views_statistics,
)

BATCH = "office/batches/<uuid:uuid>"
urlpatterns = [
    path("office", views_batches.show_office, name="office"),
    path("office/health", views_health.show_health, name="office-health"),
    path("office/new", views_batches.choose_standard, name="office-new"),
    path("office/new/upload", views_batches.upload_standard, name="office-upload"),
    path("office/new/<slug:key>", views_batches.announce_batch, name="office-announce"),
    path(BATCH, views_batches.show_batch, name="office-batch"),
    path(f"{BATCH}/applications", views_applications.show_applications, name="office-applications"),
    path(f"{BATCH}/applications/new", views_applications.enter_application, name="office-application"),
    path(f"{BATCH}/papers", views_papers.show_papers, name="office-papers"),
    path(f"{BATCH}/papers/make", views_papers.assemble, name="office-assemble"),
    path(f"{BATCH}/papers/conformity.json", views_papers.download_conformity, name="office-conformity"),
    path(f"{BATCH}/rooms", views_rooms.show_rooms, name="office-rooms"),
    path(f"{BATCH}/documents", views_documents.show_documents, name="office-documents"),
    path(f"{BATCH}/documents/<slug:name>.pdf", views_documents.print_pdf, name="office-pdf"),
    path(f"{BATCH}/sitting", views_sitting.show_sitting, name="office-sitting"),
    path(f"{BATCH}/sitting/seats", views_sitting.show_seats, name="office-seats"),
    path(f"{BATCH}/sitting/close", views_sitting.close_over, name="office-close"),
    path(f"{BATCH}/sitting/late", views_late.show_late, name="office-late"),
    path(f"{BATCH}/sitting/late/<uuid:attempt>", views_late.count, name="office-count-late"),
    path(f"{BATCH}/marking", views_marking.show_marking, name="office-marking"),
    path(f"{BATCH}/marking/theory", views_marking.mark_papers, name="office-mark-theory"),
    path(f"{BATCH}/marking/panels", views_marking.settle_panels, name="office-settle-panels"),
    path(f"{BATCH}/decisions", views_marking.show_decisions, name="office-decisions"),
    path(f"{BATCH}/statistics", views_statistics.show_statistics, name="office-statistics"),
    path(f"{BATCH}/statistics/note", views_statistics.note_figures, name="office-observe"),
    path(f"{BATCH}/certificates", views_certificates.show_certificates, name="office-certificates"),
    path(f"{BATCH}/certificates/<slug:number>", views_certificates.revoke, name="office-certificate"),
    path(f"{BATCH}/certificates/<slug:number>.json", views_certificates.download, name="office-certificate-file"),
    path(f"{BATCH}/certificates/<slug:number>.pdf", views_certificates.print_pdf, name="office-certificate-pdf"),
    path(f"{BATCH}/facts", views_facts.show_facts, name="office-facts"),
]
