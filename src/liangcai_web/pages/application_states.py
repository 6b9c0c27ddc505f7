"""What the states and verdicts of applications are called, for the applicant and for the office.

In: nothing. Out: messages. Follows: the examination workflow, step 4.
"""

from collections.abc import Iterable

from liangcai.findings import Message
from liangcai_web.services.admission.evidence import Proof

STATE_NAMES = {
    "submitted": Message("待审核", "Waits for review"),
    "disputed": Message("待第三人裁定", "Waits for a third person"),
    "returned": Message("已退回补正", "Returned for more"),
    "admitted": Message("符合", "Admitted"),
    "refused": Message("不符合", "Refused"),
    "appealed": Message("申诉中", "Appeal waits"),
}
DRAFT = Message("草稿，未提交", "A draft, not handed in")
VERDICT_NAMES = {
    "admitted": Message("符合", "Admitted"),
    "refused": Message("不符合", "Refused"),
    "undecided": Message("待人工认定", "Awaits a ruling"),
}
TONES = {"admitted": "ok", "refused": "bad"}
PLACE_NAMES = {
    1: Message("初审", "First review"),
    2: Message("复审", "Second review"),
    3: Message("第三人裁定", "Settled by a third person"),
    4: Message("申诉处理", "Appeal"),
}
SECTION_NAMES = {
    "identity": Message("身份证件", "Identity document"),
    "portrait": Message("免冠照片（印在准考证上）", "Photograph (for the ticket)"),
    "training": Message("培训证明", "Proof of training"),
    "title": Message("职称证书", "Title"),
    "diploma": Message("学历学位证书、在读证明", "Diploma or proof of studies"),
    "certificate": Message("已有职业资格或技能等级证书", "Certificate held"),
    "apprenticeship": Message("学徒证明", "Proof of apprenticeship"),
    "work": Message("工作年限证明", "Proof of work"),
}
SOURCE_NAMES = {
    "web": Message("网上申报", "On the site"),
    "office": Message("窗口录入", "At the counter"),
    "list": Message("集体报名", "In a list"),
}


def name_proofs(proofs: Iterable[Proof]) -> list[tuple[Message, Proof]]:
    """Proofs with what their sections are called."""
    return [(SECTION_NAMES[proof.section], proof) for proof in proofs]
