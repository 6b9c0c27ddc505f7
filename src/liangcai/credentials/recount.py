"""Make the papers of a signed account anew, and compare.

In: the account; the bank, the task sheets and the blueprint that it names by hash. Out: reasons, met or not. Follows:
the same bank, blueprint, rules and seed give the same papers; what has another hash proves nothing.
"""

from liangcai.assembly.assemble import assemble_forms
from liangcai.assembly.model import ConformityReport
from liangcai.assembly.practical import assemble_practical
from liangcai.assembly.practical_report import report_practical
from liangcai.blueprint.model import Blueprint, hash_blueprint
from liangcai.credentials.conformity import PapersAccount
from liangcai.findings import Message, Reason
from liangcai.items.model import Bank, build_bank
from liangcai.items.tasks import TaskBank, hash_tasks

RECOUNT = "RECOUNT"


def recount_papers(account: PapersAccount, blueprint: Blueprint, bank: Bank) -> tuple[Reason, ...]:
    """Whether bank and blueprint are those of the account, and whether they give the same report, figure by figure."""
    report = account.report
    inputs = (_compare_blueprint(report, blueprint), _compare_bank(report, bank))
    if not all(reason.met for reason in inputs):
        return inputs
    made = assemble_forms(blueprint, bank, report.seed, max(1, len(report.forms)), account.rules).value
    if made is None:
        zh, en = "用这份蓝图和题库组不成试卷。", "This blueprint and bank give no papers."
        return (*inputs, _reason(zh, en, met=False))
    return (*inputs, _compare_reports(report, made.report))


def recount_practical(account: PapersAccount, blueprint: Blueprint, tasks: TaskBank) -> tuple[Reason, ...]:
    """Whether the task sheets are those of the account, and whether they give the same practical papers."""
    said = account.practical
    if said is None:
        zh, en = "报告里没有实操试卷。", "The report has no practical papers."
        return (_reason(zh, en, met=False),)
    if hash_blueprint(blueprint) != said.blueprint_sha256 or hash_tasks(tasks) != said.tasks_sha256:
        zh, en = (
            "蓝图或实操试题不是报告所称的版本。",
            "Blueprint or task sheets are not those that the report names.",
        )
        return (_reason(zh, en, met=False),)
    made = assemble_practical(blueprint, tasks, said.seed, max(1, len(said.forms)), max(1, said.uses)).value
    if made is not None and report_practical(made, blueprint, tasks, said.uses) == said:
        zh = f"按种子 {said.seed} 重新抽取实操试题，与报告逐项相同。"
        en = f"Drawn anew from seed {said.seed}, the practical papers agree with the report in every figure."
        return (_reason(zh, en, met=True),)
    zh = f"按种子 {said.seed} 重新抽取实操试题，结果与报告不同。"
    return (_reason(zh, f"Drawn anew from seed {said.seed}, the practical papers differ from the report.", met=False),)


def _compare_blueprint(report: ConformityReport, blueprint: Blueprint) -> Reason:
    if hash_blueprint(blueprint) == report.blueprint_sha256:
        return _reason("蓝图即报告所称的蓝图。", "The blueprint is the one that the report names.", met=True)
    return _reason("蓝图不是报告所称的蓝图。", "The blueprint is not the one that the report names.", met=False)


def _compare_bank(report: ConformityReport, bank: Bank) -> Reason:
    """The hash is taken from the questions, not from what the file says of itself."""
    own = build_bank(bank.occupation, bank.edition, bank.level, bank.items)
    if own.sha256 == bank.sha256 == report.bank_sha256:
        return _reason("题库即报告所称的版本。", "The bank is of the version that the report names.", met=True)
    return _reason("题库不是报告所称的版本。", "The bank is not of the version that the report names.", met=False)


def _compare_reports(said: ConformityReport, made: ConformityReport) -> Reason:
    if said == made:
        count = len(made.forms)
        zh = f"按种子 {made.seed} 重新组卷，{count} 套试卷与报告逐项相同。"
        en = f"Assembled anew from seed {made.seed}, {count} papers agree with the report in every figure."
        return _reason(zh, en, met=True)
    differ = [name for name in ConformityReport.__struct_fields__ if getattr(said, name) != getattr(made, name)]
    zh = f"按种子 {made.seed} 重新组卷，结果与报告不同：{'、'.join(differ)}。"
    en = f"Assembled anew from seed {made.seed}, the report differs in {', '.join(differ)}."
    return _reason(zh, en, met=False)


def _reason(zh: str, en: str, *, met: bool) -> Reason:
    return Reason(clause=RECOUNT, met=met, message=Message(zh, en))
