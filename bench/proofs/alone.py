"""R15: nobody alone publishes a mark, opens a paper or signs: by the database, by the services, by the pages.

In: how many tries. Out: an account, a try a path and a way of being alone. Follows: reliability rule 9. The kinds of
fact that need two are put to the database with one person in every way; each service that takes two people is called
with one in both places, and again with two to see that the act is reached at all; each page of the office that acts is
sent one's own name, a wrong password, the name of somebody of another role and of another office.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from tests.web.cast import PASSWORD, client_of, gather_cast
from tests.web.route import OFFICER
from tests.web.staff_routes import STAFF
from tests.web.world import World, build_world

import liangcai_web.services
from bench.account import Account, account
from liangcai_host import clock
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import TWO_PEOPLE, Fact
from liangcai_web.services.batches import changed as batches_changed
from liangcai_web.services.certificates import office as certificates_office
from liangcai_web.services.certificates import runs as certificates_runs
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.base import RuleWaived
from liangcai_web.services.privacy import erasure as person_erasure
from liangcai_web.services.privacy import export as person_export
from liangcai_web.services.results import decisions, misconduct, petitions, postings, score_reviews
from liangcai_web.services.results import office as marks_office
from liangcai_web.services.results import versions as marking_versions
from liangcai_web.services.results.petitions import Said, find_petition, keep_petition
from liangcai_web.services.sittings import entry as sittings_entry
from liangcai_web.services.standing.awards import read_decisions
from liangcai_web.services.standing.cases import list_noted, own_cases
from liangcai_web.services.training import proofs as training_proofs

SHORT, LONG = 100, 1000
SAID = RuleWaived(reason="proof", pack_id="proof")
Act = Callable[[World, dict[str, Any]], object]


def prove(tries: int) -> Account:
    """Every path; the number that is asked for only bounds the short form."""
    faults: list[str] = []
    with transaction.atomic():
        world = build_world(gather_cast())
        counts = {"database": 0, "services": 0, "reached": 0, "pages": 0}
        for name, found in (("database", try_database(world)), ("services", try_services(world))):
            for fault in found:
                counts[name] += 1
                faults += [fault] if fault else []
        counts["reached"] = len(ACTS)
        for fault in try_pages(world):
            counts["pages"] += 1
            faults += [fault] if fault else []
            if tries == SHORT and counts["pages"] >= SHORT:
                break
        transaction.set_rollback(True)
    faults += list_untried()
    tried = counts["database"] + counts["services"] + counts["pages"]
    said = (
        f"{len(TWO_PEOPLE)} kinds of fact {counts['database']} ways, {len(ACTS)} acts of services {counts['services']} "
        f"ways, each done by two, pages {counts['pages']} ways"
    )
    return account("R15", "paths on which one person alone publishes, opens or signs", tried, "ways", faults, said)


def try_database(world: World) -> Iterator[str]:
    """Each kind that needs two, with nobody, one, the other, and one in both places."""
    one = world.cast.team.officer
    ways: tuple[dict[str, Any], ...] = ({}, {"actor": one}, {"approver": one}, {"actor": one, "approver": one})
    for kind in TWO_PEOPLE:
        for way in ways:
            try:
                with transaction.atomic():
                    append_fact(world.cast.office, kind, SAID, now=clock.now(), batch=world.batch.uuid, **way)
                yield f"the database kept {kind} by {sorted(way)}"
            except IntegrityError:
                yield ""


def try_services(world: World) -> Iterator[str]:
    """Each act with one person in both places, and with nobody to approve; then by two, to see that it is reached."""
    first, second = world.cast.team.officer, world.cast.team.second_officer
    for name, act in ACTS.items():
        for approver in (first, None):
            done = run(world, act, {"now": clock.now(), "actor": first, "approver": approver})
            yield f"{name} was done by one alone" if done else ""
        if not run(world, act, {"now": clock.now(), "actor": first, "approver": second}):
            yield f"{name} was not reached by two: the proof of it is empty"


def run(world: World, act: Act, people: dict[str, Any]) -> bool:
    """Whether an act came about, as new facts that need two; all of it is taken back."""
    known = Fact.objects.filter(kind__in=TWO_PEOPLE).count()
    try:
        with transaction.atomic():
            head = Fact.objects.order_by("-pk")[0].pk
            try:
                with transaction.atomic():
                    act(world, people)
            except (IntegrityError, AttributeError):  # nobody to approve has no name
                return False
            found = Fact.objects.filter(kind__in=TWO_PEOPLE, pk__gt=head).exists()
            raise RuntimeError("taken back")
    except RuntimeError:
        assert Fact.objects.filter(kind__in=TWO_PEOPLE).count() == known
        return found


def try_pages(world: World) -> Iterator[str]:
    """Each page of the office that acts, with a second person who is none."""
    second = {
        "oneself": ("officer-1", PASSWORD),
        "oneself in capitals": ("OFFICER-1", PASSWORD),
        "a wrong password": ("officer-2", "wrong"),
        "another role": ("assessor-idle", PASSWORD),
        "another office": ("stranger-1", PASSWORD),
        "nobody": ("", ""),
    }
    client = client_of(world.cast.team.officer)
    words = {"reason": "proof proof", "why": "proof proof", "outcome": "upheld", "points": "1", "measure": "part-void"}
    for name, route in STAFF.items():
        if route.role != OFFICER:
            continue
        address = world.address(name)
        for who, (username, password) in second.items():
            typed = {"password": PASSWORD, "second_name": username, "second_password": password, **words}
            with transaction.atomic():
                before = Fact.objects.filter(kind__in=TWO_PEOPLE).count()
                client.post(address, typed)
                more = Fact.objects.filter(kind__in=TWO_PEOPLE).count() - before
                transaction.set_rollback(True)
            yield f"{name} acted with {who}" if more else ""


def open_petition(world: World, kind: str) -> petitions.Petition:
    """A petition that waits."""
    row = keep_petition(world.batch, kind, Said(text="proof"), now=clock.now(), candidate=world.candidate).value
    assert row is not None
    found = find_petition(world.batch, row.uuid)
    assert found is not None
    return found


def heard_case(world: World) -> Any:
    """A case whose candidate was heard."""
    case = own_cases(world.candidate)[0]
    misconduct.hear_candidate(case, "proof", now=clock.now())
    return case


def review(world: World, two: dict[str, Any]) -> object:
    """A score review that changes the mark."""
    row = world.batch.petitions.get(kind="review")
    found = find_petition(world.batch, row.uuid)
    assert found is not None
    return score_reviews.settle_review(found, Decimal(1), "proof", **two)


def decide(world: World, two: dict[str, Any]) -> object:
    """Everyone decided on, as if nobody had been."""
    Fact.objects.filter(kind__in=("award_decided", "award_changed")).delete()
    return marks_office.decide_batch(
        world.batch, absent_fail=True, actor=two["actor"], approver=two["approver"], now=two["now"]
    )


def decide_anew(world: World, two: dict[str, Any]) -> object:
    """New decisions because marks are gone."""
    Fact.objects.filter(kind="panel_decided").delete()
    return decisions.decide_again(world.batch, set(read_decisions(world.batch)), "proof", **two)


def post(world: World, two: dict[str, Any]) -> object:
    """The list posted, as if it had not been."""
    Fact.objects.filter(kind="results_posted").delete()
    return postings.post_results(world.batch, **two)


def issue(world: World, two: dict[str, Any]) -> object:
    """A run of certificates, as if nobody had one."""
    Credential.objects.all().delete()
    return certificates_runs.begin_run(world.batch, **two)


def years_on(two: dict[str, Any]) -> dict[str, Any]:
    """The same two, ten years later."""
    return {**two, "now": two["now"] + timedelta(days=3660)}


def credential(world: World) -> Credential:
    """A certificate in force."""
    return Credential.objects.filter(candidate__batch=world.batch, revoked_at=None)[0]


ACTS: dict[str, Act] = {
    "results.office.decide_batch": decide,
    "results.decisions.decide_again": decide_anew,
    "results.versions.make_live": lambda world, two: marking_versions.make_live(world.batch, 2, **two),
    "results.score_reviews.settle_review": review,
    "results.postings.post_results": post,
    "results.petitions.settle_objection": lambda world, two: petitions.settle_objection(
        open_petition(world, "objection"), "dismissed", "proof", **two
    ),
    "results.misconduct.withdraw_irregularity": lambda world, two: misconduct.withdraw_irregularity(
        world.candidate, next(one for one in list_noted(world.batch) if not one.case).fact.hash, "proof", **two
    ),
    "results.misconduct.decide_case": lambda world, two: misconduct.decide_case(
        heard_case(world), "part-void", "proof", **two
    ),
    "certificates.runs.begin_run": issue,
    "certificates.office.revoke_issued": lambda world, two: certificates_office.revoke_issued(
        credential(world), certificates_office.list_grounds(world.cast.office)[0].key, "proof", **two
    ),
    "batches.changed.cancel_batch": lambda world, two: batches_changed.cancel_batch(world.own.batch, "proof", **two),
    "privacy.export.export_in_plain": lambda world, two: person_export.export_in_plain(
        world.candidate.person, "proof", **two
    ),
    "privacy.erasure.erase_leftovers": lambda world, two: person_erasure.erase_leftovers(
        world.cast.office, **years_on(two)
    ),
    "sittings.entry.waive_rule": lambda world, two: sittings_entry.waive_rule(
        world.candidate, "entry", "proof proof", **two
    ),
    "training.proofs.withdraw_proof": lambda _world, two: training_proofs.withdraw_proof(
        training_proofs.TrainingProof.objects.all()[0], "proof proof", **two
    ),
}
# Reached through the acts above, or held by tests of their own (keys, seals, reviews, exemplars, late answers, grants),
# and by the database in any case: what they write are facts of the kinds that need two.
INNER = {
    "admission.arrangements.arrange", "admission.arrangements.check_wish", "benches.console._append",
    "benches.console.give_bench_time", "certificates.issue.approve_issuing", "certificates.issue.issue_certificates",
    "certificates.issue.issue_group", "certificates.issue.issue_one", "certificates.issue.revoke_certificate",
    "certificates.keys.end_batch_key", "certificates.keys.make_batch_key", "certificates.keys.replace_signing_key",
    "certificates.renewal.renew_certificate", "certificates.resigning.resign_certificates",
    "certificates.resigning.resign_one", "facts.append_fact", "facts.append_facts", "facts.append_once",
    "marking.reviews.prepare_review", "marking.texts_office.agree_exemplar", "privacy.erasure.erase_person",
    "results.decisions.decide_awards", "results.misconduct._state", "results.misconduct.settle_appeal",
    "results.petitions.settle", "sittings.grants.give_time", "sittings.grants.plan_rows",
    "sittings.grants.state_grant", "sittings.late.count_late", "training.proofs._issue",
    "training.proofs.issue_proofs", "workflow.archives.begin_archive",
}  # fmt: skip


def list_untried() -> list[str]:
    """Services that take two people and stand in neither list: a new one fails the proof."""
    found, services = set(), f"{liangcai_web.services.__name__}."
    for one in pkgutil.walk_packages(liangcai_web.services.__path__, services):
        module = importlib.import_module(one.name)
        for name, value in vars(module).items():
            own = inspect.isfunction(value) and value.__module__ == module.__name__
            if own and "approver" in inspect.signature(value).parameters:
                found.add(f"{one.name.removeprefix(services)}.{name}")
    return [f"{name} takes two people and is in neither list" for name in sorted(found - set(ACTS) - INNER)]
