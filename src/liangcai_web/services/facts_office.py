"""The log of facts as people read it, and the check of its chain.

In: an organisation or a batch. Out: pages of facts with their names; where the chain breaks. Follows: the house on
facts: appended, never edited; each holds the hash of the one before.
"""

from uuid import UUID

import msgspec
from django.core.paginator import Page
from django.db.models import QuerySet

from liangcai.findings import Message
from liangcai_web.records.batches import Batch, Candidate
from liangcai_web.records.facts import Fact
from liangcai_web.records.organisations import Organisation
from liangcai_web.services.facts import find_break
from liangcai_web.services.paging import page_of

NAMES = {
    "standard_adopted": Message("标准入库", "Standard adopted"),
    "batch_opened": Message("批次公告", "Batch announced"),
    "batch_changed": Message("批次变更", "Batch changed"),
    "batch_cancelled": Message("批次取消", "Batch cancelled"),
    "step_noted": Message("流程登记", "Step noted"),
    "plan_filed": Message("方案报备", "Plan filed"),
    "plan_approved": Message("方案核准", "Plan approved"),
    "plan_returned": Message("方案退回", "Plan returned"),
    "application_submitted": Message("提交报名", "Application handed in"),
    "application_ruled": Message("人工认定", "Ruling on an application"),
    "application_reviewed": Message("资格审核", "Application reviewed"),
    "application_returned": Message("退回补正", "Application returned"),
    "application_decided": Message("资格审核结论", "Application decided"),
    "appeal_filed": Message("提出申诉", "Appeal filed"),
    "appeal_decided": Message("申诉结论", "Appeal decided"),
    "list_taken": Message("集体报名导入", "List of applicants taken in"),
    "blueprint_derived": Message("命题蓝图", "Blueprint derived"),
    "bank_adopted": Message("题库入库", "Question bank adopted"),
    "item_saved": Message("试题保存", "Question saved"),
    "points_changed": Message("鉴定要素变更", "Elements changed"),
    "questions_uploaded": Message("试题文件上传", "File of questions uploaded"),
    "items_imported": Message("试题导入", "Questions imported"),
    "items_observed": Message("试题实测写回题库", "Observed figures noted in the bank"),
    "item_moved": Message("试题状态变更", "Question moved on"),
    "forms_assembled": Message("组卷", "Papers assembled"),
    "practical_assembled": Message("组实操试卷", "Practical papers drawn"),
    "conformity_signed": Message("符合性报告签名", "Conformity report signed"),
    "plan_made": Message("考场编排", "Rooms and staff planned"),
    "candidate_seated": Message("编座发证", "Candidate seated"),
    "theory_kept": Message("理论成绩保留", "Theory kept from before"),
    "skill_kept": Message("技能成绩保留", "Skill part kept from before"),
    "review_kept": Message("综合评审成绩保留", "Review kept from before"),
    "papers_outlined": Message("试卷概要", "Outline of the papers"),
    "papers_sealed": Message("试卷封存", "Papers sealed"),
    "shares_dealt": Message("重发钥匙份额", "Shares dealt anew"),
    "opening_time_set": Message("设定启封时间", "Opening time set"),
    "sitting_opened": Message("启封开考", "Papers opened"),
    "duty_given": Message("监考到岗", "Invigilator put on duty"),
    "duty_ended": Message("监考离岗", "Invigilator taken off duty"),
    "room_started": Message("考场开考", "Room started"),
    "room_ended": Message("考场结束", "Room ended"),
    "room_record_signed": Message("考场记录签字", "Room record signed"),
    "identity_checked": Message("身份核验", "Identity checked"),
    "clock_paused": Message("暂停计时", "Clock paused"),
    "clock_resumed": Message("恢复计时", "Clock resumed"),
    "time_granted": Message("延时", "Time granted"),
    "seat_moved": Message("换座", "Seat changed"),
    "takeover_allowed": Message("准许换机", "Another machine allowed"),
    "takeover_used": Message("换机登录", "Signed in on another machine"),
    "irregularity_noted": Message("违纪违规记录", "Irregularity noted"),
    "entry_allowed": Message("准许迟到入场", "Let in late"),
    "leaving_allowed": Message("准许提前离场", "Let out early"),
    "answers_imported": Message("导入应急文件", "Emergency file taken in"),
    "late_counted": Message("迟到答案计分", "Late answers counted"),
    "access_set": Message("进入规则", "Rules of entry set"),
    "attempt_closed": Message("考试结束", "Attempt closed"),
    "markers_appointed": Message("聘评卷人", "Markers appointed"),
    "script_dealt": Message("作答分给评卷人", "Answer dealt to markers"),
    "text_marked": Message("人工评分", "Answer marked by a person"),
    "exemplar_agreed": Message("样卷定分", "Exemplar agreed"),
    "exemplar_marked": Message("评样卷", "Exemplar marked"),
    "recusal_declared": Message("声明回避", "Stood aside"),
    "theory_marked": Message("理论阅卷", "Theory marked"),
    "sheet_signed": Message("签署评分表", "Score sheet signed"),
    "panel_decided": Message("考评组评定", "Panel decided"),
    "member_replaced": Message("替换考评组成员", "Member of a panel replaced"),
    "review_prepared": Message("评审题单定稿", "Questions of the review set"),
    "phase_started": Message("评审环节开始", "Phase of a review started"),
    "review_signed": Message("签署评审表", "Review sheet signed"),
    "review_decided": Message("综合评审评定", "Review decided"),
    "award_decided": Message("成绩评定", "Decision"),
    "award_changed": Message("成绩重新评定", "Decision changed"),
    "mark_changed": Message("成绩更正", "Mark changed"),
    "marking_proposed": Message("提出评分版本", "Marking version proposed"),
    "marking_made_live": Message("启用评分版本", "Marking version made live"),
    "results_posted": Message("成绩公示", "Results posted"),
    "petition_filed": Message("提出异议、复核或申诉", "Objection, review or appeal filed"),
    "petition_settled": Message("异议、复核或申诉办结", "Objection, review or appeal settled"),
    "irregularity_withdrawn": Message("撤回违纪记录", "Irregularity withdrawn"),
    "misconduct_opened": Message("违纪立案告知", "Misconduct charged"),
    "misconduct_heard": Message("陈述申辩", "Candidate heard"),
    "misconduct_decided": Message("违纪处理决定", "Misconduct decided"),
    "misconduct_lifted": Message("撤销违纪处理", "Measure lifted on appeal"),
    "checkpoint_signed": Message("日志检查点", "Checkpoint of the log"),
    "certificate_style_set": Message("证书版式与编号规则变更", "Style and numbering of certificates set"),
    "certificates_approved": Message("核准签发证书", "Signing of certificates approved"),
    "certificate_renewed": Message("换发证书", "Certificate renewed"),
    "certificate_issued": Message("签发证书", "Certificate issued"),
    "detail_signed": Message("签发分项成绩版证书", "Certificate with areas signed"),
    "certificate_resigned": Message("证书换签", "Certificate signed anew"),
    "key_replaced": Message("更换签发密钥", "Signing key replaced"),
    "batch_key_made": Message("启用批次密钥", "Key of the batch made"),
    "batch_key_ended": Message("停用批次密钥", "Key of the batch ended"),
    "certificate_revoked": Message("撤销证书", "Certificate revoked"),
    "report_submitted": Message("上报主管部门", "Report handed to the authority"),
    "report_returned": Message("上报退回", "Report returned"),
    "report_accepted": Message("成绩上报核验通过", "Report of results accepted"),
    "records_accepted": Message("证书数据核验通过", "Certificate data accepted"),
    "visit_planned": Message("选派督导", "Supervisor appointed"),
    "visit_withdrawn": Message("撤回督导选派", "Appointment of a supervisor taken back"),
    "visit_signed": Message("督导表签字", "Supervisor's form signed"),
    "finding_answered": Message("督导问题答复", "Finding answered"),
    "finding_closed": Message("督导问题销号", "Finding closed"),
    "finding_returned": Message("督导问题退回", "Finding given back"),
    "class_opened": Message("开班", "Class opened"),
    "venue_stated": Message("培训场所登记", "Places of a class stated"),
    "teacher_named": Message("培训教师登记", "Teacher of a class named"),
    "trainee_enrolled": Message("学员入班", "Trainee enrolled"),
    "session_planned": Message("排课", "Session planned"),
    "session_withdrawn": Message("撤销课次", "Session withdrawn"),
    "attendance_taken": Message("考勤", "Attendance taken"),
    "training_proved": Message("出具学时证明", "Proof of training signed"),
    "training_proof_withdrawn": Message("撤回学时证明", "Proof of training withdrawn"),
}


