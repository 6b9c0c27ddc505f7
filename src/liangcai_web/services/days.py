"""Days and hours where the organisation is.

In: moments in UTC. Out: the same in the zone of the organisation, or its day. Follows: time is stored in UTC and shown
in the organisation's zone.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def local_time(moment: datetime) -> datetime:
    """A moment in the zone of the organisation."""
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE))


def local_day(moment: datetime) -> date:
    """The day of a moment where the organisation is."""
    return local_time(moment).date()


def in_zone(moment: datetime) -> datetime:
    """A moment as people say it, without a zone: that of the organisation."""
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
