"""R19: no text that a person can write runs as a script, or becomes markup, on a page that another one reads.

In: how many pages to open. Out: an account, a try a payload that was seen on a page. Follows: escaping is looked at by
itself: every page is opened in a real browser with its policy and without one. What would show that a payload ran: a
function that only payloads call, dialogs, requests to an address that only payloads name, violations of the policy;
what would show that one became markup: elements, attributes, addresses, scripts that only payloads could have made.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

import msgspec

from bench.account import Account, account
from bench.proofs.badinputs import GRACE, find_world, run
from bench.proofs.script_worker import Told

SHORT, LONG = 8, 2000
EACH = 6.0


def prove(tries: int, bug: str = "") -> Account:
    """One installation, poisoned, in one process."""
    with tempfile.TemporaryDirectory(prefix="liangcai-scripts-") as name:
        home = Path(name) / "home"
        shutil.copytree(find_world(), home)
        told = look(home, tries, bug)
    places = f"{sum(told.put.values()):,} times into {len(told.put)} kinds of place"
    seen = f"{told.shown:,} times seen as text on {told.pages:,} openings of pages, half without their policy"
    found = (
        f"{told.ran} ran, {told.elements} elements or attributes, {told.dialogs} dialogs, {told.requests} requests "
        f"elsewhere, {told.violations} stopped by the policy alone"
    )
    said = f"of {told.payloads:,} payloads written {places}; {seen}; {found}"
    promise = "texts of people that run or become markup"
    return account("R19", promise, len(told.words), "different payloads seen on pages", told.faults, said)


def look(home: Path, most: int, bug: str) -> Told:
    """The process with the browser."""
    try:
        return msgspec.json.decode(
            run("bench.proofs.script_worker", str(home), str(most), bug, limit=GRACE * 4 + EACH * 2 * most), type=Told
        )
    except (subprocess.TimeoutExpired, RuntimeError) as error:
        return Told(words={"none"}, faults=[f"{error}"[-500:]])
