"""Clause 1.9.2 counted: what the page of outcomes shows is what the decisions and the marks say."""

from decimal import Decimal

from liangcai_web.services.results.outcomes import count_outcomes
from liangcai_web.services.results.result import read_result
from liangcai_web.services.standing.awards import read_decisions
from tests.web.cast import announce, client_of, travel
from tests.web.centre.office import at, text_of


def test_every_count_is_the_one_that_the_decisions_give(cast):
    batch = travel(cast, 4).batch
    counted, decisions = count_outcomes(batch), read_decisions(batch)
    assert (counted.total.passed, counted.total.of) == (sum(one.passed for one in decisions.values()), len(decisions))
    for part in counted.parts:
        outcomes = [one for decision in decisions.values() for one in decision.outcomes if one.kind == part.kind]
        assert (part.passed, part.of) == (sum(one.passed for one in outcomes), len(outcomes))
    results = [read_result(candidate) for candidate in batch.candidates.all()]
    for mean in counted.areas:
        own = [one for result in results for one in result.areas if (one.part, one.area) == (mean.part, mean.area)]
        assert mean.people == len(own)
        assert mean.percent == int(100 * sum((one.points / one.full for one in own), Decimal(0)) / len(own))
    assert [(one.passed, one.of) for one in counted.schools] == [(counted.total.passed, counted.total.of)]
    assert [(one.name, one.of) for one in counted.levels] == [(batch.level, counted.total.of)]


def test_the_page_shows_pictures_with_tables_and_hands_out_the_numbers(cast):
    batch = travel(cast, 4).batch
    office = client_of(cast.team.officer)
    page = office.get(at("office-outcomes", batch))
    counted = count_outcomes(batch)
    assert f"{counted.total.of} 人评定，{counted.total.passed} 人合格" in text_of(page)
    assert page.content.decode().count("<svg") >= 3
    table = office.get(at("office-outcomes-file", batch, "csv")).content.decode("utf-8-sig")
    assert len(table.splitlines()) == 2 + sum(
        len(rows) for rows in (counted.parts, counted.levels, counted.schools, counted.areas)
    )
    assert "还没有评定" in text_of(office.get(at("office-outcomes", announce(cast))))
