"""How many homes when, over all property there is: too much to keep every future, so they are counted."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.scaleup import case, draws, futures, plan, progress, track, what_if
from alliance_lib.scaleup.case import Case
from alliance_lib.scaleup.likelihood import chance
from alliance_lib.scaleup.summary import Summary
from alliance_lib.scaleup.tables import Tables, prepare


@dataclass(frozen=True, eq=False)
class Programme:
    """What is counted, as things stand today: numbers only, so that it may travel to other machines."""

    tables: Tables
    case: Case
    now: int
    seed: int

    def count(self, lo: int, hi: int, threads: int = 1) -> Summary:
        """What do scenarios lo..hi-1 say together?"""
        from alliance_lib.scaleup import kernel  # compiled: loaded only when something is played out

        return kernel.count(self.tables, self.seed, np.arange(lo, hi, dtype=np.int64), threads, self._luck)

    def _luck(self, numbers: np.ndarray) -> np.ndarray:
        from alliance_lib.scaleup import kernel

        known = self.tables.ratio
        fields = dict(self.case.fields) | {"posterior": known[numbers % len(known)]}
        return futures.as_things_stand(fields, self.case, self.now, kernel.uniforms(self.seed, numbers, int(self.tables.span[3])))


def forecast(alliance: Alliance, assume: Assumptions, seed: int, counted: Callable[[Programme], Summary]) -> tuple[list[dict], list[dict]]:
    """How many homes are done by the end of each year, and how likely does each gate open?

    Reads: as `scaleup.forecast`; counted, who counts the futures, on this machine or on several.
    Gives: rows (day_date, planned_homes, low_homes, middle_homes, high_homes) up to two years after the plan ends, and
        gates (phase, open_share); both empty if no complex can be forecast.
    Leaves out: single futures, and completion per complex: homes count as they are done.
    """
    found = plan.read(alliance, assume)
    if found.rows.empty:
        return [], []
    built = case.build(found, track.read(alliance, assume), alliance["builders"], assume, seed)
    small = replace(built, flow=np.empty((0, 0)))  # not needed to count, and as large as all the rest
    summary = counted(Programme(prepare(dict(built.fields)), small, found.now, seed))
    fan = built.base_homes + np.stack([summary.quantile("cumulative", share) for share in (0.1, 0.5, 0.9)])
    planned, first, last = what_if.planned(found), found.now // 3, progress.plan_end(found) + 8
    rows = [{"day_date": found.month_start(3 * (q + 1)), "planned_homes": planned[q], "low_homes": fan[0, q], "middle_homes": fan[1, q],
             "high_homes": fan[2, q]} for q in range(3, len(planned), 4) if first <= q <= last]
    shares = summary.probability("gate")
    return rows, [{"phase": found.phases["name"].iloc[g + 1], "open_share": chance(float(shares[g]))}
                  for g in range(built.open_gates, len(shares))]
