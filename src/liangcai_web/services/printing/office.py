"""The printed documents of a batch that an office can have now, and those that are still sealed.

In: a batch, the key of a document. Out: a list with reasons, PDF bytes. Follows: reliability rule 9: one person alone
never opens a paper; a key is secret until the papers are marked.
"""

from collections.abc import Callable

import msgspec
from django.conf import settings

from liangcai.credentials.document import AchievementCredential
from liangcai.findings import Finding, Message, Result, Severity
from liangcai.marking.sheet import AssessorSheet, SheetKind
from liangcai_host.typesetting.guide_sheets import needs_guide
from liangcai_host.typesetting.typeset import typeset_desk_labels, typeset_door_lists, typeset_sign_in
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.credentials import Credential
from liangcai_web.services.facts import last_fact
from liangcai_web.services.marking.panels import list_panels
from liangcai_web.services.marking.reviews import sits_review
from liangcai_web.services.marking.scoring import batch_sheet, read_sheets
from liangcai_web.services.papers.making import load_blueprint, load_forms, load_outline
from liangcai_web.services.papers.practical import batch_tasks
from liangcai_web.services.planning.replanning import list_changed
from liangcai_web.services.planning.seating import load_plan
from liangcai_web.services.printing.boards import print_boards
from liangcai_web.services.printing.documents import (
    Pdf,
    print_card,
    print_certificate,
    print_conformity,
    print_duties,
    print_guide,
    print_key,
    print_paper,
    print_rooms,
    print_score_sheets,
    print_task,
    print_tickets,
)
from liangcai_web.services.sittings.office import read_opening

NO_PAPERS = Message("还没有组卷。", "There are no papers yet.")
NO_PLAN = Message("还没有编排考场。", "Rooms and staff are not planned yet.")
SEALED = Message("密封：须由两人启封后才能打印。", "Sealed: two people have to open the papers first.")
SECRET = Message("保密：理论阅卷之后才能打印。", "Secret until the theory part is marked.")
UNCHANGED = Message("编排没有调整过，不必换发。", "The plan was not changed: no ticket is given out again.")
UNSETTLED = Message("还没有汇总的结果。", "Nothing is settled yet.")
UNSIGNED = Message("还没有签署的评分表。", "No score sheet is signed yet.")


class Printable(msgspec.Struct, frozen=True, kw_only=True):
    """A document by its key and name; ``blocked`` says why it can't be had now."""

    key: str
    name: Message
    blocked: Message | None = None


def list_documents(batch: Batch) -> tuple[Printable, ...]:
    """Everything that can be printed for a batch, in the order of the work."""
    return (*list_papers(batch), *list_tasks(batch), *list_lists(batch))


def list_papers(batch: Batch) -> tuple[Printable, ...]:
    """The conformity report, the papers, their answer cards, their keys, guides to what is answered in writing."""
    outline = load_outline(batch)
    forms = outline.forms if outline else ()
    names = [form.id for form in forms] or ["A", "B"]
    paper = NO_PAPERS if outline is None else None if read_opening(batch) else SEALED
    key = paper or (None if last_fact(batch.uuid, "theory_marked") else SECRET)
    conformity = Message("试卷符合性报告", "Conformity report of the papers")
    found = [Printable(key="conformity", name=conformity, blocked=paper)]
    for name in names:
        said = Message(f"理论试卷 {name}", f"Theory paper {name}")
        found.append(Printable(key=f"paper-{name}", name=said, blocked=paper))
    for name in names:
        said = Message(f"答题卡 {name}", f"Answer card {name}")
        found.append(Printable(key=f"card-{name}", name=said, blocked=None if forms else NO_PAPERS))
    for name in names:
        said = Message(f"答案及评分说明 {name}", f"Key and marking guide {name}")
        found.append(Printable(key=f"key-{name}", name=said, blocked=key))
    for form in forms:
        if needs_guide(form):
            said = Message(f"评分参考 {form.id}", f"Guide to written answers {form.id}")
            found.append(Printable(key=f"guide-{form.id}", name=said, blocked=key))
    return tuple(found)


def list_tasks(batch: Batch) -> tuple[Printable, ...]:
    """The performance tasks of the level: the notice of each may be read early, the paper when it is opened."""
    paper = NO_PAPERS if load_blueprint(batch) is None else None
    sealed = paper or (None if read_opening(batch) else SEALED)
    found = []
    for task in batch_tasks(batch):
        notice = Message(f"准备通知单 {task.id}", f"Preparation notice {task.id}")
        package = Message(f"技能考核试卷与评分记录表 {task.id}", f"Practical paper and scoring record {task.id}")
        found.append(Printable(key=f"notice-{task.id}", name=notice, blocked=paper))
        found.append(Printable(key=f"task-{task.id}", name=package, blocked=sealed))
    return tuple(found)


