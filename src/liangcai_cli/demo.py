"""``liangcai demo``: a journey on the bundled reference, then the site with a person per role.

In: a folder. Out: an installation in it, the addresses and how to sign in, and the site on 127.0.0.1.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from liangcai_cli.benches import run_benches
from liangcai_cli.serve import PORT, find_address, open_doors, serve
from liangcai_cli.site import open_site
from liangcai_cli.station_playing import play_solution
from liangcai_cli.station_publishing import list_untried, publish_beside, publish_packs
from liangcai_host import clock
from liangcai_host.benches.starting import can_host

if TYPE_CHECKING:
    from liangcai_web.services.rehearsal.demonstration import DemoPeople

SEEDS = 1  # enough to see that the bundled packs are as they were tried; publishing one's own takes more


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``demo``."""
    subject = subjects.add_parser("demo", help="演示 show the whole product on the bundled reference")
    subject.add_argument("--home", type=Path, required=True, help="演示数据的文件夹 folder for the demonstration")
    subject.add_argument("--port", type=int, default=PORT)
    subject.add_argument("--candidates", type=int, default=30)
    subject.add_argument("--no-serve", action="store_true", help="只准备，不启动网站 prepare only")
    subject.set_defaults(run=run_demo)


def run_demo(options: argparse.Namespace) -> int:
    """Prepare the demonstration once, then serve it."""
    with open_doors(options.port) as doors:
        address = find_address(doors)
        os.environ.setdefault("LIANGCAI_VERIFY_ADDRESS", f"{address}/verify")
        open_site(options.home)
        publish_packs(list_untried("record"), SEEDS)
        with run_benches(options.home):
            sys.stdout.write(prepare_people(options).describe(address) + "\n")
            sys.stdout.flush()
            if not options.no_serve:
                with publish_beside(options.home, SEEDS):
                    serve(doors)
    return 0


def prepare_people(options: argparse.Namespace) -> "DemoPeople":
    """The demonstration in its installation, with a bar while it is made."""
    from liangcai_cli.progress import show_progress
    from liangcai_web.services.rehearsal.demonstration import prepare_demonstration

    play = play_solution if can_host() else None
    with show_progress() as progress:
        return prepare_demonstration(options.home, options.candidates, clock.now(), progress, play)
