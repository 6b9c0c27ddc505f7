"""Application conditions in the wordings of each layout, put together from the words that the layouts share.

In: nothing. Out: ``VARIANTS``: which layout, the sentence, and where reading stops if a person has to decide. Follows:
clause 1.9.1 of the layouts of 2018, 2021, 2023 and of before 2015. The words are the format; the sentences are ours.
"""

from typing import Literal

import msgspec

Layout = Literal["2018", "2021", "2023", "before 2015"]
Levels = tuple[tuple[str, str], ...]

BOTH, MAJORS = "本职业或相关职业", "本专业或相关专业"
CARD, CARD_2023 = "职业资格证书（技能等级证书）", "职业资格（职业技能等级）证书"
STUDENTS, STUDENTS_2023 = "（含尚未毕业的在校应届毕业生）", "（含在读应届毕业生）"
DIPLOMA = "毕业证书"
AIM_4, AIM_3 = "以中级技能为培养目标的", "以高级技能为培养目标的"
EVALUATED = "经评估论证"
TITLE_OF = "符合专业对应关系的{}职称（专业技术人员职业资格）"
OFFICE = "经人力资源和社会保障行政部门审核认定的"
OLD_OFFICE = "经劳动保障行政部门审核认定的"
TRAINED = "正规培训达规定标准学时数，并取得结业证书"

NUMBERED = (("五级", "初级工"), ("四级", "中级工"), ("三级", "高级工"), ("二级", "技师"), ("一级", "高级技师"))
OLD = (("五级", "初级"), ("四级", "中级"), ("三级", "高级"), ("二级", "技师"), ("一级", "高级技师"))
SKILL_LEVELS: Levels = tuple((name, f"{name}/{title}") for name, title in NUMBERED)
LEVELS: dict[Layout, Levels] = {
    "2018": SKILL_LEVELS,
    "2021": (("初级", "初级"), ("中级", "中级"), ("高级", "高级")),
    "2023": SKILL_LEVELS,
    "before 2015": tuple((name, f"{title}（国家职业资格{name}）") for name, title in OLD),
}


class Variant(msgspec.Struct, frozen=True):
    """A condition of a layout; ``stop`` are the first words that make it a person's to decide, None if none do."""

    layout: Layout
    text: str
    stop: str | None = None


def card(level: str, kind: str = CARD, where: str = BOTH) -> str:
    """A certificate of a level."""
    return f"取得{where}{level}{kind}"


def worked(years: str, where: str = BOTH) -> str:
    """Years of work in the words of 2018 and 2023."""
    return f"累计从事{where}工作{years}"


def old_card(level: str) -> str:
    """A certificate as it was called before 2015."""
    return f"取得本职业{level}职业资格证书"


def old_work(years: int) -> str:
    """Years of work without a gap, as before 2015."""
    return f"连续从事本职业工作{years}年以上"


