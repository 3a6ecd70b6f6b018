"""alliance adopt, word: a version is adopted by the parties, and the agreement goes to paper."""

import datetime
from pathlib import Path

import click
import pandas as pd

from alliance_lib.cli.options import AUDIENCE, BY, DOSSIER, FILE, LANG, OUT, ROUND, Choice, Day, refusal
from alliance_lib.errors import AllianceError
from alliance_lib.words import Words

ADOPTED = ("goals", "agreement")


@click.command()
@DOSSIER
@click.option("--what", type=Choice(ADOPTED), required=True, help="De doelen (wat) of de overeenkomst (hoe). / The goals or the agreement.")
@click.option("--party", "parties", multiple=True, metavar="PARTIJ", help="Partij die vaststelt; mag vaker. / Party that adopts; may be repeated.")
@click.option("--all", "everyone", is_flag=True, help="Alle partijen. / All parties.")
@click.option("--on", type=Day(), help="Datum van het besluit; standaard vandaag. / Date of the decision; today by default.")
@LANG
def adopt(dossier: Path, what: str, parties: tuple[str, ...], everyone: bool, on: datetime.date | None, lang: str) -> None:
    """Leg vast dat partijen deze versie vaststellen. / Record that parties adopt this version.

    Het kenmerk hoort bij de exacte tekst van nu. / The hash belongs to the exact text of now.
    """
    from alliance_lib import dossier as store
    from alliance_lib.goals.agreed import to_adopt

    with store.open(dossier) as held:
        alliance = held.snapshot()
        words = Words(lang, alliance.facts["term_code"] or "alliantie")
        names = alliance.party_names
        unknown = [party for party in parties if party not in names]
        if unknown:
            raise refusal("input.unknown_code.what", unknown[0], list(names))
        if not parties and not everyone:
            raise AllianceError(words.say("adopt.which"), "", words.say("cli.choose", known=list(names)))
        mark = to_adopt(alliance).get(what)
        if mark is None:
            raise AllianceError(words.say("adopt.nothing", what=what), "", words.say("adopt.first"))
        chosen = list(names) if everyone else list(dict.fromkeys(parties))
        version, fresh = numbered(held.frames()["adoptions"], what, mark, chosen)
        facts = {"content_hash": mark, "adopted_date": on or datetime.date.today()}
        held.record_all([store.Change("adoptions", (what, version, party), facts, BY) for party in fresh])
    told = "adopt.done" if fresh else "adopt.same"
    click.echo(words.say(told, version=version, what=what, mark=mark[:12], parties=[names[one] for one in fresh or chosen]))


def numbered(held: pd.DataFrame, what: str, mark: str, parties: list[str]) -> tuple[int, list[str]]:
    """Which version is this, and which of these parties did not adopt it yet? The same text keeps its number."""
    own = held[held["adopted_code"] == what]
    last = int(own["version_number"].max()) if len(own) else 0
    same = own[(own["version_number"] == last) & (own["content_hash"] == mark)]
    return (last, [one for one in parties if one not in set(same["party_id"])]) if len(same) else (last + 1, parties)


@click.command()
@DOSSIER
@click.option("--what", type=Choice(["agreement", "how_we_work"]), help="Standaard allebei. / Both by default.")
@click.option("--template", type=FILE, metavar="SJABLOON", help="Eigen sjabloon (.docx). / Your own template.")
@ROUND
@AUDIENCE
@LANG
@OUT
def word(dossier: Path, what: str | None, template: Path | None, round: int | None, audience: str, lang: str, out: Path) -> None:
    """De overeenkomst en 'zo werken wij' in Word. / The agreement and 'how we work' in Word."""
    from alliance_lib import briefing, view
    from alliance_lib.briefing import agreement

    seen = view.open(dossier, round=round, lang=lang, audience=audience)
    folder = briefing.folder_of(briefing.Order(dossier, audience=audience, lang=lang, out=out), seen.about["round"])
    result = seen.goals()
    for one in agreement.WHAT if what is None else (what,):
        path, left = agreement.write(one, result, seen.about, seen.words, (folder, template))
        click.echo(str(path))
        if left:
            click.echo(f"! {seen.words.say('word.too_many', n=left)}", err=True)
