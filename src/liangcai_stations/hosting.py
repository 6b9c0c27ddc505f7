"""The engines that a supervisor can host.

In: nothing. Out: the table of engines by name. Follows: whoever starts a supervisor names this table; the supervisor
itself knows no engine.
"""

from liangcai_host.benches.model import Engine
from liangcai_stations.field.hosting import FieldEngine
from liangcai_stations.record.hosting import RecordEngine

ENGINES: dict[str, Engine] = {engine.name: engine for engine in (RecordEngine(), FieldEngine())}
