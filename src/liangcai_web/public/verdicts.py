"""What a reader is told of a certificate: one of a few plain answers.

In: a ``Verification``. Out: the words, the tone and the sign of the answer. Follows: a public answer says genuine,
altered, revoked or issuer unknown, never a code; what was not looked at is said too.
"""

import msgspec

from liangcai.credentials.judge import Verdict, Verification
from liangcai.credentials.withdrawn import UNCHECKED
from liangcai.findings import Message
from liangcai_web.services.certificates.issue import is_replaced
from liangcai_web.services.training.proofs import ProofCheck


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer: its tone (a class of the verdict component), its sign, a title and a sentence."""

    tone: str
    sign: str
    title: Message
    text: Message


ANSWERS = {
    "valid": Answer(
        tone="ok",
        sign="✓",
        title=Message("真实有效", "Genuine and valid"),
        text=Message(
            "签名与内容相符，发证机构可信，未被撤销。",
            "The signature fits the content, the issuer is known here, and it has not been revoked.",
        ),
    ),
    "unchecked": Answer(
        tone="warn",
        sign="!",
        title=Message("签名真实，尚未查撤销", "Genuine; revocation not checked"),
        text=Message(
            "内容未被改动，发证机构可信，但眼下取不到撤销名单。联网后请再验一次。",
            "Nothing was altered and the issuer is known here, but the list of revocations is out of reach. "
            "Verify again when you are online.",
        ),
    ),
    "state_unknown": Answer(
        tone="warn",
        sign="!",
        title=Message("签名真实，撤销状态不明", "Genuine; its state is unknown"),
        text=Message(
            "内容未被改动，签发机构可信，但手头没有它的状态名单，不知道是否已被撤销。取来名单，与凭证一起再验一次。",
            "Nothing was altered and the issuer is known here, but its list of states is not at hand, so nobody here "
            "knows whether it was revoked. Get the list and verify both.",
        ),
    ),
    "revoked": Answer(
        tone="bad",
        sign="✕",
        title=Message("已被撤销", "Revoked"),
        text=Message(
            "证书确由该机构签发，但后来被撤销，现在无效。更正或补发过的，以新证书为准。",
            "It was issued, and later revoked: it is no longer valid. Where it was corrected or given again, the new "
            "certificate counts.",
        ),
    ),
    "replaced": Answer(
        tone="bad",
        sign="↻",
        title=Message("已被新证书取代", "Replaced by another certificate"),
        text=Message(
            "证书确由该机构签发，后来更正或补发了另一份，以新的为准；这一份现在无效。",
            "It was issued, and later another was given in its place, which counts: this one is no longer valid.",
        ),
    ),
    "unknown_issuer": Answer(
        tone="warn",
        sign="?",
        title=Message("发证机构不明", "Issuer unknown"),
        text=Message(
            "签名与内容相符，但本处不认识这个发证机构，不能据此断定真伪。",
            "The signature fits the content, but the issuer is not known here, so nothing follows from it.",
        ),
    ),
    "invalid": Answer(
        tone="bad",
        sign="✕",
        title=Message("无效：内容被改动或签名不符", "Not valid: altered, or the signature does not fit"),
        text=Message(
            "这不是所签发的证书。请向持证人索取原件，或向发证机构核实。",
            "This is not a certificate as it was issued. Ask the holder for the original, or ask the issuer.",
        ),
    ),
    "not_accepted": Answer(
        tone="bad",
        sign="✕",
        title=Message("不能采信", "Cannot be relied on"),
        text=Message(
            "签名与内容相符，但下列一项不满足，所以不能采信。",
            "The signature fits the content, but one of the grounds below is not met.",
        ),
    ),
    "not_found": Answer(
        tone="warn",
        sign="?",
        title=Message("没有查到", "Not found"),
        text=Message(
            "没有编号与姓名都相符的证书。请逐字核对编号，姓名须与证书上的一致。",
            "There is no certificate with this number and this name. Check the number letter by letter; "
            "the name must be as on the certificate.",
        ),
    ),
    "unsupported": Answer(
        tone="warn",
        sign="!",
        title=Message("这个浏览器不能核验", "This browser cannot verify"),
        text=Message(
            "它不支持 Ed25519 签名，真伪都不能断定。请换用较新的浏览器，或用命令 liangcai credential verify。",
            "It does not know Ed25519, so nothing can be said of the certificate. Use a newer one, or the command "
            "liangcai credential verify.",
        ),
    ),
    "foreign": Answer(
        tone="warn",
        sign="?",
        title=Message("其他程序签发的凭证，这里不核验", "Made by another program; not checked here"),
        text=Message(
            "浏览器里只核验本系统签发的证书，对它不作结论。请在验证页选它的文件，或用命令 liangcai credential verify。",
            "The browser checks certificates of this system alone, so nothing is said of this one. Choose its file on "
            "the page for verifying, or use the command liangcai credential verify.",
        ),
    ),
    "too_often": Answer(
        tone="warn",
        sign="!",
        title=Message("查询过于频繁", "Too many questions"),
        text=Message(
            "请 10 分钟后再查，或用二维码、证书文件核验。", "Ask again in ten minutes, or use the QR code or the file."
        ),
    ),
    "out_of_reach": Answer(
        tone="warn",
        sign="!",
        title=Message("没能核验", "It could not be verified"),
        text=Message(
            "这个浏览器不能自行核验，又连不上本站。请换用较新的浏览器，或联网后再试。",
            "This browser cannot check it by itself and the site is out of reach. Use a newer one, or go online.",
        ),
    ),
}

# What the browser says when it verifies by itself.
REASONS = {
    "future": Message("发证时间还未到。", "Its time of issue has not come yet."),
    "key_revoked": Message("发证机构的密钥已作废。", "The key of the issuer has been revoked."),
    "purpose": Message("发证机构的这把密钥不能用于证书。", "This key of the issuer is not for certificates."),
    "outside_time": Message(
        "发证时间不在该机构密钥的有效期内。", "The time of issue is outside the time for which the issuer's key stands."
    ),
    "stale": Message("撤销名单已过期。", "The list of revocations is out of date."),
}
# What a certificate says, by the names of the saved page.
NAMES = {
    "holder": Message("姓名", "Name"),
    "occupation": Message("职业", "Occupation"),
    "level": Message("等级", "Level"),
    "issued": Message("发证日期", "Issued"),
    "number": Message("证书编号", "Number"),
    "identity": Message("证件号", "ID number"),
    "standard": Message("依据标准", "Standard"),
    "issuer": Message("发证机构", "Issuer"),
    "marks": Message("各部分成绩", "Marks"),
    "functions": Message("考核的职业功能", "Functions examined"),
    "status": Message("撤销状态", "Revocation"),
}
LABELS = {
    "clear": Message("未撤销，", "not revoked, "),
    "revoked": Message("已撤销，", "revoked, "),
    "asOf": Message("截至 ", "as of "),
    "stale": Message("名单已过期，", "out of date, "),
    "justNow": Message("刚刚", "just now"),
    "noStatus": Message("未查：取不到撤销名单", "not checked: the list is out of reach"),
    "unknown": Message("不明", "unknown"),
    "comma": Message("、", ", "),
}


def choose_answer(verification: Verification | None) -> Answer:
    """The answer to a verification; None stands for a certificate that was not found."""
    if verification is None:
        return ANSWERS["not_found"]
    if is_replaced(verification):
        return ANSWERS["replaced"]
    if verification.verdict is Verdict.VALID and verification.revocation != "clear":
        return ANSWERS["state_unknown" if verification.foreign else "unchecked"]
    if verification.verdict is Verdict.INVALID and (verification.certificate or verification.foreign):
        return ANSWERS["not_accepted"]
    return ANSWERS[verification.verdict.value]


def choose_training_answer(found: ProofCheck) -> Answer:
    """The answer to a proof of training."""
    if found.withdrawn:
        return ANSWERS["revoked"]
    if found.check.verdict is Verdict.VALID:
        unchecked = any(one.clause == UNCHECKED for one in found.check.reasons)
        return ANSWERS["unchecked" if unchecked else "valid"]
    if found.check.content is not None and found.check.verdict is Verdict.INVALID:
        return ANSWERS["not_accepted"]
    return ANSWERS[found.check.verdict.value]
