"""A small standard of our own in the published layout, to be damaged as pages damage documents.

In: parts to put in place of the usual ones. Out: the text of a document. Follows: chapters 1 to 5 of a skill standard.
"""

COVER = """国家职业技能标准

职业编码：9-99-99-01

纸鸢扎制工

(2026 年版)

示例部门 制定
"""
OVERVIEW = """1 职业概况

1.1 职业名称

纸鸢扎制工

1.2 职业编码

9-99-99-01

1.3 职业定义

用竹篾和纸绢制作纸鸢的人员。

1.4 职业技能等级

本职业共设两个等级，分别为：五级/初级工、四级/中级工。

1.5 职业环境条件

室内，常温。

1.6 职业能力特征

手指灵活。

1.7 普通受教育程度

初中毕业。

1.8 培训参考学时

五级/初级工不少于 60 标准学时，四级/中级工不少于 40 标准学时。

1.9 职业技能鉴定要求

1.9.1 申报条件

具备以下条件之一者，可申报五级/初级工：

(1) 累计从事本职业或相关职业^①工作 1 年（含）以上。

(2) 本职业学徒期满。

具备以下条件之一者，可申报四级/中级工：

(1) 累计从事本职业或相关职业工作 6 年（含）以上。

^①相关职业：灯彩扎制工，下同。

1.9.2 鉴定方式

分为理论知识考试和技能考核。两部分都按百分制评分，各达 60 分（含）以上的合格。

1.9.3 监考人员、考评人员与考生配比

理论知识考试的监考人员按与考生 1:15 配备，一个考场至少 2 名；技能考核的考评人员按与考生 1:10 配备，为 3 人（含）以上单数。

1.9.4 鉴定时间

理论知识考试时间不少于 60 min，技能考核时间不少于 90 min。

1.9.5 鉴定场所设备

标准教室和工作台。
"""
BASIC = """2 基本要求

2.1 职业道德

2.1.1 职业道德基本知识

2.1.2 职业守则

(1) 爱惜材料。

(2) 安全用刀。

2.2 基础知识

2.2.1 材料知识

(1) 竹材

1) 选竹。

2) 劈篾。

(2) 纸绢
"""
HEAD = "职业功能\t工作内容\t技能要求\t相关知识要求"
ROWS_LOW = (
    "1. 备料\t1.1 选材\t1.1.1 能按图选竹 1.1.2 能裁纸\t1.1.1 竹的种类 1.1.2 纸的种类",
    "\t1.2 劈篾\t1.2.1 能劈出匀净的篾条\t1.2.1 刀具知识",
    "2. 扎制\t2.1 扎骨架\t<p>2.1.1 能扎硬翅</p> <p>2.1.2 能校正左右重量</p>\t<p>2.1.1 绳结知识</p> <p>2.1.2 平衡知识</p>",
)
ROWS_HIGH = (
    "1. 备料\t1.1 选材\t1.1.1 能判断竹龄\t1.1.1 竹龄与韧性的关系",
    "2. 扎制\t2.1 扎骨架\t2.1.1 能扎软翅\t2.1.1 软翅结构知识",
)
WEIGHTS = """4 权重表

4.1 理论知识权重表

项目\t\t技能等级\t五级/初级工 (%)\t四级/中级工 (%)
基本要求\t职业道德\t\t5\t5
\t基础知识\t\t25\t15
相关知识要求\t备料\t\t30\t30
\t扎制\t\t40\t50
合计\t\t\t100\t100

4.2 技能要求权重表

项目\t\t技能等级\t五级/初级工 (%)\t四级/中级工 (%)
技能要求\t备料\t\t40\t35
\t扎制\t\t60\t65
合计\t\t\t100\t100
"""
GLOSSARY = """5 附录

5.1 硬翅

上下两根篾条撑住的翅膀。
"""


def make_work(low: tuple[str, ...] = ROWS_LOW, high: tuple[str, ...] = ROWS_HIGH) -> str:
    """Chapter 3 with the rows of the two levels."""
    tables = ["3 工作要求\n\n高级别涵盖低级别的要求。", f"3.1 五级/初级工\n\n{HEAD}"]
    return "\n\n".join(tables) + "\n" + "\n".join(low) + f"\n\n3.2 四级/中级工\n\n{HEAD}\n" + "\n".join(high) + "\n"


def make_document(
    *,
    cover: str = COVER,
    overview: str = OVERVIEW,
    basic: str = BASIC,
    work: str = "",
    weights: str = WEIGHTS,
    glossary: str = GLOSSARY,
) -> str:
    """The whole document."""
    return "\n".join((cover, overview, basic, work or make_work(), weights, glossary))
