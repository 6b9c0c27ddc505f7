"""Print the training programme of a bundled standard: ``programme.py 4-14-01-04-2021 四级 [direction]``.

In: the key of a bundled standard, a level, a direction where there are any. Out: hours of each function.
Follows: clauses 1.8 and 4.2 by way of ``derive_programme``.
"""

import sys

import liangcai_reference
from liangcai.standard.read import read_standard
from liangcai.training.programme import derive_programme


def main(key: str, level: str, direction: str | None = None) -> int:
    """Print the programme, or why there is none."""
    standard = read_standard(liangcai_reference.read_standard_text(key), key).value
    if standard is None:
        return 1
    programme = derive_programme(standard, level, direction)
    for finding in programme.findings:
        sys.stderr.write(f"{finding.message.zh} {finding.message.en}\n")
    if programme.value is None:
        return 1
    sys.stdout.write(f"{level}：{programme.value.hours} 学时（{'、'.join(programme.value.clauses)}）\n")
    for unit in programme.value.units:
        hours = f"{unit.hours} 学时，理论 {unit.theory_hours}，实操 {unit.practice_hours}"
        sys.stdout.write(f"  {unit.number} {unit.name}：{hours}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
