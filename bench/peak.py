"""``python -m bench.peak FILE [POINTS]``: a process of its own reads a file and says how much memory that took at most.

In: a standard of any form, or a file of questions with the points of its level. Out: bytes of this process, and of the
largest child that parsed for it, on one line. Follows: what a process took before it became another one is not counted,
so Linux is asked for the peak of this program.
"""

import sys
from pathlib import Path

import msgspec

from liangcai.items.exchange.imported import Import, Settlement
from liangcai.items.exchange.points import Points
from liangcai.standard.model import Standard
from liangcai.standard.read import read_standard
from liangcai_host.sandbox.message import BankRequest
from liangcai_host.sandbox.opening import extract_file
from liangcai_host.sandbox.read import read_bank_in_child

STATUS = Path("/proc/self/status")
UNIT = 1 if sys.platform == "darwin" else 1024


def peak_self() -> int:
    """The most memory that this process has held, in bytes."""
    if STATUS.is_file():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return 1024 * int(line.split()[1])
    import resource  # Windows has none

    return UNIT * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def use_of_children() -> tuple[int, int]:
    """Of all children so far: the most memory that any held, in bytes, and how many blocks they wrote.

    The memory is at least what this process held when it began one.
    """
    import resource  # Windows has none

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return UNIT * used.ru_maxrss, used.ru_oublock


def read_file(data: bytes, name: str) -> Standard:
    """A standard from the bytes of its file, as the commands and the site read it; it must be read whole."""
    opened = extract_file(data, name)
    assert opened.value is not None, opened.findings
    result = read_standard(opened.value.text, name)
    assert result.value is not None, result.findings
    return result.value


def read_questions(data: bytes, name: str, points: Points) -> Import:
    """The questions of a file, as the site reads it; all of them must be taken."""
    read = read_bank_in_child(BankRequest(name=name, data=data, points=points, settlement=Settlement()))
    assert read.value is not None and read.value.complete, read.findings
    return read.value


if __name__ == "__main__":
    content, points_file = Path(sys.argv[1]).read_bytes(), sys.argv[2:]
    if points_file:
        known = msgspec.msgpack.decode(Path(points_file[0]).read_bytes(), type=Points)
        read_questions(content, sys.argv[1], known)
    else:
        read_file(content, sys.argv[1])
    print(peak_self(), use_of_children()[0])
