"""Whether questions that a person marks are sound, and whether pictures stand where they are named.

In: an ``Item``. Out: what is wrong, in both languages, or None. Follows: the bank format; a marker needs a rubric
whose shares make the whole.
"""

import re

from liangcai.items.markup import PICTURE
from liangcai.items.model import Item
from liangcai.items.pictures import FILE_NAME
from liangcai.items.shape_gaps import read_decimal

_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_open(item: Item) -> str | None:
    """A reference answer, and a rubric whose shares add up to one."""
    if not item.answer.strip() or not item.rubric:
        return "缺参考答案或评分点 / the reference answer or the rubric is missing"
    shares = [read_decimal(row.share) for row in item.rubric]
    if any(share is None or share <= 0 for share in shares) or sum(share or 0 for share in shares) != 1:
        return "评分点的份额之和应为 1 / the shares of the rubric do not add up to 1"
    if any(not row.text.strip() for row in item.rubric):
        return "评分点没有文字 / a row of the rubric has no text"
    return None


def check_media(item: Item) -> str | None:
    """Every picture named in the stem is listed, every listed one is named and said in words."""
    named = {found[1] for found in PICTURE.finditer(item.stem)}
    listed = {media.name for media in item.media}
    if named != listed or len(listed) != len(item.media):
        odd = "、".join(sorted(named ^ listed)) or "—"
        return f"题干中的图与所列的图不一致：{odd} / pictures of the stem and those listed differ: {odd}"
    for media in item.media:
        if not FILE_NAME.fullmatch(media.name) or not _SHA256.fullmatch(media.sha256) or not media.alt.strip():
            return (
                f"图 {media.name} 的名称、校验值或文字说明不对 / name, hash or words of picture {media.name} are wrong"
            )
    return None
