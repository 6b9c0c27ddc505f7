"""Appending facts in one go, against one transaction a fact.

In: facts of one organisation. Out: a ratio. Follows: the same rows, hashes and durability on both sides.
"""

from collections.abc import Iterator

from bench.ratio import Ratio, against_peer
from liangcai_host import clock
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.accounts.offices import found_organisation
from liangcai_web.services.facts import NewFact, append_fact, append_facts, find_break
from liangcai_web.services.payloads.base import AttemptClosed

FACTS, RUNS = 300, 5
PAYLOAD = AttemptClosed(how="candidate", last_sequence=1, answered=100)


def measure() -> Iterator[Ratio]:
    """The chain of everything that was appended is checked at the end."""
    organisation = found_organisation(name="量度机构", name_en="Bench", code="0002", province="00", site="000002")
    yield against_peer(
        "facts in one go",
        lambda: append_many(organisation),
        lambda: append_singly(organisation),
        RUNS,
        (f"{FACTS} facts in one transaction", "a transaction for each"),
    )
    assert find_break(organisation) is None


def append_many(organisation: Organisation) -> None:
    """One transaction."""
    append_facts(organisation, [NewFact(kind="attempt_closed", payload=PAYLOAD)] * FACTS, now=clock.now())


def append_singly(organisation: Organisation) -> None:
    """One transaction a fact."""
    for _ in range(FACTS):
        append_fact(organisation, "attempt_closed", PAYLOAD, now=clock.now())
