"""What may leave the room: the only way from a dossier to a page that others see.

A shared audience never gets the dossier. `permitted` takes out what the audience may not see before
any room computes, so a figure inherits the strictest marking of its inputs; `publish` lets the rooms
compute on that and gives plain data, and a file of it is all that a shared page's kernel receives.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from alliance_lib import __version__
from alliance_lib.alliance import Alliance, from_frames
from alliance_lib.errors import AllianceError
from alliance_lib.publication import agreed, consent, figures
from alliance_lib.publication.history import History
from alliance_lib.publication.safe_set import safe
from alliance_lib.result import Result, from_plain, to_plain
from alliance_lib.schema import Table, tables

__all__ = ["History", "Publication", "about", "check_audience", "dump", "frozen", "parse", "permitted", "publish", "read",
           "safe", "write"]

SHARED = ("session", "steering_group", "project_team")
HIDDEN = "…"  # in place of the code of a row that its party did not share
FORMAT = "alliance publication 1"
# What stands on the cover; the person who asked is named as a body or organisation.
COVER = ("name", "route_code", "help_request", "help_request_by", "success_criterion")


@dataclass(frozen=True)
class Publication:
    """What is published: to whom, of which round, exactly what, and the history with it in it."""

    about: Mapping[str, object]
    results: Mapping[str, Result]
    history: History | None = None

    @property
    def audience(self) -> str:
        return str(self.about["audience"])


def check_audience(audience: str, alliance: Alliance) -> None:
    """Is this an audience of this dossier? Refuses with the list of audiences."""
    known = ("facilitator", *SHARED, *(f"party:{p}" for p in alliance.party_names))
    if audience not in known:
        raise AllianceError(f"'{audience}' is not an audience.", "", f"Choose one of: {', '.join(known)}.")


def publish(alliance: Alliance, results: Mapping[str, Callable[[Alliance], Result]], audience: str,
            history: History) -> Publication:
    """What may this audience see of this round, and what does the history say afterwards?

    Reads: the facilitator's snapshot, names included; results, per room the question to ask, a function
        of a snapshot (it is asked on the permitted snapshot and never sees another); a shared audience;
        the history of the dossier.
    Gives: Publication with plain results and the history extended with the figures that are new.
    Refuses: AllianceError for an unknown audience, the facilitator (who is no audience of a
        publication), or a history with a missing or edited row.
    """
    check_audience(audience, alliance)
    if audience == "facilitator":
        raise AllianceError("a publication is for others; the facilitator reads the dossier itself.")
    history.verify()
    shown, fresh = figures.due(alliance, history)
    seen = permitted(alliance, audience, {"published": shown, "complaints": figures.complaints(alliance, history, fresh)})
    found = Publication(about(seen, audience), {room: ask(seen) for room, ask in results.items()})
    content = hashlib.sha256(dump(found).encode()).hexdigest()
    extended = history.extended(fresh, audience_text=audience, round_number=alliance.round, content_hash=content,
                                made_text=datetime.now(UTC).isoformat(timespec="seconds"), version_text=__version__)
    return Publication(found.about, found.results, extended)


def permitted(alliance: Alliance, audience: str, made: Mapping[str, pd.DataFrame] | None = None) -> Alliance:
    """What of this round may an audience's figures be computed from?

    Reads: made, the tables "published" and "complaints" as figures.py made them; nothing of the kind if
        left out.
    Gives: a snapshot without answers of people, without positions and prices of others, without codes
        of people. Whatever a room computes from it may be shown.
    """
    check_audience(audience, alliance)
    if audience == "facilitator":
        return alliance
    frames = {name: _permitted_rows(alliance, table, audience) for name, table in tables().items()}
    frames["notes"], frames["questions"] = _approved_text(alliance, audience), _shown_questions(alliance, audience)
    frames["wordings"] = alliance["wordings"][consent.agreed(alliance, "wordings", audience)].drop(columns=["author", "written_date"])
    return replace(from_frames(_without_hidden(frames) | dict(made or {}), alliance.round), shared=True)


def _without_hidden(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """What refers to a row that stays with its party says only that there is one; a row that is about it stays too."""
    for name, rows in frames.items():
        columns = [c for c in tables()[name].columns.values() if c.ref and c.name in rows and tables()[c.ref].see != "all"]
        for column in columns:
            shown = rows[column.name].isna() | rows[column.name].isin(frames[column.ref][tables()[column.ref].key[0]])
            frames[name] = rows = rows[shown] if column.required else rows.assign(**{column.name: rows[column.name].where(shown, HIDDEN)})
    return frames


def _permitted_rows(alliance: Alliance, table: Table, audience: str) -> pd.DataFrame:
    rows, own = alliance[table.name], audience.partition(":")[2]
    if table.see not in ("all", "position", "joint", "party") or rows.empty:
        return rows.iloc[:0]  # whatever is marked otherwise, or wrongly, stays here
    if table.name == "people":
        rows["name"] = rows["name"].where(consent.agreed(alliance, "people", audience))
    elif table.see == "position":
        rows = rows[(rows[table.owner] == own) | consent.agreed(alliance, table.name, audience)]
    elif table.see == "joint":
        rows = rows[consent.agreed(alliance, table.name, audience)]
    elif table.see == "party":
        rows = rows[rows[table.owner] == own]
    visible = [c.name for c in table.columns.values() if c.see == table.see or c.apart]  # a stricter column stays here
    if len(visible) < len(table.columns):
        rows = rows[visible].sort_values(visible, ignore_index=True)
    return rows


def _approved_text(alliance: Alliance, audience: str) -> pd.DataFrame:
    """Approved paraphrases of notes and complaints, in alphabetical order: the order tells nothing."""
    notes = alliance["notes"][consent.agreed(alliance, "notes", audience) & (alliance["notes"]["marking_code"] != "GEH")]
    felt = alliance["complaints"][consent.agreed(alliance, "complaints", audience)].assign(kind_code="concern")
    shown = ["round", "topic_id", "kind_code", "paraphrase"]
    rows = pd.concat([notes[shown], felt[shown]]).sort_values(["paraphrase", "round"], ignore_index=True)
    return rows.assign(note_id=[str(n) for n in range(1, len(rows) + 1)], marking_code="INT")


def _shown_questions(alliance: Alliance, audience: str) -> pd.DataFrame:
    """The approved wording of questions that are shown, and nothing else, in alphabetical order."""
    rows = alliance["questions"]
    rows = rows[consent.agreed(alliance, "questions", audience) & (rows["status_code"] == "shown")]
    rows = rows[["round", "status_code", "wording"]].sort_values(["wording", "round"], ignore_index=True)
    return rows.assign(question_id=[str(n) for n in range(1, len(rows) + 1)])


def about(alliance: Alliance, audience: str) -> dict[str, object]:
    """What does every page say about its source: which partnership, round, audience, fingerprint?

    Reads: the snapshot that this audience's figures come from.
    """
    facts, day = alliance.facts, alliance.reference_date
    return {name: facts[name] or "" for name in COVER} | {
        "term_code": facts["term_code"] or "alliantie", "audience": audience, "round": alliance.round,
        "reference_date": None if day is None else day.date().isoformat(), "fingerprint": alliance.fingerprint,
        "party_names": alliance.party_names, "wordings": agreed.wordings(alliance), "decisions": agreed.decisions(alliance),
        "actions": agreed.actions(alliance),
        "rows": {name: len(alliance[name]) for name, table in tables().items()
                 if audience == "facilitator" or table.see == "all"},
    }


def dump(found: Publication) -> str:
    """The publication as text: the same bytes for the same content, whoever made it and when."""
    data = {"format": FORMAT, "about": dict(found.about),
            "results": {room: to_plain(one) for room, one in found.results.items()}}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)


def write(found: Publication, path: str | Path) -> None:
    """Store a publication as the file that a shared page's kernel receives."""
    Path(path).write_text(dump(found), encoding="utf-8")


