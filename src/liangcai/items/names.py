"""What the types of question are called, in the order in which a paper prints them.

In: nothing. Out: names in both languages. Follows: the usual order of sections, machine-marked ones first.
"""

from liangcai.findings import Message
from liangcai.items.model import ItemType

TYPE_NAMES: dict[ItemType, Message] = {
    "single": Message("单项选择题", "single-choice questions"),
    "multiple": Message("多项选择题", "multiple-choice questions"),
    "truefalse": Message("判断题", "true-false questions"),
    "fill": Message("填空题", "fill-in questions"),
    "order": Message("排序题", "ordering questions"),
    "match": Message("匹配题", "matching questions"),
    "calculation": Message("计算题", "calculation questions"),
    "short": Message("简答题", "short-answer questions"),
    "essay": Message("论述题", "essay questions"),
    "case": Message("案例分析题", "case questions"),
}
