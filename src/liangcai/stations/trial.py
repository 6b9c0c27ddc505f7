"""The trial of a pack by its own solutions: the reference, the empty one, and mutants that must fail what they name.

In: a pack, the reports of each solution over seeds. Out: a row a solution; findings where the pack is not to be
published. Follows: reference 100 %, empty at most 5 %, each mutant failing exactly its checks.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from liangcai.findings import Finding, Message, Severity
from liangcai.stations.model import Pack, StationReport

EMPTY_AT_MOST = Fraction(5, 100)
REFERENCE, EMPTY = "reference", "empty"


class TrialRow(msgspec.Struct, frozen=True, kw_only=True):
    """A solution over seeds: the least and the most that it earned, as shares, and the checks that it did not pass.

    ``wrong`` says, for the first seed that shows it, what is not as the pack promises; blank where all is.
    """

    name: str
    seeds: int
    least: Fraction
    most: Fraction
    failed: tuple[str, ...]
    wrong: str = ""


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """All solutions of a pack."""

    pack: str
    version: str
    rows: tuple[TrialRow, ...]

    @property
    def green(self) -> bool:
        """Whether the pack keeps what it promises."""
        return bool(self.rows) and all(row.seeds and not row.wrong for row in self.rows)


def judge_trial(
    pack: Pack,
    reports: Mapping[str, Sequence[StationReport]],
    refused: Mapping[str, Sequence[Finding]] | None = None,
) -> Trial:
    """Hold the reports of every solution against the pack; ``refused``: steps that the bench did not take."""
    promised = {REFERENCE: None, EMPTY: None} | {mutant.name: mutant.fails for mutant in pack.mutants}
    rows = []
    for name, fails in promised.items():
        seen = reports.get(name, ())
        shares = [report.earned / report.possible if report.possible else Fraction(0) for report in seen]
        wrong = _judge(name, fails, seen, shares)
        not_taken = (refused or {}).get(name, ())
        row = TrialRow(
            name=name,
            seeds=len(seen),
            least=min(shares, default=Fraction(0)),
            most=max(shares, default=Fraction(0)),
            failed=tuple(dict.fromkeys(check for report in seen for check in list_failed(report))),
            wrong=wrong or (f"step not taken: {not_taken[0].message.en}" if not_taken else ""),
        )
        rows.append(row)
    return Trial(pack=pack.id, version=pack.version, rows=tuple(rows))


def list_failed(report: StationReport) -> tuple[str, ...]:
    """The checks that are not passed whole, in the order of the pack."""
    return tuple(one.check.id for one in report.results if one.status != "pass")


def check_publishable(trial: Trial) -> tuple[Finding, ...]:
    """Why a pack is not to be published; nothing where it is green."""
    found = []
    for row in trial.rows:
        if row.wrong or not row.seeds:
            message = Message(
                f"工位包 {trial.pack} 未通过自检，不得发布：解答 {row.name}：{row.wrong or '没有试过'}。",
                f"Pack {trial.pack} fails its own trial and is not published: {row.name}: {row.wrong or 'not tried'}.",
            )
            found.append(Finding(rule="station.trial", severity=Severity.ERROR, message=message, document=trial.pack))
    return tuple(found)


def _judge(
    name: str, fails: tuple[str, ...] | None, reports: Sequence[StationReport], shares: Sequence[Fraction]
) -> str:
    """What is not as promised, for the first report that shows it."""
    for report, share in zip(reports, shares, strict=True):
        failed = list_failed(report)
        if name == REFERENCE and (failed or report.broken):
            return f"fails {', '.join(failed)}: {report.results[_place(report, failed)].seen.en}"
        if name == EMPTY and (share > EMPTY_AT_MOST or report.broken):
            return f"earns {float(share * 100):.1f} %"
        if fails is not None and set(failed) != set(fails):
            return f"fails {', '.join(failed) or 'nothing'}, not {', '.join(fails)}"
    return "" if reports else "not tried"


def _place(report: StationReport, failed: tuple[str, ...]) -> int:
    return next((place for place, one in enumerate(report.results) if one.check.id in failed), 0)
