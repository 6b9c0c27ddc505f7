"""A route of the site as the tables of routes write it."""

from dataclasses import dataclass

OFFICER, ASSESSOR, AUTHORITY, AUTHOR = "officer", "assessor", "authority", "author"
SCREENER, INVIGILATOR = "screener", "invigilator"
TRAINER, SUPERVISOR = "trainer", "supervisor"
APPLICANT, CANDIDATE, LEARNER, ANYONE, SIGNED_IN = "applicant", "candidate", "learner", "anyone", "signed in"
ACCOUNTS = (OFFICER, SCREENER, ASSESSOR, INVIGILATOR, AUTHORITY, AUTHOR, TRAINER, SUPERVISOR)
LEARNERS = (OFFICER, TRAINER, ASSESSOR, AUTHOR)
OPEN, ACT = "get", "post"


@dataclass(frozen=True)
class Route:
    """Whose a route is, how it is asked, what it names, and what its owner is answered."""

    role: str
    method: str = OPEN
    names: str = ""
    answer: int = 200
