"""What changed since the last round? Compares two publications, or the facilitator's own two views."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alliance_lib.publication import Publication
from alliance_lib.result import Finding

MOST = 5  # as many of a kind as one reads
CAME_IN = ".missing"  # what cannot be said yet is no news


@dataclass(frozen=True)
class Changes:
    """What is new, what is gone, and what reads differently since an earlier round?

    since: the earlier round; fresh and gone: findings; moved: pairs (before, now) of a finding about the same thing;
    decided and done: what was decided and done meanwhile; left: how many more there are of the first three kinds.
    """

    since: int
    fresh: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    moved: tuple[tuple[Finding, Finding], ...]
    decided: tuple[str, ...]
    done: tuple[str, ...]
    left: int


def changes(now: Publication, before: Publication) -> Changes:
    """What changed between these two, heaviest first?

    Reads: two publications for the same audience, or both made for the facilitator.
    Leaves out: findings that say that something is missing; changes that no finding speaks of.
    """
    new, old = _findings(now), _findings(before)
    fresh = [one for key, one in new.items() if key not in old]
    gone = [one for key, one in old.items() if key not in new]
    moved = [(old[key], one) for key, one in new.items() if key in old and _said(one) != _said(old[key])]
    turned = _turned(gone, fresh)
    moved = sorted([*moved, *turned], key=lambda pair: -pair[1].weight)
    gone, fresh = ([one for one in found if one not in taken] for found, taken in
                   ((gone, [was for was, _ in turned]), (fresh, [is_now for _, is_now in turned])))
    left = sum(max(0, len(found) - MOST) for found in (fresh, gone, moved))
    return Changes(int(before.about["round"]), tuple(fresh[:MOST]), tuple(gone[:MOST]), tuple(moved[:MOST]),
                   _since(now, before, ("decisions", "subject", "decided_date")), _since(now, before, ("actions", "text", "done_date")), left)


def _findings(found: Publication) -> dict[tuple[str, str], Finding]:
    """Findings by what they are about, heaviest first."""
    held = sorted((one for result in found.results.values() for one in result.findings), key=lambda one: -one.weight)
    return {(one.code, one.subject): one for one in held if CAME_IN not in one.code}


def _turned(gone: Sequence[Finding], fresh: Sequence[Finding]) -> list[tuple[Finding, Finding]]:
    """The one thing said of a subject then, with the one other thing said of it now."""
    def alone(found: Sequence[Finding]) -> dict[tuple[str, str], Finding]:
        about = [(one.code.partition(".")[0], one.subject) for one in found]
        return {key: one for key, one in zip(about, found, strict=True) if key[1] and about.count(key) == 1}

    then, now = alone(gone), alone(fresh)
    return [(then[key], now[key]) for key in then if key in now]


def _said(one: Finding) -> str:
    return json.dumps(dict(one.facts), sort_keys=True, default=str)


def _since(now: Publication, before: Publication, where: Sequence[str]) -> tuple[str, ...]:
    """What has happened by now that had not happened by then?"""
    table, text, day = where

    def happened(found: Mapping) -> set[str]:
        return {row[text] for row in found[table] if row[day]}

    return tuple(sorted(happened(now.about) - happened(before.about)))
