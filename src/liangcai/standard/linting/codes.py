"""Code, name and definition against a catalogue and a notice that the caller gives.

In: a standard and its references. Out: faults; none where no reference is given. Follows: clauses 1.1 to 1.3 and the
house rule that a code means something only with its edition: the catalogue is named by who asks, never guessed.
"""

from collections.abc import Iterator

from liangcai.catalogue.model import NewOccupation
from liangcai.catalogue.state import find_code
from liangcai.findings import Message, Severity
from liangcai.standard.linting.rule import Fault, Rule, Subject, fault_at, squeeze
from liangcai.standard.model import Placed

FULL_WIDTH = str.maketrans(",;:()", "，；：（）")


def place_of(subject: Subject, number: str) -> tuple[Placed, ...]:
    """The section that a fault stands in, as far as the document has it."""
    passage = subject.standard.passage(number) or subject.standard.passage("cover")
    return (passage,) if passage else ()


def check_catalogue(subject: Subject) -> Iterator[Fault]:
    """The code means this occupation in the edition that was named."""
    standard, catalogue = subject.standard, subject.references.catalogue
    if catalogue is None or not (standard.code and standard.name):
        return
    there = find_code(catalogue, standard.code)
    if there and squeeze(there.name) == squeeze(standard.name):
        return
    named = next((o.code for o in catalogue.occupations if squeeze(o.name) == squeeze(standard.name)), "")
    means = (f"是“{there.name}”", f"means {there.name}") if there else ("不存在", "does not exist")
    hint = (f"；“{standard.name}”的编码是 {named}", f"; {standard.name} has code {named}") if named else ("", "")
    zh = f"编码 {standard.code} 在 {catalogue.edition} 年版目录中{means[0]}{hint[0]}。"
    en = f"In the {catalogue.edition} edition of the catalogue code {standard.code} {means[1]}{hint[1]}."
    remedy = Message("核对编码，或换成它所属的目录版本。", "Check the code, or name the edition that it belongs to.")
    yield fault_at(place_of(subject, "1.2"), "1.2", zh, en, remedy)


def find_announced(subject: Subject) -> NewOccupation | None:
    """The occupation of the notice that this standard is for, found by its name."""
    notice, name = subject.references.notice, squeeze(subject.standard.name)
    return next((o for o in notice.occupations if squeeze(o.name) == name), None) if notice and name else None


def check_notice(subject: Subject) -> Iterator[Fault]:
    """The code is the one that the notice gives to the name."""
    announced, code = find_announced(subject), subject.standard.code
    if announced and code and announced.code != code:
        zh = f"公告给“{announced.name}”的编码是 {announced.code}，这里是 {code}。"
        en = f"The notice gives {announced.name} the code {announced.code}; here it is {code}."
        yield fault_at(place_of(subject, "1.2"), "1.2", zh, en)


def check_definition(subject: Subject) -> Iterator[Fault]:
    """The definition is that of the notice; blanks, the width of marks and the last mark are not compared."""
    announced, definition = find_announced(subject), subject.standard.definition
    if announced and announced.definition and definition and plain(announced.definition) != plain(definition):
        zh = f"职业定义与公告不同；公告作“{announced.definition}”。"
        en = f"The definition differs from that of the notice, which reads: {announced.definition}"
        yield fault_at(place_of(subject, "1.3"), "1.3", zh, en.rstrip("。.") + ".")


def plain(text: str) -> str:
    """A text for comparison."""
    return squeeze(text).translate(FULL_WIDTH).rstrip("。.；;")


RULES: tuple[Rule, ...] = (
    Rule(
        id="code.catalogue",
        severity=Severity.WARNING,
        title=Message("编码在指定版本的目录中就是本职业", "The code means this occupation in the named edition"),
        slot="code",
        good="9-01-01-01",
        bad="9-01-01-02",
        check=check_catalogue,
        needs="catalogue",
    ),
    Rule(
        id="code.notice",
        severity=Severity.ERROR,
        title=Message("编码与公告一致", "The code is that of the notice"),
        slot="code",
        good="9-01-01-01",
        bad="9-01-01-10",
        check=check_notice,
        needs="notice",
    ),
    Rule(
        id="code.definition",
        severity=Severity.WARNING,
        title=Message("职业定义与公告一致", "The definition is that of the notice"),
        slot="definition",
        good="测量、记录和预报风的工程技术人员。",
        bad="测量和记录风的工程技术人员。",
        check=check_definition,
        needs="notice",
    ),
)
