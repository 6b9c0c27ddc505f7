"""What is held about a person as a page that needs nothing else: to be read, and to be printed.

In: plain values. Out: the bytes of an HTML page without scripts. Follows: every word is escaped; nothing is loaded.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

NAMES = {
    "made_at": "制成时间 Made at",
    "organisation": "机构 Organisation",
    "name": "姓名或名称 Name",
    "id_number": "证件号码 ID number",
    "applications": "报名 Applications",
    "sittings": "参加的考试 Examinations",
    "petitions": "异议、复核、陈述与申诉 Objections, reviews, words and appeals",
    "part": "科目 Part",
    "settled": "办结 Settled",
    "outcome": "结果 Outcome",
    "happened": "发生过的事 What happened",
    "opened_by": "谁看过 Who looked",
    "kept_until": "保存到何时 Kept until",
    "number": "编号 Number",
    "batch": "批次 Batch",
    "state": "状态 State",
    "draft": "草稿 Draft",
    "versions": "提交的内容 As handed in",
    "files": "材料 Proofs",
    "at": "时间 At",
    "source": "来源 Source",
    "typed": "填写的内容 As typed",
    "application": "整理后 As read",
    "statement": "补充说明 Statement",
    "reviews": "审核意见 Reviews",
    "asked": "要求补正 Asked for",
    "appeal": "申诉 Appeal",
    "ticket": "准考证号 Ticket",
    "room": "考场 Room",
    "seat": "座位 Seat",
    "grants": "补时 Time granted",
    "certificate": "证书 Certificate",
    "what": "内容 What",
    "who": "何人 Who",
    "why": "原因 Why",
    "until": "到 Until",
    "said": "记录 Record",
    "file": "文件 File",
    "section": "项目 Section",
    "arranged": "考务安排 Arranged",
    "employer": "学校或单位 School or employer",
    "site": "考点 Site",
    "accessible": "无台阶座位 Seat without steps",
    "extra_time": "延长时间（%） Extra time (%)",
}
STYLE = (
    "body{font:16px/1.6 'Noto Sans SC',system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;margin:.3rem 0}"
    "dt{color:#555}dd{margin:0;overflow-wrap:anywhere}li{margin:.6rem 0}h2{border-bottom:1px solid #999}"
)


def write_page(said: dict[str, Any]) -> bytes:
    """The page: a chapter for each list, the rest before them."""
    single = {name: value for name, value in said.items() if not isinstance(value, list | tuple)}
    lists = {name: value for name, value in said.items() if isinstance(value, list | tuple)}
    body = "".join([write_value(single), *(f"<h2>{tell(name)}</h2>{write_value(one)}" for name, one in lists.items())])
    title = "我的资料 What is held about me"
    return (
        f'<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}</style><h1>{title}</h1>{body}</html>\n"
    ).encode()


def write_value(value: Any) -> str:
    """A value as lists within lists; what is empty is said to be."""
    if isinstance(value, dict):
        return f"<dl>{''.join(write_pairs(value))}</dl>"
    if isinstance(value, list | tuple):
        return f"<ul>{''.join(f'<li>{write_value(one)}</li>' for one in value)}</ul>" if value else "<p>—</p>"
    return escape("—" if value is None or value == "" else str(value))


def write_pairs(value: dict[str, Any]) -> Iterator[str]:
    """Names and values, those that are empty left out."""
    for name, one in value.items():
        if one not in (None, "", [], {}, ()):
            yield f"<dt>{tell(name)}</dt><dd>{write_value(one)}</dd>"


def tell(name: str) -> str:
    """A name in words, or as it is."""
    return escape(NAMES.get(name, name))
