"""``liangcai standard compare``: what changed between two editions, and what it touches.

In: the files of two standards, the older first; question files, or none for the bundled bank of the older one. Out: the
changes and effects as JSON or as lines; findings on standard error. Ends with 0 when both were read without errors,
however much they differ, else with 1.
"""

import argparse
import sys
from collections.abc import Iterator

import msgspec

import liangcai_reference
from liangcai.findings import Finding, Message, Severity, has_errors
from liangcai.items.effects import Effects, QuestionEffect, trace_effects
from liangcai.items.model import Bank
from liangcai.items.read import merge_banks, read_items
from liangcai.standard.compare.editions import compare_standards
from liangcai.standard.compare.model import Comparison
from liangcai.standard.compare.words import CHAPTER_WORDS, HOW_WORDS, cite, describe_change, name_place
from liangcai_cli.loading import load
from liangcai_cli.report import print_findings, print_json, read_text


def add_compare(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``standard compare``."""
    compare = verbs.add_parser("compare", help="两版对比 what changed between two editions")
    compare.add_argument("old", help="旧版 the older one")
    compare.add_argument("new", help="新版 the newer one")
    compare.add_argument(
        "--items", action="append", default=[], metavar="FILE", help="旧版的题库 questions of the older"
    )
    compare.add_argument("--json", action="store_true", help="JSON")
    compare.set_defaults(run=run_compare)


def run_compare(options: argparse.Namespace) -> int:
    """Compare two standards and say what that touches."""
    old, _, findings = load(options.old)
    new, _, found = load(options.new)
    findings += found
    if old is None or new is None:
        print_findings(findings)
        if options.json:
            print_json({"findings": msgspec.to_builtins(findings)})
        return 1
    comparison = compare_standards(old, new)
    texts, unreadable = read_banks(options.items, comparison)
    banks, faults = join_banks(texts)
    findings += unreadable + faults + warn_other(comparison, options.new)
    effects = trace_effects(comparison, *banks)
    print_findings(findings)
    if options.json:
        body = {"comparison": comparison, "effects": effects, "findings": findings}
        print_json(msgspec.to_builtins(body))
    else:
        sys.stdout.writelines(f"{line}\n" for line in describe(comparison, effects))
    return 1 if has_errors(findings) else 0


def read_banks(paths: list[str], comparison: Comparison) -> tuple[tuple[tuple[str, str], ...], tuple[Finding, ...]]:
    """The texts of the question files that were named, or of those bundled with the older standard."""
    key = f"{comparison.old.code}-{comparison.old.edition}"
    if not paths:
        known = key in liangcai_reference.list_occupations()
        return (liangcai_reference.read_bank_texts(key) if known else ()), ()
    read = [(path, read_text(path)) for path in paths]
    findings = tuple(finding for _, result in read for finding in result.findings)
    return tuple((path, result.value) for path, result in read if result.value is not None), findings


def join_banks(texts: tuple[tuple[str, str], ...]) -> tuple[tuple[Bank, ...], tuple[Finding, ...]]:
    """One bank a level."""
    results = [read_items(text, name) for name, text in texts]
    findings = tuple(finding for result in results for finding in result.findings)
    banks = [result.value for result in results if result.value]
    keys = dict.fromkeys((bank.occupation, bank.edition, bank.level) for bank in banks)
    merged = [
        merge_banks([bank for bank in banks if (bank.occupation, bank.edition, bank.level) == key]) for key in keys
    ]
    findings += tuple(finding for result in merged for finding in result.findings)
    return tuple(result.value for result in merged if result.value), findings


def warn_other(comparison: Comparison, document: str) -> tuple[Finding, ...]:
    """Two occupations can be compared, but it is said that they are two."""
    if comparison.same_occupation:
        return ()
    old, new = comparison.old, comparison.new
    message = Message(
        f"两份标准不是同一职业：{old.code} {old.name}，{new.code} {new.name}。",
        f"The two standards are of different occupations: {old.code} {old.name}, {new.code} {new.name}.",
    )
    return (Finding(rule="compare.other", severity=Severity.WARNING, message=message, document=document, clause="1.2"),)


def describe(comparison: Comparison, effects: Effects) -> Iterator[str]:
    """The changes by chapter, then what they touch, in lines."""
    old, new = comparison.old, comparison.new
    yield f"{old.code} {old.name} {old.edition} → {new.code} {new.name} {new.edition}"
    counts = [f"{HOW_WORDS[how].zh} {HOW_WORDS[how].en} {count}" for how, count in comparison.count() if count]
    yield "，".join(counts) if counts else "没有不同。 Nothing differs."
    chapter = ""
    for change in comparison.changes:
        if change.chapter != chapter:
            chapter = change.chapter
            words = CHAPTER_WORDS.get(chapter)
            yield f"{chapter} {words.zh} {words.en}" if words else chapter
        message = describe_change(change)
        yield f"  {message.zh}"
        yield f"    {message.en}"
    if comparison.changes:
        yield from describe_effects(effects)


def describe_effects(effects: Effects) -> Iterator[str]:
    """What is touched, in lines."""
    yield (
        f"影响 effects：试题 questions {effects.touched}（不变 kept {effects.kept}），"
        f"分值 points {len(effects.points)}，考核 examination {len(effects.examination)}，"
        f"人员 staff {len(effects.staff)}"
    )
    for question in effects.questions:
        yield f"  {question.item} {describe_question(question)}"
    for row in effects.points:
        side = row.change.new or row.change.old
        if side:
            before, after = ("—" if points is None else f"{points.normalize():f}" for points in (row.before, row.after))
            yield f"  {name_place(side, 'weight').zh}：{before} → {after} 分 points{cite(side)}"
    for change in (*effects.examination, *effects.staff):
        yield f"  {describe_change(change).zh}"


def describe_question(question: QuestionEffect) -> str:
    """What happens to the requirement of a question."""
    how = "、".join(f"{HOW_WORDS[one].zh} {HOW_WORDS[one].en}" for one in question.how)
    if question.touch == "above":
        return f"{question.requirement}：所属名称 name above it {how}"
    if question.touch == "below":
        return f"{question.requirement}：其下 a point below it {how}"
    became = f" → {question.new_level} {question.new_requirement}" if question.new_requirement else ""
    return f"{question.requirement}{became}：{how}"
