"""``liangcai backup`` and ``liangcai restore``: an installation in one file, and an installation from that file.

In: the folder of the installation, the archive, a pass phrase. Out: status 0 when all hashes and chains hold. Follows:
nothing is ever overwritten; the site may run while it is saved; what is restored is verified before it is called good.
"""

import argparse
import getpass
import os
import sys
import time
from pathlib import Path

from liangcai_cli.site import set_up_site
from liangcai_host import clock
from liangcai_host.backup.model import BackupError, Manifest
from liangcai_host.backup.restoring import empty_home, restore_home
from liangcai_host.disk.space import write_megabytes
from liangcai_host.home import home_folder

PHRASE = "LIANGCAI_BACKUP_PASSPHRASE"
POSTGRES = """数据在 PostgreSQL 里，备份文件只含密钥和文件。数据请另用：
The data are in PostgreSQL; this archive has keys and files only. Save the data with:
  pg_dump --format=custom --file=liangcai.dump "$LIANGCAI_DATABASE_URL"
恢复 To restore:  pg_restore --exit-on-error --dbname="$LIANGCAI_DATABASE_URL" liangcai.dump
"""


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``backup`` and ``restore``."""
    saving = subjects.add_parser("backup", help="备份 save an installation in one file, while it runs")
    saving.add_argument("file", type=Path, help="备份文件，须尚不存在 the archive; must not be there yet")
    saving.add_argument("--home", type=Path, help="数据所在的文件夹 folder of the installation")
    saving.add_argument("--passphrase-file", type=Path, help="口令文件 a file with the pass phrase for the keys")
    saving.add_argument("--without-keys", action="store_true", help="不含密钥 leave the keys out")
    saving.set_defaults(run=run_backup)
    coming = subjects.add_parser("restore", help="恢复 make an installation from a backup, in an empty folder")
    coming.add_argument("file", type=Path, help="备份文件 the archive")
    coming.add_argument("--home", type=Path, required=True, help="空文件夹 an empty folder")
    coming.add_argument("--passphrase-file", type=Path, help="口令文件 a file with the pass phrase for the keys")
    coming.set_defaults(run=run_restore)


def run_backup(options: argparse.Namespace) -> int:
    """Save an installation."""
    began = time.monotonic()
    home = options.home or home_folder(os.environ)
    if not (home / "keys").is_dir():
        return fail(f"{home} 里没有安装。 There is no installation in {home}.")
    local = not os.environ.get("LIANGCAI_DATABASE_URL", "").startswith("postgres")
    set_up_site(home, os.environ.get("LIANGCAI_DATABASE_URL", ""))
    from liangcai_web.services.upkeep.backups import make_backup

    try:
        phrase = None if options.without_keys else read_phrase(options.passphrase_file, again=True)
        made = make_backup(home, options.file, phrase, clock.now(), local=local)
    except (BackupError, OSError) as error:
        return fail(str(error))
    size = write_megabytes(options.file.stat().st_size)
    sys.stdout.write(f"{options.file}  {size}  {time.monotonic() - began:.1f} s\n{describe(made.manifest)}")
    sys.stdout.write(f"清单 SHA-256，请另处抄存 manifest, note it elsewhere:\n  {made.sha256}\n")
    if not made.manifest.keys:
        sys.stdout.write("不含密钥，读不出证件号码，也不能签发。 Without keys: no ID number opens, nothing signs.\n")
    sys.stdout.write("" if local else POSTGRES)
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Make an installation from a backup, and verify all of it."""
    began, home = time.monotonic(), options.home.absolute()
    try:
        manifest = restore_home(options.file, home, lambda: read_phrase(options.passphrase_file, again=False))
    except (BackupError, OSError) as error:
        return fail(str(error))
    sys.stdout.write(describe(manifest))
    if manifest.store == "sqlite":
        faults = verify_facts(home, manifest)
        if faults:
            empty_home(home)
            return fail(f"事实的哈希链不成立：{'；'.join(faults)}。 The chain of facts does not hold.")
    minutes = (time.monotonic() - began) / 60
    sys.stdout.write(
        f"✓ 哈希与两条链全部相符，已恢复到 {home}，用时 {minutes:.1f} 分钟。\n"
        f"  All hashes and both chains hold; restored to {home} in {minutes:.1f} minutes.\n"
    )
    sys.stdout.write("" if manifest.store == "sqlite" else POSTGRES)
    return 0


def verify_facts(home: Path, manifest: Manifest) -> tuple[str, ...]:
    """Open the restored database and recompute the chain of each office."""
    set_up_site(home)
    from django.db import connections

    from liangcai_web.services.upkeep.backups import find_faults

    try:
        return find_faults(manifest)
    finally:
        connections.close_all()


def describe(manifest: Manifest) -> str:
    """What is in a backup."""
    facts = sum(head.position for head in manifest.facts)
    return (
        f"{manifest.made_at:%Y-%m-%d %H:%M:%S} UTC · {len(manifest.members)} 个文件 files · "
        f"{manifest.events:,} 条答案事件 events · {facts:,} 条事实 facts · {manifest.version}\n"
    )


def read_phrase(file: Path | None, *, again: bool) -> str:
    """The pass phrase: from a file, from the environment, or typed."""
    if file is not None:
        return file.read_text(encoding="utf-8").strip("\r\n")
    if PHRASE in os.environ:
        return os.environ[PHRASE]
    typed = getpass.getpass("密钥的口令 pass phrase for the keys: ")
    if again and getpass.getpass("再输一次 once more: ") != typed:
        raise BackupError("两次不一样。 The two are not the same.")
    return typed


def fail(said: str) -> int:
    """Say why not."""
    sys.stderr.write(f"✗ {said}\n")
    return 1
