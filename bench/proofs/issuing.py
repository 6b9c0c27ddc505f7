"""Issuing that is killed with -9 in the middle and gone on with gives nobody two certificates and leaves no number out.

In: how many kills. Out: an account, a try a kill. Follows: a group of certificates is kept in one transaction with its
facts and counters; files appear whole or not at all. The command is killed at a random moment and given again.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.account import Account, account

SHORT, LONG = 2, 40
EACH, WAIT = 60, 120
CHECK = """
import json, sys
from pathlib import Path
from liangcai_cli.site import open_site
open_site(Path(sys.argv[1]))
from liangcai_web.records.batches import Batch
from liangcai_web.records.credentials import Credential
from liangcai_web.records.facts import Fact
from liangcai_web.services.standing.awards import read_decisions
from liangcai_web.services.facts import find_break
from liangcai_web.services.batches.numbering import check_numbers
batch = Batch.objects.get()
passed = {str(key) for key, one in read_decisions(batch).items() if one.passed}
held = [str(one) for one in Credential.objects.values_list("candidate__uuid", flat=True)]
facts = Fact.objects.filter(kind="certificate_issued")
print(json.dumps({
    "missing": len(passed - set(held)), "not passed": len(set(held) - passed), "two": len(held) - len(set(held)),
    "numbers": [one.message.en for one in check_numbers()], "facts": abs(facts.count() - len(held)),
    "chain": find_break(batch.organisation), "approvals": Fact.objects.filter(kind="certificates_approved").count() - 1,
    "issued": len(held),
}))
"""


def prove(tries: int) -> Account:
    """Kill the command so many times on its way through one batch, then let it finish and count."""
    rng = random.Random(3)  # noqa: S311 - when to kill
    with tempfile.TemporaryDirectory(prefix="liangcai-issuing-") as name:
        home, out = Path(name) / "home", Path(name) / "out"
        batch = run([sys.executable, "-m", "bench.passed", str(home), str(EACH * (tries + 1))]).strip()
        command = [sys.executable, "-m", "liangcai_cli.main", "certificates", "--home", str(home), "issue", batch]
        command += ["--as", "office-1", "--and", "office-2", "--out", str(out)]
        issued = [kill_one(command, out, rng) for _ in range(tries)]
        run(command)
        faults = check(home, out)
    at = f"killed with {', '.join(map(str, issued[:8]))} files of certificates there, then finished"
    return account(
        "C1", "given two certificates, left out, or a number left out after kill -9", tries, "kills", faults, at
    )


def kill_one(command: list[str], out: Path, rng: random.Random) -> int:
    """Let the command issue some more, kill it and the processes that print, and say how far it was."""
    before = len(list(out.glob("*.json"))) if out.exists() else 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + WAIT
    while process.poll() is None and time.monotonic() < until and len(list(out.glob("*.json"))) <= before:
        time.sleep(0.01)
    time.sleep(rng.uniform(0, 0.5))
    if process.poll() is None:
        os.killpg(process.pid, 9)
    process.wait()
    return len(list(out.glob("*.json")))


def check(home: Path, out: Path) -> list[str]:
    """What is wrong with what is kept and with the files."""
    found = json.loads(run([sys.executable, "-c", CHECK, str(home)]))
    issued = found.pop("issued")
    faults = [f"{name}: {value}" for name, value in found.items() if value]
    papers = list(out.glob("*.pdf"))
    torn = [path.name for path in papers if not path.read_bytes().rstrip().endswith(b"%%EOF")]
    if len(papers) != issued or torn:
        faults.append(f"{len(papers)} PDFs of {issued}, torn: {torn}")
    return faults


def run(command: list[str]) -> str:
    """A command that must do its work; what it says."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
