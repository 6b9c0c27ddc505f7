"""liangcai.training.classes: teachers by 1.8.2, places by 1.8.3, the timetable by 1.8.1."""

import datetime

import msgspec
import pytest
from tests.data.entry import make_standard
from tests.library.training.test_ledger import CLASS, PACK, PROGRAMME, session, whole

import liangcai_reference
from liangcai.standard.read import read_standard
from liangcai.training.classes import check_class, judge_teacher
from liangcai.training.model import ClassTeacher, Venue
from liangcai.training.proof import Teacher
from liangcai.training.venue import check_venue, list_venue_needs

STANDARD = make_standard("取得技术员职称", hours=100)
NEEDS = (
    "理论知识培训可在标准教室或线上平台开展；专业能力培训应在配有相应线下实训设备和线上实训平台的场所开展。",
    "理论知识培训须在标准教室、线上平台进行；专业能力培训须在具备线下实训设备及线上实训平台的场地进行。",
)


def with_places(text):
    training = msgspec.structs.replace(STANDARD.training, places=text)
    return msgspec.structs.replace(STANDARD, training=training)


def rules(of, standard=STANDARD):
    return [one.rule for one in check_class(of, standard, PROGRAMME, PACK)]


def test_a_timetable_of_the_whole_programme_has_nothing_wrong():
    assert rules(msgspec.structs.replace(CLASS, sessions=tuple(whole()))) == []


def test_a_timetable_that_lacks_hours_says_so_by_unit_and_kind():
    of = msgspec.structs.replace(CLASS, sessions=tuple(whole()[:-1]))
    found = check_class(of, STANDARD, PROGRAMME, PACK)
    assert [(one.rule, one.severity) for one in found] == [("training.planned", "warning")]


def test_one_class_has_one_session_at_a_time():
    of = msgspec.structs.replace(CLASS, sessions=(*whole(), session(99, hour=9)))
    assert "training.clash" in rules(of)
    touching = msgspec.structs.replace(CLASS, sessions=(session(1), session(2, hour=11)))
    assert "training.clash" not in rules(touching)


@pytest.mark.parametrize("text", NEEDS)
def test_the_clause_on_places_becomes_words_that_a_school_ticks(text):
    theory, practice = list_venue_needs(with_places(text))
    assert (theory.kind, theory.words, theory.every) == ("theory", ("标准教室", "线上平台"), False)
    assert (practice.kind, practice.words, practice.every) == ("practice", ("线下实训设备", "线上实训平台"), True)


def test_one_of_two_is_enough_for_theory_and_all_are_needed_for_practice():
    standard = with_places(NEEDS[0])
    assert check_venue("theory", Venue(has=("线上平台",)), standard)[0].met
    assert not check_venue("theory", Venue(), standard)[0].met
    assert not check_venue("practice", Venue(has=("线上实训平台",)), standard)[0].met
    assert check_venue("practice", Venue(has=("线上实训平台", "线下实训设备")), standard)[0].met


def test_a_sentence_of_another_shape_asks_for_itself():
    (need,) = list_venue_needs(with_places("场地宽敞，通风良好"))
    assert need.words == ("场地宽敞，通风良好",)
    assert not check_venue("practice", Venue(), with_places("场地宽敞，通风良好"))[0].met
    assert list_venue_needs(with_places("")) == ()


def test_teachers_and_places_that_do_not_fit_are_findings_with_their_clause():
    technical = next(key for key in liangcai_reference.list_occupations() if "2-02" in key)
    standard = read_standard(liangcai_reference.read_standard_text(technical), technical).value
    teacher = ClassTeacher(id="t", name="示例", holds=Teacher(level="初级"))
    of = msgspec.structs.replace(CLASS, level="初级", teachers=(teacher,), sessions=tuple(whole()))
    found = check_class(of, standard, PROGRAMME, PACK)
    assert [(one.rule, one.clause) for one in found] == [
        ("training.teacher", "1.8.2"),
        ("training.venue", "1.8.3"),
        ("training.venue", "1.8.3"),
    ]
    assert "示例" in found[0].message.zh
    for holds in (Teacher(level="中级"), Teacher(title_grade="中级"), Teacher(level="高级")):
        assert judge_teacher(msgspec.structs.replace(teacher, holds=holds), standard, "初级") is None
    assert judge_teacher(teacher, STANDARD, "四级") is None


def test_a_class_outside_its_term_is_told():
    short = msgspec.structs.replace(CLASS, last_day=CLASS.first_day + datetime.timedelta(days=1))
    assert "training.term" in rules(msgspec.structs.replace(short, sessions=(session(1, day=2),)))
