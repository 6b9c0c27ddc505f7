"""The report of a bench on paper: vetoes and faults of the bench are said, a check is not torn over two pages."""

from msgspec.structs import replace

from liangcai.findings import Message
from liangcai_host.typesetting.bench_sheets import BenchCheck, BenchHash, BenchRequirement, BenchSheet
from liangcai_host.typesetting.typeset import typeset_bench
from tests.data.sheets import EXAM, MADE, read_pages, read_pdf

CHECK = BenchCheck(
    name=Message("含氯消毒剂不与酸性清洁剂同用", "Chlorine never with acid"),
    requirements=("6.1.4",),
    status=Message("未通过", "not passed"),
    earned="0",
    possible="10",
    seen=Message("同桶配制", "mixed in one bucket"),
    wanted=Message("", ""),
    veto=True,
    followed=True,
)
REQUIREMENT = BenchRequirement(
    number="6.1.4",
    text="能给予指导",
    task="公共卫生防疫",
    earned="0",
    possible="10",
    percent=0,
    weak=True,
    knowledge=("6.1.5 防护知识",),
)
SHEET = BenchSheet(
    exam=EXAM,
    version="ab" * 32,
    made=MADE,
    ticket="261206180001",
    name="考生01",
    id_masked="**************0001",
    title=Message("消毒方案", "Disinfection"),
    pack="disinfection 1",
    seed="5eed",
    started="2026-12-06 14:00:00",
    ended="2026-12-06 14:35:00",
    how=Message("时间到", "time over"),
    minutes=35,
    granted=0,
    lost=12,
    earned="0.0",
    possible="90",
    percent=0,
    broken="10",
    vetoes=(CHECK.name,),
    requirements=(REQUIREMENT, replace(REQUIREMENT, number="6.2.1", possible="0", percent=None, weak=False)),
    checks=(CHECK,),
    hashes=(BenchHash(name=Message("报告", "Report"), sha256="cd" * 32),),
)


def test_vetoes_faults_of_the_bench_and_a_repaired_copy_are_said() -> None:
    text = read_pdf(typeset_bench(SHEET))
    for word in ("否决项", "10 分因工位故障未能检查", "工位故障", "在修复的副本上检查", "12 秒", "cd" * 32):
        assert word.replace(" ", "") in text.replace(" ", "")
    assert "+" not in text.partition("实训工位报告")[2].partition("工位得分")[0]


def test_whoever_needs_no_training_is_told_so_and_what_is_blank_leaves_no_heading() -> None:
    done = replace(REQUIREMENT, earned="10", percent=100, weak=False)
    text = read_pdf(typeset_bench(replace(SHEET, requirements=(done,), checks=(), vetoes=(), broken="", seed="")))
    assert "各项要求都达到六成以上" in text
    for word in ("否决项", "逐项检查", "种子", "故障未能"):
        assert word not in text


def test_a_check_stands_on_one_page_with_the_heads_of_its_columns() -> None:
    checks = tuple(
        replace(CHECK, name=Message(f"甲{place:02}", "first\nsecond"), requirements=(f"9.9.{place}",), veto=False)
        for place in range(40)
    )
    pages = read_pages(typeset_bench(replace(SHEET, checks=checks)))
    assert len(pages) > 2
    for place in range(40):
        (page,) = [one for one in pages if f"甲{place:02}" in one]
        assert f"9.9.{place}" in page
        assert "应有" in page
