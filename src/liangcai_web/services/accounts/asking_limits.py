"""A limit on what anybody may ask, held by every process of the site together.

In: an asker, the moment. Out: whether one more is allowed, counted with it. Follows: OWASP ASVS on automated asking; an
address is personal and stands here as a keyed hash. The table is bounded: what has run out goes when somebody new asks,
and then the oldest.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from liangcai_web.records.limits import Asked

MOST_ROWS = 10_000


class SharedLimit:
    """At most so many of a kind from one asker within a time, which begins with the first."""

    def __init__(self, what: str, most: int, window: timedelta, rows: int = MOST_ROWS) -> None:
        self._what, self._most, self._window, self._rows = what, most, window, rows

    def take(self, asker: str, now: datetime) -> bool:
        """Whether the asker may ask once more; it is counted in the same statement, so that nobody slips between."""
        own = Asked.objects.filter(what=self._what, asker=self._hide(asker))
        begin = now - self._window
        if own.filter(since__gt=begin, count__lt=self._most).update(count=F("count") + 1):
            return True
        if own.filter(since__lte=begin).update(since=now, count=1):
            return True
        return not own.exists() and self._begin(asker, now)

    def _begin(self, asker: str, now: datetime) -> bool:
        self._sweep(now)
        try:
            with transaction.atomic():
                Asked.objects.create(what=self._what, asker=self._hide(asker), since=now)
        except IntegrityError:  # another process began it between the two statements
            return self.take(asker, now)
        return True

    def _sweep(self, now: datetime) -> None:
        """Make room for one row: first what has run out, then the oldest."""
        kept = Asked.objects.filter(what=self._what)
        kept.filter(since__lte=now - self._window).delete()
        over = kept.count() - self._rows + 1
        if over > 0:
            Asked.objects.filter(pk__in=list(kept.order_by("since").values_list("pk", flat=True)[:over])).delete()

    def _hide(self, asker: str) -> str:
        return salted_hmac(f"asked {self._what}", asker, algorithm="sha256").hexdigest()
