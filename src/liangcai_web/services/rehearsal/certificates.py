"""What a newcomer finds done after the certificates of a demonstration: one given again, results handed in.

In: a batch with certificates, its team. Out: a certificate in the place of another, a report that waits for the
authority. Follows: the workflow, steps 18 and 20; two people act.
"""

from datetime import datetime

from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Credential
from liangcai_web.services.certificates.renewal import Correction, renew_certificate
from liangcai_web.services.registers.teams import Team
from liangcai_web.services.workflow.reports import submit_report

LOST = "持证人申明遗失，已核对身份并登报声明"
NOTE = "演示：成绩上报，等待主管部门核验"


def rehearse_certificates(batch: Batch, team: Team, now: datetime) -> None:
    """Give the last certificate again, and hand the results in."""
    last = Credential.objects.filter(candidate__batch=batch).order_by("-pk").first()
    two = {"actor": team.officer, "approver": team.second_officer}
    if last is not None:
        renew_certificate(last, Credential.How.LOST, Correction(), LOST, **two, now=now)
    submit_report(batch, "report-results", NOTE, actor=team.officer, now=now)
