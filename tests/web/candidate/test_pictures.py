"""A candidate sees the pictures of the own paper, from the start of the own time to its end, and nobody else's."""

import io
import re
from datetime import timedelta

import pytest
from django.test import Client
from msgspec.structs import replace
from PIL import Image
from pypdfium2 import PdfDocument

from liangcai_host import clock
from liangcai_host.sandbox.pictures import clean_picture
from liangcai_web.records.batches import Candidate
from liangcai_web.services.bank.pictures import keep_picture
from liangcai_web.services.papers.making import load_blueprint, load_form
from liangcai_web.services.printing.documents import print_paper
from tests.data.cast import OPENED, Cast, gather_cast, small_papers
from tests.data.items import make_item, picture
from tests.data.pictures import PLAN, make_png
from tests.web.candidate.test_pages import typed

pytestmark = pytest.mark.django_db
PLANS = {form: clean_picture(data, form).value or b"" for form, data in (("A", PLAN), ("B", make_png(120, 90)))}


def gather(*, unsealed: bool = True) -> Cast:
    """A batch whose form A shows one picture and form B another."""
    _, small = small_papers()
    cast = gather_cast(unsealed=unsealed, forms=replace(small, forms=tuple(draw_on(form) for form in small.forms)))
    for data in PLANS.values():
        assert keep_picture(cast.organisation, data, "plan.png", now=OPENED, actor=None).value
    return cast


def draw_on(form):
    """A form whose first question shows the picture of the form; a case at its side shows it in a part."""
    section = form.sections[0]
    media = (picture("plan.png", PLANS[form.id]),)
    part = make_item("short", 8, id="1", stem="分图 ![](plan.png)。", media=media)
    first = replace(section.questions[0].item, stem="如图 ![](plan.png)（　）。", media=media)
    case = make_item("case", 99, parts=(part, make_item("truefalse", 2)))
    questions = (replace(section.questions[0], item=first), replace(section.questions[1], item=case))
    return replace(
        form, sections=(replace(section, questions=(*questions, *section.questions[2:])), *form.sections[1:])
    )


def address(form: str) -> str:
    """Where the picture of a form would be."""
    return f"/sitting/pictures/{picture(data=PLANS[form]).sha256}"


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def candidate(cast: Cast, client: Client) -> Candidate:
    """The first candidate, signed in with the client."""
    assert client.post("/sitting", typed(cast, cast.candidates[0])).status_code == 302
    return cast.candidates[0]


def test_the_paper_shows_the_pictures_with_their_words(candidate: Candidate, client: Client) -> None:
    client.post("/sitting/start")
    page = client.get("/sitting/paper").content.decode()
    assert page.count(f'<img class="figure" src="{address(candidate.form)}" alt="一张接线图">') == 2
    answer = client.get(address(candidate.form))
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.content)).size == Image.open(io.BytesIO(PLANS[candidate.form])).size
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, max-age=86400, immutable"
    assert "img-src 'self'" in answer.headers["Content-Security-Policy"]


def test_nothing_is_shown_before_the_start_nor_after_the_end(candidate: Candidate, client: Client) -> None:
    path = address(candidate.form)
    assert client.get(path).status_code == 404
    client.post("/sitting/start")
    assert client.get(path).status_code == 200
    client.post("/sitting/hand-in")
    assert client.get(path).status_code == 404


def test_nothing_is_shown_once_the_time_is_over(candidate: Candidate, client: Client, monkeypatch) -> None:
    client.post("/sitting/start")
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert client.get(address(candidate.form)).status_code == 404


def test_the_picture_of_the_other_form_is_not_shown(candidate: Candidate, client: Client) -> None:
    client.post("/sitting/start")
    assert client.get(address("B" if candidate.form == "A" else "A")).status_code == 404


def test_sealed_papers_show_nothing(client: Client) -> None:
    sealed = gather(unsealed=False)
    client.post("/sitting", typed(sealed, sealed.candidates[0]))
    client.post("/sitting/start")
    assert client.get(address(sealed.candidates[0].form)).status_code == 404


def test_a_stranger_and_a_closed_session_see_nothing(cast: Cast, candidate: Candidate, client: Client) -> None:
    client.post("/sitting/start")
    path = address(candidate.form)
    assert Client().get(path).status_code == 404
    assert client.post(path).status_code == 405
    client.post("/sitting/sign-out")
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("odd", ["0" * 64, "..", "x", "0" * 300])
def test_an_odd_address_is_no_picture(candidate: Candidate, client: Client, odd: str) -> None:
    client.post("/sitting/start")
    assert client.get(f"/sitting/pictures/{odd}").status_code == 404


def test_the_printed_paper_holds_the_picture_itself(cast: Cast) -> None:
    form, blueprint = load_form(cast.candidates[0]), load_blueprint(cast.batch)
    assert form is not None
    assert blueprint is not None
    made = print_paper(cast.batch, form, blueprint)
    assert made.value is not None, made.findings
    drawn = [image for page in PdfDocument(made.value) for image in page.get_objects(filter=(3,), max_depth=9)]
    assert len(drawn) == 2
    words = "".join(page.get_textpage().get_text_range() for page in PdfDocument(made.value))
    assert "［图］" not in words
    assert not re.search(r"plan\.png", words)
