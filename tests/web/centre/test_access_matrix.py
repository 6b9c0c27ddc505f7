"""Every route of the exam office, the assessors and the authority, for every role: who gets in and who does not.

A route that is not in the table fails the tests.
"""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from liangcai_host import clock
from liangcai_web.assessor import urls as assessor_urls
from liangcai_web.authority import urls as authority_urls
from liangcai_web.bank import urls as bank_urls
from liangcai_web.centre import urls as centre_urls
from liangcai_web.invigilator import urls as invigilator_urls
from liangcai_web.records.applications import Application
from liangcai_web.records.duties import RoomDuty
from liangcai_web.screener import urls as screener_urls
from liangcai_web.services.applications_list import keep_list
from liangcai_web.services.pictures import keep_picture
from liangcai_web.services.sittings_journal import open_journal
from tests.data.pictures import PLAN
from tests.web.cast import add_proof, client_of, first_candidate, keep_member, keep_place, travel

OFFICER, ASSESSOR, AUTHORITY, AUTHOR = "officer", "assessor", "authority", "author"
SCREENER = "screener"
INVIGILATOR = "invigilator"
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
    "office-places": Route(OFFICER),
    "office-room-new": Route(OFFICER),
    "office-room": Route(OFFICER, names="place"),
    "office-staff": Route(OFFICER),
    "office-person-new": Route(OFFICER),
    "office-person": Route(OFFICER, names="member"),
    "office-ties": Route(OFFICER, ACT, "member", 422),
    "office-staff-accounts": Route(OFFICER, ACT, answer=302),
    "office-register": Route(OFFICER, names="register"),
    "office-register-file": Route(OFFICER, names="register_file"),
    "office-new": Route(OFFICER),
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
    "office-documents": Route(OFFICER, names="batch"),
    "office-pdf": Route(OFFICER, names="document"),
    "office-sitting": Route(OFFICER, names="batch"),
    "office-seats": Route(OFFICER, names="batch"),
    "office-close": Route(OFFICER, ACT, "batch", 302),
    "office-late": Route(OFFICER, names="batch"),
    "office-count-late": Route(OFFICER, names="attempt"),
    "office-extend": Route(OFFICER, ACT, "batch", 422),
    "office-duty": Route(OFFICER, ACT, "batch", 302),
    "office-marking": Route(OFFICER, names="batch"),
    "office-mark-theory": Route(OFFICER, ACT, "batch", 302),
    "office-settle-panels": Route(OFFICER, ACT, "batch", 302),
    "office-decisions": Route(OFFICER, names="batch"),
    "office-statistics": Route(OFFICER, names="batch"),
    "office-observe": Route(OFFICER, ACT, "batch", 302),
    "office-certificates": Route(OFFICER, names="batch"),
    "office-certificate": Route(OFFICER, names="certificate"),
    "office-certificate-file": Route(OFFICER, names="certificate"),
    "office-certificate-pdf": Route(OFFICER, names="certificate"),
    "office-facts": Route(OFFICER, names="batch"),
    "assess": Route(ASSESSOR),
    "assess-sheet": Route(ASSESSOR, names="candidate"),
    "assess-draft": Route(ASSESSOR, ACT, "candidate", 302),
    "authority": Route(AUTHORITY),
    "authority-plans": Route(AUTHORITY),
    "authority-judge": Route(AUTHORITY, ACT, "batch", 422),
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
    "invigilator-seats": Route(INVIGILATOR, names="room"),
    "invigilator-act": Route(INVIGILATOR, ACT, "act", 422),
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
# Officers may use the bank as well, review applications, and look into every room of their office.
SHARED = {name for name, route in ROUTES.items() if route.role in (AUTHOR, INVIGILATOR, SCREENER)}

SHELF = "2-02-10-13-2021"


def test_every_route_stands_in_the_table():
    patterns = (
        *centre_urls.urlpatterns,
        *assessor_urls.urlpatterns,
        *authority_urls.urlpatterns,
        *bank_urls.urlpatterns,
        *invigilator_urls.urlpatterns,
        *screener_urls.urlpatterns,
    )
    assert {pattern.name for pattern in patterns} == set(ROUTES)


@pytest.fixture
def world(cast):
    """A whole examination, and the address of every route in it."""
    outcome = travel(cast, 4)
    batch, number = outcome.batch, outcome.certificates[0].number
    candidate = first_candidate(batch)
    applied = Application.objects.filter(batch=batch, state="admitted")[0]
    proof = add_proof(applied)
    kept = keep_list(batch, b"name", "list.csv", now=clock.now(), by=cast.team.officer).value
    picture = keep_picture(cast.office, PLAN, "plan.png", now=clock.now(), actor=cast.team.officer).value
    arguments = {
        "": [],
        "key": [batch.standard.sha256],
        "batch": [batch.uuid],
        "document": [batch.uuid, "tickets"],
        "certificate": [batch.uuid, number],
        "candidate": [candidate.uuid],
        "step": [batch.uuid, "tickets"],
        "attempt": [batch.uuid, candidate.uuid],
        "room": [batch.uuid, candidate.room],
        "act": [batch.uuid, "pause-room", candidate.room],
        "picture": [picture.sha256],
        "application": [applied.number],
        "proof": [applied.number, proof.uuid],
        "list": [batch.uuid, kept.uuid],
        "place": [keep_place(cast)],
        "member": [keep_member(cast)],
        "register": ["staff"],
        "register_file": ["places", "list"],
        "shelf": [SHELF, "初级"],
        "item": [SHELF, "初级", "K1.1.1-01"],
        "point": [SHELF, "初级", "K1.1.1"],
        "upload": [SHELF, "初级", "0" * 64],
        "download": [SHELF, "初级", "md"],
    }
    return cast, candidate, {name: reverse(name, args=arguments[route.names]) for name, route in ROUTES.items()}


