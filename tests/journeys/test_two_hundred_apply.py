"""From the announcement of two batches to their tickets in a browser, by every role; the counts agree at each step.

A long run (``LIANGCAI_TESTS=long``) has a hundred applicants for each of the two occupations, in a browser and by
command; otherwise ten for one of them by command.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Page, sync_playwright

from tests.data.command import run_command
from tests.data.effort import EFFORT
from tests.journeys import office_desks as desk
from tests.journeys.applicants import Applicant, draw_applicants, open_conditions, write_list
from tests.journeys.live import find_chromium, serve
from tests.journeys.office_desks import Desks

CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER: install Chromium, or name one in LIANGCAI_CHROMIUM"),
]
COUNT = 100 if EFFORT == "long" else 10
BATCHES = (("2-02-10-13-2021", "初级"), ("4-14-01-04-2021", "四级"))
SITE = "东校区"
PLACES = ["考点", "地址", "考场", "用途", "座位数", "每排座位", "无台阶座位"]
STAFF = ["编号", "姓名", "所在单位", "常驻考点", "账户", "资格"]
SLOTS = "\n".join(f"2027-03-{day} {hours}" for day in (20, 21, 22) for hours in ("08:30-11:30", "13:30-17:30"))
JUDGES = 6
STATE = re.compile(r"(\w+) (\d+)")


@pytest.fixture(scope="module")
def home(demonstration: Callable[[], Path]) -> Path:
    """An installation with an account for every role."""
    return demonstration()


@pytest.fixture(scope="module", autouse=True)
def registers(home: Path, desks: Desks, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The rooms and the people of the office, taken in from two spreadsheets; assessors sign, so they have accounts."""
    folder = tmp_path_factory.mktemp("registers")
    rooms = [[SITE, "", f"T{number:02}", "理论", 30, 6, 2] for number in range(1, 5)]
    rooms += [[SITE, "", f"S{number:02}", "技能", 30, 6, 2] for number in range(1, 9)]
    people = [[f"监{n:02}", f"监考{n}", "", SITE, "", "监考人员"] for n in range(1, 9)]
    people += [[f"评{n:02}", f"考评{n}", "", SITE, f"judge-{n}", "考评员"] for n in range(1, JUDGES + 1)]
    for number in range(1, JUDGES + 1):
        words = ("0000", f"judge-{number}", "--name", f"考评{number}", "--role", "assessor")
        assert run_command("office", "open", *words, home=home).status == 0
    with desks.of("office-1") as office:
        for name, heads, rows in (("places", PLACES, rooms), ("staff", STAFF, people)):
            file = folder / f"{name}.xlsx"
            book = openpyxl.Workbook()
            for row in (heads, *rows):
                book.active.append(row)
            book.save(file)
            desk.import_register(office, name, file)


