"""``liangcai station publish``: try packs by their own solutions, and keep them with their trial in an installation.

In: packs or folders, an installation. Out: packs that batches can choose and learners practise. Follows: reference
100 %, empty at most 5 %, each mutant failing exactly its checks; a pack that is not green is kept as not green.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import liangcai_reference
from liangcai.findings import Finding
from liangcai.stations.trial import check_publishable
from liangcai_cli.report import print_findings
from liangcai_cli.site import open_site
from liangcai_cli.station_trials import bind_bundled, open_station
from liangcai_host import clock
from liangcai_host.home import home_folder
from liangcai_stations.folder import FILES, Station
from liangcai_stations.packs import try_station

SEEDS = 20


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``publish``."""
    publish = verbs.add_parser("publish", help="自检后供本机构使用 try packs and let this installation use them")
    publish.add_argument("packs", nargs="*", metavar="PACK", help="工位包名或文件夹，缺省为全部随附的 all bundled")
    publish.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    publish.add_argument("--seeds", type=int, default=SEEDS, metavar="N", help=f"种子个数 how many seeds ({SEEDS})")
    publish.set_defaults(run=run_publish)


def run_publish(options: argparse.Namespace) -> int:
    """Try and keep; status 1 where one is not fit to be used."""
    open_site(options.home or home_folder(os.environ), os.environ.get("LIANGCAI_DATABASE_URL", ""))
    findings = publish_packs(options.packs or list_bundled(), max(1, options.seeds))
    print_findings(findings)
    return 1 if findings else 0


def list_bundled() -> tuple[str, ...]:
    """The packs that come along."""
    return tuple(name for name, _ in liangcai_reference.read_pack_texts())


def list_untried(engine: str = "") -> tuple[str, ...]:
    """The bundled packs that this installation has not tried, all or those of an engine."""
    from liangcai_web.services.benches.packs import list_offers

    waiting = (offer.pack for offer in list_offers() if offer.row is None)
    return tuple(pack.id for pack in waiting if engine in ("", pack.engine))


@contextmanager
def publish_beside(home: Path, seeds: int) -> Iterator[None]:
    """Try the bundled packs that were not, in a process beside the site: those on real protocols take a while."""
    wanting = list_untried()
    code = "import sys; from liangcai_cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "station", "publish", *wanting, "--home", str(home), "--seeds", str(seeds)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL) if wanting else None  # noqa: S603 - our own
    try:
        yield
    finally:
        if process is not None:
            process.terminate()
            process.wait()


def publish_packs(names: Iterable[str], seeds: int) -> tuple[Finding, ...]:
    """Try each pack and keep it; why some are not fit."""
    findings = list[Finding]()
    for name in names:
        opened = open_station(name)
        if opened.value is None:
            findings += opened.findings
            continue
        found = publish(opened.value, name, seeds)
        findings += found
        sys.stdout.write(f"{'×' if found else '✓'} {opened.value.pack.id} {opened.value.pack.version}\n")
    return tuple(findings)


def publish(station: Station, name: str, seeds: int) -> tuple[Finding, ...]:
    """Try one pack, keep it, say why it is not fit."""
    from liangcai_web.services.benches.packs import keep_trial

    trial = try_station(station, [str(seed) for seed in range(1, seeds + 1)])
    keep_trial(read_files(name), trial, now=clock.now())
    return (*bind_bundled(station.pack), *check_publishable(trial))


def read_files(name: str) -> dict[str, str]:
    """The files of a bundled pack or of a folder."""
    bundled = liangcai_reference.read_pack_files(name)
    folder = Path(name)
    return bundled or {file: (folder / file).read_text(encoding="utf-8") for file in FILES}
