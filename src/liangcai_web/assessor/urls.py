"""The addresses of the assessor's pages."""

from django.urls import path

from liangcai_web.assessor import views, views_review, views_texts

TEXTS, REVIEW = "assess/texts/<uuid:uuid>", "assess/review/<uuid:uuid>"
SKILL_PART, REVIEW_PART = {"kind": "skill"}, {"kind": "review"}
urlpatterns = [
    path("assess", views.show_duties, name="assess"),
    path("assess/<uuid:uuid>", views.show_sheet, SKILL_PART, name="assess-sheet"),
    path("assess/<uuid:uuid>/draft", views.save_draft, SKILL_PART, name="assess-draft"),
    path("assess/<uuid:uuid>/bench", views.show_bench, SKILL_PART, name="assess-bench"),
    path("assess/<uuid:uuid>/aside", views.leave_candidate, SKILL_PART, name="assess-aside"),
    path(REVIEW, views.show_sheet, REVIEW_PART, name="assess-review"),
    path(f"{REVIEW}/draft", views.save_draft, REVIEW_PART, name="assess-review-draft"),
    path(f"{REVIEW}/aside", views.leave_candidate, REVIEW_PART, name="assess-review-aside"),
    path(f"{REVIEW}/clock", views_review.tell_clock, REVIEW_PART, name="assess-review-clock"),
    path(f"{REVIEW}/phase", views_review.begin_phase, REVIEW_PART, name="assess-review-phase"),
    path(f"{TEXTS}/questions/<int:number>", views_texts.show_next, name="assess-text-next"),
    path(f"{TEXTS}/pictures/<slug:sha256>", views_texts.show_picture, name="assess-text-picture"),
    path(f"{TEXTS}/<slug:code>", views_texts.show_text, name="assess-text"),
    path(f"{TEXTS}/<slug:code>/aside", views_texts.leave_text, name="assess-text-aside"),
]
