"""alliance without a command: the five steps, the dossiers that lie here, and what each of them needs now."""

from pathlib import Path

from alliance_lib.alliance import Alliance
from alliance_lib.errors import AllianceError
from alliance_lib.words import LANGUAGES, Words

STEPS = ("alliance print --form steering", "alliance template werkboek.xlsx · alliance import DOSSIER werkboek.xlsx",
         "alliance leaflet vooraf · alliance print DOSSIER --form interview · alliance enter DOSSIER interview",
         "alliance lab DOSSIER · alliance approve DOSSIER",
         "alliance rehearse DOSSIER · alliance live DOSSIER · alliance brief DOSSIER --all")
MOST = 5  # dossiers named; who has more knows the way


def begin(folder: Path) -> str:
    """What does somebody do who begins, or who goes on with a dossier in this folder? In Dutch and then in English."""
    found = [(path, _needed(path)) for path in recent(folder)]
    told = []
    for lang in LANGUAGES:
        words = Words(lang)
        steps = [f"{n}. {words.say(f'begin.step_{n}')}\n     {command}" for n, command in enumerate(STEPS, 1)]
        here = [words.say("begin.here"), *(f"  {path.name}: {words.say(key, **facts)}" for path, (key, facts) in found)] if found else []
        told.append("\n".join([words.say("begin.title"), *steps, *here, words.say("begin.more")]))
    return "\n\n".join(told)


def recent(folder: Path) -> list[Path]:
    """Which dossiers in this folder were changed last?"""
    return sorted(folder.glob("*.alliance"), key=lambda path: -path.stat().st_mtime)[:MOST]


def _needed(path: Path) -> tuple[str, dict]:
    from alliance_lib import dossier
    from alliance_lib.dossier.passphrase import locked

    if locked(path):
        return "begin.locked", {}
    try:
        with dossier.open(path) as held:
            return now(held.snapshot())
    except AllianceError as fault:
        return "begin.unreadable", {"fault": fault.what}


def now(alliance: Alliance) -> tuple[str, dict]:
    """What does this dossier need now? The key of a sentence, and its facts."""
    people, rounds, facts = alliance["people"], alliance["rounds"], {"round": alliance.round}
    if people.empty or alliance["parties"].empty:
        return "begin.now_2", facts
    spoken = alliance["interviews"].query("round == @alliance.round and status_code == 'done'")["person_id"].nunique()
    closed = rounds.loc[rounds["round"] == alliance.round, "closed_date"].notna().any()
    if closed:
        return "begin.now_5", facts
    if spoken < len(people):
        return "begin.now_3", facts | {"spoken": spoken, "people": len(people)}
    return "begin.now_4", facts