def list_lists(batch: Batch) -> tuple[Printable, ...]:
    """Tickets, lists for doors and tables, score sheets."""
    plan = None if load_plan(batch) else NO_PLAN
    signed = plan or (None if last_fact(batch.uuid, "sheet_signed") else UNSIGNED)
    settled = plan or (None if last_fact(batch.uuid, "panel_decided") else UNSETTLED)
    return (
        Printable(key="tickets", name=Message("准考证", "Admission tickets"), blocked=plan),
        Printable(
            key="tickets-changed",
            name=Message("调整后须换发的准考证", "Tickets to be given out again"),
            blocked=plan or (None if list_changed(batch) else UNCHANGED),
        ),
        Printable(key="door-lists", name=Message("考场门贴", "Door lists"), blocked=plan),
        Printable(key="duties", name=Message("考务人员通知单", "Notices to the staff"), blocked=plan),
        Printable(key="desk-labels", name=Message("桌贴", "Desk labels"), blocked=plan),
        Printable(key="sign-in", name=Message("考生签到表", "Sign-in sheets"), blocked=plan),
        Printable(key="blank-sheets", name=Message("空白评分表", "Blank score sheets"), blocked=plan),
        Printable(key="score-sheets", name=Message("已签署评分表", "Signed score sheets"), blocked=signed),
        Printable(key="panel-records", name=Message("技能考核汇总记录", "Records of the panels"), blocked=settled),
        *(list_reviews(batch, plan) if plan is None and sits_review(batch) else ()),
    )


def list_reviews(batch: Batch, plan: Message | None) -> tuple[Printable, ...]:
    """What a review board fills in and what came of it, where the level sits a review."""
    settled = None if last_fact(batch.uuid, "review_decided") else UNSETTLED
    return (
        Printable(key="review-sheets", name=Message("空白评审表", "Blank review sheets"), blocked=plan),
        Printable(key="review-records", name=Message("综合评审记录", "Records of the review boards"), blocked=settled),
    )


def print_document(batch: Batch, key: str) -> Pdf | None:
    """The PDF of a document, or why it can't be had; None where there is no document of that name."""
    found = next((one for one in list_documents(batch) if one.key == key), None)
    if found is None:
        return None
    if found.blocked:
        return Result(None, (Finding(rule="documents", severity=Severity.ERROR, message=found.blocked),))
    kind, _, form = key.partition("-")
    if kind in ("paper", "card", "key", "guide", "conformity"):
        return print_of_forms(batch, kind, form)
    if kind in ("notice", "task"):
        return print_of_task(batch, kind, form)
    makers: dict[str, Callable[[Batch], Pdf]] = {
        "tickets": print_tickets,
        "tickets-changed": lambda own: print_tickets(own, list_changed(own)),
        "door-lists": lambda own: print_rooms(own, typeset_door_lists),
        "sign-in": lambda own: print_rooms(own, typeset_sign_in),
        "duties": print_duties,
        "desk-labels": lambda own: print_rooms(own, typeset_desk_labels, "theory"),
        "blank-sheets": lambda own: print_scores(own, blank=True),
        "score-sheets": lambda own: print_scores(own, blank=False),
        "panel-records": lambda own: print_boards(own, "skill"),
        "review-sheets": lambda own: print_scores(own, blank=True, kind="review"),
        "review-records": lambda own: print_boards(own, "review"),
    }
    return makers[key](batch)


def print_of_forms(batch: Batch, kind: str, name: str) -> Pdf:
    """A paper, its key or the report on all of them."""
    outline, forms, blueprint = load_outline(batch), load_forms(batch), load_blueprint(batch)
    if outline is not None and kind == "card":
        return print_card(batch, outline, name)
    if forms is None or blueprint is None:
        return Result(None)
    if kind == "conformity":
        return print_conformity(batch, forms, blueprint)
    form = next(form for form in forms.forms if form.id == name)
    if kind == "guide":
        return print_guide(batch, form)
    return print_paper(batch, form, blueprint) if kind == "paper" else print_key(batch, form, blueprint)


def print_of_task(batch: Batch, kind: str, name: str) -> Pdf:
    """The preparation notice of a performance task, or its paper with the scoring record."""
    blueprint = load_blueprint(batch)
    if blueprint is None:
        return Result(None)
    task = next(task for task in batch_tasks(batch) if task.id == name)
    return print_task(batch, task, blueprint, ("preparation",) if kind == "notice" else ("paper", "record"))


def print_scores(batch: Batch, *, blank: bool, kind: SheetKind = "skill") -> Pdf:
    """Score sheets of everyone: those that are signed, or an empty one for each member of the panel."""
    template, blueprint = batch_sheet(batch, kind), load_blueprint(batch)
    part = blueprint.part(kind) if blueprint else None
    if template is None or part is None:
        return Result(None)
    sheets = list_blank(batch, kind) if blank else list_signed(batch)
    return print_score_sheets(batch, template, part.minutes, sheets)


def list_signed(batch: Batch) -> tuple[tuple[Candidate, AssessorSheet], ...]:
    """Every signed sheet with its candidate."""
    return tuple((row, sheet) for row in batch.candidates.order_by("serial") for sheet in read_sheets(row))


def list_blank(batch: Batch, kind: SheetKind = "skill") -> tuple[tuple[Candidate, AssessorSheet], ...]:
    """A sheet without points for each candidate and member of the candidate's panel."""
    panels = list_panels(batch, kind)
    return tuple(
        (row, AssessorSheet(assessor=name, candidate=str(row.uuid), rows=()))
        for row in batch.candidates.order_by("serial")
        for name in (panels[row.uuid].members if row.uuid in panels else ())
    )


def print_one_certificate(credential: Credential) -> Pdf:
    """The printed form of a certificate."""
    file = msgspec.json.decode(bytes(credential.file), type=AchievementCredential)
    batch = credential.candidate.batch
    return print_certificate(batch, file, credential.token, credential.issued_at, settings.VERIFY_ADDRESS)
