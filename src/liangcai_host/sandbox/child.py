"""The parsing child: one request from standard input, one answer to standard output.

In: a request. Out: an answer; exit status 0 when there is one. Follows: rule 10 of the reliability rules; run as
``python -m liangcai_host.sandbox.child`` by ``read_in_child`` only.
"""

import sys

import msgspec

from liangcai.findings import Result
from liangcai.standard.forms.detect import extract_document
from liangcai.standard.forms.extract import Extract, refuse_damaged, refuse_limit
from liangcai_host.sandbox.limits import limit_self
from liangcai_host.sandbox.message import Answer, Request


def main() -> int:
    """Read the request, bound, and answer it."""
    limit_self()
    request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Request)
    result = extract_safely(request)
    answer = Answer(extract=result.value, findings=result.findings)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
    sys.stdout.buffer.flush()
    return 0


def extract_safely(request: Request) -> Result[Extract | None]:
    """The text of a file; what a hostile file makes the parsers raise becomes a finding here."""
    try:
        return extract_document(request.data, request.name)
    except (MemoryError, RecursionError):
        return refuse_limit(request.name, "解析时内存或嵌套过大", "parsing it takes too much memory or nesting")
    # The last line of defence: the parsers of others raise whatever they like on damaged data.
    except Exception:
        return refuse_damaged(request.name, "文件", "file")


if __name__ == "__main__":
    sys.exit(main())
