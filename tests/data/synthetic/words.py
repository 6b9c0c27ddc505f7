"""Words of an invented trade, and phrases made of them.

In: a seeded Random. Out: names and sentences without meaning but with everything that troubles a reader: brackets,
Latin words, numbers with points. Follows: nothing published; the trade is made up.
"""

import random

VERBS = [
    "裁切",
    "打磨",
    "校准",
    "搬运",
    "登记",
    "封装",
    "拼接",
    "晾晒",
    "调配",
    "巡查",
    "标注",
    "烘烤",
    "编织",
    "称量",
    "归档",
    "拆解",
    "润饰",
    "点检",
    "测温",
    "复核",
]
NOUNS = [
    "竹篾",
    "绢面",
    "骨架",
    "线轮",
    "风筒",
    "浆料",
    "尾穗",
    "卡榫",
    "模板",
    "色粉",
    "台账",
    "量具",
    "图样",
    "边料",
    "滑轮",
    "铜铃",
    "灯座",
    "纸捻",
    "胶线",
    "木楔",
]
FIELDS = [
    "备料",
    "扎制",
    "糊裱",
    "绘饰",
    "放飞",
    "修复",
    "质检",
    "储运",
    "设计",
    "调试",
    "教习",
    "记录",
    "安全",
    "试制",
    "展示",
    "采风",
]
TAILS = ["管理", "作业", "处置", "指导", "开发", "实施", "协助", "规划"]
KINDS = ["方法", "要点", "常识", "原理", "规范", "流程", "种类", "用途"]
LATIN = ("APP", "RFID", "MQTT", "OPC UA", "PaaS", "3D")
SCENES = ["高原", "水上", "室内", "夜间", "微型", "巨幅", "软翅", "硬翅"]
TRADES = ["纸鸢", "灯彩", "风铃", "竹马", "绢花", "泥哨"]


def pick_names(rng: random.Random, count: int, *parts: list[str]) -> tuple[str, ...]:
    """Different names, each of one word of every part."""
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(rng.choice(part) for part in parts)] = None
    return tuple(names)


def name_functions(rng: random.Random, count: int) -> tuple[str, ...]:
    """Different names of functions: short, long, and with 、 and 与 inside."""
    names: dict[str, None] = {}
    while len(names) < count:
        first, second, third = rng.sample(FIELDS, 3)
        forms = (first, first + second, first + rng.choice(TAILS), f"{first}、{second}与{third}", f"{first}与{second}")
        names[rng.choice(forms)] = None
    return tuple(names)


def name_task(rng: random.Random) -> str:
    """The name of a task."""
    noun, verb = rng.choice(NOUNS), rng.choice(VERBS)
    return rng.choice((noun + verb, noun + verb + rng.choice(TAILS), f"{noun}、{rng.choice(NOUNS)}{verb}", verb + noun))


def write_detail(rng: random.Random, *, decimals: bool) -> str:
    """A piece of a sentence with one of the things that trouble a reader."""
    noun, other = rng.choice(NOUNS), rng.choice(NOUNS)
    forms = [
        f"{noun}（含{other}）",
        f"{noun}、{other}",
        f"《{noun}{rng.choice(KINDS)}》",
        f"第 {rng.randint(2, 40)} 号{noun}",
        f"{noun} {rng.choice(LATIN)} {other}",
        f"“{noun}”",
    ]
    if decimals:
        size = f"{rng.randint(1, 9)}.{rng.randint(1, 9)}"
        forms += [f"{noun} {size} mm 的{other}", f"10.{rng.randint(1, 9)}.1 网段的{noun}"]
    return rng.choice(forms)


def write_skill(rng: random.Random, *, decimals: bool = True) -> str:
    """A skill requirement."""
    text = f"能{rng.choice(VERBS)}{rng.choice(NOUNS)}"
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        detail = write_detail(rng, decimals=decimals)
        text += rng.choice((f"并{rng.choice(VERBS)}{detail}", f"，{rng.choice(VERBS)}{detail}", f"和{detail}"))
    return text


def write_knowledge(rng: random.Random, *, decimals: bool = True) -> str:
    """A knowledge requirement."""
    head = rng.choice((rng.choice(NOUNS), write_detail(rng, decimals=decimals)))
    return f"{head}{rng.choice(VERBS)}{rng.choice(KINDS)}"


def write_sentence(rng: random.Random) -> str:
    """A sentence of running text, long enough to be cut by a page now and then."""
    clauses = [f"{rng.choice(VERBS)}{write_detail(rng, decimals=True)}" for _ in range(rng.randint(1, 5))]
    return "，".join(clauses) + "。"
