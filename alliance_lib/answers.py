"""The answer of a room to a snapshot, with its own assumptions."""

import importlib
import inspect

from alliance_lib import assumptions
from alliance_lib.alliance import Alliance
from alliance_lib.result import Result
from alliance_lib.rooms import VERBS


def compute(room: str, alliance: Alliance, seed: int = 1) -> Result:
    """What does this room find in this snapshot, with its own assumptions?"""
    verb = getattr(importlib.import_module(f"alliance_lib.{room}"), VERBS[room])
    drawn = {"seed": seed} if "seed" in inspect.signature(verb).parameters else {}
    return verb(alliance, assume=assumptions.load(room), **drawn)