@pytest.fixture(scope="module")
def desks(home: Path) -> Iterator[Desks]:
    """A browser and the site."""
    accounts = json.loads((home / "people.json").read_text(encoding="utf-8"))["accounts"]
    with serve(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield Desks(browser, address, {name: password for _, name, password in accounts})
        browser.close()


def count_by_command(home: Path, batch: str) -> dict[str, int]:
    """The same counts, as the command says them."""
    said = run_command("application", "list", batch, home=home).err
    return {state: int(count) for state, count in STATE.findall(said)}


@pytest.mark.skipif(EFFORT != "long", reason="ONLY IN A LONG RUN: LIANGCAI_TESTS=long has every role at a browser")
@pytest.mark.parametrize(("key", "level"), BATCHES)
def test_applicants_of_a_batch_are_admitted_and_seated(
    home: Path, desks: Desks, tmp_path: Path, key: str, level: str
) -> None:
    conditions = open_conditions(key, level)
    people = draw_applicants(conditions, COUNT, date.today())  # noqa: DTZ011 - as those who type it
    with desks.of("office-1") as office:
        batch = desk.announce(office, key, f"{level}|", f"{level}批次", "2027-03-20T09:00")
        codes = apply_by_form(desks, batch, [one for one in people if not one.listed])
        apply_by_list(office, batch, [one for one in people if one.listed], conditions, tmp_path)
        assert count_by_command(home, batch)["submitted"] == COUNT
        admitted = review_all(desks, batch, people, codes)
        assert count_by_command(home, batch) == {"admitted": admitted, "refused": COUNT - admitted}
        assert desk.read_steps(office, batch)["review"].startswith("✓"), "nobody waits any more"
        desk.file_plan(office, batch)
        with desks.of("authority-1") as authority:
            desk.approve_plan(authority, batch)
        desk.assemble(office, batch)
        desk.plan_seats(office, batch, SITE, SLOTS)
        steps = desk.read_steps(office, batch)
        done = ("announce", "apply", "review", "file", "staff", "rooms")
        assert {steps[one][0] for one in done} == {"✓"}, steps
        assert steps["rooms"].endswith(f"{admitted}/{admitted}")
        tickets = desk.print_document(office, batch, "tickets", tmp_path / "tickets.pdf")
        assert read_tickets(tickets) == admitted
        assert read_tickets(desk.print_document(office, batch, "sign-in", tmp_path / "sign-in.pdf")) == admitted
    by_command = tmp_path / "by-command.pdf"
    assert run_command("batch", "print", batch, "tickets", "--out", by_command, home=home).status == 0
    assert read_tickets(by_command.read_bytes()) == admitted


@pytest.mark.parametrize(("key", "level"), BATCHES if EFFORT == "long" else BATCHES[1:])
def test_the_same_by_command(home: Path, tmp_path: Path, key: str, level: str) -> None:
    conditions = open_conditions(key, level)
    people = [one for one in draw_applicants(conditions, COUNT, date.today()) if not one.ruling]  # noqa: DTZ011
    admitted = sum(one.fits for one in people)
    starts = ("--title", "按命令办的批次", "--starts", "2027-04-20T09:00")
    batch = run(home, "batch", "announce", key, "--level", level, *starts, "--as", "office-1").strip()
    template, listed = tmp_path / "template.xlsx", tmp_path / "list.xlsx"
    run(home, "application", "template", batch, template)
    listed.write_bytes(write_list(conditions, people[2:], template.read_bytes()))
    assert f"{len(people) - 2}" in run(home, "application", "import", batch, listed, "--as", "office-1")
    for one in people[:2]:
        file = tmp_path / f"{one.id_number}.json"
        said = {"name": one.name, "id_number": one.id_number, "typed": one.typed}
        file.write_text(json.dumps(said), encoding="utf-8")
        run(home, "application", "submit", batch, file, "--as", "office-1")
    for reviewer in ("reviewer-1", "reviewer-2"):
        run(home, "application", "review", batch, "--as", reviewer)
    assert count_by_command(home, batch) == {"admitted": admitted, "refused": len(people) - admitted}
    run(home, "batch", "file", batch, "--as", "office-1")
    run(home, "batch", "judge", batch, "--as", "authority-1")
    run(home, "batch", "papers", batch, "--as", "office-1")
    slots = [word for line in SLOTS.replace("2027-03", "2027-04").split("\n") for word in ("--slot", line)]
    sessions = run(home, "plan", "make", batch, "--site", SITE, *slots, "--as", "office-1").splitlines()
    seated = [int(line.split("  ")[4]) for line in sessions if "理论" in line.split("  ")[2]]
    assert sum(seated) == admitted, sessions
    steps = run(home, "batch", "steps", batch)
    assert re.search(rf"✓ rooms +{admitted}/{admitted}", steps), steps
    tickets = tmp_path / "tickets.pdf"
    run(home, "batch", "print", batch, "tickets", "--out", tickets)
    assert read_tickets(tickets.read_bytes()) == admitted


def run(home: Path, *words: str | Path) -> str:
    """What a command prints, which did what it was asked to."""
    ran = run_command(*words, home=home)
    assert ran.status == 0, ran.err
    return ran.out


def read_tickets(pdf: bytes) -> int:
    """How many different ticket numbers stand in a document."""
    pages = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    return len(set(re.findall(r"(?<!\d)270[34]\d{8}(?!\d)", text)))


def apply_by_form(desks: Desks, batch: str, people: list[Applicant]) -> dict[str, tuple[str, str]]:
    """Each fills in the form in a browser of their own; number and code by name."""
    codes = {}
    for person in people:
        with desks.open() as page:
            codes[person.name] = desk.apply(page, batch, person)
    return codes


def apply_by_list(office: Page, batch: str, people: list[Applicant], conditions: object, folder: Path) -> None:
    """A list with one mistake is not taken in at all; the mended one is, whole."""
    template = desk.get_template(office, batch, folder / "template.xlsx")
    wrong = Applicant(**{**vars(people[0]), "id_number": people[0].id_number[:-1] + "?"})
    file = folder / "名单.xlsx"
    file.write_bytes(write_list(conditions, [wrong, *people[1:]], template))
    assert desk.upload_list(office, batch, file) == (len(people), len(people) - 1, 1)
    assert office.locator("button[value=take]").count() == 0
    office.click("button[value=leave]")
    file.write_bytes(write_list(conditions, people, template))
    assert desk.upload_list(office, batch, file) == (len(people), len(people), 0)
    desk.take_list(office)


def review_all(desks: Desks, batch: str, people: list[Applicant], codes: dict[str, tuple[str, str]]) -> int:
    """Two sign, a third settles a difference, a fourth decides an appeal; how many are admitted."""
    fits = sum(one.fits for one in people)
    ruled = [one for one in people if one.ruling]
    disputed = next(codes[one.name][0] for one in people if one.fits and one.name in codes and not one.ruling)
    appealing = next(codes[one.name] for one in people if not one.fits and one.name in codes)
    with desks.of("reviewer-1") as first:
        assert desk.read_counts(first, batch)["待审核"] == len(people)
        open_ones = desk.list_undecided(first, batch)
        assert open_ones == [codes[one.name][0] for one in ruled]
        for number in open_ones:
            desk.rule(first, number, "related", "课程与标准所列专业一致")
        assert desk.sign_all(first, batch) == len(people)
    with desks.of("reviewer-2") as second:
        desk.review(second, disputed, "refuse", differs="原件与所填不一致")
        assert desk.sign_all(second, batch) == len(people) - 1
    with desks.of("reviewer-3") as third:
        desk.review(third, disputed, "admit")
    with desks.open() as page:
        desk.appeal(page, *appealing, "证明材料已补齐，请重新审核")
    with desks.of("reviewer-4") as fourth:
        desk.review(fourth, appealing[0], "refuse", words="所差未变，维持原结论")
        counts = desk.read_counts(fourth, batch)
        assert (counts["符合"], counts["不符合"]) == (fits, len(people) - fits)
    return fits
