"""What the roles of an office do in a browser from the announcement of a batch to its tickets, one function an act."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.journeys.applicants import Applicant

COUNT = re.compile(r"\d+")


@dataclass(frozen=True)
class Desks:
    """A browser, the address of the site, and the passwords of the accounts."""

    browser: Browser
    address: str
    passwords: dict[str, str]

    @contextmanager
    def open(self) -> Iterator[Page]:
        """A page of somebody who is not signed in."""
        context = self.browser.new_context(base_url=self.address, accept_downloads=True)
        context.add_cookies([{"name": "lang", "value": "zh", "url": self.address}])
        try:
            yield context.new_page()
        finally:
            context.close()

    @contextmanager
    def of(self, account: str) -> Iterator[Page]:
        """A page of somebody who signed in."""
        with self.open() as page:
            page.goto("/sign-in")
            page.fill("[name=username]", account)
            page.fill("[name=password]", self.passwords[account])
            page.click("main form button.first")
            page.wait_for_url(lambda url: "/sign-in" not in url)
            yield page


def announce(page: Page, key: str, place: str, title: str, starts: str) -> str:
    """Announce a batch; its id."""
    page.goto(f"/office/new/{key}")
    page.select_option("[name=place]", place)
    page.fill("[name=title]", title)
    page.fill("[name=starts_at]", starts)
    page.click("main form button.first")
    page.wait_for_url(re.compile(r"/office/batches/[0-9a-f-]{36}$"))
    return page.url.rsplit("/", 1)[1]


def apply(page: Page, batch: str, person: Applicant) -> tuple[str, str]:
    """Fill the form in, wait for the verdict beside it, and hand it in; number and code."""
    page.goto(f"/apply/batches/{batch}")
    page.click("main form button.first")
    page.locator("dd.big").first.wait_for()
    number, code = page.locator("dd.big").all_inner_texts()
    page.click("text=已抄下，去填写")
    page.fill("[name=name]", person.name)
    page.fill("[name=id_number]", person.id_number)
    for field, value in person.typed.items():
        box = page.locator(f"[name={field}]")
        if box.evaluate("one => one.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    page.locator("#verdict .chip", has_text=person.verdict).wait_for()
    page.click("button[value=submit]")
    page.wait_for_url(re.compile("/apply/status"))
    return number, code


def get_template(page: Page, batch: str, file: Path) -> bytes:
    """The template of the list of a batch."""
    page.goto(f"/office/batches/{batch}/lists")
    with page.expect_download() as download:
        page.click("text=下载模板（xlsx）")
    download.value.save_as(file)
    return file.read_bytes()


def upload_list(page: Page, batch: str, file: Path) -> tuple[int, int, int]:
    """Upload a list: its rows, those that can be taken, those refused."""
    page.goto(f"/office/batches/{batch}/lists")
    page.set_input_files("[name=file]", file)
    page.click("main form button.first")
    page.wait_for_url(re.compile(r"/lists/[0-9a-f-]{36}$"))
    rows, good, refused = (int(text) for text in page.locator("dl.facts dd").all_inner_texts()[:3])
    return rows, good, refused


def take_list(page: Page) -> None:
    """Take the list in that is open."""
    page.click("button[value=take]")
    page.locator(".toast").wait_for()


def read_counts(page: Page, batch: str) -> dict[str, int]:
    """How many applications are in which state, as the reviewers' page says."""
    page.goto(f"/screen/batches/{batch}")
    return {
        words.rsplit(" ", 1)[0].strip(): int(COUNT.findall(words)[-1])
        for words in page.locator("p.filters a").all_inner_texts()
    }


def sign_all(page: Page, batch: str) -> int:
    """Sign everything that the machine decides, page by page, the last page first; how many were picked."""
    page.goto(f"/screen/batches/{batch}?state=submitted")
    pager = page.locator(".pager")
    last = max([1, *map(int, COUNT.findall(pager.first.inner_text()))]) if pager.count() else 1
    picked = 0
    for number in range(last, 0, -1):
        page.goto(f"/screen/batches/{batch}?state=submitted&page={number}")
        boxes = page.locator("input[name=row]:enabled")
        count = boxes.count()
        if not count:
            continue
        for box in boxes.all():
            box.check()
        page.click("text=所选按系统结论签署")
        page.locator(".toast").wait_for()
        picked += count
    return picked


