"""A token stands in every name, note, code and path: none of them is in anything that leaves the room."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from adversary import canaries, detectors, pages, readings
from adversary.workers import spread
from demo_frames import demo

from alliance_lib import briefing, dossier, publication
from alliance_lib.briefing import circulation, pdf
from alliance_lib.publication import Publication
from alliance_lib.rooms import NAMES

AUDIENCES = ("session", "steering_group", "project_team", *(f"party:{p}" for p in demo(3).party_names))
QUICK, FULL = 1, 20  # dossiers


def publish(seed: int) -> tuple[int, list[str]]:
    """The publication file of all five rooms from one dossier: how many tokens, and which are in the file."""
    audience = AUDIENCES[seed % len(AUDIENCES)]
    with TemporaryDirectory() as folder:
        planted = canaries.plant(Path(folder), seed)
        with dossier.open(planted.path) as held:
            found = circulation.publish(held, None, audience)
        assert sorted(found.results) == sorted(NAMES)
        made = Path(folder) / "publication.json"
        publication.write(found, made)
        secrets = planted.secret_for(audience)
        return len(secrets), readings.secrets_in([made.read_text(encoding="utf-8")], secrets)


def test_no_token_is_in_the_publication_file_of_the_five_rooms(full, total):
    found = spread(publish, range(FULL if full else QUICK))
    tokens, hits = sum(count for count, _ in found), [hit for _, told in found for hit in told]
    total(tokens, "canary tokens")
    total(len(found), "dossiers")
    total(len(hits), "tokens found in their publication files")
    assert not hits and tokens >= 500


def rendered(planted: canaries.Planted, found: Publication, lang: str, full: bool) -> list[Path]:
    """The pages of all five rooms: a real briefing with its PDF, or, quickly, one page without kernels."""
    folder = planted.path.parent / lang
    if not full:
        return [pages.page(found, folder, lang)]
    printed = pdf.find_browser() is not None
    made = briefing.brief(planted.path, audience=found.audience, lang=lang, pdf=printed, out=folder)
    assert made.problems == ()
    return [made.html, *made.notebooks, *([made.pdf] if printed else [])]


@pytest.mark.slow
def test_no_token_and_nothing_beside_the_publication_is_in_a_rendered_page(full, total, tmp_path):
    planted, hits = canaries.plant(tmp_path, 101), []
    for audience, lang in (("session", "nl"), ("party:C1", "en"))[:2 if full else 1]:
        with dossier.open(planted.path) as held:
            found = circulation.rehearse(held, None, audience)
        files = rendered(planted, found, lang, full)
        hits += [hit for path in files for hit in detectors.inspect(path, found, lang, planted.secret_for(audience))]
        total(len(files), "rendered files with all rooms")
        total(sum(path.suffix == ".pdf" for path in files), "of them PDF")
    total(len(hits), "leaks in them")
    assert not hits, hits[:5]