class FactRow(msgspec.Struct, frozen=True, kw_only=True):
    """A fact with the name of its kind and, where it is about a candidate, the end of the ticket number."""

    fact: Fact
    name: Message
    about: str


class ChainCheck(msgspec.Struct, frozen=True, kw_only=True):
    """How many facts were recomputed, the hash at the end, and the position of the first that does not fit."""

    facts: int
    head: str
    broken: int | None


def list_batch_facts(batch: Batch, number: str | None) -> "Page[FactRow]":
    """The facts of a batch, newest first."""
    return name_facts(Fact.objects.filter(batch=batch.uuid), number)


def is_of_batch(batch: Batch, position: int) -> bool:
    """Whether the fact at a position is about a batch."""
    return Fact.objects.filter(organisation=batch.organisation, batch=batch.uuid, position=position).exists()


def list_facts(organisation: Organisation, number: str | None) -> "Page[FactRow]":
    """All facts of an organisation, newest first."""
    return name_facts(Fact.objects.filter(organisation=organisation), number)


def name_facts(facts: "QuerySet[Fact]", number: str | None) -> "Page[FactRow]":
    """A page of facts with the names that people know."""
    page = page_of(facts.select_related("actor", "approver").order_by("-position"), number)
    tickets = ticket_tails({fact.subject for fact in page.object_list if fact.subject})
    page.object_list = [
        FactRow(fact=fact, name=NAMES.get(fact.kind, Message(fact.kind, fact.kind)), about=about(fact, tickets))
        for fact in page.object_list
    ]
    return page


def about(fact: Fact, tickets: dict[UUID, str]) -> str:
    """Whom a fact is about, as far as a log may say it."""
    return tickets.get(fact.subject, str(fact.subject)[:8]) if fact.subject else ""


def ticket_tails(subjects: set[UUID]) -> dict[UUID, str]:
    """The last four digits of the ticket of each candidate."""
    rows = Candidate.objects.filter(uuid__in=subjects).values_list("uuid", "ticket_number")
    return {uuid: f"…{ticket[-4:]}" for uuid, ticket in rows}


def check_chain(organisation: Organisation) -> ChainCheck:
    """Recompute every hash of an organisation."""
    last = Fact.objects.filter(organisation=organisation).order_by("-position").first()
    return ChainCheck(
        facts=last.position if last else 0, head=last.hash if last else "", broken=find_break(organisation)
    )
