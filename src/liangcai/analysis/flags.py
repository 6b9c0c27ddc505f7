"""Say what somebody should look at after a sitting.

In: the analysis, the papers, the pack. Out: findings with their figures. Follows: the limits of the pack; a question
answered by too few is not judged, and no finding accuses anybody.
"""

import math
from collections.abc import Iterator, Sequence

from liangcai.analysis.model import FormAnalysis, ItemAnalysis, Likeness, SittingAnalysis
from liangcai.analysis.pack import AnalysisPack
from liangcai.assembly.model import Form
from liangcai.findings import Finding, Message, Severity


def flag_sitting(made: SittingAnalysis, forms: Sequence[Form], pack: AnalysisPack) -> Iterator[Finding]:
    """Papers first, then questions in the order of the papers, then pairs of candidates."""
    keys = {question.item.id: question.item.key for form in forms for question in form.questions}
    for form in made.forms:
        if form.candidates >= pack.least and form.alpha is not None and form.alpha < pack.reliability:
            yield _flag_form(form, pack)
    for form in made.forms:
        for item in form.items:
            if item.answers >= pack.least:
                yield from _flag_item(item, keys[item.item_id], pack)
    for pair in made.alike:
        yield _flag_pair(pair, made.pairs)


def _flag_form(form: FormAnalysis, pack: AnalysisPack) -> Finding:
    return _say(
        "reliability",
        f"{form.form_id} 卷信度（α）为 {form.alpha:.2f}，低于 {pack.reliability}；{form.candidates} 人作答。",
        f"Paper {form.form_id} has a reliability (alpha) of {form.alpha:.2f}, below {pack.reliability}; "
        f"{form.candidates} candidates.",
    )


def _flag_item(item: ItemAnalysis, key: str, pack: AnalysisPack) -> Iterator[Finding]:
    yield from _flag_discrimination(item, key, pack)
    yield from _flag_facility(item, pack)
    for option in item.options if item.answers >= pack.least_options else ():
        letter, count, total = option.response, option.count, item.answers
        if letter and letter not in key and count < pack.dead * total:
            zh = f"试题 {item.item_id} 的选项 {letter} 只有 {count} 人选（共 {total} 人），不起干扰作用。"
            en = f"Option {letter} of question {item.item_id} was chosen by {count} of {total}: it does no work."
            yield _say("dead-option", zh, en, item)


def _flag_discrimination(item: ItemAnalysis, key: str, pack: AnalysisPack) -> Iterator[Finding]:
    """The standard error of a correlation near 0 is one over the root of the answers."""
    name, value, slack = item.item_id, item.discrimination, pack.sure / math.sqrt(item.answers)
    if value is None or value + slack >= pack.discrimination:
        return
    if value + slack < 0:
        zh = f"试题 {name} 的区分度为 {value:.2f}：成绩好的人反而答错，请核对答案「{key}」。"
        yield _say("key-doubted", zh, f"Question {name} discriminates at {value:.2f}: check its key {key}.", item)
    else:
        zh = f"试题 {name} 的区分度为 {value:.2f}，明显低于 {pack.discrimination}。"
        yield _say("weak", zh, f"Question {name} discriminates at {value:.2f}, below {pack.discrimination}.", item)


def _flag_facility(item: ItemAnalysis, pack: AnalysisPack) -> Iterator[Finding]:
    share = item.facility
    for rule, limit, beyond in (
        ("too-easy", pack.easy, share - pack.easy),
        ("too-hard", pack.hard, pack.hard - share),
    ):
        if beyond > pack.sure * math.sqrt(limit * (1 - limit) / item.answers):
            zh = f"试题 {item.item_id} 的得分率为 {share:.0%}（命题时预计 {item.expected:.0%}）。"
            en = f"Question {item.item_id} earned {share:.0%} of its points ({item.expected:.0%} expected)."
            yield _say(rule, zh, en, item)


def _flag_pair(pair: Likeness, pairs: int) -> Finding:
    likely = min(1.0, pair.chance * pairs)
    return _say(
        "alike",
        f"{pair.one} 与 {pair.other} 都答错 {pair.both_wrong} 题，其中 {pair.same_wrong} 题错得一样"
        f"（偶然约 {pair.expected:.1f} 题）；在 {pairs} 对考生中偶然出现的可能性约 {likely:.1e}。"
        f"请核对座位与考场记录，这不是结论。",
        f"{pair.one} and {pair.other} both missed {pair.both_wrong} questions, {pair.same_wrong} with the same wrong "
        f"answer ({pair.expected:.1f} by chance); among {pairs} pairs the chance of that is about "
        f"{likely:.1e}. Look at seats and record: this is no verdict.",
    )


def _say(rule: str, zh: str, en: str, item: ItemAnalysis | None = None) -> Finding:
    return Finding(
        rule=f"analysis.{rule}",
        severity=Severity.WARNING,
        message=Message(zh, en),
        clause=item.requirement[1:] if item else "",
        place=item.item_id if item else "",
    )