def list_undecided(page: Page, batch: str) -> list[str]:
    """The numbers of the applications that a person decides."""
    page.goto(f"/screen/batches/{batch}?state=submitted")
    rows = page.locator("tr:has(input[name=row]:disabled) th a")
    return rows.all_inner_texts()


def rule(page: Page, number: str, relation: str, grounds: str) -> None:
    """Put a ruling on a major on record."""
    page.goto(f"/screen/applications/{number}")
    page.check(f"input[name=relation][value={relation}] >> nth=0")
    page.fill("[name=grounds] >> nth=0", grounds)
    page.click("text=记录认定")
    page.locator(".toast").wait_for()


def review(page: Page, number: str, verdict: str, differs: str = "", words: str = "") -> None:
    """Sign one application by hand; ``differs`` is the reason why no condition is met where the machine finds one."""
    page.goto(f"/screen/applications/{number}")
    if differs:
        for question in page.locator("fieldset.question").all():
            if question.locator("input[value=met]").is_checked():
                question.locator("input[value=unmet]").check()
                question.locator("input:not([type=radio])").fill(differs)
    page.fill("#opinion", words)
    page.click(f"button[value={verdict}]")
    page.locator(".toast").wait_for()


def appeal(page: Page, number: str, code: str, words: str) -> None:
    """Come back to an application and appeal."""
    page.goto("/apply/resume")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    page.click("main form button.first")
    page.wait_for_url(re.compile("/apply/status"))
    page.fill("[name=text]", words)
    page.click("text=提出申诉")
    page.locator("blockquote", has_text=words).wait_for()


def file_plan(page: Page, batch: str) -> None:
    """File the plan to the authority."""
    page.goto(f"/office/batches/{batch}")
    page.click("text=报备方案")
    page.locator(".toast").wait_for()


def approve_plan(page: Page, batch: str) -> None:
    """The authority approves."""
    page.goto("/authority/plans")
    page.locator(f"article[aria-labelledby=plan-{batch}] button[value=approve]").click()
    page.locator(".toast").wait_for()


def assemble(page: Page, batch: str) -> None:
    """Assemble the papers."""
    page.goto(f"/office/batches/{batch}/papers")
    page.locator("main button.first", has_text="组卷").click()
    page.locator(".toast").wait_for(timeout=120_000)


def import_register(page: Page, register: str, file: Path) -> None:
    """Take the rooms or the people of an office in from a spreadsheet."""
    page.goto(f"/office/registers/{register}")
    page.set_input_files("[name=file]", file)
    page.click("main form button.first")
    page.locator(".toast").wait_for()


def plan_seats(page: Page, batch: str, site: str, slots: str) -> None:
    """Choose a site with all of its rooms and people; the plan is made, tickets are issued."""
    page.goto(f"/office/batches/{batch}/rooms")
    page.fill("[name=slots]", slots)
    page.check(f"input[name=site][value='{site}']")
    page.locator("main form button.first", has_text="编排").click()
    page.locator(".toast", has_text="准考证已发").wait_for(timeout=120_000)


def print_document(page: Page, batch: str, name: str, file: Path) -> bytes:
    """A document of the batch as PDF."""
    response = page.request.get(f"/office/batches/{batch}/documents/{name}.pdf", timeout=120_000)
    assert response.ok, response.status_text
    file.write_bytes(response.body())
    return response.body()


def read_steps(page: Page, batch: str) -> dict[str, str]:
    """What each step of the workflow says."""
    page.goto(f"/office/batches/{batch}")
    rows = page.locator("table.workflow tbody tr").all()
    return {
        (row.get_attribute("id") or "").removeprefix("step-"): row.locator("td").nth(1).inner_text() for row in rows
    }
