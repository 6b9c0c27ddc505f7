"""The single rules inside a sentence: a certificate, a title, a degree, a school, years of work, a proof of training.

In: words and the place where a rule begins. Out: the rule and the place behind it. Follows: clause 1.9.1; a word where
none of these rules can have it makes the sentence unreadable.
"""

from collections.abc import Iterable

import msgspec

from liangcai.eligibility.lexer import Token, UnreadableError
from liangcai.eligibility.rules import (
    Any,
    Apprenticed,
    Enrolled,
    Expression,
    GraduatedFrom,
    HasTrainingProof,
    Held,
    HoldsCertificate,
    HoldsDegree,
    HoldsRankedTitle,
    HoldsTitle,
    InWork,
    OfAge,
    Recognition,
    School,
    SchoolClass,
    Scope,
    Worked,
)
from liangcai.eligibility.words import DEGREE_WORDS, SCHOOLS, read_classes, read_scope

NUMERALS = "零一二三四五六七八九十"
WORK_WORDS = ("occupation", "major", "work", "continuous", "trainee", "years")
PRESENT_WORK = ("从事", "工作", "技术工作", "专业技术工作")


class Cursor:
    """A place in the words of a sentence, which moves forward as they are taken."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.place = 0

    def kind(self, ahead: int = 0) -> str:
        """The kind of a coming word, empty behind the last."""
        place = self.place + ahead
        return self.tokens[place].kind if place < len(self.tokens) else ""

    def take(self, *kinds: str) -> Token | None:
        """The coming word if it is of one of the kinds."""
        if self.kind() not in kinds:
            return None
        self.place += 1
        return self.tokens[self.place - 1]

    def need(self, *kinds: str) -> Token:
        """The coming word, which must be of one of the kinds."""
        token = self.take(*kinds)
        if token is None:
            raise UnreadableError("".join(token.text for token in self.tokens[self.place :]))
        return token


def read_atom(cursor: Cursor) -> Expression:
    """The rule that begins at the cursor."""
    if begins_work(cursor):
        return read_work(cursor)
    if cursor.kind() == "title":
        return read_titles(cursor)
    age = cursor.take("age")
    if age:
        return OfAge(years=int(age.value))
    ranked = cursor.take("ranked_title")
    if ranked:
        return HoldsRankedTitle(rank=ranked.value)
    kind = cursor.kind(1) if cursor.kind() == "major" else cursor.kind()
    if kind == "degree":
        return read_degree(cursor)
    if kind in ("school", "target"):
        return read_school(cursor)
    return read_certificate(cursor)


def begins_work(cursor: Cursor) -> bool:
    """Whether the run of words at the cursor speaks of work."""
    run: list[str] = []
    while cursor.kind(len(run)) in WORK_WORDS:
        run.append(cursor.kind(len(run)))
    return "work" in run or "trainee" in run


def read_work(cursor: Cursor) -> Worked | InWork:
    """Years of work in a scope, or work with no years named, whatever the order of the words."""
    taken: list[Token] = []
    while (token := cursor.take(*WORK_WORDS)) is not None:
        taken.append(token)
    kinds = {token.kind for token in taken}
    said = "".join(token.text for token in taken)
    scopes = [work_scope(token) for token in taken if token.kind in ("occupation", "major")]
    years = [token for token in taken if token.kind == "years"]
    if len(scopes) != 1 or len(years) > 1 or ("continuous" in kinds and "累计" in said):
        raise UnreadableError(said)
    if years:
        return Worked(
            years=read_number(years[0].value),
            scope=scopes[0],
            continuous="continuous" in kinds,
            trainee="trainee" in kinds,
        )
    if any(token.kind not in ("occupation", "major") and token.text not in PRESENT_WORK for token in taken):
        raise UnreadableError(said)
    return InWork(scope=scopes[0])


def work_scope(token: Token) -> Scope:
    """Which work counts: an occupation, or 本专业 as the technical standards say."""
    if token.kind == "occupation":
        return read_scope(token.text)
    if read_scope(token.text) != "own":
        raise UnreadableError(token.text)
    return "profession"


def read_number(text: str) -> int:
    """A number in digits or as one Chinese numeral."""
    return int(text) if text.isdecimal() else NUMERALS.index(text.replace("两", "二"))


def read_titles(cursor: Cursor) -> Expression:
    """One title, or several that are joined by 或."""
    names = cursor.need("title").value.replace("或者", "或").replace("、", "或").split("或")
    titles = tuple(HoldsTitle(name=name) for name in names)
    return titles[0] if len(titles) == 1 else Any(of=titles)


def read_degree(cursor: Cursor) -> HoldsDegree:
    """A degree or education, its major before or behind it, and whether students about to graduate may apply."""
    before = cursor.take("major")
    token = cursor.need("degree")
    major = before or cursor.take("major")
    cursor.take("diploma")
    degree, award = DEGREE_WORDS[token.value]
    return HoldsDegree(
        degree=degree,
        award=award,
        or_higher=token.or_higher,
        major=read_scope(major.text) if major else None,
        final_year=read_final_year(cursor),
    )


def read_school(cursor: Cursor) -> Expression:
    """A diploma of one of several kinds of school; an aim named inside the list holds for the schools behind it."""
    major, aim = cursor.take("major"), cursor.take("target")
    schools: list[School] = list(SCHOOLS[cursor.need("school").text])
    before: tuple[School, ...] = ()
    while cursor.kind() in ("list", "or") and cursor.kind(1) in ("school", "target"):
        cursor.need("list", "or")
        if cursor.kind() == "target":
            if aim or before or cursor.kind(1) != "school":
                raise UnreadableError(cursor.need("target").text)
            before, schools, aim = tuple(schools), [], cursor.take("target")
        schools.extend(SCHOOLS[cursor.need("school").text])
    aim = aim or cursor.take("target")
    classes = read_class_list(cursor)
    aim = aim or cursor.take("target")
    major = major or cursor.take("major")
    if not (major or aim or before) and cursor.take("student"):
        return Enrolled(schools=unique(schools), classes=classes)
    cursor.need("diploma")
    rule = GraduatedFrom(
        schools=unique(schools),
        classes=classes,
        major=read_scope(major.text) if major else None,
        target=aim.value or None if aim else None,
        recognition=read_recognition(aim) if aim else None,
        final_year=read_final_year(cursor),
    )
    if not before:
        return rule
    return Any(of=(msgspec.structs.replace(rule, schools=unique(before), target=None, recognition=None), rule))


def unique(schools: Iterable[School]) -> tuple[School, ...]:
    """Each school once, in the order of the sentence."""
    return tuple(dict.fromkeys(schools))


def read_recognition(aim: Token) -> Recognition:
    """How the aim of a programme was established."""
    return "approved" if "审核认定" in aim.text else "evaluated"


def read_class_list(cursor: Cursor) -> tuple[SchoolClass, ...]:
    """The classes of a technical school that stand behind it, none where none is named."""
    classes: list[SchoolClass] = []
    while cursor.kind() == "class" or (classes and cursor.kind() in ("list", "or") and cursor.kind(1) == "class"):
        cursor.take("list", "or")
        token = cursor.need("class")
        classes.extend(read_classes(token.value, or_higher=token.or_higher))
    return tuple(dict.fromkeys(classes))


def read_final_year(cursor: Cursor) -> bool:
    """Whether students about to graduate are let in; 均 would reach back over rules already read."""
    token = cursor.take("final_year")
    if token is not None and ("均" in token.text or "都" in token.text):
        raise UnreadableError(token.text)
    return token is not None


def read_certificate(cursor: Cursor) -> Expression:
    """A certificate of a level, a proof of training for a level, or a completed apprenticeship."""
    occupation = cursor.take("occupation")
    scope = read_scope(occupation.text) if occupation else "own"
    if occupation and cursor.take("apprenticeship"):
        return Apprenticed(scope=scope)
    level = cursor.take("level")
    if level is None:
        token = cursor.need("certificate")
        if not token.value:
            raise UnreadableError(token.text)
        return read_holding(cursor, HoldsCertificate(scope=scope, level=token.value))
    cursor.take("certificate") if cursor.kind(1) == "proof" else None
    proof = cursor.take("proof", "completion")
    if proof:
        if scope != "own":
            raise UnreadableError(proof.text)
        hours = int(proof.value) if proof.value else None
        return HasTrainingProof(
            level=level.value, hours=hours, kind="completion" if proof.kind == "completion" else "hours"
        )
    cursor.need("certificate")
    return read_holding(cursor, HoldsCertificate(scope=scope, level=level.value))


def read_holding(cursor: Cursor, certificate: HoldsCertificate) -> HoldsCertificate | Held:
    """A certificate, with the years for which it has to have been held."""
    if cursor.kind() != "years":
        return certificate
    years = cursor.need("years")
    if begins_work(cursor):
        raise UnreadableError(years.text)  # the years could be those of the certificate or those of the work
    return Held(of=certificate, years=read_number(years.value))
