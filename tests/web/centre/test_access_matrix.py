"""Every route of the exam office, the assessors and the authority, for every role: who gets in and who does not.

The table of the routes is ``tests/web/routes.py``; ``python3 dev.py prove R16`` tries all of it by both methods.
"""

import pytest
from bench.proofs import matrix
from django.urls import reverse

from liangcai_web.records.duties import RoomDuty
from liangcai_web.services.sittings.journal import open_journal
from tests.web.cast import client_of
from tests.web.route import ACT, INVIGILATOR, OFFICER
from tests.web.routes import COMMON, ROUTES, SHARED, find_lacks, list_site
from tests.web.staff_routes import STAFF
from tests.web.world import build_world


def test_every_route_of_the_site_stands_in_the_table():
    assert find_lacks(list_site()) == []


def test_a_route_without_an_entry_is_found():
    site = list_site()
    assert find_lacks(site | {"office-new-thing": "office/new-thing"}) == ["office-new-thing"]
    del site["home"]
    assert find_lacks(site) == ["home"]


@pytest.fixture
def world(cast):
    """The cast, a candidate, and the address of every route of the staff."""
    built = build_world(cast)
    return cast, built.candidate, built.addresses(STAFF)


def ask_all(client, addresses):
    """The status of every route; what can be opened is opened, what acts is asked to act."""
    return {name: getattr(client, ROUTES[name].method)(path).status_code for name, path in addresses.items()}


@pytest.mark.slow
def test_each_role_gets_its_own_routes_and_no_other(cast):
    world = build_world(cast)
    addresses = world.addresses(STAFF)
    for role, user in world.owners.items():
        mine = {name for name, route in STAFF.items() if route.role == role} | (SHARED if role == OFFICER else set())
        wanted = {name: route.answer if name in mine else 403 for name, route in STAFF.items()}
        assert ask_all(client_of(user), addresses) == wanted, role


@pytest.mark.slow
def test_an_invigilator_of_no_room_gets_an_empty_home_and_finds_no_room(world):
    cast, _, addresses = world
    statuses = ask_all(client_of(cast.idle_invigilator), addresses)
    own = {name for name, route in STAFF.items() if route.role == INVIGILATOR}
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
    foreign = {name for name, route in STAFF.items() if route.names not in COMMON}
    assert {name: statuses[name] for name in foreign} == dict.fromkeys(foreign, 404)
    own = {name: route.answer for name, route in STAFF.items() if name not in foreign}
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
def test_what_acts_is_not_done_by_a_link(cast):
    built = build_world(cast)
    owners, addresses = built.owners, built.addresses(STAFF)
    for name, route in STAFF.items():
        if route.method == ACT:
            assert client_of(owners[route.role]).get(addresses[name]).status_code == 405, name


@pytest.mark.slow
def test_what_acts_needs_the_token_of_a_form(cast):
    from django.test import Client

    built = build_world(cast)
    owners, addresses = built.owners, built.addresses(STAFF)
    for name, route in STAFF.items():
        if route.method == ACT:
            client = Client(enforce_csrf_checks=True)
            client.force_login(owners[route.role])
            assert client.post(addresses[name]).status_code == 403, name


@pytest.mark.slow
def test_an_assessor_who_is_not_on_the_panel_does_not_find_the_candidate(world):
    cast, _, addresses = world
    client = client_of(cast.idle_assessor)
    assert client.get(addresses["assess-sheet"]).status_code == 404
    assert client.post(addresses["assess-draft"]).status_code == 404


@pytest.mark.slow
@pytest.mark.django_db
def test_the_matrix_of_all_cells_is_proved_in_short_form():
    result = matrix.prove(matrix.SHORT)
    assert result.tries >= matrix.SHORT
    assert not result.failed, result.lines()
