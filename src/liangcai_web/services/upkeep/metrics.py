"""The meters of the site as one text for Prometheus.

In: the running process. Out: lines. Follows: counts, seconds and bytes only; nothing by candidate, batch or account.
"""

from liangcai_host import clock
from liangcai_host.disk.ballast import read_ballast
from liangcai_host.disk.space import read_space
from liangcai_host.metrics import Gauge, one, write_gauge, write_histogram
from liangcai_web.services.meters import SAVES, count_refusals
from liangcai_web.services.operations import home, relief, watch
from liangcai_web.services.sittings.journal import open_journal
from liangcai_web.services.upkeep.benches import count_benches


def write_metrics() -> str:
    """Everything that is counted, and a few things looked up now."""
    writer, known = open_journal().writer, watch()
    gauges = (
        Gauge(
            name="liangcai_save_refusals_total",
            help="Requests that saved nothing, by reason.",
            values=count_refusals(),
            kind="counter",
            label="reason",
        ),
        *read_journal(),
        one("liangcai_disk_free_bytes", "Free room on the disk of the installation.", read_space(home()).free),
        one("liangcai_ballast_bytes", "Room that is kept for answers.", read_ballast(home())),
        one("liangcai_ballast_releases_total", "How often a full disk took the ballast.", relief().released, "counter"),
        one("liangcai_log_dropped_total", "Lines not logged for want of room.", count_dropped(), "counter"),
        one("liangcai_sweep_failures_total", "Rounds of the sweep that failed.", known.sweep_failures, "counter"),
        Gauge(name="liangcai_benches", help="Benches by state.", values=count_benches() or {}, label="state"),
        one("liangcai_clock_drift_seconds", "The wall clock against the steady one.", clock.read_drift()),
    )
    lines = [line for gauge in gauges for line in write_gauge(gauge)]
    lines += write_histogram("liangcai_save_seconds", "From a request that was stored to its reply.", SAVES)
    lines += write_histogram("liangcai_commit_seconds", "One commit of the journal.", writer.commits)
    lines += write_histogram("liangcai_commit_group", "Works that were committed together.", writer.groups)
    return "\n".join(lines) + "\n"


def read_journal() -> tuple[Gauge, ...]:
    """What the journal tells of itself."""
    journal = open_journal()
    failures, head, running = journal.writer.failures, journal.head(), journal.open_attempts()
    return (
        one("liangcai_journal_failures_total", "Groups that could not be committed.", failures, "counter"),
        one("liangcai_journal_apart", "Whether a process of its own writes the journal.", journal.is_apart),
        one("liangcai_journal_position", "The last position of the journal.", head.position if head else 0),
        one("liangcai_sessions", "Sessions of candidates that run.", journal.count_sessions()),
        one("liangcai_open_attempts", "Attempts that were opened and have not ended.", len(running)),
    )


def count_dropped() -> int:
    """The lines that the log left out."""
    files = watch().log
    return files.dropped if files is not None else 0
