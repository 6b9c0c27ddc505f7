"""Damaged files read one after another: no adapter and no reader may break, or take longer than a sandbox allows.

In: how many mutants. Out: an account, a try a mutant: good files of every form, damaged by their seeds. Follows: rule
10 of reliability. Faster than R17 because nothing is sandboxed, so that an hour makes tens of thousands of tries; a
mutant that takes too long fails here, though a sandbox would end it with a finding.
"""

import signal
import warnings

from tests.host.sandbox.mutations import make_mutant

from bench.account import Account, account
from liangcai.standard.forms.detect import extract_document
from liangcai.standard.read import read_standard
from liangcai_host.sandbox.limits import SECONDS

SHORT, LONG = 40, 40_000


class SlowError(Exception):
    """A mutant took longer than a sandbox gives."""


def prove(tries: int) -> Account:
    """Read so many mutants; each that breaks or is slow is told by its seed."""
    warnings.simplefilter("ignore")  # what the parsers of damaged files say of them
    signal.signal(signal.SIGALRM, end_reading)
    faults = [said for seed in range(1, tries + 1) if (said := read_mutant(seed))]
    return account("R17m", "a damaged file breaks the reader or takes it too long", tries, "mutants", faults)


def end_reading(*_: object) -> None:
    """The alarm."""
    raise SlowError


def read_mutant(seed: int) -> str:
    """What went wrong with a mutant, or nothing."""
    name, data = make_mutant(seed)
    signal.alarm(SECONDS)
    try:
        extracted = extract_document(data, name)
        if extracted.value is not None:
            read_standard(extracted.value.text, name)
    except SlowError:
        return f"seed {seed}: {name}: longer than {SECONDS} s"
    except Exception as error:  # whatever breaks is what is looked for
        return f"seed {seed}: {name}: {type(error).__name__} {error}"[:200]
    finally:
        signal.alarm(0)
    return ""
