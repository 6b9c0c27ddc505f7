"""An examination whose papers have written answers: everybody has sat it and nobody has marked it."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from msgspec.structs import replace

from liangcai_host import clock
from liangcai_web.records.batches import Batch
from liangcai_web.services.accounts.offices import open_account
from liangcai_web.services.marking.texts_office import agree_exemplar
from liangcai_web.services.papers import making as papers
from liangcai_web.services.rehearsal.journey import seated
from liangcai_web.services.sittings.attempts import hand_in, load_paper, open_attempt, record_answers
from tests.data.printed import ESSAY_KEY, print_every_type
from tests.web.cast import PASSWORD, Cast, prepare_waiting

FORM = print_every_type()
SHORT_KEY = next(one.item.id for one in FORM.questions if one.item.type == "short")
CASE_KEY = next(f"{one.item.id}/5" for one in FORM.questions if one.item.type == "case")


@dataclass(frozen=True)
class Written:
    """The batch, and four accounts that may mark."""

    batch: Batch
    markers: tuple[AbstractUser, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.get_username() for one in self.markers)


def write_papers(monkeypatch) -> None:
    """From now on assembled papers have one question of each type."""
    whole = papers.assemble_papers

    def assemble(batch, seed, **more):
        made = whole(batch, seed, **more)
        forms = tuple(replace(FORM, id=one.id) for one in made.value.forms.forms)
        return replace(made, value=replace(made.value, forms=replace(made.value.forms, forms=forms)))

    monkeypatch.setattr(papers, "assemble_papers", assemble)


def sit(batch: Batch, essays: dict[int, str] | None = None) -> None:
    """Everybody writes an essay and nothing else, unless told."""
    now = clock.now()
    for number, candidate in enumerate(seated(batch)):
        open_attempt(candidate, load_paper(candidate), now)
        record_answers(candidate, {ESSAY_KEY: (essays or {}).get(number, f"第 {number} 人的论述")}, now)
        hand_in(candidate, now + timedelta(minutes=60))


def prepare_written(cast: Cast, monkeypatch, candidates: int = 2, markers: int = 4) -> Written:
    """The examination, sat."""
    write_papers(monkeypatch)
    batch = prepare_waiting(cast, candidates)
    sit(batch)
    accounts = [open_account(cast.office, f"marker-{number}", PASSWORD, "assessor") for number in range(1, markers + 1)]
    return Written(batch=batch, markers=tuple(accounts))


def agree(cast: Cast, batch: Batch, response: str, criteria, use: str = "calibration", key: str = ESSAY_KEY):
    """An exemplar on which the two officers agree."""
    return agree_exemplar(
        batch,
        key,
        response,
        criteria,
        use,
        now=clock.now(),
        actor=cast.team.officer,
        approver=cast.team.second_officer,
    )
