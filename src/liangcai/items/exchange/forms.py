"""A file of questions in whatever form it comes, and the forms in which a bank can be written.

In: the bytes of a file, the points of a level, what a person settled. Out: ``Import`` with findings, or the writers by
name. Follows: the form is told from the content, never from the name of the file.
"""

import re
from collections.abc import Callable

from liangcai.findings import Finding, Message, Result, Severity
from liangcai.items.exchange.imported import Import, Match, Progress, Settlement, Spot, report
from liangcai.items.exchange.markdown import read_markdown, write_markdown
from liangcai.items.exchange.native import write_native
from liangcai.items.exchange.points import Directory, Points
from liangcai.items.exchange.qti.names import MANIFEST
from liangcai.items.exchange.qti.package_read import read_package
from liangcai.items.exchange.qti.package_write import write_package
from liangcai.items.exchange.spreadsheet_read import read_spreadsheet
from liangcai.items.exchange.spreadsheet_write import write_spreadsheet
from liangcai.items.exchange.word import read_word, write_word
from liangcai.items.model import Bank
from liangcai.items.read import read_items
from liangcai.standard.forms.archive import Archive, open_archive

OLE = b"\xd0\xcf\x11\xe0"
_NATIVE = re.compile(rb"^[ \t]*\[\[[ \t]*item[ \t]*\]\]", re.MULTILINE)
Writer = Callable[[Bank, Points], Result[bytes]]
Reader = Callable[[bytes, str, Points, Settlement | None, Progress | None], Result[Import | None]]
WRITERS: dict[str, Writer] = {
    "xlsx": write_spreadsheet,
    "qti": write_package,
    "docx": write_word,
    "markdown": write_markdown,
    "toml": write_native,
}


def read_bank_file(
    data: bytes, name: str, points: Points, settlement: Settlement | None = None, progress: Progress | None = None
) -> Result[Import | None]:
    """What a file of questions holds, whatever its form; None where it is of no form that is known."""
    return _choose(data)(data, name, points, settlement, progress)


def _choose(data: bytes) -> Reader:
    if data.startswith(b"PK"):
        archive = open_archive(data, "")
        if isinstance(archive, Archive) and MANIFEST in archive.sizes:
            return read_package
        return read_word if isinstance(archive, Archive) and "word/document.xml" in archive.sizes else read_spreadsheet
    if data.startswith(OLE):
        return read_spreadsheet
    return read_native if _NATIVE.search(data) else read_markdown


def read_native(
    data: bytes,
    name: str,
    points: Points,
    settlement: Settlement | None = None,  # noqa: ARG001 - the shape of all readers; a bank file leaves nothing open
    progress: Progress | None = None,
) -> Result[Import | None]:
    """What a bank file of this product holds; each requirement must be one of the level."""
    result = read_items(data.decode("utf-8", "replace"), name)
    bank = result.value
    if bank is None:
        return Result(None, result.findings)
    here = (points.occupation, points.edition, points.level)
    findings = list(result.findings)
    if (bank.occupation, bank.edition, bank.level) != here:
        message = Message("这份题库属于别的职业、版本或等级。", "This bank is of another occupation, edition or level.")
        findings.append(report("level", Severity.ERROR, message, document=name))
    directory = Directory(points)
    unknown = [item.id for item in bank.items if directory.find_code(item.requirement, item.table) is None]
    findings += [_no_requirement(item_id, name) for item_id in unknown]
    if progress is not None:
        progress(len(bank.items), len(bank.items))
    whole = bank.items and not any(finding.severity is Severity.ERROR for finding in findings)
    lost = tuple(Spot(row=max(1, finding.line)) for finding in result.findings)
    taken = tuple(item for item in bank.items if item.id not in unknown)
    return Result(
        Import(
            occupation=here[0],
            edition=here[1],
            level=here[2],
            rows=len(bank.items) + len(lost),
            items=taken,
            matches=tuple(
                Match(spot=Spot(row=number), item_id=item.id, requirement=item.requirement, how="code")
                for number, item in enumerate(taken, 1)
            ),
            refused=(*lost, *(Spot(row=1) for _ in unknown)),
            bank=bank if whole else None,
        ),
        tuple(findings),
    )


def _no_requirement(item_id: str, name: str) -> Finding:
    message = Message(
        f"试题 {item_id} 的要求在标准的这一等级中不存在。",
        f"The requirement of question {item_id} is not in this level.",
    )
    return report("unmatched", Severity.ERROR, message, document=name)
