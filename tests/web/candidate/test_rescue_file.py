"""The emergency file: bound to candidate and paper, refused when changed, taken in once, late ones counted by two."""

import itertools
import json
import random
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from liangcai.assembly.model import hash_form, name_paper
from liangcai.findings import Result
from liangcai_host.keys.sealing import make_seal
from liangcai_web.records.batches import Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.services.facts import append_fact
from liangcai_web.services.payloads.base import LateCounted
from liangcai_web.services.sittings import attempts as sittings
from liangcai_web.services.sittings.intake import Imported, Source, import_file
from liangcai_web.services.sittings.journal import open_journal, read_attempt
from liangcai_web.services.sittings.late import count_late, list_late, mend_counted, read_late
from liangcai_web.services.sittings.rescue import make_page_key
from tests.data.cast import OPENED, Cast, gather_cast

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def cast() -> Cast:
    """A batch whose papers are open, the first candidate at work since the opening."""
    cast = gather_cast()
    first = cast.candidates[0]
    sittings.open_attempt(first, sittings.load_paper(first), OPENED)
    return cast


def event(item: str, response: str, at: datetime, **more: Any) -> dict[str, Any]:
    """What a page has pending for an answer."""
    sequence = int(at.timestamp() * 1000)
    return {"id": uuid4().hex, "kind": "answered", "item": item, "sequence": sequence, "response": response, **more}


def seal(candidate: Candidate, *events: dict[str, Any], key: str = "", **more: Any) -> bytes:
    """A file as a page makes it."""
    paper = sittings.load_paper(candidate)
    assert paper is not None
    form = name_paper(hash_form(paper.form))
    body = json.dumps(
        {
            "attempt": str(candidate.uuid),
            "form": form,
            "ticket": candidate.ticket_number,
            "made": "2026-03-01T02:00:00.000Z",
            "events": events,
            "answers": {},
            **more,
        },
        ensure_ascii=False,
    )
    page_key = bytes.fromhex(key or make_page_key(str(candidate.uuid), form))
    words = {"format": "liangcai-sitting-1", "suite": "HS256", "seal": make_seal(page_key, body.encode()), "body": body}
    return json.dumps(words, ensure_ascii=False).encode()


def take_in(cast: Cast, data: bytes, minutes: float = 5) -> Result[Imported | None]:
    """An officer imports a file."""
    officer = User.objects.get(username="office-1")
    return import_file(Source(data, "rescue.json", officer), cast.organisation, OPENED + minutes * MINUTE)


def standing(candidate: Candidate) -> dict[str, str]:
    """The answers that count."""
    return {answer.item: answer.response for answer in read_attempt(str(candidate.uuid)).answers}


def test_a_file_enters_once_with_a_flag_and_a_fact(cast: Cast) -> None:
    candidate = cast.candidates[0]
    data = seal(candidate, event("q1", "A", OPENED + MINUTE), event("q2", "断电，验电", OPENED + 2 * MINUTE))
    first, second = take_in(cast, data).value, take_in(cast, data).value
    assert first is not None
    assert second is not None
    assert (first.events, first.fresh, first.doubtful, second.fresh) == (2, 2, 0, 0)
    assert standing(candidate) == {"q1": "A", "q2": "断电，验电"}
    stored = open_journal().read(str(candidate.uuid), ("answered",))
    assert {one.flags for one in stored} == {("imported",)}
    assert Fact.objects.filter(kind="answers_imported", subject=candidate.uuid).count() == 1


def test_what_the_page_sends_later_under_the_same_ids_is_stored_once(cast: Cast) -> None:
    candidate = cast.candidates[0]
    given = event("q1", "A", OPENED + MINUTE)
    take_in(cast, seal(candidate, given))
    other = {**given, "id": uuid4().hex, "sequence": given["sequence"] + 1, "response": "B"}
    assert (taken := take_in(cast, seal(candidate, given, other)).value)
    assert taken.fresh == 1
    assert standing(candidate) == {"q1": "B"}


def test_answers_that_another_server_had_acknowledged_enter_as_well(cast: Cast) -> None:
    candidate = cast.candidates[0]
    sequence = int((OPENED + MINUTE).timestamp() * 1000)
    pending = event("q2", "C", OPENED + 2 * MINUTE)
    answers = {"q1": ["B", sequence], "q2": ["C", pending["sequence"]]}
    data = seal(candidate, pending, answers=answers)
    assert (taken := take_in(cast, data).value)
    assert (taken.events, taken.fresh) == (2, 2)
    assert (again := take_in(cast, data).value)
    assert again.fresh == 0
    assert standing(candidate) == {"q1": "B", "q2": "C"}


def test_an_older_file_never_beats_a_newer_answer(cast: Cast) -> None:
    candidate = cast.candidates[0]
    take_in(cast, seal(candidate, event("q1", "B", OPENED + 3 * MINUTE)))
    take_in(cast, seal(candidate, event("q1", "A", OPENED + MINUTE)))
    assert standing(candidate) == {"q1": "B"}


def test_every_changed_byte_is_refused(cast: Cast) -> None:
    candidate = cast.candidates[0]
    data = seal(candidate, event("q1", "A", OPENED + MINUTE))
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        result = take_in(cast, changed)
        assert result.value is None, changed
        assert result.findings[0].rule in ("sitting.file.seal", "sitting.file.format"), changed
    assert standing(candidate) == {}


