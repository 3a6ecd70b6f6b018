"""Which questions belong on the table and are not asked, and what may be shared of what was said?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.result import Finding


def questions(alliance: Alliance) -> tuple[list[dict], list[Finding]]:
    """Which questions wait for the facilitator, and which lie on the table?

    Reads: questions; for a shared audience those of which the wording was approved and that are shown.
    Gives: rows of the table questions, by status and then by the alphabet, so that the order tells nothing, and findings.
    Leaves out: the words on the sheet, which stand in the panel only.
    """
    rows = alliance["questions"].sort_values(["wording", "question_id"], na_position="first")
    rows = rows.sort_values("status_code", key=lambda held: held.map({"waiting": 0, "shown": 1, "aside": 2}), kind="stable")
    count = rows["status_code"].value_counts()
    said = [Finding(f"intake.questions_{status}", facts={"n": int(count[status])}, weight=weight)
            for status, weight in (("waiting", 0.57), ("shown", 0.51)) if status in count]
    return rows[["question_id", "status_code", "wording", "decided_date"]].to_dict("records"), said


def released(alliance: Alliance) -> list[dict]:
    """Which paraphrases may go round, and which still wait for the consent of who said it?

    Reads: notes, of which a shared audience only has what the speaker agreed to; topics; approvals (not for
        a shared audience), by the row: whether a later edit voided one is for publication to say.
    Gives: rows of the table released in the order of the alphabet; consent_date of the latest consent, NaT without.
    """
    notes, given = alliance["notes"].dropna(subset="paraphrase"), alliance["approvals"]
    latest = given[given["table_code"] == "notes"].groupby("row_text")["given_date"].max().to_dict()
    names = alliance.frames["topics"].set_index("topic_id")["name"]
    rows = notes.assign(topic=notes["topic_id"].map(names), consent_date=[latest.get(code, pd.NaT) for code in notes["note_id"]])
    rows = rows.sort_values(["paraphrase", "round"])
    return rows[["topic", "kind_code", "paraphrase", "consent_date"]].to_dict("records")
