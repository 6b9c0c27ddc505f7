"""The command ``liangcai``: one small module a subject, each with the same three names.

In: the arguments. Out: an exit status: 0 done, 1 findings of error, 2 wrong use or (for a credential) unknown issuer.
"""

import argparse
import sys
from collections.abc import Sequence

from liangcai_cli import (
    applying,
    archiving,
    backup,
    ballast,
    banking,
    batches,
    catalogue,
    credential,
    demo,
    eligibility,
    journey,
    notice,
    offices,
    planning,
    privacy,
    registers,
    serve,
    sitting,
    standard,
    supervising,
    training,
)

SUBJECTS = (
    standard,
    catalogue,
    notice,
    eligibility,
    batches,
    applying,
    archiving,
    registers,
    training,
    supervising,
    planning,
    banking,
    journey,
    credential,
    offices,
    privacy,
    sitting,
    serve,
    backup,
    ballast,
    demo,
)


def build_parser() -> argparse.ArgumentParser:
    """The parser of every subject."""
    parser = argparse.ArgumentParser(
        prog="liangcai",
        description="量才：让已发布的职业标准自己运行。 A published occupational standard, run as a program.",
    )
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="SUBJECT")
    for subject in SUBJECTS:
        subject.add_arguments(subjects)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    options = build_parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("\n已停止。 Stopped.\n")
        return 130
    return status


if __name__ == "__main__":
    sys.exit(main())
