"""How much shorter is the agreement, what is wrong with it now, and which interests did it lose?"""

from collections.abc import Mapping

from alliance_lib.alliance import Alliance
from alliance_lib.goals.clauses import stripped
from alliance_lib.goals.register import PROTECTED, Register, flags_now, interest_rows, lost_interests
from alliance_lib.result import Finding

REASONS = {
    ("strike", "orphan"): "goals.clauses_orphan", ("strike", "serves_only_struck"): "goals.clauses_serves_only_struck",
    ("strike", "covered_elsewhere"): "goals.clauses_covered_elsewhere", ("strike", "intention_only"): "goals.clauses_intention_only",
    ("simplify", "intention_only"): "goals.clauses_make_duty", ("simplify", "partly_struck"): "goals.clauses_partly_struck",
    ("move", "working_practice"): "goals.clauses_working_practice",
}
WANTED = ("interest", "risk")  # kinds of interest that an agreement can protect; a driver or position is talked about


def say_register(held: Register, alliance: Alliance) -> list[Finding]:
    """Which sentences follow from the clauses?

    Reads: the register; interests for their text (those that this audience may not see go by their code).
    """
    if held.clauses.empty:
        return [Finding("goals.missing_clauses", "clauses", weight=0.5)]
    return [*_shorter(held), *_reasons(held), *_release(held), *_other_flags(held), *_interests(held, alliance)]


def _shorter(held: Register) -> list[Finding]:
    before, after = stripped(held.signed, ()), stripped(held.current, held.remaining(held.now))
    share = 1 - after.clauses_after / before.clauses_before
    code = "goals.stripped" if held.is_decided else "goals.strip_proposed"
    facts = {"n": after.clauses_after, "before": before.clauses_before, "share": share}
    said = [Finding(code if share > 0 else "goals.not_shorter", facts=facts, weight=0.84)]
    if 0 < after.words_after < before.words_before:
        facts = {"n": after.words_after, "before": before.words_before, "share": 1 - after.words_after / before.words_before}
        said.append(Finding("goals.words_stripped", facts=facts, weight=0.43))
    if not held.is_decided:
        return [*said, Finding("goals.missing_clause_choices", "clause_choices", weight=0.46)]
    same = int((held.choices["choice_code"] == held.proposed.reindex(held.choices.index)).sum())
    return [*said, Finding("goals.clauses_followed", facts={"n": same, "of": len(held.choices)}, weight=0.47)]


def _reasons(held: Register) -> list[Finding]:
    said = []
    for (proposal, reason), code in REASONS.items():
        rows = held.proposals
        clauses = list(rows.index[(rows["proposal"] == proposal) & (rows["reason"] == reason)])
        if clauses:
            said.append(Finding(code, facts={"n": len(clauses), "clauses": clauses}, weight=0.34 if held.is_decided else 0.52))
    return said


def _release(held: Register) -> list[Finding]:
    """The clause on which everything hangs: property that comes free on time."""
    flags = flags_now(held)
    if (flags["flag"] == "no_release_clause").any():
        return [Finding("goals.no_release", weight=0.95)]
    standing = held.clauses[held.clauses["clause_id"].isin(held.remaining(held.now)) & (held.clauses["type_code"] == "release")]
    lacking = [clause for clause in standing["clause_id"] if clause in set(flags.loc[flags["severity"] == "hard", "clause_id"])]
    whole = [clause for clause in standing["clause_id"] if clause not in lacking]
    if not whole:
        return [Finding("goals.release_inadequate", facts={"n": len(lacking), "clauses": lacking}, weight=0.95)]
    said = [Finding("goals.release_complete", facts={"n": len(whole), "clauses": whole}, weight=0.64)]
    return said + ([Finding("goals.release_lacking", facts={"n": len(lacking), "clauses": lacking}, weight=0.71)] if lacking else [])


def _other_flags(held: Register) -> list[Finding]:
    flags = flags_now(held)
    notices = list(dict.fromkeys(flags.loc[flags["severity"] == "notice", "clause_id"]))
    said = [Finding("goals.duties_lacking", facts={"n": len(notices), "clauses": notices}, weight=0.44)] if notices else []
    if (flags["flag"] == "no_exit_clause").any():
        said.append(Finding("goals.no_exit", weight=0.5))
    reviewed = list(flags.loc[flags["flag"] == "review_procurement", "clause_id"].dropna())
    if reviewed:
        return [*said, Finding("goals.review_procurement", facts={"n": len(reviewed), "clauses": reviewed}, weight=0.42)]
    return [*said, Finding("goals.review_without_clause", weight=0.42)]


def _interests(held: Register, alliance: Alliance) -> list[Finding]:
    texts = {row["interest_id"]: f"'{str(row['text']).rstrip('.')}'" for row in alliance["interests"].to_dict("records")}
    bare, loose = lost_interests(held)
    told = {"goals.unprotected": (bare, 0.91), "goals.uncovered": (loose, 0.77)}
    said = [Finding(code, facts={"n": len(lost), "interests": [texts.get(one, one) for one in lost]}, weight=weight)
            for code, (lost, weight) in told.items() if lost]
    named = held.links.loc[held.links["kind"].isin(PROTECTED), "target_id"].nunique()
    if named and not said:
        said.append(Finding("goals.all_protected", facts={"n": named}, weight=0.66))
    if not texts:
        return [*said, Finding("goals.missing_interests", "interests", weight=0.41)]
    return said + _unnamed(interest_rows(held, alliance), texts)


def _unnamed(rows: list[Mapping], texts: Mapping[str, str]) -> list[Finding]:
    bare = [texts[row["interest_id"]] for row in rows if row["clauses_before"] + row["clauses_now"] == 0 and row["kind_code"] in WANTED]
    return [Finding("goals.unnamed", facts={"n": len(bare), "interests": bare}, weight=0.4)] if bare else []
