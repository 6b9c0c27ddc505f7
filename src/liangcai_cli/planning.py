"""``liangcai plan``: rooms, staff and tickets of a batch without a browser: made, shown, mended.

In: the folder of an installation, a batch by its id, sites and sessions, the name of an officer. Out: sessions and
moves on standard output, findings on standard error; status 1 when something was refused. Tickets are printed by
``liangcai batch print``.
"""

import argparse
import sys
from pathlib import Path

import msgspec

from liangcai.scheduling.plan import Plan, list_uses
from liangcai_cli.on_batch import Verbs, add_verb, find_account, find_batch
from liangcai_cli.report import print_findings
from liangcai_host import clock


def add_arguments(subjects: Verbs) -> None:
    """Declare ``plan make``, ``show`` and ``mend``."""
    subject = subjects.add_parser("plan", help="编排考场、人员、准考证 rooms, staff and tickets of a batch")
    subject.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    make = add_verb(verbs, "make", "按档案编排并发准考证 plan from the registers, issue tickets", make_one)
    add_verb(verbs, "show", "列出各场次 list the sessions", show_one)
    mend = add_verb(verbs, "mend", "有变动时调整；不加 --confirm 只看 look who would move, or mend it", mend_one)
    for verb in (make, mend):
        verb.add_argument("--site", action="append", default=[], help="考点，可重复 a site, may be repeated")
        verb.add_argument("--slot", action="append", default=[], metavar='"2026-12-12 08:30-11:30"')
        verb.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
    mend.add_argument("--reason", default="", help="调整原因 why")
    mend.add_argument("--confirm", action="store_true", help="照此调整 do it")


def make_one(options: argparse.Namespace) -> int:
    """Plan a batch; what lacks is said by site with sessions and hours."""
    from liangcai_web.services.payloads.register import Choice
    from liangcai_web.services.planning.choosing import propose_slots, read_slots
    from liangcai_web.services.planning.office import make_plan
    from liangcai_web.services.registers.places import list_sites

    batch = find_batch(options)
    user = find_account(options, batch, "officer") if batch else None
    if batch is None or user is None:
        return 1
    slots = read_slots("\n".join(options.slot)) if options.slot else None
    if slots is not None and slots.findings:
        print_findings(slots.findings)
        return 1
    sites = tuple(options.site) or tuple(site.name for site in list_sites(batch.organisation))
    choice = Choice(sites=sites, slots=slots.value if slots else propose_slots(batch))
    made = make_plan(batch, choice, now=clock.now(), actor=user)
    print_findings(made.findings)
    if made.value is None:
        return 1
    return tell(made.value)


def show_one(options: argparse.Namespace) -> int:
    """The sessions of a batch by site and time."""
    from liangcai_web.services.planning.seating import load_plan

    batch = find_batch(options)
    plan = load_plan(batch) if batch else None
    return tell(plan) if plan else 1


def tell(plan: Plan) -> int:
    """A line a session: site, name, part, hours, how many candidates, people on duty."""
    for use in list_uses(plan):
        when = f"{use.start:%Y-%m-%d %H:%M}–{use.end:%H:%M}"
        staff = " ".join(use.session.staff)
        count = str(len(use.session.seats))
        line = (use.session.site, use.name, use.part.name, when, count, staff)
        sys.stdout.write("  ".join(line).strip() + "\n")
    return 0


def mend_one(options: argparse.Namespace) -> int:
    """Who would move with the registers as they are now; with a reason and ``--confirm`` it is done."""
    from liangcai_web.services.planning.choosing import read_slots
    from liangcai_web.services.planning.replanning import confirm_plan, propose_plan, read_choice

    batch = find_batch(options)
    user = find_account(options, batch, "officer") if batch else None
    if batch is None or user is None:
        return 1
    choice = read_choice(batch)
    if options.site:
        choice = msgspec.structs.replace(choice, sites=tuple(options.site))
    slots = read_slots("\n".join(options.slot)) if options.slot else None
    if slots is not None:
        choice = msgspec.structs.replace(choice, slots=slots.value)
    done = propose_plan(batch, choice, now=clock.now())
    if done.value is not None and options.confirm:
        done = confirm_plan(batch, choice, done.value.mark, options.reason, now=clock.now(), actor=user)
    print_findings((*(slots.findings if slots else ()), *done.findings))
    if done.value is None:
        return 1
    for move in (*done.value.candidates, *done.value.staff):
        sys.stdout.write(f"{move.who}  {'；'.join(move.before) or '—'} → {'；'.join(move.after) or '—'}\n")
    counts = f"考生 candidates {len(done.value.candidates)}，考务 staff {len(done.value.staff)}"
    sys.stderr.write(f"{'已调整 done' if options.confirm else '将变动 would move'}：{counts}\n")
    return 0
