"""The parsing child: one request from standard input, one answer to standard output.

In: a request. Out: an answer; exit status 0 when there is one. Follows: rule 10 of the reliability rules; run as
``python -m liangcai_host.sandbox.child`` by ``read_in_child`` only.
"""

import sys

import msgspec

from liangcai.eligibility.grouplist.read import read_group_list
from liangcai.findings import Result
from liangcai.items.exchange.forms import read_bank_file
from liangcai.items.exchange.imported import Import
from liangcai.scheduling.registry.read import read_register
from liangcai.standard.forms.detect import extract_document
from liangcai.standard.forms.extract import refuse_damaged, refuse_limit
from liangcai.training.sheet import read_sheet
from liangcai_host.sandbox.evidence import clean_evidence
from liangcai_host.sandbox.limits import limit_self
from liangcai_host.sandbox.message import (
    Answer,
    AnyRequest,
    AttendanceRequest,
    EvidenceRequest,
    ListRequest,
    PictureRequest,
    PicturesRequest,
    RegisterRequest,
    Request,
)
from liangcai_host.sandbox.pictures import clean_picture
from liangcai_host.sandbox.portraits import clean_portrait


def main() -> int:
    """Read the request, bound, and answer it."""
    limit_self()
    request: AnyRequest = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=AnyRequest)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer_safely(request)))
    sys.stdout.buffer.flush()
    return 0


def answer_safely(request: AnyRequest) -> Answer:
    """What a file holds; what a hostile file makes the parsers raise becomes a finding here."""
    try:
        return answer(request)
    except (MemoryError, RecursionError):
        zh, en = "解析时内存或嵌套过大", "parsing it takes too much memory or nesting"
        return Answer(findings=refuse_limit(request.name, zh, en).findings)
    # The last line of defence: the parsers of others raise whatever they like on damaged data.
    except Exception:
        return Answer(findings=refuse_damaged(request.name, "文件", "file").findings)


def answer(request: AnyRequest) -> Answer:
    """Read by what is asked for."""
    if isinstance(request, Request):
        read = extract_document(request.data, request.name)
        return Answer(extract=read.value, findings=read.findings)
    if isinstance(request, EvidenceRequest):
        proof = (clean_portrait if request.portrait else clean_evidence)(request.data, request.name)
        return Answer(file=proof.value, findings=proof.findings)
    if isinstance(request, ListRequest):
        group = read_group_list(request.data, request.name, request.conditions, request.direction)
        return Answer(group=group.value, findings=group.findings)
    if isinstance(request, AttendanceRequest):
        sheet = read_sheet(request.data, request.name, request.trainees, request.sessions)
        return Answer(attendance=sheet.value, findings=sheet.findings)
    if isinstance(request, RegisterRequest):
        listed = read_register(request.data, request.name, request.heads)
        return Answer(listed=listed.value, findings=listed.findings)
    if isinstance(request, PictureRequest):
        made = clean_picture(request.data, request.name)
        return Answer(picture=made.value, findings=made.findings)
    if isinstance(request, PicturesRequest):
        return Answer(pictures=tuple(clean_picture(one.data, one.name).value for one in request.pictures))
    return pack_bank(read_bank_file(request.data, request.name, request.points, request.settlement, most=request.most))


def pack_bank(found: Result[Import | None]) -> Answer:
    """An import without its bank, which says the same questions again: the parent builds it."""
    if found.value is None or found.value.bank is None:
        return Answer(imported=found.value, findings=found.findings)
    return Answer(imported=msgspec.structs.replace(found.value, bank=None), whole=True, findings=found.findings)


if __name__ == "__main__":
    sys.exit(main())
