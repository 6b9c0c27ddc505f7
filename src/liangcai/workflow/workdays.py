"""Working days: weekdays that are no holiday, and the weekends that are worked instead.

In: a day, a number of working days. Out: a day. Follows: holidays are announced year by year and are data with their
source; a year that the calendar does not know has its weekends only.
"""

import datetime

import msgspec

DAY = datetime.timedelta(days=1)
WEEKEND = 5


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    """Days off, first and last included, and the days of weekends that are worked for them."""

    zh: str
    en: str
    first: datetime.date
    last: datetime.date
    worked: tuple[datetime.date, ...] = ()


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """The holidays of the years that were announced."""

    source: str
    date: datetime.date
    years: tuple[int, ...]
    holidays: tuple[Holiday, ...] = ()

    def is_workday(self, day: datetime.date) -> bool:
        """Whether offices work on a day."""
        if any(day in holiday.worked for holiday in self.holidays):
            return True
        free = any(holiday.first <= day <= holiday.last for holiday in self.holidays)
        return not free and day.weekday() < WEEKEND

    def shift(self, day: datetime.date, workdays: int) -> datetime.date:
        """So many working days after a day, or before it; the day itself does not count."""
        step = DAY if workdays > 0 else -DAY
        for _ in range(abs(workdays)):
            day += step
            while not self.is_workday(day):
                day += step
        return day
