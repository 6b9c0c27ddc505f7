"""Every route of the site: whose it is, how it is asked, what it names, what its owner is answered.

The access matrix (``tests/web/centre/test_access_matrix.py``) and the proof R16 read this one table; a route of the
site that does not stand in it fails the tests.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

OFFICER, ASSESSOR, AUTHORITY, AUTHOR = "officer", "assessor", "authority", "author"
SCREENER, INVIGILATOR = "screener", "invigilator"
TRAINER, SUPERVISOR = "trainer", "supervisor"
APPLICANT, CANDIDATE, LEARNER, ANYONE, SIGNED_IN = "applicant", "candidate", "learner", "anyone", "signed in"
ACCOUNTS = (OFFICER, SCREENER, ASSESSOR, INVIGILATOR, AUTHORITY, AUTHOR, TRAINER, SUPERVISOR)
LEARNERS = (OFFICER, TRAINER, ASSESSOR, AUTHOR)
OPEN, ACT = "get", "post"


@dataclass(frozen=True)
class Route:
    """Whose a route is, how it is asked, what it names, and what its owner is answered."""

    role: str
    method: str = OPEN
    names: str = ""
    answer: int = 200


ROUTES = {
    "office": Route(OFFICER),
    "office-health": Route(OFFICER),
    "office-keys": Route(OFFICER),
    "office-keys-act": Route(OFFICER, names="key act"),
    "office-keys-record": Route(OFFICER, names="ceremony", answer=404),
    "office-keys-signed": Route(OFFICER, names="ceremony", answer=404),
    "office-accounts": Route(OFFICER),
    "office-account": Route(OFFICER, names="account"),
    "office-invite": Route(OFFICER, ACT, "account", 422),
    "office-places": Route(OFFICER),
    "office-room-new": Route(OFFICER),
    "office-room": Route(OFFICER, names="place"),
    "office-staff": Route(OFFICER),
    "office-person-new": Route(OFFICER),
    "office-person": Route(OFFICER, names="member"),
    "office-ties": Route(OFFICER, ACT, "member", 422),
    "office-staff-accounts": Route(OFFICER, ACT, answer=302),
    "office-register": Route(OFFICER, names="register"),
    "office-register-file": Route(OFFICER, names="register file"),
    "office-new": Route(OFFICER),
    "office-plan-now": Route(OFFICER, answer=302),
    "office-plan": Route(OFFICER, names="year"),
    "office-plan-file": Route(OFFICER, ACT, "year", 422),
    "office-plan-remove": Route(OFFICER, ACT, "planned", 302),
    "office-privacy": Route(OFFICER),
    "office-privacy-log": Route(OFFICER),
    "office-leftovers": Route(OFFICER),
    "office-record": Route(OFFICER, names="person"),
    "office-record-export": Route(OFFICER, names="person"),
    "office-record-erase": Route(OFFICER, names="person"),
    "office-upload": Route(OFFICER, ACT, answer=422),
    "office-announce": Route(OFFICER, names="key"),
    "office-batch": Route(OFFICER, names="batch"),
    "office-step": Route(OFFICER, ACT, "step", 422),
    "office-file": Route(OFFICER, ACT, "batch", 302),
    "office-change": Route(OFFICER, names="batch"),
    "office-cancel": Route(OFFICER, names="batch"),
    "office-applications": Route(OFFICER, names="batch"),
    "office-application": Route(OFFICER, names="batch"),
    "office-applications-sheet": Route(OFFICER, names="batch"),
    "office-lists": Route(OFFICER, names="batch"),
    "office-list-template": Route(OFFICER, names="batch"),
    "office-list": Route(OFFICER, names="list"),
    "office-list-progress": Route(OFFICER, names="list"),
    "office-papers": Route(OFFICER, names="batch"),
    "office-assemble": Route(OFFICER, ACT, "batch", 422),
    "office-conformity": Route(OFFICER, names="batch"),
    "office-key": Route(OFFICER),
    "office-access": Route(OFFICER, names="batch"),
    "office-seb": Route(OFFICER, names="batch", answer=404),
    "office-seal": Route(OFFICER, names="batch"),
    "office-rooms": Route(OFFICER, names="batch"),
    "office-replan": Route(OFFICER, names="batch"),
    "office-needs": Route(OFFICER, names="batch"),
    "office-need": Route(OFFICER, names="need"),
    "office-documents": Route(OFFICER, names="batch"),
    "office-pdf": Route(OFFICER, names="document"),
    "office-sitting": Route(OFFICER, names="batch"),
    "office-seats": Route(OFFICER, names="batch"),
    "office-close": Route(OFFICER, ACT, "batch", 302),
    "office-late": Route(OFFICER, names="batch"),
    "office-count-late": Route(OFFICER, names="attempt"),
    "office-extend": Route(OFFICER, ACT, "batch", 422),
    "office-duty": Route(OFFICER, ACT, "batch", 302),
    "office-rescore": Route(OFFICER, ACT, "batch", 200),
    "office-versions": Route(OFFICER, names="batch"),
    "office-version": Route(OFFICER, names="version"),
    "office-posting": Route(OFFICER, names="batch"),
    "office-petition": Route(OFFICER, names="petition"),
    "office-petition-evidence": Route(OFFICER, names="petition"),
    "office-misconduct": Route(OFFICER, names="batch"),
    "office-noted": Route(OFFICER, names="noted"),
    "office-case": Route(OFFICER, names="case"),
    "office-case-notice": Route(OFFICER, names="case"),
    "office-case-hear": Route(OFFICER, ACT, "case", 422),
    "office-marking": Route(OFFICER, names="batch"),
    "office-mark-theory": Route(OFFICER, ACT, "batch", 302),
    "office-settle-panels": Route(OFFICER, ACT, "batch", 302),
    "office-decisions": Route(OFFICER, names="batch"),
    "office-statistics": Route(OFFICER, names="batch"),
    "office-observe": Route(OFFICER, ACT, "batch", 302),
    "office-certificate-style": Route(OFFICER),
    "office-certificate-sample": Route(OFFICER),
    "office-outcomes": Route(OFFICER, names="batch"),
    "office-outcomes-file": Route(OFFICER, names="outcomes"),
    "office-reports": Route(OFFICER, names="batch"),
    "office-report": Route(OFFICER, names="draft of a report"),
    "office-report-file": Route(OFFICER, names="report of batch"),
    "office-result": Route(OFFICER, names="attempt"),
    "office-certificates": Route(OFFICER, names="batch"),
    "office-certificate": Route(OFFICER, names="certificate"),
    "office-certificates-work": Route(OFFICER, ACT, "batch", 302),
    "office-certificate-renew": Route(OFFICER, names="certificate"),
    "office-certificate-file": Route(OFFICER, names="certificate"),
    "office-certificate-pdf": Route(OFFICER, names="certificate"),
    "office-archive": Route(OFFICER, names="batch"),
    "office-archive-work": Route(OFFICER, ACT, "batch", 302),
    "office-archive-file": Route(OFFICER, names="batch", answer=404),
    "office-facts": Route(OFFICER, names="batch"),
    "office-checkpoint": Route(OFFICER, names="batch"),
    "office-fact-proof": Route(OFFICER, names="fact"),
    "office-texts": Route(OFFICER, names="batch"),
    "office-texts-markers": Route(OFFICER, ACT, "batch", 422),
    "office-texts-deal": Route(OFFICER, ACT, "batch", 422),
    "office-texts-exemplar": Route(OFFICER, ACT, "batch", 422),
    "assess-text-next": Route(ASSESSOR, names="question", answer=404),
    "assess-text-picture": Route(ASSESSOR, names="picture of batch", answer=404),
    "assess-text": Route(ASSESSOR, names="text", answer=404),
    "assess-text-aside": Route(ASSESSOR, ACT, "text", 404),
    "office-station": Route(OFFICER, names="batch"),
    "office-station-choose": Route(OFFICER, ACT, "batch", 422),
    "office-station-judge": Route(OFFICER, ACT, "batch", 302),
    "office-bench-report": Route(OFFICER, names="attempt"),
    "office-review": Route(OFFICER, names="batch"),
    "office-panel": Route(OFFICER, names="panel"),
    "assess-aside": Route(ASSESSOR, ACT, "candidate", 422),
    "assess-review": Route(ASSESSOR, names="candidate", answer=404),
    "assess-review-draft": Route(ASSESSOR, ACT, "candidate", 404),
    "assess-review-aside": Route(ASSESSOR, ACT, "candidate", 404),
    "assess-review-clock": Route(ASSESSOR, names="candidate", answer=404),
    "assess-review-phase": Route(ASSESSOR, ACT, "candidate", 404),
    "assess": Route(ASSESSOR),
    "assess-sheet": Route(ASSESSOR, names="candidate"),
    "assess-bench": Route(ASSESSOR, names="candidate", answer=404),
    "assess-draft": Route(ASSESSOR, ACT, "candidate", 302),
    "authority": Route(AUTHORITY),
    "authority-plans": Route(AUTHORITY),
    "authority-year": Route(AUTHORITY, ACT, "year", 422),
    "authority-judge": Route(AUTHORITY, ACT, "batch", 422),
    "authority-reports": Route(AUTHORITY),
    "authority-report": Route(AUTHORITY, names="report"),
    "authority-report-file": Route(AUTHORITY, names="report file"),
    "authority-certificates": Route(AUTHORITY),
    "authority-facts": Route(AUTHORITY),
    "bank": Route(AUTHOR),
    "bank-picture": Route(AUTHOR, names="picture"),
    "bank-items": Route(AUTHOR, names="shelf"),
    "bank-coverage": Route(AUTHOR, names="shelf"),
    "bank-points": Route(AUTHOR, names="point"),
    "bank-new": Route(AUTHOR, names="shelf"),
    "bank-preview": Route(AUTHOR, ACT, "shelf"),
    "bank-item": Route(AUTHOR, names="item"),
    "bank-step": Route(AUTHOR, ACT, "item", 404),
    "bank-imports": Route(AUTHOR, names="shelf"),
    "bank-upload": Route(AUTHOR, names="upload", answer=404),
    "bank-download": Route(AUTHOR, names="download"),
}
ROUTES |= {
    "invigilator": Route(INVIGILATOR),
    "invigilator-room": Route(INVIGILATOR, names="room"),
    "invigilator-portrait": Route(INVIGILATOR, names="portrait"),
    "invigilator-seats": Route(INVIGILATOR, names="room"),
    "invigilator-act": Route(INVIGILATOR, ACT, "act", 422),
    "invigilator-benches": Route(INVIGILATOR, names="room", answer=404),
    "invigilator-bench-act": Route(INVIGILATOR, ACT, "act", 404),
    "invigilator-record": Route(INVIGILATOR, names="room"),
    "invigilator-record-pdf": Route(INVIGILATOR, names="room"),
}
ROUTES |= {
    "screen": Route(SCREENER),
    "screen-batch": Route(SCREENER, names="batch"),
    "screen-sign": Route(SCREENER, ACT, "batch", 302),
    "screen-one": Route(SCREENER, names="application"),
    "screen-review": Route(SCREENER, ACT, "application", 422),
    "screen-return": Route(SCREENER, ACT, "application", 422),
    "screen-rule": Route(SCREENER, ACT, "application", 422),
    "screen-code": Route(SCREENER, ACT, "application", 200),
    "screen-notice": Route(SCREENER, names="application"),
    "screen-file": Route(SCREENER, names="proof"),
}
ROUTES |= {
    "training": Route(TRAINER),
    "training-new": Route(TRAINER),
    "training-open": Route(TRAINER, names="key"),
    "training-class": Route(TRAINER, names="class"),
    "training-places": Route(TRAINER, names="class"),
    "training-people": Route(TRAINER, names="class"),
    "training-teacher": Route(TRAINER, ACT, "class", 422),
    "training-timetable": Route(TRAINER, names="class"),
    "training-lay-out": Route(TRAINER, ACT, "class", 422),
    "training-withdraw": Route(TRAINER, ACT, "session", 422),
    "training-attendance": Route(TRAINER, names="class"),
    "training-sheet": Route(TRAINER, names="class"),
    "training-session": Route(TRAINER, names="session"),
    "training-hours": Route(TRAINER, names="class"),
    "training-ledger": Route(TRAINER, names="session"),
    "training-proof": Route(TRAINER, names="training proof"),
    "training-proof-file": Route(TRAINER, names="training proof"),
    "training-proof-pdf": Route(TRAINER, names="training proof"),
}
ROUTES |= {
    "office-supervision": Route(OFFICER, names="batch"),
    "office-supervision-withdraw": Route(OFFICER, ACT, "visit of batch", 422),
    "office-supervision-answer": Route(OFFICER, ACT, "finding of batch", 422),
    "office-supervision-report": Route(OFFICER, names="visit of batch"),
    "authority-supervision": Route(AUTHORITY),
    "authority-supervision-batch": Route(AUTHORITY, names="batch"),
    "supervision": Route(SUPERVISOR),
    "supervision-visit": Route(SUPERVISOR, names="visit"),
    "supervision-finding": Route(SUPERVISOR, ACT, "finding", 422),
    "supervision-report": Route(SUPERVISOR, names="visit"),
}
STAFF = dict(ROUTES)
# Number and code of an application, kept in a cookie, open these; nothing in an address does.
ROUTES |= {
    "apply-form": Route(APPLICANT),
    "apply-verdict": Route(APPLICANT, ACT),
    "apply-files": Route(APPLICANT, ACT, answer=422),
    "apply-file": Route(APPLICANT, names="draft proof"),
    "apply-remove": Route(APPLICANT, ACT, "draft proof", 302),
    "apply-status": Route(APPLICANT),
    "apply-appeal": Route(APPLICANT, ACT, answer=422),
    "apply-export": Route(APPLICANT, ACT),
    "apply-notice": Route(APPLICANT, answer=404),
}
# The cookie of a sitting opens these; they have no names but their addresses.
ROUTES |= {
    "sitting/instructions": Route(CANDIDATE),
    "sitting/start": Route(CANDIDATE, ACT, answer=302),
    "sitting/paper": Route(CANDIDATE, answer=302),
    "sitting/pictures/<slug:sha256>": Route(CANDIDATE, names="picture", answer=404),
    "sitting/state": Route(CANDIDATE),
    "sitting/hand-in": Route(CANDIDATE, ACT, answer=302),
    "sitting/bench": Route(CANDIDATE, answer=404),
    "sitting/bench/start": Route(CANDIDATE, ACT, answer=404),
    "sitting/bench/view": Route(CANDIDATE, answer=404),
    "sitting/bench/steps": Route(CANDIDATE, ACT, answer=404),
    "sitting/bench/notes": Route(CANDIDATE, ACT, answer=404),
    "sitting/bench/hand-in": Route(CANDIDATE, ACT, answer=404),
    "sitting/bench/report": Route(CANDIDATE, answer=302),
    "sitting/result": Route(CANDIDATE),
    "sitting/petition": Route(CANDIDATE, ACT, answer=422),
    "sitting/result.pdf": Route(CANDIDATE),
    "sitting/notice": Route(CANDIDATE, answer=302),
    "sitting/certificate": Route(CANDIDATE),
    "sitting/certificate/areas": Route(CANDIDATE, ACT),
    "sitting/sign-out": Route(CANDIDATE, ACT, answer=302),
}
# Some roles practise at benches, and trainees by a cookie of their own; an attempt is its learner's alone.
ROUTES |= {
    "practice": Route(ANYONE),
    "practice-enter": Route(ANYONE, ACT, answer=422),
    "practice-leave": Route(ANYONE, ACT, answer=302),
    "practice-begin": Route(LEARNER, ACT, answer=422),
    "practice-bench": Route(LEARNER, names="bench"),
    "practice-view": Route(LEARNER, names="bench", answer=503),
    "practice-steps": Route(LEARNER, ACT, "bench", 422),
    "practice-notes": Route(LEARNER, ACT, "bench", 422),
    "practice-hand-in": Route(LEARNER, ACT, "bench", 302),
    "practice-report": Route(LEARNER, names="bench", answer=302),
}
ROUTES |= {
    "home": Route(ANYONE),
    "catalogue": Route(ANYONE),
    "occupation": Route(ANYONE, names="code"),
    "standards": Route(ANYONE),
    "compare": Route(ANYONE),
    "standard": Route(ANYONE, names="standard"),
    "source": Route(ANYONE, names="standard"),
    "passage": Route(ANYONE, names="standard", answer=404),
    "posting": Route(ANYONE, names="batch"),
    "privacy": Route(ANYONE),
    "verify": Route(ANYONE),
    "verify-token": Route(ANYONE, ACT),
    "verify-page": Route(ANYONE),
    "trust": Route(ANYONE),
    "status": Route(ANYONE),
    "withdrawn": Route(ANYONE),
    "apply": Route(ANYONE),
    "apply-batch": Route(ANYONE, names="batch"),
    "announcement": Route(ANYONE, names="batch"),
    "apply-resume": Route(ANYONE),
    "apply-leave": Route(ANYONE, ACT, answer=302),
    "sitting": Route(ANYONE),
    "sign-in": Route(ANYONE),
    "welcome": Route(ANYONE),
    "password": Route(SIGNED_IN),
    "sign-out": Route(ANYONE, ACT, answer=302),
    "font": Route(ANYONE),
}
# Officers may use the bank as well, review applications, and look into every room of their office.
SHARED = {name for name, route in STAFF.items() if route.role in (AUTHOR, INVIGILATOR, SCREENER)}
# What belongs to no office, or to each its own: standards, the bundled questions, registers.
COMMON = {
    "",
    "key act",
    "ceremony",
    "year",
    "key",
    "shelf",
    "item",
    "point",
    "upload",
    "download",
    "register",
    "register file",
}


def may(role: str, route: Route, name: str) -> bool:
    """Whether a role has a route."""
    return route.role == role or (role == OFFICER and name in SHARED)


def list_site(patterns: Iterable[URLPattern | URLResolver] | None = None) -> dict[str, str]:
    """Every route that the site answers, by name or by pattern, with its pattern."""
    found: dict[str, str] = {}
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            found |= list_site(one.url_patterns)
        else:
            found[one.name or str(one.pattern)] = str(one.pattern)
    return found


def find_lacks(site: Mapping[str, str]) -> list[str]:
    """Routes without an entry, and entries without a route."""
    return sorted(set(site) ^ set(ROUTES))
