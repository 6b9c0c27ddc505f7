"""``liangcai ballast``: the room that is kept for answers, looked at, given back or made again.

In: the folder of the installation. Out: what stands and what is free. Follows: rule 7 of reliability; a running site
gives the ballast back by itself when its journal meets a full disk, and makes it again once there is room.
"""

import argparse
import os
import sys
from pathlib import Path

from liangcai_host.disk.ballast import make_ballast, read_ballast, release_ballast
from liangcai_host.disk.space import MEGABYTE, read_space, write_megabytes
from liangcai_host.home import home_folder

USUAL = 64


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``ballast show``, ``release`` and ``make``."""
    subject = subjects.add_parser("ballast", help="预留空间 the room that is kept for answers")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    words = (
        ("show", "查看 what stands, what is free", show),
        ("release", "让出 give it back, when the disk is full", release),
        ("make", "重建 make it, or make it larger", make),
    )
    for name, text, run in words:
        verb = verbs.add_parser(name, help=text)
        verb.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
        verb.set_defaults(run=run)
    verb.add_argument("--megabytes", type=int, default=USUAL)


def show(options: argparse.Namespace) -> int:
    """Say what stands."""
    home = options.home or home_folder(os.environ)
    standing, free = read_ballast(home), read_space(home).free
    sys.stdout.write(
        f"{home}：预留 {write_megabytes(standing)}，磁盘可用 {write_megabytes(free)}。"
        f" Ballast {write_megabytes(standing)}, free {write_megabytes(free)}.\n"
    )
    return 0 if standing else 1


def release(options: argparse.Namespace) -> int:
    """Give the room back."""
    size = release_ballast(options.home or home_folder(os.environ))
    sys.stdout.write(
        f"已让出 {write_megabytes(size)}。运行中的网站在可用空间够其两倍时自动重建。"
        f" {write_megabytes(size)} were given back; a running site makes it again once twice that is free.\n"
    )
    return 0


def make(options: argparse.Namespace) -> int:
    """Make it, if twice its growth is free."""
    home = options.home or home_folder(os.environ)
    if not make_ballast(home, options.megabytes * MEGABYTE):
        sys.stderr.write(
            f"✗ 空间不够：磁盘只有 {write_megabytes(read_space(home).free)}，要有两倍才建。"
            " Too little room: twice the growth has to be free.\n"
        )
        return 1
    return show(options)
