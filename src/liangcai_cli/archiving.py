"""``liangcai archive``: the volumes of a finished batch in one file; verified, listed, opened without an installation.

In: an installation and a batch; or an archive, trusted issuers, a pass phrase. Out: the archive, its files; status 0
when everything fits, 1 when something is changed, missing or added, 2 when the issuer is unknown here.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from liangcai.credentials.trust import TrustStore
from liangcai.findings import Finding, Message, Severity
from liangcai_cli.backup import read_phrase
from liangcai_cli.privacy import differ, officer
from liangcai_cli.report import print_findings
from liangcai_cli.site import on_site
from liangcai_cli.verifying import load_trust
from liangcai_host import clock
from liangcai_host.backup.model import BackupError
from liangcai_host.home import home_folder
from liangcai_host.volumes.reading import EnvelopeError, Reading, is_inside, open_archive, verify_archive

if TYPE_CHECKING:
    from liangcai_web.records.archives import Archive

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
STEP_SECONDS = 0.5
WORKING = Message("分卷归档", "Archive by volume")
VERDICTS = {
    "valid": "有效 VALID",
    "invalid": "无效 INVALID",
    "unknown_issuer": "签名相符，签发者未知 SIGNATURE FITS, ISSUER UNKNOWN HERE",
}


def add_arguments(subjects: Verbs) -> None:
    """Declare ``archive make``, ``verify``, ``list`` and ``open``."""
    subject = subjects.add_parser("archive", help="分卷归档 the volumes of a finished batch in one file")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    making = verbs.add_parser("make", help="制作 make the archive of a batch")
    making.add_argument("batch", type=UUID)
    making.add_argument("out", type=Path, help="归档文件，须尚不存在 the archive; must not be there yet")
    making.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    making.add_argument("--as", dest="account", required=True, help="考务账户 the officer")
    making.add_argument("--and", dest="second", required=True, help="第二位考务账户 the second officer")
    making.add_argument("--passphrase-file", type=Path, help="口令文件 a file with the pass phrase")
    making.set_defaults(run=on_site(make))
    for name, words, verb in (
        ("verify", "逐个核验 verify signature and every file", verify),
        ("list", "列出案卷目录 print the listing", show),
    ):
        parser = verbs.add_parser(name, help=words)
        parser.add_argument("file", type=Path)
        parser.add_argument("--trust", help="信任的签发者 trusted issuers (trust.json)")
        parser.set_defaults(run=verb)
    opening = verbs.add_parser("open", help="解开到文件夹 write the files into an empty folder")
    opening.add_argument("file", type=Path)
    opening.add_argument("out", type=Path)
    opening.add_argument("--trust", help="信任的签发者 trusted issuers (trust.json)")
    opening.add_argument("--passphrase-file", type=Path, help="口令文件 a file with the pass phrase")
    opening.set_defaults(run=unpack)


def make(options: argparse.Namespace) -> int:
    """Make the archive with a bar; Ctrl-C stops and leaves nothing."""
    from liangcai_web.records.batches import Batch
    from liangcai_web.services.workflow.archives import begin_archive, stop_archive

    batch = Batch.objects.filter(uuid=options.batch).select_related("organisation", "standard").first()
    if batch is None or options.out.exists():
        zh, en = (
            ("没有这个批次。", "There is no such batch.") if batch is None else ("文件已存在。", "The file is there.")
        )
        return fail(zh, en)
    first, second = officer(options.account, batch.organisation), officer(options.second, batch.organisation)
    if first is None or second is None or not differ(first, second):
        return 1
    try:
        phrase = read_phrase(options.passphrase_file, again=True)
    except (BackupError, OSError) as error:
        return fail(str(error), "")
    begun = begin_archive(batch, phrase, actor=first, approver=second, now=clock.now())
    print_findings(begun.findings)
    if begun.value is None:
        return 1
    try:
        path = work(begun.value)
    except KeyboardInterrupt:
        stop_archive(begun.value)
        return fail("已停止，什么也没有留下。", "Stopped; nothing is left of it.")
    shutil.copyfile(path, options.out)
    sys.stdout.write(f"{options.out}  {begun.value.sha256}\n")
    return 0


def work(row: "Archive") -> Path:
    """Part after part, with a bar."""
    from liangcai_cli.progress import show_progress
    from liangcai_web.services.workflow.archives import finish_archive, go_on, path_of

    with show_progress() as report:
        while not go_on(row, STEP_SECONDS):
            report(WORKING, row.done, row.total)
        report(WORKING, row.done, row.total)
    finish_archive(row, clock.now())
    return path_of(row)


def read(options: argparse.Namespace) -> Reading:
    """An archive looked at, by the trusted issuers that are named or those of the installation."""
    path = Path(options.trust) if options.trust else home_folder(os.environ) / "trust.json"
    store, findings = load_trust(path, asked=bool(options.trust))
    print_findings(findings)
    reading = verify_archive(options.file, store or TrustStore(), clock.now())
    print_findings(reading.findings)
    return reading


def verify(options: argparse.Namespace) -> int:
    """The verdict, its reasons, how many files fit."""
    reading = read(options)
    check = reading.check
    lines = [VERDICTS[check.verdict.value]]
    if check.content:
        count, changed = len(check.content.entries), len(reading.findings)
        lines.append(f"{check.content.title} · {check.issuer_name} · {check.issued:%Y-%m-%d %H:%M}")
        lines.append(f"文件 files {count}，不符 faults {changed}")
    lines += [f"{'✓' if one.met else '✗'} {one.message.zh} {one.message.en}" for one in check.reasons]
    sys.stdout.write("\n".join(lines) + "\n")
    return reading.exit_status


def show(options: argparse.Namespace) -> int:
    """Every volume with its files."""
    reading = read(options)
    for volume in reading.check.content.volumes if reading.check.content else ():
        sys.stdout.write(f"{volume.zh} {volume.en}\n")
        for one in volume.entries:
            mark = "加封 sealed" if one.sealed else ""
            sys.stdout.write(f"  {one.size:>12,}  {one.name}  {one.zh} {one.en}  {mark}\n")
    return reading.exit_status


def unpack(options: argparse.Namespace) -> int:
    """Write everything that can be opened; nothing where the archive is not the one that was signed."""
    reading = read(options)
    if reading.findings or reading.check.content is None:
        return 1
    if options.out.exists() and any(options.out.iterdir()):
        return fail("文件夹不是空的。", "The folder is not empty.")
    try:
        phrase = read_phrase(options.passphrase_file, again=False)
        for entry, data in open_archive(options.file, reading.check, phrase):
            if not is_inside(entry.name):
                return fail(f"文件名不对：{entry.name!r}", f"A name that leads elsewhere: {entry.name!r}")
            path = options.out / entry.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    except EnvelopeError:
        return fail("口令不对。", "The pass phrase is not right.")
    except (BackupError, OSError) as error:
        return fail(str(error), "")
    return reading.exit_status


def fail(zh: str, en: str) -> int:
    """Say what is wrong."""
    print_findings((Finding(rule="archive.command", severity=Severity.ERROR, message=Message(zh, en)),))
    return 1
