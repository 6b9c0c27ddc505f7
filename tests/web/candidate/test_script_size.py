"""What the page of the sitting brings along: under 60 KB of scripts, and none that it does not know."""

import re

from django.conf import settings

LIMIT = 60_000
OWN = settings.WEB / "candidate/static/candidate"


def test_the_scripts_of_the_sitting_are_under_sixty_kilobytes() -> None:
    scripts = [*OWN.glob("*.js"), *(settings.WEB / "pages/static/pages").glob("page.js")]
    assert len(scripts) > 10
    assert sum(script.stat().st_size for script in scripts) < LIMIT


def test_every_module_that_is_asked_for_is_there_and_every_one_there_is_asked_for() -> None:
    asked = {
        name
        for script in OWN.glob("*.js")
        for name in re.findall(r'from "\./(.+?)"', script.read_text(encoding="utf-8"))
    }
    assert asked | {"sitting.js"} == {script.name for script in OWN.glob("*.js")}
