"""What can the agreement do without, and what must it not lose?"""

from dataclasses import dataclass

import pandas as pd

# Types as in the code list of clauses.
ALWAYS = ("release", "exit", "procurement")
PRACTICE = ("governance", "learning")
DUTIES = {"owner": "owner_party_id", "date": "deadline_text", "consequence": "consequence_text"}
NO_DUTY = ("intention", "legal", "procurement")


@dataclass(frozen=True)
class Stripped:
    """The agreement before and after: clauses and words, and the share taken out (0..1)."""

    clauses_before: int
    clauses_after: int
    words_before: int
    words_after: int
    share_clauses: float
    share_words: float


def propose(clauses: pd.DataFrame, links: pd.DataFrame, live: pd.DataFrame) -> pd.DataFrame:
    """Which clauses may stay, and why may the others go?

    Reads: clauses (clause_id, type_code, owner_party_id, deadline_text, consequence_text); links
        (clause_id, kind, target_id) with kind goal, interest, risk or decision; live (kind,
        target_id): the surviving goals, the interests they serve, open risks, standing decisions.
    Gives: frame clause_id, proposal, reason, serves (tuple of live "kind target"), covered_by
        (clause_id or None), in the order of the clauses. Proposals and reasons:
        keep guarded (release, exit, procurement) or serves_live; strike orphan (traced to
        nothing), serves_only_struck, covered_elsewhere (a standing clause of the same type traces
        to all of it) or intention_only; simplify intention_only (the only trace of something
        live: make it an obligation) or partly_struck; move working_practice (governance or
        learning without a decision: to the page on how we work).
    Refuses: ValueError for links to unknown clauses, double clause_ids or missing columns.
    Leaves out: the meaning of the text, and the law: a lawyer reads the result.
    """
    _require(clauses, ["clause_id", "type_code", *DUTIES.values()])
    _require(links, ["clause_id", "kind", "target_id"])
    unknown = set(links["clause_id"]) - set(clauses["clause_id"])
    if unknown or not clauses["clause_id"].is_unique:
        raise ValueError(f"clause_id must be unique and known to links; unknown: {sorted(unknown, key=str)}")
    alive = set(zip(live["kind"], live["target_id"]))
    traced = {clause: set() for clause in clauses["clause_id"]}
    for clause, kind, target in links[["clause_id", "kind", "target_id"]].itertuples(index=False):
        traced[clause].add((kind, target))
    serves = {clause: targets & alive for clause, targets in traced.items()}
    standing = _standing(clauses, traced, serves)
    rows = [_judge(row, traced, serves, standing) for row in clauses.itertuples(index=False)]
    return pd.DataFrame(rows, columns=["clause_id", "proposal", "reason", "serves", "covered_by"])


def unprotected(links: pd.DataFrame, serves: pd.DataFrame, kept_goals, standing) -> tuple:
    """Which interests that a surviving goal serves have no clause left?

    Reads: links as propose; serves (goal_id, interest_id); kept_goals; standing, the clause_ids
        that stay (kept, simplified or moved).
    Gives: tuple of interest_ids, in the order of serves. An interest is protected by a standing
        clause traced to it, or to a kept goal that serves it.
    """
    active = links[links["clause_id"].isin(set(standing))]
    targets = set(zip(active["kind"], active["target_id"]))
    at_stake = serves[serves["goal_id"].isin(set(kept_goals))]
    safe = {
        interest
        for goal, interest in zip(at_stake["goal_id"], at_stake["interest_id"])
        if ("interest", interest) in targets or ("goal", goal) in targets
    }
    return tuple(interest for interest in at_stake["interest_id"].unique() if interest not in safe)


