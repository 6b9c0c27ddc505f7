"""Which layout a standard has, and with it which rules look it over.

In: a standard. Out: the name of its profile. Follows: the four layouts in print: technical standards of 2021, skill
standards by the wording of 2018 (鉴定) and of 2023 (评价), and those from before the classification of 2015, which have
no code, stand under 鉴定要求 and call the table of weights 比重表.
"""

from typing import Literal

from liangcai.findings import Message
from liangcai.standard.model import Standard

Profile = Literal["technical-2021", "skill-2018", "skill-2023", "pre-2015"]
PROFILES: dict[Profile, Message] = {
    "technical-2021": Message("技术技能标准（2021 年版式）", "technical standards, layout of 2021"),
    "skill-2018": Message("技能标准，用“鉴定”（2018 年版式）", "skill standards that say 鉴定, layout of 2018"),
    "skill-2023": Message("技能标准，用“评价”（2023 年版式）", "skill standards that say 评价, wording of 2023"),
    "pre-2015": Message("2015 年以前的技能标准（比重表）", "skill standards from before 2015, with a 比重表"),
}
SINCE_2015: tuple[Profile, ...] = ("technical-2021", "skill-2018", "skill-2023")


def detect_profile(standard: Standard) -> Profile:
    """The layout of a standard, told by its kind and by the words of its headings."""
    if standard.kind == "technical":
        return "technical-2021"
    titles = [passage.title for passage in standard.passages]
    if any("比重表" in title for title in titles) or "适用对象" in titles:
        return "pre-2015"
    assessed = any("评价" in p.title for p in standard.passages if p.number.startswith("1."))
    return "skill-2023" if assessed else "skill-2018"
