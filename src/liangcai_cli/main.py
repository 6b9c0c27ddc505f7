"""The command ``liangcai``: one small module a subject, each with the same three names.

In: the arguments. Out: an exit status: 0 done, 1 findings of error, 2 wrong use or (for a credential) unknown issuer.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

# Each subject with the module that declares it, in the order in which help lists them. Only the one that is asked for
# is loaded: some carry tables or libraries that take longer to load than most commands to run.
SUBJECTS = {
    "standard": "standard",
    "catalogue": "catalogue",
    "notice": "notice",
    "eligibility": "eligibility",
    "batch": "batches",
    "application": "applying",
    "marks": "marks",
    "archive": "archiving",
    "audit": "auditing",
    "keys": "keying",
    "places": "registers",
    "staff": "registers",
    "training": "training",
    "supervision": "supervising",
    "plan": "planning",
    "marking": "marking",
    "bank": "banking",
    "report": "reporting",
    "journey": "journey",
    "certificates": "certifying",
    "station": "stations",
    "benches": "benches",
    "credential": "credential",
    "office": "offices",
    "year": "yearly",
    "privacy": "privacy",
    "sitting": "sitting",
    "serve": "serve",
    "backup": "backup",
    "restore": "backup",
    "ballast": "ballast",
    "demo": "demo",
}


def build_parser(asked: str = "") -> argparse.ArgumentParser:
    """The parser of the subject that is asked for, or of all where it is none of them."""
    parser = argparse.ArgumentParser(
        prog="liangcai",
        description="量才：让已发布的职业标准自己运行。 A published occupational standard, run as a program.",
    )
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="SUBJECT")
    for module in dict.fromkeys([SUBJECTS[asked]] if asked in SUBJECTS else SUBJECTS.values()):
        importlib.import_module(f"liangcai_cli.{module}").add_arguments(subjects)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    words = sys.argv[1:] if arguments is None else list(arguments)
    options = build_parser(words[0] if words else "").parse_args(words)
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
