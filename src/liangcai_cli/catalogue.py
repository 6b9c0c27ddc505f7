"""``liangcai catalogue``: what a code means, how an occupation came to it, and which occupation a word means.

In: codes or words, with notices to apply. Out: occupations with their codes, or JSON; findings on standard error. A
code that means different occupations in different editions ends with status 2 unless the edition or a day is named.
"""

import argparse
import sys
from datetime import date

import msgspec

from liangcai.catalogue.register import Entry, Meaning, find_meanings
from liangcai.catalogue.spelling import search
from liangcai_cli.registering import link_standards, open_register
from liangcai_cli.report import print_findings, print_json

MOST = 30


def add_arguments(subjects: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare ``catalogue show``, ``history`` and ``search``."""
    subject = subjects.add_parser("catalogue", help="查职业编码和名称 look up codes and names of occupations")
    verbs = subject.add_subparsers(dest="verb", required=True, metavar="VERB")
    show = verbs.add_parser("show", help="一个编码是哪个职业 what a code means")
    show.add_argument("code")
    show.add_argument("--edition", help="目录版本，如 2022 edition of the classification")
    show.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="某日的状态 as of a day, YYYY-MM-DD")
    show.set_defaults(run=run_show)
    history = verbs.add_parser("history", help="一个职业的历次编码 the codes that an occupation has had")
    history.add_argument("words", nargs="+", metavar="CODE|NAME")
    history.set_defaults(run=run_history)
    find = verbs.add_parser("search", help="按名称、拼音、首字母或编码查找 by name, pinyin, initials or code")
    find.add_argument("words", nargs="+", metavar="TEXT")
    find.set_defaults(run=run_search)
    for verb in (show, history, find):
        verb.add_argument("--notice", action="append", default=[], metavar="FILE", help="先适用一份通知 apply a notice")
        verb.add_argument(
            "--applied",
            action="append",
            default=[],
            type=date.fromisoformat,
            metavar="DATE",
            help="其施行日期 from this day",
        )
        verb.add_argument("--json", action="store_true", help="JSON")


def run_show(options: argparse.Namespace) -> int:
    """Show what a code means; 2 when it means several things, 1 when none."""
    register = open_register(options.notice, options.applied)
    if register.value is None:
        return 2
    result = find_meanings(register.value, options.code, options.edition, options.on)
    print_findings(result.findings)
    if options.json:
        findings = msgspec.to_builtins(result.findings)
        print_json({"meanings": msgspec.to_builtins(result.value), "findings": findings})
    else:
        for meaning in result.value:
            sys.stdout.write(describe_meaning(meaning))
    return 0 if result.ok else 2 if result.value else 1


def run_history(options: argparse.Namespace) -> int:
    """Show every term of the occupations that are meant: those that have or had the code, or are called so."""
    register = open_register(options.notice, options.applied)
    if register.value is None:
        return 2
    text = " ".join(options.words)
    exact = tuple(e for e in register.value.entries if any(text in (term.code, term.name) for term in e.terms))
    return show_entries(exact or search(register.value, text)[:1], options)


def run_search(options: argparse.Namespace) -> int:
    """Show the occupations that fit, closest first."""
    register = open_register(options.notice, options.applied)
    if register.value is None:
        return 2
    return show_entries(search(register.value, " ".join(options.words)), options)


def show_entries(entries: tuple[Entry, ...], options: argparse.Namespace) -> int:
    """Occupations in the form asked for; 1 when there are none."""
    if options.json:
        print_json({"occupations": msgspec.to_builtins(entries)})
    elif not entries:
        sys.stdout.write("没有找到。 Nothing found.\n")
    else:
        long = options.verb == "history"
        sys.stdout.write("".join(map(describe_history if long else describe_line, entries[:MOST])))
        if len(entries) > MOST:
            sys.stdout.write(f"……另有 {len(entries) - MOST} 个 and {len(entries) - MOST} more\n")
    return 0 if entries else 1


def describe_meaning(meaning: Meaning) -> str:
    """What a code means, with the terms of the occupation and the bundled standards that concern it."""
    head = f"{meaning.term.code}（{meaning.term.edition} 年版）是 {meaning.entry.name}\n"
    return head + describe_history(meaning.entry)


def describe_line(entry: Entry) -> str:
    """An occupation in a line: its newest code with the edition, its name, earlier codes."""
    before = "、".join(f"{term.code}（{term.edition}）" for term in entry.terms[:-1])
    marks = f" {entry.terms[-1].markers}" if entry.terms[-1].markers else ""
    return f"{entry.code}（{entry.edition}）  {entry.name}{marks}{f'  曾用编码 formerly {before}' if before else ''}\n"


def describe_history(entry: Entry) -> str:
    """An occupation with all its terms, and the bundled standards that concern it."""
    lines = [f"{entry.name}  {entry.uuid}"]
    for term in entry.terms:
        until = f"至 until {term.until}" if term.until else "现行 current"
        lines.append(f"  {term.edition} 年版  {term.code}  {term.name}  自 since {term.since or '—'}  {until}")
    for link in link_standards(entry):
        said = "本职业标准 its standard" if link.own else "列为相关职业 names it as related"
        lines.append(f"  {said}：{link.code}@{link.edition} {link.name}")
    return "\n".join(lines) + "\n"
