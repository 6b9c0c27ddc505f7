"""The pages of a school: classes, people, timetable, attendance, ledgers and proofs of training hours."""
