"""``liangcai marks``: what happens after the first marks: scored again, mended keys, the posting.

In: the folder of an installation, a batch by its id, the names of accounts. Out: what was done or found on standard
output, findings on standard error; status 1 where something was refused, or where scores differ. Follows: the same
services as the pages; two different officers where one alone may not act.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from liangcai_cli import marks_doubts
from liangcai_cli.on_batch import Verbs, add_verb, find_batch
from liangcai_cli.on_two import add_one, add_two, find_one, find_two
from liangcai_cli.report import print_findings
from liangcai_host import clock

if TYPE_CHECKING:
    from liangcai_web.services.results.versions import Comparison


def add_arguments(subjects: Verbs) -> None:
    """Declare ``marks`` with its verbs."""
    subject = subjects.add_parser("marks", help="成绩：重算、更正、公示、复核、违纪 marks after the first ones")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    add_verb(verbs, "rescore", "由原始事件重新计分并核对 score again and compare", rescore)
    add_verb(verbs, "versions", "评分版本 marking versions", show_versions)
    proposed = add_one(add_verb(verbs, "propose", "提出评分版本 propose to mark a question otherwise", propose, "item"))
    what = proposed.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--key", dest="keys", action="append", help="可接受的答案，可写几次 a key that is right, repeatable"
    )
    what.add_argument("--drop", action="store_true", help="取消本题 drop the question")
    proposed.add_argument("--reason", required=True, help="依据 the ground")
    for name, words, verb in (
        ("compare", "前后比对，不写入 before and after, nothing is written", compare),
        ("live", "两人启用 make it live, by two", make_live),
    ):
        one = add_verb(verbs, name, words, verb)
        one.add_argument("number", type=int, help="第几版 number of the version")
        if name == "live":
            add_two(one)
    add_verb(verbs, "stale", "须更正或撤销的证书 certificates to be corrected or revoked", show_stale)
    add_two(add_verb(verbs, "post", "两人公示合格名单 post the list, by two", post))
    marks_doubts.add_verbs(verbs)


def rescore(options: argparse.Namespace) -> int:
    """Everything scored again; status 1 with the differences."""
    from liangcai_web.services.results.rescoring import rescore_batch

    batch = find_batch(options)
    if batch is None:
        return 1
    found = rescore_batch(batch)
    sys.stdout.write(
        f"试卷 papers {found.papers:,}  作答 responses {found.responses:,}  考评组 panels {found.panels:,}  "
        f"评定 decisions {found.decisions:,}  复核改定 set in a review {found.reviewed:,}\n"
        f"不一致 differences {len(found.differences):,}\n"
    )
    for one in found.differences:
        sys.stdout.write(f"  {one.ticket}  {one.what}  公布 published {one.published}  重算 found {one.found}\n")
    return 0 if found.equal else 1


def show_versions(options: argparse.Namespace) -> int:
    """Every version with its state."""
    from liangcai_web.services.marking.theory import live_version
    from liangcai_web.services.results.versions import list_proposals

    batch = find_batch(options)
    if batch is None:
        return 1
    live = live_version(batch).number
    sys.stdout.write(f"1  {'现行 live' if live == 1 else '所考的试卷 as sat'}\n")
    for one in reversed(list_proposals(batch)):
        number = one.version.number
        state = (
            "现行 live"
            if number == live
            else "已启用过 was live"
            if one.live
            else "过时 stale"
            if one.stale
            else "待定 open"
        )
        said = "; ".join(
            f"{change.item_id} {'/'.join(change.keys) or '取消 dropped'}" for change in one.version.amendments
        )
        sys.stdout.write(f"{number}  {state}  {said}  {one.said.reason}\n")
    return 0


def propose(options: argparse.Namespace) -> int:
    """Propose to mark one question otherwise."""
    from liangcai.marking.version import Amendment
    from liangcai_web.services.results.versions import next_version, propose_marking

    batch = find_batch(options)
    user = find_one(options, batch) if batch else None
    if batch is None or user is None:
        return 1
    how = "drop" if options.drop else "rekey"
    amendments = (Amendment(item_id=options.item, how=how, keys=tuple(options.keys or ())),)  # type: ignore[arg-type]
    number = next_version(batch, amendments).number
    made = propose_marking(batch, amendments, options.reason, actor=user, now=clock.now())
    print_findings(made.findings)
    if made.value is None:
        return 1
    sys.stdout.write(f"{number}\n")
    return 0


def compare(options: argparse.Namespace) -> int:
    """The marks that would change."""
    from liangcai_web.services.results.versions import check_live, compare_marking, find_proposal

    batch = find_batch(options)
    proposal = find_proposal(batch, options.number) if batch else None
    if batch is None or proposal is None:
        refused = check_live(None, options.number) if batch else None
        print_findings((refused,) if refused else ())
        return 1
    show_comparison(compare_marking(batch, proposal.version))
    return 0


def make_live(options: argparse.Namespace) -> int:
    """Let a version count."""
    from liangcai_web.services.results.versions import make_live as let_count

    batch = find_batch(options)
    two = find_two(options, batch) if batch else None
    if batch is None or two is None:
        return 1
    made = let_count(batch, options.number, **two)
    print_findings(made.findings)
    if made.value is None:
        return 1
    show_comparison(made.value)
    return 0


def show_comparison(compared: "Comparison") -> None:
    """Counts, and a line for each mark that changes."""
    sys.stdout.write(
        f"试卷 papers {len(compared.changes)}  变动 changed {len(compared.affected)}  "
        f"合格与否变动 turned {len(compared.turned)}  复核不动 held {len(compared.held)}\n"
    )
    for one in compared.affected:
        turned = "" if not one.turns else "  → 合格 pass" if one.passed_after else "  → 不合格 fail"
        sys.stdout.write(f"  {one.candidate.ticket_number}  {one.before} → {one.after.points}{turned}\n")


def show_stale(options: argparse.Namespace) -> int:
    """Certificates that no longer say what is decided; status 1 where there are some."""
    from liangcai_web.services.certificates.after import list_stale

    batch = find_batch(options)
    if batch is None:
        return 1
    stale = list_stale(batch)
    for one in stale:
        sys.stdout.write(f"{one.credential.number}  {one.name.zh} {one.name.en}  {one.why}\n")
    return 1 if stale else 0


def post(options: argparse.Namespace) -> int:
    """Post the list of those who passed."""
    from liangcai_web.services.results.postings import post_results, read_posting

    batch = find_batch(options)
    two = find_two(options, batch) if batch else None
    if batch is None or two is None:
        return 1
    posted = post_results(batch, **two)
    print_findings(posted.findings)
    posting = read_posting(batch)
    if posted.value is None or posting is None:
        return 1
    sys.stdout.write(f"{posting.day} – {posting.until}  {posting.sha256}\n")
    return 0
