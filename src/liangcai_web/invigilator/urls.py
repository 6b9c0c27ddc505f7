"""The addresses of the invigilator's pages; a room comes last, since its name may hold anything."""

from django.urls import path

from liangcai_web.invigilator import views, views_act, views_benches, views_record

SITTING = "invigilator/<uuid:uuid>"
urlpatterns = [
    path("invigilator", views.show_home, name="invigilator"),
    path(f"{SITTING}/room/<path:room>", views.show_room, name="invigilator-room"),
    path(f"{SITTING}/portrait/<uuid:candidate>/<path:room>", views.show_portrait, name="invigilator-portrait"),
    path(f"{SITTING}/seats/<path:room>", views.tell_seats, name="invigilator-seats"),
    path(f"{SITTING}/act/<slug:act>/<path:room>", views_act.act, name="invigilator-act"),
    path(f"{SITTING}/benches/<path:room>", views_benches.show_benches, name="invigilator-benches"),
    path(f"{SITTING}/bench-seats/<path:room>", views_benches.tell_benches, name="invigilator-bench-seats"),
    path(f"{SITTING}/bench-act/<slug:act>/<path:room>", views_benches.act, name="invigilator-bench-act"),
    path(f"{SITTING}/record/<path:room>", views_record.show_record, name="invigilator-record"),
    path(f"{SITTING}/record-pdf/<path:room>", views_record.print_pdf, name="invigilator-record-pdf"),
]