def test_a_file_that_was_moved_to_another_candidate_or_paper_is_refused(cast: Cast) -> None:
    mine, other = cast.candidates
    my_key = make_page_key(str(mine.uuid), name_paper(hash_form(sittings.load_paper(mine).form)))  # type: ignore[union-attr]
    stolen = take_in(cast, seal(other, event("q1", "A", OPENED), key=my_key))
    assert [finding.rule for finding in stolen.findings] == ["sitting.file.seal"]
    form = "0" * 64
    other_paper = seal(mine, form=form, key=make_page_key(str(mine.uuid), form))
    assert [one.rule for one in take_in(cast, other_paper).findings] == ["sitting.file.paper"]
    nobody = str(uuid4())
    form = name_paper(hash_form(sittings.load_paper(mine).form))  # type: ignore[union-attr]
    unknown = seal(mine, attempt=nobody, key=make_page_key(nobody, form))
    assert [one.rule for one in take_in(cast, unknown).findings] == ["sitting.file.candidate"]


def test_another_office_takes_nothing_in(cast: Cast) -> None:
    from liangcai_web.services.accounts.offices import found_organisation

    other = found_organisation(name="别家", name_en="Other", code="0009", province="00", site="000009")
    data = seal(cast.candidates[0], event("q1", "A", OPENED))
    assert import_file(Source(data, "rescue.json"), other, OPENED).value is None
    assert standing(cast.candidates[0]) == {}


@pytest.mark.parametrize(
    "data", [b"", b"{", b"\xff", b"[]", b"null", b"[" * 99_999, b'{"format":"liangcai-sitting-1"}']
)
def test_what_no_page_saves_is_a_finding(cast: Cast, data: bytes) -> None:
    assert [finding.rule for finding in take_in(cast, data).findings] == ["sitting.file.format"]


def test_a_file_longer_than_a_page_saves_is_refused(cast: Cast) -> None:
    assert [one.rule for one in take_in(cast, b" " * 4_000_001).findings] == ["sitting.file.size"]


def late_paper(cast: Cast) -> Candidate:
    """A candidate whose file came after the end: one answer given in time, one after it."""
    candidate = cast.candidates[0]
    ends = read_attempt(str(candidate.uuid)).ends
    assert ends is not None
    data = seal(candidate, event("q1", "A", ends - MINUTE), event("q2", "B", ends + MINUTE))
    assert (taken := take_in(cast, data, minutes=1000).value)
    assert taken.doubtful == 2
    return candidate


def test_a_late_file_is_stored_and_shown_and_does_not_count(cast: Cast) -> None:
    candidate = late_paper(cast)
    assert standing(candidate) == {}
    (shown,) = list_late(cast.batch)
    assert (shown.candidate, len(shown.events), len(shown.given_in_time)) == (candidate, 2, 1)
    assert shown.flags == ("imported", "late")


def test_a_number_that_is_no_moment_of_this_age_is_shown_at_its_arrival(cast: Cast) -> None:
    candidate = cast.candidates[0]
    later = OPENED + 1000 * MINUTE
    absurd = event("q1", "A", OPENED) | {"sequence": 2**53}
    assert take_in(cast, seal(candidate, absurd), minutes=1000).value
    (shown,) = list_late(cast.batch)
    assert (shown.first_given, shown.last_given, shown.given_in_time) == (later, later, ())


def count(candidate: Candidate, actor: str = "office-1", approver: str = "office-2") -> Result[Fact | None]:
    """Two officers let late answers count."""
    first, second = (User.objects.get(username=name) for name in (actor, approver))
    return count_late(candidate, "网络中断", actor=first, approver=second, now=OPENED + 1001 * MINUTE)


def test_two_people_let_count_what_was_given_in_time_and_nothing_else(cast: Cast) -> None:
    candidate = late_paper(cast)
    assert count(candidate).value is not None
    assert standing(candidate) == {"q1": "A"}
    assert [one.item for one in read_late(candidate).events] == ["q2"]
    assert count(candidate).value is None


def test_one_person_alone_lets_nothing_count(cast: Cast) -> None:
    candidate = late_paper(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        count(candidate, approver="office-1")
    with pytest.raises(IntegrityError), transaction.atomic():
        officer = User.objects.get(username="office-1")
        counted = LateCounted(positions=(1,), reason="alone")
        append_fact(cast.organisation, "late_counted", counted, now=OPENED, actor=officer, subject=candidate.uuid)
    assert standing(candidate) == {}


def test_a_crash_between_the_fact_and_the_journal_is_mended_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = late_paper(cast)
    with monkeypatch.context() as patch:
        patch.setattr("liangcai_web.services.sittings.late._append", lambda *_: None)
        count(candidate)
    assert standing(candidate) == {}
    assert [mend_counted(OPENED + 1002 * MINUTE) for _ in range(2)] == [1, 0]
    assert standing(candidate) == {"q1": "A"}


def test_files_in_any_order_and_cut_anywhere_lead_to_the_same_answers(cast: Cast) -> None:
    rng = random.Random(9)  # noqa: S311 - nothing secret
    given = [event(f"q{rng.randint(1, 4)}", rng.choice("ABCD"), OPENED + n * MINUTE / 10) for n in range(1, 25)]
    wanted = {one["item"]: one["response"] for one in given}
    for candidate, _ in zip(cast.candidates, range(2), strict=True):
        sittings.open_attempt(candidate, sittings.load_paper(candidate), OPENED)
        cuts = sorted(rng.sample(range(25), 4))
        pieces = [given[max(0, start - 3) : end] for start, end in itertools.pairwise([0, *cuts, 25])]
        for piece in rng.sample(pieces, len(pieces)):
            take_in(cast, seal(candidate, *piece))
        assert standing(candidate) == wanted