Y2018 = (
    worked("1年（含）以上"),
    f"{BOTH}学徒期满",
    "本职业学徒期满，累计从事本职业工作 1 年（含）以上",
    f"{card('五级/初级工')}后，{worked('4 年（含）以上')}",
    worked("6年（含）以上"),
    f"在{BOTH}累计工作六年以上",
    f"取得技工学校{MAJORS}{DIPLOMA}{STUDENTS}",
    f"取得技工学校{MAJORS}{DIPLOMA}{STUDENTS}；或取得{EVALUATED}、{AIM_4}中等及以上职业学校{MAJORS}{DIPLOMA}{STUDENTS}",
    f"取得{EVALUATED}，{AIM_4}中等职业学校相关专业{DIPLOMA}",
    f"{card('四级/中级工')}后，{worked('满3年')}",
    f"{card('四级/中级工')}，并具有高级技工学校、技师学院{DIPLOMA}{STUDENTS}",
    f"{card('四级/中级工')}，并具有{EVALUATED}、{AIM_3}高等职业学校{MAJORS}{DIPLOMA}{STUDENTS}",
    f"具有大专及以上{MAJORS}{DIPLOMA}，并{card('四级/中级工')}后，{worked('2年（含）以上')}",
    f"具有本科及以上相关专业{DIPLOMA}，并{card('四级')}后，{worked('1 年（含）以上')}",
    f"{card('三级/高级工')}后，{worked('4年（含）以上')}",
    f"{card('三级/高级工')}的高级技工学校、技师学院毕业生，{worked('3年（含）以上')}",
    f"取得{BOTH}预备技师证书的技师学院毕业生，{worked('2年（含）以上')}",
    f"{card('二级/技师')}后，{worked('不少于4年')}",
    f"取得{BOTH}四级职业技能等级证书，累计从事本职业工作两年以上",
    f"取得工程师职称后，{worked('1年（含）以上')}",
    f"取得助理工程师或技术员职称，{worked('满 2 周年')}",
    f"具有硕士学位，{worked('1年（含）以上')}",
    "技工院校毕业生，按照国家有关规定申报",
)
Y2018_STOP = (
    ("在省级技能竞赛中获得前三名的选手", "省级"),
    (f"获得国家级一类竞赛优胜奖，{worked('1年（含）以上')}", "国家级"),
    ("退役军人，按军龄折算年限", "退役"),
    (f"{worked('8年（含）以上')}，业绩突出", "业绩"),
    ("取得工程师职称并被聘任", "被聘"),
    ("从事本职业工作4年", "4年"),
    (f"取得技工学校{DIPLOMA}（不含应届毕业生）", "不含"),
    (f"{card('四级/中级工')}，{worked('2年')}", "2年"),
    (f"{card('三级')}满2年{worked('3年以上')}", "满2年"),
    (f"{card('二级/技师')}，具有较强的组织能力", "较强"),
)
Y2021 = (
    "取得技术员职称",
    "取得助理工程师职称",
    "具有技术员或助理工程师职称后，从事本专业技术工作满 2 年",
    "具有相关专业本科及以上学历（含在读的应届毕业生）",
    "具备相关专业高等院校专科学历，从事本专业工作满1年",
    "具备相关专业博士学位",
    "相关专业硕士学位或第二学士学位，从事本专业技术工作满1年",
    "大学本科学历或学士学位，取得初级专业技术等级后，从事本专业工作满3年",
    "第二学士学位或硕士学位，取得初级专业技术等级后，从事本专业工作满2年",
    "拥有博士学位，取得中级专业技术等级后，从事本专业工作满 1 年",
    "取得中级专业技术等级后，从事本专业工作满四年",
    "取得工程师职称后，从事本专业技术工作满1年，或取得高级工程师职称",
    "取得初级培训学时证明",
)
Y2021_STOP = (
    ("具有工程师职称和本专业背景", "和本"),
    ("取得技术员职称，经单位推荐", "经单位"),
    ("具备相关专业大学本科学历，通过统一考试", "通过"),
)
Y2023 = (
    f"年满 16 周岁，拟从事{BOTH}工作",
    f"年满16周岁，从事{BOTH}工作",
    "年满18周岁并拟从事本职业工作",
    worked("满1年"),
    worked("满10年"),
    f"{card('五级/初级工', CARD_2023)}后，{worked('满3年')}",
    f"取得{MAJORS}的技工院校或中等及以上职业院校、专科及以上普通高等学校{DIPLOMA}{STUDENTS_2023}",
    f"{card('四级/中级工', CARD_2023)}后，{worked('满4年')}",
    f"取得{TITLE_OF.format('初级')}后，{worked('满1年')}",
    f"取得{MAJORS}的技工院校高级工班及以上{DIPLOMA}{STUDENTS_2023}",
    f"取得技工学校中级工班或高级工班{MAJORS}{DIPLOMA}",
    f"{card('四级/中级工', CARD_2023)}，并取得高等职业学校、专科及以上普通高等学校{MAJORS}{DIPLOMA}{STUDENTS_2023}",
    f"取得{EVALUATED}的高等职业学校、专科及以上普通高等学校{MAJORS}的{DIPLOMA}{STUDENTS_2023}",
    f"取得{TITLE_OF.format('中级')}后，{worked('满1年')}",
    f"{card('三级/高级工', CARD_2023)}后，{worked('满5年')}",
    f"{card('三级/高级工', CARD_2023)}的高级技工学校、技师学院毕业生，{worked('满2年')}",
    f"{card('三级/高级工', CARD_2023)}满2年的技师学院预备技师班、技师班学生",
    f"{card('二级/技师', CARD_2023)}后，{worked('满5年')}",
    f"取得{TITLE_OF.format('高级')}后，{worked('满1年')}",
)
Y2023_STOP = (
    ("年满16周岁，身体健康", "身体"),
    (f"取得{MAJORS}的技工院校高级工班{DIPLOMA}，成绩合格", "成绩"),
    (f"{card('二级/技师', CARD_2023)}满2年的技师学院优秀学生", "优秀"),
    ("取得中级职称后，累计从事本职业工作满1年", "中级"),
)
BEFORE_2015 = (
    f"经本职业初级{TRAINED}",
    "在本职业连续见习工作2年以上",
    "在本职业连续见习 1 年以上",
    "本职业学徒期满",
    f"{old_card('初级')}后，连续从事本职业工作3年以上，经本职业中级{TRAINED}",
    f"{old_card('初级')}后，{old_work(4)}",
    old_work(7),
    "连续从事本职业工作满五年",
    f"取得{OFFICE}、{AIM_4}中等以上职业学校本职业（专业）{DIPLOMA}",
    f"取得{OLD_OFFICE}{AIM_4}中等以上职业学校本职业（专业）{DIPLOMA}",
    f"{old_card('中级')}后，连续从事本职业工作4年以上，经本职业高级正规培训达到规定标准学时，并取得毕（结）业证书",
    f"取得高级技工学校或{OLD_OFFICE}、{AIM_3}高等职业学校本职业（专业）{DIPLOMA}",
    f"{old_card('中级')}的大专以上{MAJORS}毕业生，{old_work(2)}",
    f"{old_card('高级')}后，{old_work(5)}，经本职业技师{TRAINED}",
    f"{old_card('高级')}的高级技工学校本职业（专业）毕业生，连续从事本职业工作满2年",
    f"{old_card('技师')}后，{old_work(3)}，经本职业高级技师{TRAINED}",
    f"取得本职业三级职业资格证书后，{old_work(6)}",
    "取得本职业中级（国家职业资格四级）职业资格证书",
)
BEFORE_2015_STOP = (
    ("在本职业见习期满", "见习期"),
    (f"{old_card('高级')}后，{old_work(8)}，有突出贡献", "有突"),
    ("具有高中毕业文化程度", "高中毕业"),
    (f"取得{AIM_4}技工学校{DIPLOMA}", "以中级"),
)

VARIANTS: tuple[Variant, ...] = tuple(
    Variant(layout, text, stop)
    for layout, read, unread in (
        ("2018", Y2018, Y2018_STOP),
        ("2021", Y2021, Y2021_STOP),
        ("2023", Y2023, Y2023_STOP),
        ("before 2015", BEFORE_2015, BEFORE_2015_STOP),
    )
    for text, stop in (*((one, None) for one in read), *unread)
)
