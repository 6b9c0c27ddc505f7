"""What a rehearsal leaves behind an examination to be looked at: doubts of every kind, some settled, some open.

In: an examination that is posted, two officers, the moment. Out: facts and petitions. Follows: made-up words only; each
by the service that the pages use.
"""

from datetime import datetime, timedelta

from liangcai.marking.version import Amendment
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.services.accounts.approvals import ByTwo
from liangcai_web.services.marking.theory import list_forms
from liangcai_web.services.registers.teams import Team
from liangcai_web.services.results.misconduct import decide_case, hear_candidate, open_case, withdraw_irregularity
from liangcai_web.services.results.petitions import Said, file_objection, file_review
from liangcai_web.services.results.postings import read_posting
from liangcai_web.services.results.versions import propose_marking
from liangcai_web.services.sittings.seats import note_irregularity
from liangcai_web.services.standing.awards import read_decisions
from liangcai_web.services.standing.cases import list_noted, own_cases

FEWEST = 8


def rehearse_doubts(batch: Batch, team: Team, now: datetime) -> Candidate | None:
    """Notes, a case that is decided and one that waits, a review, an objection, a version; whose case is decided."""
    rows = list(batch.candidates.select_related("person", "batch__organisation", "batch__standard").order_by("serial"))
    posting = read_posting(batch)
    if posting is None or len(rows) < FEWEST:
        return None
    during, two = posting.fact.at + timedelta(days=1), ByTwo(now=now, actor=team.officer, approver=team.second_officer)
    passed = read_decisions(batch)
    punished = next((row for row in rows if passed[row.uuid].passed), rows[0])
    others = [row for row in rows if row != punished]
    rehearse_misconduct(punished, others[0], others[1], two)
    file_review(others[2], "skill", "第 2 项操作已完成，请复核评分。", now=during)
    file_review(others[3], "theory", "与自己估分相差较大，请复核。", now=during)
    said = Said(text="名单中末四位 0001 的人当天好像没有到考点。", name="王样甲", contact="13900000000")
    file_objection(batch, said, now=during)
    item = list_forms(batch)[0].questions[0].item
    other = next((letter for letter in item.choices if letter not in item.key), "")
    amendment = Amendment(item_id=item.id, how="rekey", keys=(item.key, other)) if len(item.key) == 1 else None
    propose_marking(
        batch,
        (amendment or Amendment(item_id=item.id, how="drop"),),
        "命题组复核：两个选项都说得通。",
        actor=team.officer,
        now=now,
    )
    return punished


def rehearse_misconduct(punished: Candidate, wrong: Candidate, waiting: Candidate, two: ByTwo) -> None:
    """Somebody noted in error, somebody heard and judged, somebody who was told and has not spoken."""
    now, actor = two["now"], two["actor"]
    for candidate, code, text in (
        (punished, "6.1", "经提醒仍把手机放在桌上"),
        (wrong, "6.4", "离开座位"),
        (waiting, "7.1", "看了邻座的屏幕"),
    ):
        note_irregularity(candidate, code, text, "监控 3 号机 10:12", actor=actor, now=now)
    noted = {one.candidate.pk: one.fact.hash for one in list_noted(punished.batch)}
    withdraw_irregularity(wrong, noted[wrong.pk], "记错了座位号，是隔壁座位。", **two)
    for candidate, code in ((punished, "6.1"), (waiting, "7.1")):
        open_case(candidate, code, "theory", "监控清楚，监考当场提醒。", (noted[candidate.pk],), actor=actor, now=now)
    case = own_cases(punished)[0]
    hear_candidate(case, "手机是关机的，忘了放进包里。", now=now)
    decide_case(case, "part-void", "经提醒仍不改正，监控清楚。", **two)