def ask_all(client, addresses):
    """The status of every route; what can be opened is opened, what acts is asked to act."""
    return {name: getattr(client, ROUTES[name].method)(path).status_code for name, path in addresses.items()}


def panel_member(candidate):
    """An assessor who scores this candidate."""
    from liangcai_web.services.seating import load_plan
    from liangcai_web.services.teams import panel_members

    return panel_members(load_plan(candidate.batch))[candidate.panel][0]


@pytest.mark.slow
def test_each_role_gets_its_own_routes_and_no_other(world):
    cast, candidate, addresses = world
    people = {OFFICER: cast.team.officer, ASSESSOR: panel_member(candidate), AUTHORITY: cast.authority}
    people[AUTHOR] = cast.authors[0]
    people[SCREENER] = cast.screeners[0]
    people[INVIGILATOR] = RoomDuty.objects.filter(batch=candidate.batch, room=candidate.room)[0].user
    for role, user in people.items():
        mine = {name for name, route in ROUTES.items() if route.role == role} | (SHARED if role == OFFICER else set())
        wanted = {name: route.answer if name in mine else 403 for name, route in ROUTES.items()}
        assert ask_all(client_of(user), addresses) == wanted, role


@pytest.mark.slow
def test_an_invigilator_of_no_room_gets_an_empty_home_and_finds_no_room(world):
    cast, _, addresses = world
    statuses = ask_all(client_of(cast.idle_invigilator), addresses)
    own = {name for name, route in ROUTES.items() if route.role == INVIGILATOR}
    assert {statuses[name] for name in set(statuses) - own} == {403}
    assert {name: statuses[name] for name in own} == dict.fromkeys(own, 404) | {"invigilator": 200}


@pytest.mark.slow
def test_an_invigilator_does_not_find_the_room_of_another(world):
    _, candidate, _ = world
    watcher = RoomDuty.objects.filter(batch=candidate.batch, room=candidate.room)[0].user
    RoomDuty.objects.filter(user=watcher).update(room="T99")
    candidate.batch.candidates.exclude(pk=candidate.pk).update(room="T99")
    for room, status in (("T99", 200), (candidate.room, 404)):
        assert (
            client_of(watcher).get(reverse("invigilator-room", args=[candidate.batch.uuid, room])).status_code == status
        )


@pytest.mark.slow
def test_someone_who_is_not_signed_in_is_sent_to_sign_in(world):
    _, _, addresses = world
    client = client_of(None)
    for name, path in addresses.items():
        response = getattr(client, ROUTES[name].method)(path)
        assert response.status_code == 302, name
        assert response.url.startswith("/sign-in?next="), name


@pytest.mark.slow
def test_a_candidate_in_the_middle_of_the_sitting_is_sent_to_sign_in(world):
    _, candidate, addresses = world
    client = client_of(None)
    client.cookies["sitting"] = open_journal().open_session(str(candidate.uuid))
    assert set(ask_all(client, addresses).values()) == {302}


@pytest.mark.slow
def test_another_office_does_not_find_what_is_not_its_own(world):
    cast, _, addresses = world
    statuses = ask_all(client_of(cast.stranger), addresses)
    shared = {
        "",
        "key",
        "shelf",
        "item",
        "point",
        "upload",
        "download",
        "register",
        "register_file",
    }  # standards and bundled questions
    foreign = {name for name, route in ROUTES.items() if route.names not in shared}
    assert {name: statuses[name] for name in foreign} == dict.fromkeys(foreign, 404)
    own = {name: route.answer for name, route in ROUTES.items() if name not in foreign}
    assert {name: statuses[name] for name in own} == own


@pytest.mark.slow
def test_nothing_of_another_office_stands_on_the_pages_that_both_have(world):
    cast, candidate, addresses = world
    client = client_of(cast.stranger)
    for name in ("office", "screen", "assess", "authority", "authority-certificates", "authority-facts"):
        page = client.get(addresses[name]).content.decode()
        assert candidate.batch.title not in page, name
        assert str(candidate.batch.uuid) not in page, name


@pytest.mark.slow
def test_what_acts_is_not_done_by_a_link(world):
    cast, candidate, addresses = world
    for name, route in ROUTES.items():
        if route.method == ACT:
            users = {ASSESSOR: panel_member(candidate), AUTHORITY: cast.authority}
            user = users.get(route.role, cast.team.officer)
            assert client_of(user).get(addresses[name]).status_code == 405, name


@pytest.mark.slow
def test_what_acts_needs_the_token_of_a_form(world):
    from django.test import Client

    cast, candidate, addresses = world
    for name, route in ROUTES.items():
        client = Client(enforce_csrf_checks=True)
        client.force_login(
            {OFFICER: cast.team.officer, ASSESSOR: panel_member(candidate)}.get(route.role, cast.team.officer)
        )
        if route.method == ACT:
            assert client.post(addresses[name]).status_code == 403, name


@pytest.mark.slow
def test_an_assessor_who_is_not_on_the_panel_does_not_find_the_candidate(world):
    cast, _, addresses = world
    client = client_of(cast.idle_assessor)
    assert client.get(addresses["assess-sheet"]).status_code == 404
    assert client.post(addresses["assess-draft"]).status_code == 404
