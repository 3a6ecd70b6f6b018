"""What does the stripped agreement say, and what stands on the page about how we work?"""

from collections.abc import Mapping

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.goals.clauses import PRACTICE
from alliance_lib.goals.register import REMAINS, Register
from alliance_lib.result import Finding
from alliance_lib.schema import codes

FIELDS = ("who", "when_text", "if_it_fails")  # beside what, which every agreement has
DUTIES = ["owner_party_id", "deadline_text", "consequence_text"]


def article_rows(held: Register, parties: Mapping[str, str]) -> list[dict]:
    """What becomes of each clause, in which words? Rows of the table articles.

    Gives: per clause its place (agreement, how_we_work, annex, struck), the text as it stands now, and whether it
        is still to be simplified: that was chosen, and nobody wrote the new text yet.
    """
    rows = []
    for clause in held.current.to_dict("records"):
        chosen = held.choice(clause["clause_id"])
        is_new = not pd.isna(chosen["new_text"])
        now = held.now[clause["clause_id"]]
        rows.append({name: clause[name] for name in ("clause_id", "title", "type_code", "content_code")} | {
            "text": clause["text"], "who": parties.get(clause["owner_party_id"]),
            "when_text": clause["deadline_text"], "if_it_fails": clause["consequence_text"], "place_code": _place(now, clause["type_code"]),
            "to_simplify": now == "simplify" and not is_new, "reason": chosen["reason"]})
    return rows


def _place(choice: str, type_code: str) -> str:
    if choice in REMAINS:
        return "agreement"
    return "struck" if choice == "strike" else "how_we_work" if type_code in PRACTICE else "annex"


def standing_text(held: Register) -> pd.DataFrame:
    """What is there to adopt? The clauses that stand, in the words of today; without any decision all of them."""
    stand = held.remaining(held.now) if held.is_decided else list(held.clauses["clause_id"])
    return held.current.loc[held.clauses["clause_id"].isin(stand), ["clause_id", "title", "text", *DUTIES]]


def work_rows(alliance: Alliance, articles: list[dict], parties: Mapping[str, str]) -> list[dict]:
    """Who does what when, and if it fails? Rows of the table how_we_work.

    Reads: working_agreements; of the clauses that moved to this page those that no working agreement took over.
    """
    made = alliance["working_agreements"]
    rows = [{"agreement_id": row["agreement_id"], "theme_code": row["theme_code"], "content_code": row["content_code"],
             "what_text": row["what_text"], "who": parties.get(row["owner_party_id"]) if pd.isna(row["who_text"]) else row["who_text"],
             "when_text": row["when_text"], "if_it_fails": row["if_it_fails"], "clause_id": row["clause_id"]}
            for row in made.to_dict("records")]
    taken = set(made["clause_id"].dropna())
    moved = [one for one in articles if one["place_code"] == "how_we_work" and one["clause_id"] not in taken]
    return rows + [{"agreement_id": None, "theme_code": None, "what_text": one["title"] if pd.isna(one["text"]) else one["text"]} |
                   {name: one[name] for name in ("content_code", *FIELDS, "clause_id")} for one in moved]


def content_rows(articles: list[dict], work: list[dict]) -> list[dict]:
    """How many agreements are there of each of the five kinds? Rows of the table content, the untyped last."""
    standing = [one["content_code"] for one in articles if one["place_code"] in ("agreement", "annex")]
    found = {"in_agreement": pd.Series(standing, dtype=object), "in_work": pd.Series([one["content_code"] for one in work], dtype=object)}
    return [{"content_code": code} | {name: int((held == code).sum() if code else held.isna().sum()) for name, held in found.items()}
            for code in (*codes()["content"], None)] if standing or work else []


def say_work(work: list[dict], content: list[dict], articles: list[dict]) -> list[Finding]:
    """Which working agreements are complete, which lack a field, and which agreements have no kind?"""
    lacking = [one["what_text"].rstrip(".") for one in work if any(_blank(one[field]) for field in FIELDS)]
    said = []
    if lacking:
        said.append(Finding("goals.work_incomplete", facts={"n": len(lacking), "of": len(work), "agreements": lacking}, weight=0.54))
    elif work:
        said.append(Finding("goals.work_complete", facts={"n": len(work)}, weight=0.48))
    untyped = sum(row["in_agreement"] + row["in_work"] for row in content if row["content_code"] is None)
    if untyped:
        said.append(Finding("goals.untyped", facts={"n": untyped}, weight=0.33))
    waiting = [one["clause_id"] for one in articles if one["to_simplify"] and one["place_code"] == "agreement"]
    if waiting:
        said.append(Finding("goals.to_simplify", facts={"n": len(waiting), "clauses": waiting}, weight=0.45))
    return said


def _blank(value) -> bool:
    return pd.isna(value) or not str(value).strip()
