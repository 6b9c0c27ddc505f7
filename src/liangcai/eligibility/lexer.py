"""The words of application conditions.

In: the text of a condition and the level names of its standard. Out: tokens, or the place where no word was known.
Follows: the wording of clause 1.9.1 in published standards. Every character belongs to a known word: what isn't known
makes the whole sentence unreadable, so that nothing is left out of a rule by accident.
"""

import re
import unicodedata
from typing import Literal

import msgspec

from liangcai.eligibility.words import OLD_LEVELS

Kind = Literal[
    "otherwise", "comma", "or", "list", "and", "after", "noise", "national",
    "occupation", "major", "level", "certificate", "title", "degree", "proof",
    "school", "class", "student", "target", "diploma", "final_year", "work", "continuous", "trainee", "years",
    "ranked_title", "apprenticeship", "age", "completion", "open", "close", "group",
]  # fmt: skip

HIGHER = r"(?:（含）)?(?:及以上|或以上|以上)"
EVALUATED = r"(?:已经|经过|通过|经)(?:评估和论证|评估、论证|评估论证)"
OFFICE = r"(?:人力资源(?:和)?社会保障|劳动(?:和)?(?:社会)?保障|教育)(?:行政)?(?:主管)?部门|主管部门"
CHECKED = rf"{EVALUATED}|经(?:过)?(?:{OFFICE})?审核认定"
AIM = r"(?:以(?P<aim{0}>[初中高]级技能)(?:人才)?为培养目标|培养目标为(?P<aim{0}b>[初中高]级技能)(?:人才)?)"
INCLUDES = r"(?:含|包括|亦可|也可|在内|计入|视同)"
JOINT = r"{}[，、]?(?:并且|并|且)?"
TITLE = r"(?:(?!专业|职业|学[历位校])[一-鿿]){1,6}?[员师授]"
GIVEN_HOURS = r"(?:（不少于(?P<hours{0}>\d+)标准学时）)?"
TRAINED = r"正规培训(?:并)?(?:达|达到)规定(?:的)?标准学时数?"
LADDER = r"[一二三四五]级(?:/(?:初级工|中级工|高级工|高级技师|技师))?"
OLD_LEVEL = re.compile(r"国家职业资格([一二三四五]级)")

# Order matters: the first pattern that fits wins, so a longer word stands before the words that it contains.
PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("otherwise", r"；(?:或者|或)"),
    ("final_year", rf"（(?=[^（）]*应届(?:毕业)?生)(?=[^（）]*{INCLUDES})(?![^（）]*[不除])[^（）]*）"),
    ("national", r"(?:按照|依照|根据|按|依)国家(?:的)?(?:有关|相关)?(?:规定|政策)(?:进行|予以)?(?:申报|执行|办理)?"),
    (
        "target",
        (
            rf"（(?:{CHECKED}){JOINT.format('的?')}{AIM.format(1)}）|（{AIM.format(2)}{JOINT.format('')}(?:{CHECKED})）"
            rf"|(?:{CHECKED}){JOINT.format('的?')}{AIM.format(3)}|{AIM.format(4)}{JOINT.format('')}(?:{CHECKED})"
            rf"|（(?:{CHECKED})）|(?:{CHECKED})"
        ),
    ),
    ("after", r"之后|以后|之日起|，自该日起|后(?=[，继从累合连])"),
    ("and", r"(?:并且|而且|同时|且|并)(?:同时)?"),
    ("or", r"或者|或"),
    ("age", r"年满(?P<age>\d{1,2})周?岁(?:[，、]?(?:并|且)?拟从事(?:本职业或相关职业|本职业)(?:的)?工作)?"),
    ("ranked_title", r"符合专业对应关系的(?P<rank>[初中高]级)职称(?:（专业技术人员职业资格）)?"),
    ("apprenticeship", r"学徒(?:期满|出师)"),
    (
        "noise",
        (
            r"经(?:过)?(?=本职业|本工种)|先|取得|获得|具备|具有|持有|拥有|考取|已经|已|所学|属于|人员|者|的|须|需|应"
            r"|为|在|自"
        ),
    ),
    (
        "school",
        (
            r"高级技工学校|技师学院|技工学校|技工院校|中等(?:及)?以上职业学校|中等及以上职业院校|中等职业学校"
            r"|高等职业学校|高等职业院校|专科及以上普通高等学校|普通高等学校(?!大学|高中|中专|大专|专科|本科|学士|硕士|博士)"
        ),
    ),
    ("class", rf"(?P<class>中级工班|高级工班|预备技师班|技师班)(?P<up6>{HIGHER})?"),
    ("student", r"在校生|在读生|学生"),
    ("title", rf"(?P<titles>{TITLE}(?:(?:、|或者|或){TITLE})*)(?:专业技术)?职称"),
    ("major", r"(?:本职业|本工种)（专业）(?:(?:或|或者|、)相关(?:职业|工种)（专业）)?"),
    ("occupation", r"(?:本职业|本工种)(?:（或|或者|或|、)相关(?:职业|工种)）?|本职业|本工种|相关职业|相关工种"),
    ("major", r"本专业(?:（或|或者|或|、)相关专业）?|本专业|相关专业"),
    ("completion", rf"(?:{TRAINED}[，、]?(?:并且|并|且)?取得|正规培训)(?:毕（结）业|结业)证书{GIVEN_HOURS.format(1)}"),
    ("proof", rf"{TRAINED}|(?:培训)?学时证明{GIVEN_HOURS.format(2)}"),
    ("certificate", r"(?P<special>预备技师)(?:职业资格)?证书"),
    ("level", ""),  # the level names of the standard and of the national ladder: filled in by build_lexer
    (
        "certificate",
        (
            r"职业资格（(?:职业)?技能等级）证书|职业资格证书（或?(?:职业)?技能等级证书）|(?:职业资格证书|职业资格)(?:或者|或|、)(?:职业)?技能等级证书"
            r"|职业技能等级证书（或?职业资格证书）|(?:职业)?技能等级证书|等级证书|职业资格证书|专业技术等级(?:证书)?"
        ),
    ),
    ("degree", rf"(?P<degree>第二学士|双学士|学士|硕士|博士)(?P<up1>{HIGHER})?学位(?P<up2>{HIGHER})?"),
    (
        "degree",
        (rf"(?:大学|普通高等学校|高等学校|高等院校)?(?P<education>高中（中专）|高中|中专|大专|专科|本科|硕士研究生|博士研究生)"
        rf"(?P<up3>{HIGHER})?(?:毕业)?(?:学历|文凭)(?P<up4>{HIGHER})?"),
    ),
    ("degree", rf"(?P<diploma>大专|专科|本科)(?P<up5>{HIGHER})(?=(?:本专业|相关专业|毕业证))"),
    ("diploma", r"毕业证书|毕业证|毕业生|毕业"),
    (
        "years",
        (r"(?:(?:累计)?(?P<least>已满|满|达到|达|不少于|不低于|至少))?(?P<years>\d+|[一二两三四五六七八九十])周?年"
        rf"(?P<least2>{HIGHER})?"),
    ),
    ("continuous", "连续"),
    ("trainee", r"见习(?:工作)?(?!期)"),
    ("work", r"继续|从事|累计|合计|(?:专业)?技术工作|工作(?:年限|经历|经验|时间)?"),
    ("list", "、"),
    ("comma", "，"),
    ("open", "（"),
    ("close", "）"),
)  # fmt: skip


