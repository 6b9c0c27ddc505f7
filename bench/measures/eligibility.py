"""Verdicts on applications, against the limit of ten thousand a minute.

In: applications that meet and that miss each condition of a bundled level. Out: a ratio. Follows: clause 1.9.1.
"""

import datetime
from collections.abc import Iterator
from functools import partial

import liangcai_reference
from bench.ratio import Ratio, against_limit, time_once
from liangcai.eligibility.application import Application
from liangcai.eligibility.check import check_eligibility
from liangcai.eligibility.compile import compile_conditions
from liangcai.eligibility.example import make_example
from liangcai.eligibility.rules import ConditionSet
from liangcai.standard.read import read_standard
from liangcai_web.services.packs import eligibility_pack

LIMIT, APPLICATIONS, RUNS = 60.0, 10_000, 5
DAY = datetime.date(2026, 3, 1)


def measure() -> Iterator[Ratio]:
    """Ten thousand verdicts with reasons and outlook, one occupation after another."""
    for occupation in liangcai_reference.list_occupations():
        conditions = compile_lowest(occupation)
        applications = make_applications(conditions)
        many = [applications[number % len(applications)] for number in range(APPLICATIONS)]
        seconds = [time_once(partial(judge, conditions, many)) for _ in range(RUNS)]
        said = (f"{APPLICATIONS:,} verdicts", "for them")
        yield against_limit(f"verdicts {occupation} {conditions.level}", seconds, LIMIT, said)


def compile_lowest(occupation: str) -> ConditionSet:
    """The conditions of the lowest level of a bundled standard."""
    standard = read_standard(liangcai_reference.read_standard_text(occupation), occupation).value
    assert standard is not None
    conditions = compile_conditions(standard, standard.levels[0].name, eligibility_pack()).value
    assert conditions is not None
    return conditions


def make_applications(conditions: ConditionSet) -> list[Application]:
    """For each condition one application that meets it and one that misses it by a hundred days."""
    days = (DAY - datetime.timedelta(days=30), DAY + datetime.timedelta(days=100))
    made = [make_example(conditions, index, day) for index in range(len(conditions.conditions)) for day in days]
    return [application for application in made if application is not None]


def judge(conditions: ConditionSet, applications: list[Application]) -> None:
    """A verdict each."""
    for application in applications:
        check_eligibility(conditions, application, DAY)
