"""The signer of certificates: it signs nothing that two people have not approved in the log.

In: a candidate. Out: the key, or why it signs nothing. Follows:
reliability rule 9, clause 1.9.2. It asks the log and no caller: the newest decision on the candidate is a pass, was
taken before the newest approval of the batch, and actor and approver of that are two people.
"""

from datetime import datetime

from liangcai.findings import Finding, Message, Result, Severity
from liangcai_host.keys.issuing import IssuingKey
from liangcai_web.records.batches import Candidate
from liangcai_web.services.facts import last_fact
from liangcai_web.services.issuing import read_trust_store, signing_key
from liangcai_web.services.standing.awards import newest_award, read_decision

APPROVED = "certificates_approved"


def approved_key(candidate: Candidate, now: datetime) -> Result[IssuingKey | None]:
    """The key that signs the certificate of a candidate; none where the log does not bear it."""
    approval, decided = last_fact(candidate.batch.uuid, APPROVED), newest_award(candidate.uuid)
    if approval is None or approval.actor_id is None or approval.approver_id in (None, approval.actor_id):
        return refuse("日志中没有两人的批准。", "The log holds no approval by two people.")
    if decided is None or not read_decision(decided).passed:
        return refuse("日志中没有合格的评定。", "The log holds no decision that the candidate passed.")
    if decided.position > approval.position:
        return refuse("评定在批准之后有变，须重新批准。", "The decision is newer than the approval: approve again.")
    key = signing_key(candidate.batch)
    entry = read_trust_store().find(key.did)
    if entry is None or not entry.stands(now.replace(microsecond=0)) or not entry.serves("certificates"):
        return refuse("签发密钥现在无效，请更换密钥。", "The signing key does not stand now: replace it.")
    return Result(key)


def refuse(zh: str, en: str) -> Result[IssuingKey | None]:
    """Nothing is signed, and why."""
    message = Message(f"不能签发：{zh}", f"Nothing is signed. {en}")
    return Result(None, (Finding(rule="certificate.signer", severity=Severity.ERROR, message=message, clause="1.9.2"),))
