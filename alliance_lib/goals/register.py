"""What can go out of the agreement, what was decided about it, and what must not be lost?"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.goals.clauses import propose, red_flags, unprotected
from alliance_lib.goals.decided import latest_choices
from alliance_lib.schema import codes

REMAINS = ("keep", "simplify")  # what is moved still holds, but no longer stands in the agreement
TRACES = {"goal": "goal_id", "interest": "interest_id", "risk": "risk_id", "decision": "decision_id"}
PROTECTED = ("interest", "risk")
CHOICE = ["choice_code", "reason", "new_text"]


@dataclass(frozen=True)
class Register:
    """The clauses with their traces, the proposal and the decision, by clause."""

    clauses: pd.DataFrame
    links: pd.DataFrame  # clause_id, kind, target_id
    proposals: pd.DataFrame  # by clause: proposal, reason, serves, covered_by
    choices: pd.DataFrame  # by clause: choice_code, reason, new_text
    live: frozenset  # goals that clauses name and that are not struck
    traced: frozenset  # (kind, target_id) of everything alive that a clause names

    @property
    def is_decided(self) -> bool:
        return len(self.choices) > 0

    @property
    def signed(self) -> pd.DataFrame:
        """The agreement as it was: without the clauses that a later round added."""
        return self.clauses[self.clauses["round"] == self.clauses["round"].min()]

    @property
    def current(self) -> pd.DataFrame:
        """The clauses in the words of today: with the new text of those that were simplified."""
        new = self.choices["new_text"].where(self.choices["choice_code"] == "simplify").dropna()
        texts = zip(self.clauses["clause_id"], self.clauses["text"], strict=True)
        return self.clauses.assign(text=pd.Series([new.get(code, text) for code, text in texts], self.clauses.index, dtype="str"))

    @property
    def proposed(self) -> pd.Series:
        return self.proposals["proposal"]

    @property
    def now(self) -> pd.Series:
        """Per clause what holds: the decision; undecided clauses stay; without any decision the proposal."""
        decided = self.choices["choice_code"].reindex(self.proposals.index)
        return decided.fillna("keep") if self.is_decided else self.proposed

    def choice(self, clause) -> dict:
        """What was decided about this clause? All None as long as nothing was."""
        return self.choices.loc[clause].to_dict() if clause in self.choices.index else dict.fromkeys(CHOICE)

    def remaining(self, choice: pd.Series) -> list:
        """Which clauses still stand in the agreement under this choice?"""
        return list(choice.index[choice.isin(REMAINS)])


def read_register(alliance: Alliance, struck: set) -> Register:
    """What does each clause serve, what follows from that, and what was decided?

    Reads: clauses, clause_choices of this round and earlier; struck, goals that do not stay.
    Gives: Register. Alive are goals that were not struck, and every interest, risk and decision that a clause
        names: those are never struck, and one that its party did not share keeps its clause too.
    """
    clauses = alliance["clauses"]
    named = [clauses[["clause_id", column]].dropna().set_axis(["clause_id", "target_id"], axis=1).assign(kind=kind)
             for kind, column in TRACES.items()]
    links = pd.concat(named, ignore_index=True)[["clause_id", "kind", "target_id"]]
    alive = links[~((links["kind"] == "goal") & links["target_id"].isin(struck))]
    choices = alliance["clause_choices"]
    choices = latest_choices(choices[choices["clause_id"].isin(clauses["clause_id"])], "clause_id")[CHOICE]
    return Register(clauses, links, propose(clauses, links, alive[["kind", "target_id"]].drop_duplicates()).set_index("clause_id"),
                    choices, frozenset(alive.loc[alive["kind"] == "goal", "target_id"]),
                    frozenset(zip(alive["kind"], alive["target_id"], strict=True)))


def clause_rows(held: Register, goals: Mapping[str, str], parties: Mapping[str, str]) -> list[dict]:
    """What is proposed and what was decided, per clause? Rows of the table clauses."""
    rows = []
    for clause in held.clauses.to_dict("records"):
        code = clause["clause_id"]
        proposal = held.proposals.loc[code]
        chosen = held.choice(code)
        rows.append({
            "clause_id": code, "title": clause["title"], "type_code": clause["type_code"],
            "goal": goals.get(clause["goal_id"], clause["goal_id"]), "owner": parties.get(clause["owner_party_id"]),
            "proposal_code": proposal["proposal"], "reason_code": proposal["reason"], "covered_by": proposal["covered_by"],
            "choice_code": chosen["choice_code"], "reason": chosen["reason"], "remains": held.now[code] in REMAINS})
    return rows


def trace_rows(held: Register, alliance: Alliance, goals: Mapping[str, str]) -> list[dict]:
    """What does each clause serve, and is that still alive? Rows of the table traces; an orphan has one empty row.

    Leaves out: the words of an interest or risk that this audience may not see; then its code stands there.
    """
    interests, decisions = alliance["interests"], alliance["decisions"]
    texts = dict(zip(interests["interest_id"], interests["text"], strict=True))
    said = {"goal": goals, "interest": texts, "risk": texts,
            "decision": dict(zip(decisions["decision_id"], decisions["subject"], strict=True))}
    rows = []
    for clause, title in held.clauses[["clause_id", "title"]].itertuples(index=False):
        own = held.links.loc[held.links["clause_id"] == clause, ["kind", "target_id"]].itertuples(index=False, name=None)
        rows += [{"clause_id": clause, "title": title, "kind_code": kind, "target": said[kind].get(target, target),
                  "is_live": (kind, target) in held.traced} for kind, target in own] or [
                 {"clause_id": clause, "title": title, "kind_code": None, "target": None, "is_live": None}]
    return rows


def agreement_rows(held: Register) -> list[dict]:
    """How many clauses and words of each type were there, and how many remain? Rows of the table agreement."""
    stages = {"before": held.signed, "proposed": _standing(held, held.proposed)}
    counted = {name: _count(rows) for name, rows in stages.items()}
    counted["decided"] = _count(_standing(held, held.now, held.current)) if held.is_decided else None
    types = [code for code in codes()["clause_type"] if (held.clauses["type_code"] == code).any()]
    return [{"type_code": code} | {f"{what}_{name}": float("nan") if found is None else found[what].get(code, 0.0)
                                   for name, found in counted.items() for what in ("clauses", "words")} for code in types]


def _standing(held: Register, choice: pd.Series, texts: pd.DataFrame | None = None) -> pd.DataFrame:
    texts = held.clauses if texts is None else texts
    return texts[texts["clause_id"].isin(held.remaining(choice))]


def _count(clauses: pd.DataFrame) -> dict[str, dict[str, float]]:
    words = clauses["text"].fillna("").str.split().str.len()
    return {"clauses": clauses["type_code"].value_counts().astype(float).to_dict(),
            "words": words.groupby(clauses["type_code"]).sum().astype(float).to_dict()}


def interest_rows(held: Register, alliance: Alliance) -> list[dict]:
    """Which clauses protect each interest, before and after? Rows of the table interests.

    Reads: interests, as far as this audience may see them.
    Gives: per interest the clauses that name it, before and now (moved ones count: they still hold).
    """
    before, now = set(held.signed["clause_id"]), set(held.now.index[held.now != "strike"])
    naming, names = held.links[held.links["kind"].isin(PROTECTED)], alliance.party_names
    rows = []
    for row in alliance["interests"].to_dict("records"):
        by = naming.loc[naming["target_id"] == row["interest_id"], "clause_id"].drop_duplicates()
        rows.append({"interest_id": row["interest_id"], "party": names.get(row["party_id"], row["party_id"]),
                     "kind_code": row["kind_code"], "interest": row["text"], "clauses_before": int(by.isin(before).sum()),
                     "clauses_now": int(by.isin(now).sum())})
    return rows


def lost_interests(held: Register) -> tuple[tuple, tuple]:
    """Which interests lose their protection: of goals that stay, and others that a clause named?"""
    stand = held.now.index[held.now != "strike"]
    pairs = held.clauses[["goal_id", "interest_id"]].dropna()
    bare = unprotected(held.links, pairs, held.live, stand)
    naming = held.links[held.links["kind"].isin(PROTECTED)]
    safe = {*naming.loc[naming["clause_id"].isin(stand), "target_id"], *pairs.loc[pairs["goal_id"].isin(held.live), "interest_id"]}
    return bare, tuple(one for one in naming["target_id"].unique() if one not in safe)


def duty_rows(held: Register) -> list[dict]:
    """Which clauses that remain lack an owner, a date or a consequence? Rows of the table duties."""
    flags = flags_now(held)
    lacking = flags[flags["clause_id"].notna() & (flags["flag"] != "review_procurement")]
    clauses = held.clauses.set_index("clause_id")
    return [{"clause_id": code, "title": clauses.loc[code, "title"], "type_code": clauses.loc[code, "type_code"]} |
            {f"has_{duty}": not some["flag"].str.endswith(f"_{duty}").any() for duty in ("owner", "date", "consequence")}
            for code, some in lacking.groupby("clause_id", sort=False)]


def flags_now(held: Register) -> pd.DataFrame:
    """What makes the agreement as it stands now break down in practice?"""
    return red_flags(_standing(held, held.now))
