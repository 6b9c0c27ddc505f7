"""Every route of the site: whose it is, how it is asked, what it names, what its owner is answered.

The access matrix (``tests/web/centre/test_access_matrix.py``) and the proof R16 read this one table; a route of the
site that does not stand in it fails the tests.
"""

from collections.abc import Iterable, Mapping

from django.urls import URLPattern, URLResolver, get_resolver

from tests.web.route import (
    ACT,
    ANYONE,
    APPLICANT,
    AUTHOR,
    CANDIDATE,
    INVIGILATOR,
    LEARNER,
    OFFICER,
    SCREENER,
    SIGNED_IN,
    Route,
)
from tests.web.staff_routes import STAFF

ROUTES = dict(STAFF)
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
    "sitting/bench/report.pdf": Route(CANDIDATE, answer=302),
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
