"""Role cards: one A6 card for everybody on the team, to print, cut and put on the table."""

from markupsafe import Markup

from alliance_lib import page
from alliance_lib.alliance import Alliance
from alliance_lib.briefing import render
from alliance_lib.publication import consent
from alliance_lib.schema import codes
from alliance_lib.words import Words

BLANK = 4  # one sheet of empty cards where nobody is on the roster yet
SHOWN = ("name", "party", "role", "discipline", "tasks")


def document(alliance: Alliance, words: Words) -> str:
    """The cards as HTML, four to a sheet of A4.

    Reads: the facilitator's snapshot; a name stands on a card only with that person's consent to sharing it.
    Leaves out: codes, availability and dates; what somebody brings and seeks is written by hand.
    """
    return page.templates().get_template("cards.html").render(
        words=words, title=words.say("form.cards.title"), cards=cards(alliance, words) or [dict.fromkeys(SHOWN, "")] * BLANK,
        policy=Markup(render.policy([])), style=Markup(render.stylesheet()), alliance=alliance.facts["name"] or "")


def cards(alliance: Alliance, words: Words) -> list[dict[str, str]]:
    """What stands on each card? In the order of what is on it, so that the order tells nothing more."""
    people = alliance["people"]
    agreed = consent.agreed(alliance, "people", "session")
    held = people.assign(name=people["name"].where(agreed)).merge(alliance["members"], on="person_id", how="left").astype(object)
    made = [_card(row, alliance.party_names, words) for row in held.where(held.notna(), None).to_dict("records")]
    return sorted(made, key=lambda card: [card[part] for part in ("party", "role", "discipline", "tasks", "name")])


def _card(row: dict, parties: dict[str, str], words: Words) -> dict[str, str]:
    code = {"role": ("project_role", row["role_code"] or ""), "discipline": ("discipline", row["discipline_code"] or "")}
    said = {part: words.label(code_list, value) if value else "" for part, (code_list, value) in code.items()}
    does = [words.label("task", task) for task in codes()["task"] if row[f"{task}_code"] == "yes"]
    return {"name": row["name"] or "", "party": parties.get(row["party_id"], ""),
            "role": said["role"] or words.label("level", row["level_code"]), "discipline": said["discipline"],
            "tasks": words.format_field(does, "") if does else ""}
