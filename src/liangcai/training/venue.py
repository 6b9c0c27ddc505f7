"""What clause 1.8.3 asks of the places of training, and whether a school says that it is there.

In: a standard; the words that a school ticked. Out: ``VenueNeed``, reasons with their clause. Follows: clause 1.8.3
("理论知识培训…在标准教室…；专业能力培训…在配有…的场所…"). A sentence of another shape asks for one word: itself.
"""

import re

import msgspec

from liangcai.findings import Message, Reason
from liangcai.standard.model import Standard
from liangcai.training.model import Kind, Venue

CLAUSE = "1.8.3"
SENTENCE = re.compile(r"[^；。;]+")
SHAPE = re.compile(r"^.*?培训(?:可|应|须|需)?在(?P<what>.+?)(?:开展|进行|实施)?$")
EQUIPPED = re.compile(
    r"(?:配有|配备|具有|具备|满足)(?:了)?(?:相应的?)?(?P<what>.+?)(?:条件)?的(?:培训)?(?:场所|场地|场)$"
)
THEORY = "理论"


class VenueNeed(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind of training needs: any one of the words, or every one."""

    kind: Kind
    words: tuple[str, ...]
    every: bool
    text: str
    line: int


def list_venue_needs(standard: Standard) -> tuple[VenueNeed, ...]:
    """The sentences of clause 1.8.3; none where the standard has no such clause."""
    return tuple(_read(one.strip(), standard.training.line) for one in SENTENCE.findall(standard.training.places))


def check_venue(kind: Kind, venue: Venue, standard: Standard) -> tuple[Reason, ...]:
    """Whether a place has what the clause asks for a kind of training."""
    return tuple(_judge(need, venue) for need in list_venue_needs(standard) if need.kind == kind)


def _read(text: str, line: int) -> VenueNeed:
    kind: Kind = "theory" if text.startswith(THEORY) else "practice"
    found = SHAPE.match(text)
    what = found.group("what") if found else text
    equipped = EQUIPPED.search(what)
    if equipped:
        words = tuple(re.split(r"、|和|以及|及|与", equipped.group("what")))
    else:
        words = tuple(re.split(r"、|或者|或", what)) if found else (text,)
    return VenueNeed(kind=kind, words=words, every=bool(equipped), text=text, line=line)


def _judge(need: VenueNeed, venue: Venue) -> Reason:
    has = [word in venue.has for word in need.words]
    met = all(has) if need.every else any(has)
    zh, en = ("、" if need.every else " 或 ").join(need.words), "all" if need.every else "one"
    lacks = "、".join(word for word, there in zip(need.words, has, strict=True) if not there)
    place = venue.place or "—"
    message = Message(
        f"{'符合' if met else '不符合'} {CLAUSE}：须有{zh}；场所：{place}{'' if met else f'，缺：{lacks}'}。",
        f"{CLAUSE} {'is met' if met else 'is not met'}: {en} of {', '.join(need.words)}; place: {place}.",
    )
    return Reason(clause=CLAUSE, met=met, message=message, line=need.line)
