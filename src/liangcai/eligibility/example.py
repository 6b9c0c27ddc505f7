"""An application that meets a rule, made up from the rule itself.

In: a rule and the day on which it shall be met. Out: an ``Application`` that meets it, or None where only a person can
decide. Follows: clause 1.9.1; used by rehearsals and by tests, so that no occupation needs applicants of its own.
"""

import datetime

import msgspec

from liangcai.eligibility.application import (
    Application,
    Certificate,
    Diploma,
    Employment,
    Title,
    TrainingProof,
)
