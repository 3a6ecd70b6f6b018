"""The page to hand over before each interview: what happens with what you say, and what cannot be promised."""

from datetime import date
from pathlib import Path

from markupsafe import Markup

from alliance_lib import page
from alliance_lib.briefing import pdf, render
from alliance_lib.words import Words, sentences


def leaflet(target: Path, words: Words, keep_until: date | None = None) -> list[Path]:
    """Write the page as HTML and, where a browser is found, as PDF.

    Reads: target, a path without or with .html; keep_until, the retention date of the dossier.
    Gives: the files that were made.
    """
    made = Path(target).with_suffix(".html")
    text = document(words, keep_until)
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text(text, encoding="utf-8", newline="\n")
    printed = made.with_suffix(".pdf")
    return [made] if pdf.make(made, printed, render.headings(text), 0) else [made, printed]


def document(words: Words, keep_until: date | None = None) -> str:
    """The page as HTML: promises and limits, in the order of the words."""
    kept = words.say("leaflet.kept", day=keep_until) if keep_until else words.say("leaflet.kept_unset")
    keys = {part: [k for k in sentences() if k.startswith(f"leaflet.{part[:-1]}_")] for part in ("promises", "limits")}
    return page.templates().get_template("leaflet.html").render(
        words=words, parts=keys.items(), kept=kept, policy=Markup(render.policy([])), style=Markup(render.stylesheet()))