def red_flags(clauses: pd.DataFrame) -> pd.DataFrame:
    """What makes this agreement break down in practice?

    Reads: clauses as propose (give only those that stand, to judge the stripped agreement).
    Gives: frame flag, clause_id (None for the agreement as a whole), severity. Hard:
        no_release_clause, release_without_owner, _date, _consequence. Notice: clause_without_
        owner, _date, _consequence for other clauses with a duty (not intention, legal or
        procurement). Advice: no_exit_clause, and review_procurement (procurement and
        competition law: have it reviewed), always, with the clause if there is one.
    Refuses: ValueError for missing columns.
    Leaves out: legal judgement.
    """
    _require(clauses, ["clause_id", "type_code", *DUTIES.values()])
    types = set(clauses["type_code"])
    rows = [] if "release" in types else [("no_release_clause", None, "hard")]
    for row in clauses[~clauses["type_code"].isin(NO_DUTY)].itertuples(index=False):
        what, severity = ("release", "hard") if row.type_code == "release" else ("clause", "notice")
        rows += [(f"{what}_without_{duty}", row.clause_id, severity) for duty in _lacking(row)]
    if "exit" not in types:
        rows.append(("no_exit_clause", None, "advice"))
    reviewed = list(clauses.loc[clauses["type_code"] == "procurement", "clause_id"]) or [None]
    rows += [("review_procurement", clause, "advice") for clause in reviewed]
    return pd.DataFrame(rows, columns=["flag", "clause_id", "severity"])


def stripped(clauses: pd.DataFrame, remaining) -> Stripped:
    """How much shorter did the agreement become?

    Reads: clauses (clause_id, text); remaining, clause_ids still in the agreement (kept or simplified).
    Gives: Stripped. Shares are NaN when there was nothing to strip.
    """
    _require(clauses, ["clause_id", "text"])
    words = clauses["text"].fillna("").astype(str).str.split().str.len()
    stay = clauses["clause_id"].isin(set(remaining))
    before, after = len(clauses), int(stay.sum())
    words_before, words_after = int(words.sum()), int(words[stay].sum())
    return Stripped(
        before,
        after,
        words_before,
        words_after,
        1 - after / before if before else float("nan"),
        1 - words_after / words_before if words_before else float("nan"),
    )


def _require(frame: pd.DataFrame, columns: list[str]) -> None:
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        raise ValueError(f"columns are missing: {lacking}")


def _lacking(row) -> list[str]:
    values = {duty: getattr(row, column) for duty, column in DUTIES.items()}
    return [duty for duty, value in values.items() if pd.isna(value) or not str(value).strip()]


def _standing(clauses: pd.DataFrame, traced: dict, serves: dict) -> dict:
    """Clauses that stay, by id with their type. The weakest are tried first: few traces, no duties."""
    stay = {row.clause_id: row.type_code for row in clauses.itertuples(index=False) if row.type_code in ALWAYS or serves[row.clause_id]}
    order = sorted(
        (row for row in clauses.itertuples(index=False) if row.clause_id in stay and row.type_code not in ALWAYS),
        key=lambda row: (row.type_code != "intention", len(serves[row.clause_id]), -len(_lacking(row))),
    )
    for row in order:
        if _cover(row, serves, stay) or (_only_intends(row) and _traced_elsewhere(row.clause_id, serves, stay)):
            del stay[row.clause_id]
    return stay


def _only_intends(row) -> bool:
    return row.type_code == "intention" and len(_lacking(row)) == len(DUTIES)


def _cover(row, serves: dict, stay: dict):
    """A standing clause of the same type that traces to all this one does, if any."""
    for other, type_code in stay.items():
        if other != row.clause_id and type_code == row.type_code and serves[row.clause_id] <= serves[other]:
            return other
    return None


def _traced_elsewhere(clause, serves: dict, stay: dict) -> bool:
    others = set().union(*(serves[other] for other in stay if other != clause))
    return serves[clause] <= others


def _judge(row, traced: dict, serves: dict, standing: dict) -> tuple:
    clause, live = row.clause_id, serves[row.clause_id]
    told = tuple(sorted(f"{kind} {target}" for kind, target in live))
    if row.type_code in ALWAYS:
        return clause, "keep", "guarded", told, None
    if not live:
        return clause, "strike", "serves_only_struck" if traced[clause] else "orphan", told, None
    if clause not in standing:
        cover = _cover(row, serves, standing)
        return clause, "strike", "covered_elsewhere" if cover is not None else "intention_only", told, cover
    if _only_intends(row):
        return clause, "simplify", "intention_only", told, None
    if row.type_code in PRACTICE and not any(kind == "decision" for kind, _ in live):
        return clause, "move", "working_practice", told, None
    if live < traced[clause]:
        return clause, "simplify", "partly_struck", told, None
    return clause, "keep", "serves_live", told, None