class Token(msgspec.Struct, frozen=True):
    """One word: its kind, its text, and what it names: a level, a degree, titles, a number of years, an aim.

    A group is what stands between brackets, its words ``inside``.
    """

    kind: Kind
    text: str
    value: str = ""
    or_higher: bool = False
    inside: tuple["Token", ...] = ()


class Lexer(msgspec.Struct, frozen=True):
    """A pattern with one group per entry of PATTERNS; ``old`` where the levels have the names of before 2015."""

    pattern: re.Pattern[str]
    old: bool = False


class UnreadableError(Exception):
    """The sentence holds something that isn't known; carries the part that couldn't be read. Never leaves the stage."""


def normalise(text: str) -> str:
    """The text without spaces, note marks and closing marks, with full-width punctuation and plain digits."""
    text = re.sub(r"\^?[①-⑳]", "", text)
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return text.translate(str.maketrans(",;():", "，；（）：")).rstrip("。；")


def build_lexer(level_names: tuple[str, ...]) -> Lexer:
    """A lexer that knows these level names beside the national ladder.

    Where one of them is printed as before 2015, 初级（国家职业资格五级）, its whole ladder is called so in conditions.
    """
    old = any(OLD_LEVEL.search(name) for name in level_names)
    known = {normalise(name) for name in level_names} | (set(OLD_LEVELS) if old else set())
    own = (re.escape(name) for name in sorted(known, key=len, reverse=True) if not re.match(LADDER, name))
    levels = "|".join((rf"(?:初级|中级|高级技师|技师|高级)?（国家职业资格[一二三四五]级）|{LADDER}", *own))
    return Lexer(re.compile("|".join(f"(?P<k{n}>{pattern or levels})" for n, (_, pattern) in enumerate(PATTERNS))), old)


def read_tokens(text: str, lexer: Lexer) -> tuple[Token, ...]:
    """The words of a normalised text; raises UnreadableError at the first character that begins no known word."""
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        match = lexer.pattern.match(text, place)
        if match is None or match.lastgroup is None:
            raise UnreadableError(text[place:])
        token = read_token(PATTERNS[int(match.lastgroup[1:])][0], match, lexer)
        if token.kind != "noise":
            tokens.append(token)
        place = match.end()
    return fold_groups(tokens)


def read_token(kind: Kind, match: re.Match[str], lexer: Lexer) -> Token:
    """The token of a match, with the value that its inner groups give."""
    found = {name: text for name, text in match.groupdict().items() if text and not re.fullmatch(r"k\d+", name)}
    text = match.group()
    or_higher = any(name.startswith("up") for name in found)
    if kind == "years" and not (found.get("least") or found.get("least2")):
        raise UnreadableError(text)  # "4 年" alone does not say whether more will do
    if kind == "level":
        return Token(kind, text, name_level(text, lexer))
    named = [value for name, value in found.items() if not name.startswith(("up", "least"))]
    return Token(kind, text, named[0] if named else "", or_higher)


def name_level(text: str, lexer: Lexer) -> str:
    """The short name of a level: 四级 of 四级/中级工, of 中级（国家职业资格四级）, of 中级 before 2015."""
    numbered = OLD_LEVEL.search(text)
    if numbered:
        return numbered.group(1)
    short = text.split("/")[0]
    return OLD_LEVELS.get(short, short) if lexer.old else short


def fold_groups(tokens: list[Token]) -> tuple[Token, ...]:
    """The words with each pair of brackets and what stands between them as one."""
    levels: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "open":
            levels.append([])
        elif token.kind == "close" and len(levels) > 1:
            inside = tuple(levels.pop())
            levels[-1].append(Token("group", "".join(one.text for one in inside), inside=inside))
        else:
            levels[-1].append(token)
    if len(levels) > 1:
        raise UnreadableError("（")
    return tuple(levels[0])
