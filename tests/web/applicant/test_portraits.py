"""The photograph of an applicant: cut to size, one for each, on the ticket, before the eyes of who checks identity."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from liangcai_host import clock
from liangcai_web.records.applications import Application, EvidenceFile
from liangcai_web.services.admission.evidence import PORTRAIT, read_file, store_file
from liangcai_web.services.admission.portraits import find_portrait, list_portraits
from liangcai_web.services.printing.documents import print_tickets
from tests.data.pictures import draw_plan, write_picture
from tests.data.sheets import read_pdf
from tests.web.applicant.applying import begin
from tests.web.cast import announce, client_of
from tests.web.invigilator.room import ROOM, prepare_room


def draw_portrait(width: int = 600, height: int = 900, colour: str = "#7a5") -> bytes:
    """A made-up photograph."""
    return write_picture(Image.new("RGB", (width, height), colour), "JPEG")


def send(browser, data, name="photo.jpg"):
    return browser.post("/apply/files", {"section": PORTRAIT, "file": SimpleUploadedFile(name, data)}, follow=True)


@pytest.mark.django_db
def test_a_photograph_is_cut_to_size_and_a_second_takes_its_place(cast):
    browser, _, _ = begin(announce(cast))
    for colour in ("#7a5", "#57a"):
        send(browser, draw_portrait(colour=colour))
    kept = EvidenceFile.objects.get(section=PORTRAIT)
    with Image.open(io.BytesIO(read_file(kept))) as picture:
        assert (picture.size, picture.format) == ((295, 413), "JPEG")
        blue = picture.getpixel((100, 100))
    assert blue[2] > blue[0], "the second one"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (draw_portrait(900, 600), "是横的"),
        (draw_portrait(100, 140), "100×140"),
        (write_picture(draw_plan(800, 1100), "PDF"), "不是照片"),
        (b"GIF89a", "不是 PDF"),
    ],
    ids=["on its side", "small", "a document", "another form"],
)
def test_what_is_no_photograph_for_a_ticket_is_refused_with_a_way_to_mend_it(cast, data, said):
    browser, _, _ = begin(announce(cast))
    response = send(browser, data)
    assert said in response.content.decode()
    assert not EvidenceFile.objects.exists()


@pytest.mark.django_db
def test_the_ticket_has_the_photograph_and_only_who_watches_the_room_sees_it(cast):
    room = prepare_room(cast, 2)
    first, second = room.seats
    for row in Application.objects.filter(batch=room.batch, person=first.person):
        store_file(row, PORTRAIT, draw_portrait(295, 413), "image/jpeg", "photo.jpg", clock.now())
    assert list(list_portraits(room.batch)) == [str(first.person.uuid)]
    assert find_portrait(second) is None
    printed = print_tickets(room.batch)
    assert printed.value.count(b"/Subtype/Image") == 1
    assert read_pdf(printed).count("贴照片处") == 1
    seen = {seat: reverse("invigilator-portrait", args=[room.batch.uuid, seat.uuid, ROOM]) for seat in (first, second)}
    watcher = client_of(room.watchers[0])
    shown = watcher.get(seen[first])
    assert (shown.status_code, shown["Content-Type"], shown["Cache-Control"]) == (200, "image/jpeg", "no-store")
    assert watcher.get(seen[second]).status_code == 404
    page = watcher.get(reverse("invigilator-room", args=[room.batch.uuid, ROOM]), {"seat": first.uuid})
    assert seen[first] in page.content.decode()
    assert client_of(cast.stranger).get(seen[first]).status_code in (403, 404)
