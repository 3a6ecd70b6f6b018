"""How well did each corporation keep its promises of release, and what do we expect of the next?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.result import Finding
from alliance_lib.scaleup import delays
from alliance_lib.scaleup.plan import DAYS_PER_MONTH

STEPS = 3  # a shortfall is counted up to three steps
YEAR = 12.0


@dataclass(frozen=True, eq=False)
class Track:
    """What is on record, and what follows from it?

    releases: rows of the table promises; posterior of the ratio actual over promised lead; shortfall:
        owner -> cumulative chance of at most 0, 1, 2, 3 steps; expected holds the owner without a record as "".
    """

    releases: pd.DataFrame
    posterior: delays.DelayPosterior
    shortfall: Mapping[str, np.ndarray]


def read(alliance: Alliance, assume: Assumptions) -> Track:
    """What does the record of promises say?

    Reads: releases, only those that are in this snapshot; the reference date, up to which open ones count.
    Gives: Track; an open promise counts as "longer than this so far".
    Leaves out: promises without time between promise and promised date, or released before they were
        made; open ones if nobody said which day it is.
    """
    rows = _rows(alliance)
    ratio = rows["actual_months"] / rows["promised_months"]
    known = delays.fit(ratio, ~rows["is_open"].astype(bool), rows["owner_id"], assume["delay_reference"])
    return Track(rows, known, _shortfall(rows, assume))


def _rows(alliance: Alliance) -> pd.DataFrame:
    held, day = alliance["releases"], alliance.reference_date
    until = held["released_date"].fillna(pd.NaT if day is None else day)
    worse = (held["actual_condition_1to6"] - held["promised_condition_1to6"]).clip(lower=0, upper=STEPS)
    rows = pd.DataFrame({
        "release_id": held["release_id"], "owner_id": held["owner_party_id"],
        "owner": [alliance.party_names.get(party, party) for party in held["owner_party_id"]],
        "promised_months": (held["promised_date"] - held["promise_date"]).dt.days / DAYS_PER_MONTH,
        "actual_months": (until - held["promise_date"]).dt.days / DAYS_PER_MONTH,
        "is_open": held["released_date"].isna(), "shortfall_steps": worse})
    return rows[(rows["promised_months"] > 0) & (rows["actual_months"] > 0)].reset_index(drop=True)


def _shortfall(rows: pd.DataFrame, assume: Assumptions) -> dict[str, np.ndarray]:
    """Cumulative chances per owner: own counts beside the reference, which counts for so many releases."""
    reference = np.asarray(assume["shortfall_reference"], dtype=float)
    prior = assume["shortfall_weight"] * reference / reference.sum()
    found = {"": np.zeros(STEPS + 1)}
    for owner, steps in rows.groupby("owner_id")["shortfall_steps"]:
        found[owner] = np.bincount(steps.dropna().astype(int), minlength=STEPS + 1)
    chances = {owner: (prior + counts) / (prior.sum() + counts.sum()) for owner, counts in found.items()}
    return {owner: np.append(np.minimum(chance.cumsum()[:-1], 1.0), 1.0) for owner, chance in chances.items()}


def table(found: Track, owners: Mapping[str, str]) -> list[dict]:
    """What may be expected of each corporation's next promise? Rows of the table track, one per corporation, never pooled.

    Reads: owners, code -> name, of those whose promises stand in the plan or on record; figures are missing for
        one without a record here.
    """
    made = []
    for owner, name in owners.items():
        own = found.releases[found.releases["owner_id"] == owner]
        known = len(own) > 0  # of another's record nothing is said about this one
        half, most = found.posterior.quantile(owner, [0.5, 0.8]) if known else (np.nan, np.nan)
        made.append({
            "owner_id": owner, "owner": name, "promises_count": len(own), "open_count": int(own["is_open"].sum()),
            "p50_ratio": float(half), "p80_ratio": float(most), "p50_months": YEAR * (float(half) - 1),
            "p80_months": YEAR * (float(most) - 1), "own_history": known,
            "shortfall_share": float(1 - found.shortfall[owner][0]) if known else np.nan})
    return made


def survival(found: Track) -> list[dict]:
    """Which share of the promised property was not yet released, so many times the promised lead on?

    Gives: rows of the table survival, steps per corporation from (0, 1) on. Kaplan-Meier, open promises censored; for
        the picture only: with so few promises the forecast uses `delays.fit`.
    Source: Kaplan & Meier 1958.
    """
    made = []
    for (owner, name), own in found.releases.groupby(["owner_id", "owner"], sort=False):
        ratio, still = (own["actual_months"] / own["promised_months"]).to_numpy(), own["is_open"].to_numpy(dtype=bool)
        made.append({"owner_id": owner, "owner": name, "ratio": 0.0, "open_share": 1.0})
        if not still.all():
            steps = scipy.stats.ecdf(scipy.stats.CensoredData(uncensored=ratio[~still], right=ratio[still])).sf
            made += [{"owner_id": owner, "owner": name, "ratio": float(x), "open_share": float(share)}
                     for x, share in zip(steps.quantiles, steps.probabilities, strict=True)]
    return made


def say(rows: list[dict]) -> list[Finding]:
    """Which sentences follow: one per corporation with a record, and one for those without?"""
    said, bare = [], []
    for row in rows:
        if not row["own_history"]:
            bare.append(row["owner"])
            continue
        late = row["p50_months"] > 0
        facts = {"owner": row["owner"], "of": row["promises_count"], "p50": abs(row["p50_months"]), "p80": row["p80_months"],
                 "worse": row["shortfall_share"]}
        code = "scaleup.track_late" if late else "scaleup.track_on_time"
        said.append(Finding(code, row["owner_id"], facts if late else facts | {"p80": max(row["p80_months"], 0.0)}, 0.85))
    if bare:
        said.append(Finding("scaleup.reference_delay", facts={"n": len(bare), "owners": bare}, weight=0.65))
    return said
