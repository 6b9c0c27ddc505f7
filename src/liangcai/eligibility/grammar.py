"""The grammar of application conditions: words in, one rule out.

In: tokens of one condition. Out: an expression; raises ``UnreadableError`` where two readings are possible.
Follows: clause 1.9.1: "；或" separates alternatives, "，" and 并 join what must all be met, "或" joins things of one
kind, and "后，累计…年" counts years from the day on which what stands before it was obtained.
"""

from collections.abc import Iterable

import msgspec

from liangcai.eligibility.atoms import Cursor, read_atom
from liangcai.eligibility.lexer import Token, UnreadableError
from liangcai.eligibility.rules import (
    TECHNICAL_SCHOOLS,
    All,
    Any,
    Expression,
    HoldsDegree,
    PerNationalRule,
    Worked,
)
from liangcai.eligibility.words import SCHOOLS

Tokens = tuple[Token, ...]


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """Words between two commas: joined to those before them by 或, and followed by 后 where years count from them."""

    tokens: Tokens
    joined: bool
    followed: bool


def read_rule(tokens: Tokens, text: str) -> Expression:
    """The rule that the words of one condition make; ``text`` is kept where a national rule is referred to."""
    if any(token.kind == "national" for token in tokens):
        return read_national(tokens, text)
    return read_alternatives(tokens)


def read_alternatives(tokens: Tokens) -> Expression:
    """What one sentence, or what stands between brackets, says."""
    return join_any(read_alternative(part) for part in split_alternatives(tokens))


def read_group(group: Token) -> Expression:
    """Rules in brackets that belong together; brackets round a single rule may be a remark, and are not read."""
    if not any(token.kind in ("comma", "after") for token in group.inside):
        raise UnreadableError(group.text)
    return read_alternatives(group.inside)


def read_national(tokens: Tokens, text: str) -> Expression:
    """A sentence that hands graduates of certain schools over to national rules."""
    if any(token.kind not in ("national", "school", "diploma", "comma", "list", "or") for token in tokens):
        raise UnreadableError(text)
    schools = dict.fromkeys(school for token in tokens if token.kind == "school" for school in SCHOOLS[token.text])
    return PerNationalRule(schools=tuple(schools) or TECHNICAL_SCHOOLS, text=text)


def split_alternatives(tokens: Tokens) -> tuple[Tokens, ...]:
    """The parts between "；或"; "，或" parts them, too, where it follows years of work, which close a sentence."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "otherwise" or (token.kind == "or" and closed_by_work(parts[-1])):
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(tuple(part) for part in parts)


def closed_by_work(tokens: list[Token]) -> bool:
    """Whether the words end in years of work and a comma."""
    ending = [token.kind for token in tokens[-3:]]
    return ending[-1:] == ["comma"] and "years" in ending


def split_clauses(tokens: Tokens) -> tuple[Clause, ...]:
    """The words between commas and behind each 后."""
    clauses: list[Clause] = []
    words: list[Token] = []
    for token in (*tokens, Token("comma", "，")):
        if token.kind not in ("comma", "after"):
            words.append(token)
        elif words:
            joined = words[0].kind == "or"
            kept = words[1:] if words[0].kind in ("or", "and") else words
            clauses.append(Clause(tokens=tuple(kept), joined=joined, followed=token.kind == "after"))
            words = []
    return tuple(clauses)


def read_alternative(tokens: Tokens) -> Expression:
    """What must all be met, clause by clause."""
    clauses = split_clauses(tokens)
    if not clauses or clauses[0].joined:
        raise UnreadableError("；或")
    all_joined = len(clauses) > 1 and all(clause.joined for clause in clauses[1:])
    met: list[Expression] = []
    after: Expression | None = None
    for clause in clauses:
        rule = read_clause(clause, after)
        after = rule if clause.followed else None
        if clause.joined:
            met[-1] = join_lists(met[-1], rule, mixed=all_joined)
        elif after is None:
            met.append(rule)
        if clause.joined and clause.followed:
            raise UnreadableError("，或…后")
    if after is not None:
        raise UnreadableError("后")
    return join_all(met)


def read_clause(clause: Clause, after: Expression | None) -> Expression:
    """The rules of a clause, all of them to be met; years of work count from ``after``."""
    if clause.tokens and clause.tokens[0].kind == "group" and len(clause.tokens) == 1 and after is None:
        return read_group(clause.tokens[0])
    cursor = Cursor(clause.tokens)
    groups: list[Expression] = [read_atom(cursor)]
    while cursor.kind():
        if cursor.take("or", "list"):
            groups[-1] = add_to_list(groups[-1], read_atom(cursor))
        else:
            cursor.take("and")
            groups.append(read_atom(cursor))
    if after is None:
        return join_all(groups)
    if len(groups) != 1 or not isinstance(groups[0], Worked):
        raise UnreadableError("后")
    return msgspec.structs.replace(groups[0], after=after)


def add_to_list(rule: Expression, more: Expression) -> Expression:
    """Rules of one kind joined by 或 inside a clause; the major of the first degree holds for those that follow."""
    first = alternatives(rule)[0]
    if isinstance(first, HoldsDegree) and isinstance(more, HoldsDegree) and more.major is None:
        more = msgspec.structs.replace(more, major=first.major)
    return join_lists(rule, more, mixed=False)


def join_lists(rule: Expression, more: Expression, *, mixed: bool) -> Expression:
    """One list of two; of different kinds only where nothing else in the sentence could be meant (``mixed``)."""
    together = (*alternatives(rule), *alternatives(more))
    if not mixed and len({type(one) for one in together}) > 1:
        raise UnreadableError("或")
    majors = {one.major for one in together if isinstance(one, HoldsDegree)}
    if len(majors) > 1 and not mixed:
        raise UnreadableError("或")
    return join_any(together)


def alternatives(rule: Expression) -> tuple[Expression, ...]:
    """The members of a list, or the rule alone."""
    return rule.of if isinstance(rule, Any) else (rule,)


def join_any(rules: Iterable[Expression]) -> Expression:
    """One of the rules; a single rule stays itself."""
    of = tuple(one for rule in rules for one in alternatives(rule))
    return of[0] if len(of) == 1 else Any(of=of)


def join_all(rules: Iterable[Expression]) -> Expression:
    """All of the rules; a single rule stays itself."""
    of = tuple(one for rule in rules for one in (rule.of if isinstance(rule, All) else (rule,)))
    return of[0] if len(of) == 1 else All(of=of)
