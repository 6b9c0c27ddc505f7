"""What can be tried of an attempt, as data: each kind of try belongs to the check of the same id in ``pack.toml``.

In: the ``tries`` of a world. Out: values that ``checks`` turns into probes. Follows: the contract of all engines.
"""

from decimal import Decimal
from typing import TypeAlias

import msgspec


class Try(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What is tried for the check of this id."""

    check: str


class Variables(Try, frozen=True, kw_only=True, tag="variables"):
    """Type, range and access of the controller's variables, as an OPC UA client reads them; each counts alike."""


class Modelled(Try, frozen=True, kw_only=True, tag="modelled"):
    """The device models of the platform: each topic, each property's id, unit and type counts alike."""


class Arrived(Try, frozen=True, kw_only=True, tag="arrived"):
    """The share of the tags of which the platform gets good values."""


class Forced(Try, frozen=True, kw_only=True, tag="forced"):
    """Two values put on each sensor of a device stand on the platform within three periods.

    A tag that is off by the same factor or offset both times has its device, address, type and word order right: it
    earns ``factor`` of its share. ``within`` is the tolerance, relative to the value.
    """

    device: str
    within: Decimal = Decimal("0.005")
    factor: Decimal = Decimal("0.25")


class Secured(Try, frozen=True, kw_only=True, tag="secured"):
    """The gateway's session at the broker is encrypted and it checks whose certificate that is; unchecked is half."""


class Sealed(Try, frozen=True, kw_only=True, tag="sealed"):
    """The gateway has never published in clear text."""


class Diagnosed(Try, frozen=True, kw_only=True, tag="diagnosed"):
    """A tool was used on the way of the tag that does not arrive (half), and the hop is named (half)."""


class Measured(Try, frozen=True, kw_only=True, tag="measured"):
    """The accuracy sheet: each reading and each reference within a share of the span, on the ground of a comparison."""

    within: Decimal = Decimal("0.005")


class Drifting(Try, frozen=True, kw_only=True, tag="drifting"):
    """Every sensor that has drifted is named."""


class Accused(Try, frozen=True, kw_only=True, tag="accused"):
    """No sound sensor is named, and every sensor of the sheet is judged."""


class Alarmed(Try, frozen=True, kw_only=True, tag="alarmed"):
    """The alarm of the drill is acknowledged (half) for its right cause (half), and no other is for a wrong one."""


AnyTry: TypeAlias = (
    Variables | Modelled | Arrived | Forced | Secured | Sealed | Diagnosed | Measured | Drifting | Accused | Alarmed
)
