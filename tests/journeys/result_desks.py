"""What the roles do in a browser from raw answers to certificates, one function an act."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.office_desks import Desks

COUNT = re.compile(r"\d+")


@dataclass(frozen=True)
class Office:
    """The two officers at one desk, and the batch that they work on."""

    page: Page
    batch: str
    desks: Desks

    def go(self, stage: str) -> None:
        """A page of the batch."""
        self.page.goto(f"/office/batches/{self.batch}/{stage}")

    def sign_both(self, button: str) -> None:
        """The password of the first, name and password of the second, and the button."""
        form = self.page.locator("form", has=self.page.locator("[name=second_password]"))
        form.locator("[name=password]").fill(self.desks.passwords["office-1"])
        form.locator("[name=second_name]").fill("office-2")
        form.locator("[name=second_password]").fill(self.desks.passwords["office-2"])
        form.get_by_role("button", name=button, exact=True).click()


def told(page: Page) -> str:
    """What the page says has happened."""
    return page.locator("[role=status]").first.inner_text()


def fact(page: Page, name: str) -> str:
    """What stands beside a name in a list of facts."""
    return page.locator("dl.facts > div", has=page.locator("dt", has_text=name)).first.locator("dd").inner_text()


def score(page: Page, password: str, points: str) -> None:
    """An assessor opens the one sheet that is theirs to sign, gives every row so much, and signs."""
    page.goto("/assess")
    page.locator("main a[href*='/assess/']").first.click()
    page.wait_for_load_state()
    for field in page.locator(".score-input input").all():
        field.fill(points)
    page.fill("#sheet [name=password]", password)
    page.click("#sheet button.first")
    expect(page.locator("main a[href*='/assess/']").first).to_contain_text("已签")


def mark_all(office: Office) -> tuple[str, str]:
    """Papers by machine, panels that have all signed; what was said of each."""
    office.go("marking")
    office.page.get_by_role("button", name="机器阅卷").click()
    papers = told(office.page)
    office.page.get_by_role("button", name="汇总考评组评分").click()
    return papers, told(office.page)


def propose(office: Office, question: str, keys: tuple[str, ...], reason: str) -> None:
    """Propose that several letters are right."""
    office.go("marking/versions")
    office.page.fill("[name=item]", question)
    office.page.select_option("[name=how]", "rekey")
    office.page.fill("[name=keys]", "\n".join(keys))
    office.page.fill("[name=reason]", reason)
    office.page.get_by_role("button", name="提出", exact=True).click()


def compare(office: Office, number: int) -> dict[str, int]:
    """The page that has every mark before and after: tried, marks that change, passing that turns."""
    office.go(f"marking/versions/{number}")
    names = {"tried": "试算", "changed": "成绩变动", "turned": "合格与否变动"}
    return {name: int(fact(office.page, words)) for name, words in names.items()}


def charge(office: Office, ticket: str, words: str) -> None:
    """Open a case against a candidate, for the theory part."""
    office.go("misconduct")
    office.page.fill("[name=ticket]", ticket)
    office.page.select_option("[name=part]", "theory")
    office.page.fill("[name=evidence]", words)
    office.page.get_by_role("button", name="立案并告知考生").click()


def settle_case(office: Office, said: str, measure: str, reason: str) -> None:
    """Note what the candidate said, then two decide."""
    office.go("misconduct")
    office.page.locator("table a").first.click()
    office.page.locator("form", has=office.page.get_by_role("button", name="登记")).locator("[name=text]").fill(said)
    office.page.get_by_role("button", name="登记").click()
    office.page.select_option("[name=measure]", measure)
    office.page.locator("[name=reason]").fill(reason)
    office.sign_both("作出处理决定")


def decide(office: Office) -> int:
    """Two decide on everyone; how many passed."""
    office.go("decisions")
    office.sign_both("评定成绩")
    return count_passed(office)


def count_passed(office: Office) -> int:
    """How many the page says have passed."""
    office.go("decisions")
    words = office.page.locator("main").inner_text()
    found = re.search(r"(\d+) 人中 (\d+) 人合格", words)
    assert found is not None, words[:400]
    return int(found[2])


def post(office: Office) -> None:
    """Two post the list of those who passed."""
    office.go("posting")
    office.sign_both("公示名单")


def object_to(page: Page, batch: str, words: str) -> int:
    """Somebody of the public reads the list and objects; how many stand on it."""
    page.goto(f"/posting/{batch}")
    listed = page.locator("tbody tr").count()
    page.fill("[name=name]", "王样甲")
    page.fill("[name=contact]", "13900000000")
    page.fill("[name=text]", words)
    page.get_by_role("button", name="提出异议").click()
    expect(page.locator("[role=status]")).to_contain_text("已收到")
    return listed


def ask_review(page: Page, ticket: str, id_number: str, part: str, words: str) -> None:
    """A candidate reads the result and asks for a review of a part."""
    open_result(page, ticket, id_number)
    page.select_option("#review-part", part)
    page.fill("#review-text", words)
    page.get_by_role("button", name="申请复核").click()


def open_result(page: Page, ticket: str, id_number: str) -> None:
    """A candidate signs in after the examination."""
    page.goto("/sitting")
    page.fill("#ticket_number", ticket)
    page.fill("#id_number", id_number)
    page.click("main button.first")
    page.goto("/sitting/result")


def open_petition(office: Office, kind: str) -> None:
    """The one open petition of a kind."""
    office.go("posting")
    row = office.page.locator("tr", has=office.page.locator("th", has_text=kind)).filter(has_text="待办")
    row.locator("a").first.click()


def answer_objection(office: Office, reason: str) -> None:
    """Two find it not well founded."""
    open_petition(office, "公示异议")
    office.page.select_option("[name=outcome]", "upheld")
    office.page.fill("[name=reason]", reason)
    office.sign_both("办结")


def settle_review(office: Office, points: str, reason: str, file: Path) -> bytes:
    """Two look at the evidence and give another mark; the evidence as it was downloaded."""
    open_petition(office, "成绩复核")
    with office.page.expect_download() as download:
        office.page.get_by_role("link", name="下载证据包").click()
    download.value.save_as(file)
    office.page.fill("[name=points]", points)
    office.page.fill("[name=reason]", reason)
    office.sign_both("办结")
    return file.read_bytes()


def issue_all(office: Office) -> None:
    """Two let the certificates be issued, and wait until the last is there."""
    office.go("certificates")
    office.sign_both("签发证书")
    expect(office.page.locator("#working")).to_have_count(0, timeout=600_000)


def revoke(office: Office, number: str, reason: str) -> None:
    """Two take a certificate back."""
    office.go(f"certificates/{number}")
    office.page.select_option("[name=ground]", "not-eligible")
    office.page.fill("[name=reason]", reason)
    office.sign_both("撤销证书")
    office.go(f"certificates/{number}")
    expect(office.page.locator(".history")).to_contain_text(reason)


def verify(page: Page, number: str, name: str) -> str:
    """What the public page says of a certificate."""
    page.goto("/verify")
    page.fill("[name=number]", number)
    page.fill("[name=name]", name)
    page.locator("form", has=page.locator("[name=number]")).locator("button").first.click()
    page.wait_for_load_state()
    return page.locator("main").inner_text()


def rescore(office: Office) -> str:
    """Everything scored again from raw events."""
    office.go("marking")
    office.page.get_by_role("button", name="由原始事件重新计分").click()
    return office.page.locator(".verdict h3").inner_text()
