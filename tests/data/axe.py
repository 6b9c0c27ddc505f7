"""What axe finds on a page: each fault with the first element that has it, and nothing of all that is right.

In: a page in a browser. Out: lines such as ``color-contrast: <a …>``. Follows: WCAG 2.2 AA and best practice; what is
right is left in the page, since to hand it over took most of the time of such a test.
"""

import json

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
FIND = """async () => (await axe.run(document, OPTIONS)).violations.map(
    one => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`)""".replace("OPTIONS", json.dumps(OPTIONS))


def find_faults(page: Page) -> list[str]:
    """The faults of the page as it is shown."""
    page.evaluate(f"() => {{ {AXE_SCRIPT} }}")
    found: list[str] = page.evaluate(FIND)
    return found
