"""A small made-up technical standard with slots in braces, and what the slots hold by default.

In: nothing. Out: ``TEXT``, ``SLOTS``. Follows: the published layout for technical standards; it is no real one.
"""

TEXT = """国家职业技术技能标准

{cover_code}

测风工程技术人员

(2021 年版)

说明

{preface}

测风工程技术人员 国家职业技术技能标准

{title_edition}

1 职业概况

1.1 职业名称

测风工程技术人员

1.2 职业编码

{code}

1.3 职业定义

{definition}

1.4 专业技术等级

{level_sentence}

初级不分职业方向。

{direction_sentence}

1.5 职业环境条件

室外。

1.6 职业能力特征

具有观察能力。

{education_heading}

大学专科学历。

1.8 职业培训要求

1.8.1 培训时间

{hours}

1.9 专业技术考核要求

1.9.1 申报条件

{junior_opening}

{junior_conditions}

{middle_opening}

{middle_conditions}

1.9.2 考核方式

分为理论知识考试和专业能力考核。{marks}

1.9.3 监考人员、考评人员与考生配比

{staff}

1.9.4 考核时间

理论知识考试 90 分钟以上；专业能力考核 120 分钟以上。

1.9.5 考核场所设备

标准教室和风场。

2 基本要求

2.1 职业道德

2.1.1 职业守则

(1) 守时。

2.2 基础知识

2.2.1 气象知识

{basic_list}

{second_group}

(1) 高处作业安全

3 工作要求

3.1 初级

{junior_head}
{first_task}
{second_task}

3.2 中级

{function_sentence}

职业功能\t工作内容\t专业能力要求\t相关知识要求
1. 观测\t1.1 布点\t1.1.1 能选择测点\t1.1.1 GPS 定位知识
2. 维护\t2.1 检修\t2.1.1 能检修风杆\t2.1.1 检修方法
3. 预报\t3.1 作图\t3.1.1 能绘制风图\t3.1.1 风图知识

{weights_heading}

4.1 理论知识权重表

项目\t\t初级 (%)\t中级 (%)\t
\t\t\t野外方向\t室内方向
基本要求\t职业道德\t5\t5\t5
{theory_basic_row}
相关知识要求\t观测\t40\t40\t40
\t维护\t30\t40\t—
\t预报\t—\t—\t40
{theory_total}

4.2 专业能力要求权重表

项目\t\t初级 (%)\t中级 (%)\t
\t\t\t野外方向\t室内方向
{skill_rows}
\t预报\t—\t—\t50
合计\t\t100\t100\t100

5 附录

5.1 术语对照表

序号\t英文\t中文
{glossary}
"""

SLOTS: tuple[tuple[str, str], ...] = (
    ("cover_code", "职业编码：9-01-01-01"),
    ("preface", "本标准由职业概况、基本要求、工作要求、权重表、附录五个部分组成。"),
    ("title_edition", "(2021 年版)"),
    ("code", "9-01-01-01"),
    ("definition", "测量、记录和预报风的工程技术人员。"),
    ("education_heading", "1.7 普通受教育程度"),
    ("hours", "完成规定学时。初级 60 标准学时；中级 80 标准学时。"),
    ("level_sentence", "本职业共设两个等级，分别为初级、中级。"),
    ("direction_sentence", "中级设两个职业方向：野外、室内。"),
    ("junior_opening", "——持有初级培训学时证明，并具备下列一项条件的，可申报初级："),
    ("junior_conditions", "(1) 取得技术员职称。"),
    ("middle_opening", "——持有中级培训学时证明，并具备下列一项条件的，可申报中级："),
    ("middle_conditions", "(1) 取得初级专业技术等级，此后测风满3年。"),
    ("marks", "各部分都采用百分制，达到 60 分即合格。"),
    (
        "staff",
        "理论知识考试按 1:15 配监考人员，每考场 2 名以上；专业能力考核按 1:5 配考评人员，每组 3 人以上，取单数。",
    ),
    ("basic_list", "(1) 气象仪器"),
    ("second_group", "2.2.2 安全知识"),
    ("junior_head", "职业功能\t工作内容\t专业能力要求\t相关知识要求"),
    ("first_task", "1. 观测\t1.1 架设\t1.1.1 能架设风杆 1.1.2 能校准风杆\t1.1.1 风杆知识 1.1.2 校准方法"),
    ("second_task", "2. 维护\t2.1 保养\t2.1.1 能清洁风杯\t2.1.1 保养知识"),
    ("function_sentence", "野外方向职业功能包括观测、维护，室内方向职业功能包括观测、预报。"),
    ("weights_heading", "4 权重表"),
    ("theory_basic_row", "\t基础知识\t25\t15\t15"),
    ("theory_total", "合计\t\t100\t100\t100"),
    ("skill_rows", "专业能力要求\t观测\t50\t50\t50\n\t维护\t50\t50\t—"),
    ("glossary", "1\tGPS (Global Positioning System)\t全球定位系统。"),
)
