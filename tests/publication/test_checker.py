"""The checker flags what may give a speaker away; people decide."""

import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.publication.checker import Flag, flags

RAW = "Wij wachten nu al acht maanden op een besluit over de Merelstraat en dat kost 3 miljoen euro"
TABLE = from_frames({
    "people": pd.DataFrame({"person_id": ["P1"], "party_id": ["A"], "level_code": ["project"], "role_code": ["PLE"]}),
    "parties": pd.DataFrame({"party_id": ["A"], "name": ["Woonstichting De Vliet"], "type_code": ["corporation"]}),
    "complexes": pd.DataFrame({"complex_id": ["X1"], "name": ["Merelstraat"], "owner_party_id": ["A"], "homes_count": [20]}),
}, 1, {"P1": "Jan van der Berg"})


def kinds(paraphrase: str) -> set[str]:
    return {flag.kind for flag in flags(paraphrase, RAW, TABLE)}


@pytest.mark.parametrize(("said", "kind"), [
    ("We wachten nu al acht maanden op een besluit.", "words"),
    ("Volgens Berg duurt het te lang.", "name"),
    ("Jan van der Berg wil sneller kiezen.", "name"),
    ("Bij woonstichting de vliet duurt het te lang.", "organisation"),
    ("In de Merelstraat duurt het te lang.", "place"),
    ("De projectleider vindt dat het te lang duurt.", "function"),
    ("The project leader finds it slow.", "function"),
    ("Het kost 3 miljoen euro.", "amount"),
    ("Sinds 12 maart 2025 ligt het stil.", "date"),
])
def test_it_flags_what_points_at_somebody(said, kind):
    assert kind in kinds(said)


def test_an_ordinary_paraphrase_gets_no_flag():
    assert flags("Besluiten over het bezit blijven te lang liggen.", RAW, TABLE) == ()


def test_particles_of_a_name_recognise_nobody():
    assert "name" not in kinds("Het besluit van de groep is er nog niet.")


def test_four_words_in_a_row_pass_and_five_do_not():
    assert "words" not in kinds("Men wacht op een besluit over iets")
    assert Flag("words", "op een besluit over de") in flags("Men wacht op een besluit over de straat", RAW, TABLE)
