"""The stages of a batch as steps, each with its page and what there is to do.

In: where a batch stands. Out: steps for the step bar, a sentence for the duty. Follows: the examination workflow; a
page answers first what must be done next, and on what ground.
"""

import msgspec
from django.urls import reverse

from liangcai.findings import Message
from liangcai_web.services.workflow.standing import Standing

PAGES = {
    "open": "office-batch",
    "apply": "office-applications",
    "papers": "office-papers",
    "seats": "office-rooms",
    "sitting": "office-sitting",
    "theory": "office-marking",
    "skill": "office-marking",
    "review": "office-review",
    "decide": "office-decisions",
    "certify": "office-certificates",
}
TODO = {
    "open": Message("公告批次", "Announce the batch"),
    "apply": Message("录入并审核报名", "Enter applications and judge them"),
    "papers": Message("组卷并核对符合性", "Assemble the papers and look at their conformity"),
    "seats": Message("编排考场和人员，发准考证", "Plan rooms and staff, issue tickets"),
    "sitting": Message("两人启封试卷，开考", "Open the papers, by two people"),
    "theory": Message("考试结束后机器阅卷", "Mark the theory papers once the sitting is over"),
    "skill": Message("等待考评员签署评分表，然后汇总", "Wait for the assessors to sign, then settle the panels"),
    "review": Message(
        "定评审题单，等待委员签署，然后汇总", "Set the questions, wait for the board to sign, then settle"
    ),
    "decide": Message("两人核准，评定成绩", "Decide, by two people"),
    "certify": Message("两人核准，签发证书", "Issue certificates, by two people"),
}
CLAUSES = {
    "open": "1.4",
    "apply": "1.9.1",
    "papers": "4.1",
    "seats": "1.9.3",
    "sitting": "1.9.4",
    "theory": "1.9.2",
    "skill": "4.2",
    "review": "1.9.3",
    "decide": "1.9.2",
    "certify": "1.9.2",
}
TABS = (
    ("office-batch", Message("概况", "Overview")),
    ("office-applications", Message("报名", "Applications")),
    ("office-papers", Message("试卷", "Papers")),
    ("office-rooms", Message("考场与人员", "Rooms and staff")),
    ("office-documents", Message("准考证与文件", "Tickets and documents")),
    ("office-sitting", Message("考试", "Sitting")),
    ("office-supervision", Message("督导", "Supervision")),
    ("office-marking", Message("评分", "Marking")),
    ("office-decisions", Message("评定", "Decisions")),
    ("office-misconduct", Message("违纪", "Misconduct")),
    ("office-posting", Message("公示与复核", "Posting")),
    ("office-statistics", Message("试题分析", "Statistics")),
    ("office-certificates", Message("证书", "Certificates")),
    ("office-reports", Message("上报", "Reports")),
    ("office-archive", Message("归档", "Archive")),
    ("office-facts", Message("日志", "Log")),
)


# Pages that belong to another one of the batch.
BELOW = {
    "office-replan": "office-rooms",
    "office-needs": "office-rooms",
    "office-need": "office-rooms",
    "office-versions": "office-marking",
    "office-version": "office-marking",
    "office-rescore": "office-marking",
    "office-petition": "office-posting",
    "office-noted": "office-misconduct",
    "office-case": "office-misconduct",
    "office-texts": "office-marking",
    "office-panel": "office-marking",
    "office-review": "office-marking",
}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the step bar."""

    number: int
    name: Message
    state: str
    url: str


class Tab(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the batch."""

    name: Message
    url: str
    current: bool


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch asks for next, where, and under which clause."""

    what: Message
    clause: str
    url: str


def list_steps(standing: Standing) -> tuple[Step, ...]:
    """The stages as steps; the first one with something left to do is now."""
    return tuple(
        Step(
            number=number,
            name=stage.name,
            state="done" if stage.done else "now" if stage == standing.next else "open",
            url=reverse(PAGES[stage.key], args=[standing.batch.uuid]),
        )
        for number, stage in enumerate(standing.stages, 1)
    )


def list_tabs(standing: Standing, current: str) -> tuple[Tab, ...]:
    """The pages of a batch."""
    here = BELOW.get(current, current)
    return tuple(
        Tab(name=name, url=reverse(page, args=[standing.batch.uuid]), current=page == here) for page, name in TABS
    )


def find_duty(standing: Standing) -> Duty | None:
    """What comes next, or None at the end."""
    stage = standing.next
    if stage is None:
        return None
    return Duty(
        what=TODO[stage.key],
        clause=CLAUSES[stage.key],
        url=reverse(PAGES[stage.key], args=[standing.batch.uuid]),
    )
