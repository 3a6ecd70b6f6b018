"""Every number that is not data: value, unit, source, date, quality, impact."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from alliance_lib.rooms import NAMES
from alliance_lib.schema import HERE, read_toml

QUALITIES = ("measured", "published", "expert", "illustrative")


@dataclass(frozen=True)
class Assumption:
    """Which number did we not measure here, where does it come from, and what depends on it?"""

    name: str
    value: float | int | str | list
    unit: str
    source: str
    date: str
    quality: str
    nl: str
    en: str
    impact_nl: str
    impact_en: str
    show: str = ""  # the code lists of a value that is a code


@dataclass(frozen=True)
class Assumptions:
    """The assumptions of one room: assume["draws"] is the value, assume.entries the whole account."""

    room: str
    entries: Mapping[str, Assumption]

    def __getitem__(self, name: str):
        return self.entries[name].value

    def with_values(self, **values) -> "Assumptions":
        """The same assumptions with other values, for a what-if; unknown names are refused."""
        unknown = set(values) - set(self.entries)
        if unknown:
            raise ValueError(f"unknown assumptions: {sorted(unknown)}")
        changed = {n: Assumption(**(vars(a) | {"value": values.get(n, a.value)})) for n, a in self.entries.items()}
        return Assumptions(self.room, MappingProxyType(changed))


@cache
def load(room: str) -> Assumptions:
    """Which assumptions does this room make, from its assumptions.toml?"""
    if room not in NAMES:
        raise ValueError(f"unknown room {room!r}")
    found = {name: Assumption(name=name, **body) for name, body in read_toml(HERE / room / "assumptions.toml").items()}
    wrong = [name for name, a in found.items() if a.quality not in QUALITIES]
    if wrong:
        raise ValueError(f"{room}: quality must be one of {QUALITIES}: {wrong}")
    return Assumptions(room, MappingProxyType(found))
