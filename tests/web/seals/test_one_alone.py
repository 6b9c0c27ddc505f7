"""R15: one person alone opens no paper, by no route and no service of the site."""

import inspect
from itertools import product

import pytest
from django.urls import get_resolver

from liangcai_host import clock
from liangcai_web.records.facts import Fact
from liangcai_web.records.seals import Seal, SealShare
from liangcai_web.services.accounts.officer_keys import Hand
from liangcai_web.services.papers import seals
from liangcai_web.services.papers.making import load_forms
from liangcai_web.services.sittings import office as sittings_office
from liangcai_web.services.sittings import opening
from tests.data.effort import EFFORT
from tests.web.cast import PASSWORD, client_of
from tests.web.seals.test_seal import sealed_batch

ALONE = (
    {"password": PASSWORD},
    {"password": PASSWORD, "second_name": "officer-1", "second_password": PASSWORD},
    {"password": PASSWORD, "second_name": "OFFICER-1 ", "second_password": PASSWORD},
    {"password": PASSWORD, "second_name": "officer-2", "second_password": "guess"},
    {"password": PASSWORD, "second_name": "author-1", "second_password": PASSWORD},
    {"password": PASSWORD, "second_name": "stranger-1", "second_password": PASSWORD},
    {},
)
ACTS = ("", "open", "time", "deal", "code", "restore", "renew")
# Each way to sign alone with each act; in an ordinary run each of them once at least.
TRIES = list(product(ALONE, ACTS)) if EFFORT == "long" else list(zip(ALONE, ACTS, strict=True))


def list_addresses(batch):
    """Every address of the site that a batch can stand in, and every one that names nothing."""
    values = {"uuid": str(batch.uuid), "key": batch.standard.sha256, "name": "paper-A", "number": "S" * 22}
    found = []
    for pattern in get_resolver().url_patterns:
        for one in pattern.url_patterns:
            names = one.pattern.converters
            if set(names) <= set(values):
                found.append("/" + "".join(fill(str(one.pattern), values)))
    return sorted(set(found))


def fill(route, values):
    """The parts of a route, with values for its names."""
    for part in route.replace(">", "<").split("<"):
        yield values.get(part.partition(":")[2], part)


def is_sealed(batch):
    """Whether nothing was opened, and no share was given to the site."""
    opened = Fact.objects.filter(kind__in=("sitting_opened", "opening_time_set", "shares_dealt")).exists()
    given = SealShare.objects.filter(holder__isnull=True).exists()
    return not (opened or given or Seal.objects.get().released or load_forms(batch))


@pytest.mark.slow
def test_no_route_lets_one_officer_open_a_paper(cast):
    batch, papers = sealed_batch(cast)
    addresses = list_addresses(batch)
    assert len(addresses) > 40
    hidden = [item.rationale for item in papers.bank.items if len(item.rationale) > 8]
    tried, told = 0, []
    client = client_of(cast.team.officer)
    for address in addresses:
        for method, typed, act in (("get", {}, ""), *(("post", *one) for one in TRIES)):
            more = {"act": act, "opens_at": "2099-01-01T09:00"} if act else {}
            if address == "/sign-out":
                continue
            response = getattr(client, method)(address, {**typed, **more})
            tried += 1
            body = b"".join(response) if response.streaming else response.content
            told += [address for text in hidden[:40] if text.encode() in body]
            assert response.status_code < 500, (address, method)
            if response.status_code == 405:
                break  # this address takes no form, whatever is typed
        assert is_sealed(batch), address
    assert tried > 15 * len(TRIES), tried
    assert not told


@pytest.mark.parametrize("service", ["open_sitting", "set_opening_time", "deal_anew"])
def test_no_service_takes_one_hand_for_two(cast, service):
    batch, _ = sealed_batch(cast)
    first = cast.team.hands[0]
    call = getattr(sittings_office, service, None) or getattr(opening, service)
    others = (first, Hand(user=cast.authors[0], phrase=PASSWORD), Hand(user=cast.stranger, phrase=PASSWORD))
    for other in others:
        more = {"opens_at": None} if service == "set_opening_time" else {}
        for hands in ((first, other), (other, first)):
            assert call(batch, hands=hands, now=clock.now(), **more).value is None
    assert is_sealed(batch)


def test_every_service_that_gives_the_key_is_known_here():
    """Who adds a way to the key has to come past this test."""
    givers = {"recover_key", "recover_at_time", "release_key"}
    from importlib import import_module
    from pkgutil import walk_packages

    import liangcai_web.services as package

    users = set()
    for found in walk_packages(package.__path__, f"{package.__name__}."):
        module = import_module(found.name)
        source = inspect.getsource(module)
        users |= {found.name.removeprefix(f"{package.__name__}.") for giver in givers if f"{giver}(" in source}
    assert users == {"papers.seals", "sittings.opening", "sittings.office"}
    assert inspect.signature(seals.recover_key).parameters.keys() == {"seal", "hands"}
