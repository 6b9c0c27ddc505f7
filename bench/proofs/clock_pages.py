"""The clock of the candidate's page, on machines whose own clock is a day off and is set while the page is open.

In: how many pages. Out: the greatest error in milliseconds against the server's time. Follows: the page's own script
runs in Node, with a made-up ``performance.now`` and a ``Date`` that is wrong; looks at the server take a time that is
spread unevenly over the way there and back.
"""

import json
import shutil
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "src/liangcai_web/candidate/static/candidate/clock.js"
HARNESS = """
const [address, pages] = [process.argv[1], Number(process.argv[2])];
let seed = 11, steady = 0, wrong = 0, worst = 0;
const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
const server = 1772326800000;
const True = Date;
globalThis.Date = class extends True {
  constructor(...given) { given.length ? super(...given) : super(server + steady + wrong); }
  static now() { return server + steady + wrong; }
};
Object.defineProperty(globalThis, "performance", { value: { now: () => steady } });
for (let page = 0; page < pages; page++) {
  const clock = await import(`${address}?page=${page}`);
  wrong = [86400000, -86400000, 0][page % 3];
  for (let look = 0; look < 6; look++) {
    const sent = steady, there = random() * 400;
    steady += there;
    const said = new True(server + steady).toISOString();
    steady += random() * 400;
    clock.observe(said, sent, steady);
    if (random() < 0.3) wrong = [86400000, -86400000, 3600000][look % 3];
    steady += random() * 60000;
    worst = Math.max(worst, Math.abs(clock.now() - (server + steady)));
  }
}
console.log(JSON.stringify({ worst, pages }));
"""


def find_worst(pages: int) -> float | None:
    """The greatest error of all pages in milliseconds; None where there is no Node."""
    node = shutil.which("node")
    if node is None:
        return None
    command = [node, "--input-type=module", "-e", HARNESS, SCRIPT.as_uri(), str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    worst: float = json.loads(done.stdout)["worst"]
    return worst