def read(path: str | Path) -> Publication:
    """What does this publication file say? Refuses a file that is not one."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as fault:
        raise AllianceError("this publication cannot be read.", Path(path).name) from fault
    return parse(text, Path(path).name)


def parse(text: str, where: str = "") -> Publication:
    """What does this text of a publication say? The way back from `dump`."""
    try:
        data = json.loads(text)
    except ValueError as fault:
        raise AllianceError("this is not a publication that can be read.", where) from fault
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise AllianceError("this is not a publication of this program.", where)
    return Publication(data["about"], _Stored(data["results"]))


class _Stored(Mapping):
    """The results of the rooms in a publication; a page reads one, so each is unpacked when it is asked for."""

    def __init__(self, data: Mapping[str, dict]) -> None:
        self._data, self._read = data, {}

    def __getitem__(self, room: str) -> Result:
        if room not in self._read:
            self._read[room] = from_plain(self._data[room])
        return self._read[room]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def frozen(alliance: Alliance, audience: str, history: History) -> Alliance:
    """What may this audience see without publishing anything new? For looking, not for making a page."""
    shown, fresh = figures.due(alliance, history)
    new = {(one.asked_round, one.question_code, one.topic_text) for one in fresh}
    topic = shown["topic_id"].fillna(figures.NO_TOPIC)
    keys = zip(shown["round"], shown["question_code"], topic, strict=True)
    is_new = pd.Series([key in new for key in keys], index=shown.index, dtype=bool)
    shown["figure_code"] = shown["figure_code"].mask(is_new)
    shown["reason_code"] = shown["reason_code"].mask(is_new, "not_published")
    return permitted(alliance, audience, {"published": shown, "complaints": figures.complaints(alliance, history, ())})
