"""The addresses of a school; a trainer sees classes and nothing of an examination."""

from django.urls import path

from liangcai_web.trainer import views, views_attendance, views_people, views_proofs, views_timetable

ONE = "training/classes/<uuid:uuid>"
urlpatterns = [
    path("training", views.show_home, name="training"),
    path("training/new", views.choose_standard, name="training-new"),
    path("training/new/<str:key>", views.open_new, name="training-open"),
    path(ONE, views.show_class, name="training-class"),
    path(f"{ONE}/places", views.show_places, name="training-places"),
    path(f"{ONE}/people", views_people.show_people, name="training-people"),
    path(f"{ONE}/people/teacher", views_people.name_one, name="training-teacher"),
    path(f"{ONE}/timetable", views_timetable.show_timetable, name="training-timetable"),
    path(f"{ONE}/timetable/lay-out", views_timetable.lay_out_all, name="training-lay-out"),
    path(f"{ONE}/timetable/<int:number>/withdraw", views_timetable.withdraw, name="training-withdraw"),
    path(f"{ONE}/attendance", views_attendance.show_sessions, name="training-attendance"),
    path(f"{ONE}/attendance/sheet.xlsx", views_attendance.download_sheet, name="training-sheet"),
    path(f"{ONE}/attendance/<int:number>", views_attendance.take_one, name="training-session"),
    path(f"{ONE}/hours", views_proofs.show_ledgers, name="training-hours"),
    path(f"{ONE}/hours/<int:number>", views_proofs.show_ledger, name="training-ledger"),
    path(f"{ONE}/proofs/<str:code>", views_proofs.show_proof, name="training-proof"),
    path(f"{ONE}/proofs/<str:code>/file.json", views_proofs.send_file, name="training-proof-file"),
    path(f"{ONE}/proofs/<str:code>/print.pdf", views_proofs.send_print, name="training-proof-pdf"),
]
