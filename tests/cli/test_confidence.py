"""Who agreed to what, and who must be forgotten, as somebody types it."""

import datetime
import shutil
from pathlib import Path

import pandas as pd
import pytest
from dossiers import FELT, NAME, QUOTE, copied, demo, small, small_frames  # noqa: F401 (fixtures)
from typed import typed

from alliance_lib import dossier, publication
from alliance_lib.publication import consent
from alliance_lib.briefing import circulation
from alliance_lib.dossier import Change
from alliance_lib.words import Words

BEFORE = ("--on", "2025-01-01")  # the day that round 1 of the small dossier describes
POSITIONS = pd.DataFrame({"round": 1, "party_id": ["A", "A", "B"], "goal_id": ["G1", "G2", "G1"], "stance_minus4to4": [3, 0, -2]})
GOALS = pd.DataFrame({"goal_id": ["G1", "G2"], "name": ["een", "twee"], "text": ["een", "twee"]})
INFLUENCE = pd.DataFrame({"party_id": ["A"], "on_party_id": ["B"], "influence_0to4": [3]})


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "p.alliance"
    dossier.create(path, small_frames() | {"stances": POSITIONS, "goals": GOALS, "influence": INFLUENCE}, {"S0": NAME})
    return path


@pytest.fixture
def positions(made, tmp_path):
    """A small dossier in which parties have stances and an influence, and S0 a note."""
    return Path(shutil.copy(made, tmp_path))


def seen(path, table: str, audience: str = "session") -> pd.DataFrame:
    with dossier.open(path) as held:
        return publication.permitted(held.snapshot(names=True), audience)[table]


def approvals(path) -> pd.DataFrame:
    with dossier.open(path) as held:
        return held.frames()["approvals"]


def test_without_options_it_lists_what_waits_for_consent_and_of_whom(positions):
    done = typed("approve", positions)
    assert (done.code, done.err) == (0, "")
    for line in ("people/S0  (S0)", "notes/N1  (S0)", "stances/1|A|G1  (A)", "stances/1|B|G1  (B)", "influence/A|B"):
        assert line in done.out
    assert QUOTE not in done.out and FELT not in done.out, "the list shows what would be shared, not what was said"


def test_when_nothing_waits_it_says_so(tmp_path):
    typed("new", tmp_path / "a.alliance", "--name", "W")
    assert typed("approve", tmp_path / "a.alliance").out == f"{Words('nl').say('cli.nothing_needed')}\n"
    assert typed("approve", tmp_path / "a.alliance", "--lang", "en").out == "Nothing waits for consent.\n"


def test_the_list_warns_where_a_paraphrase_gives_the_speaker_away(positions):
    with dossier.open(positions) as held:
        held.record(Change("notes", ("N1",), {"paraphrase": "Kanarie vindt: dat zei alleen deze vogel nu"}, "begeleider"))
    said = [line for line in typed("approve", positions).out.splitlines() if line.startswith("    ! ")]
    assert any("Kanarie" in line for line in said) and any("dat zei alleen deze vogel" in line for line in said)


def test_the_list_warns_for_a_complaint_as_for_a_note(positions):
    with dossier.open(positions) as held:
        held.record(Change("complaints", ("K1",), {"paraphrase": "Het gaat om de klacht van deze vogel"}, "begeleider"))
    done = typed("approve", positions)
    assert "complaints/K1" in done.out and "de klacht van deze vogel" in done.out.partition("    ! ")[2]


def test_the_code_of_a_topic_beside_a_paraphrase_is_no_amount_that_gives_somebody_away(demo):  # noqa: F811
    told = typed("approve", demo).out
    assert "notes/" in told and "Een bedrag of aantal: 0" not in told


def test_a_paraphrase_is_shared_after_consent_and_not_before(positions):
    assert seen(positions, "notes").empty
    done = typed("approve", positions, "--row", "notes/N1", *BEFORE)
    assert (done.code, done.out) == (0, "Vastgelegd: 1 regel.\n")
    assert seen(positions, "notes")["paraphrase"].tolist() == ["Er is een zorg."]
    assert "notes/N1" not in typed("approve", positions).out


def test_a_consent_given_today_counts_today_although_the_round_describes_an_earlier_day(positions):
    """Interviews come before the reference date, consent to a text after it: the session is later still."""
    typed("approve", positions, "--row", "notes/N1")
    assert seen(positions, "notes")["paraphrase"].tolist() == ["Er is een zorg."]


def test_two_consents_given_today_are_both_kept(positions):
    typed("approve", positions, "--row", "notes/N1")
    typed("approve", positions, "--row", "people/S0")
    assert approvals(positions)[["approval_id", "row_text"]].to_numpy().tolist() == [["I0001", "N1"], ["I0002", "S0"]]


def test_two_rows_can_be_agreed_to_at_once(positions):
    done = typed("approve", positions, "--row", "notes/N1", "--row", "people/S0", *BEFORE)
    assert done.out == "Vastgelegd: 2 regels.\n" and seen(positions, "people")["name"].dropna().tolist() == [NAME]


def test_a_change_of_the_text_after_consent_takes_it_off_the_page_and_back_on_the_list(positions):
    typed("approve", positions, "--row", "notes/N1", *BEFORE)
    with dossier.open(positions) as held:
        held.record(Change("notes", ("N1",), {"paraphrase": "Er is toch een zorg."}, "begeleider"))
    assert seen(positions, "notes").empty and Words("nl").say("cli.voided") in typed("approve", positions).out


def test_a_consent_for_the_session_is_none_for_the_steering_group(positions):
    typed("approve", positions, "--row", "notes/N1", "--audience", "session", *BEFORE)
    assert len(seen(positions, "notes")) == 1 and seen(positions, "notes", "steering_group").empty


def test_a_party_agrees_to_all_its_positions_and_to_nobody_elses(positions):
    assert typed("approve", positions, "--party", "A", *BEFORE).code == 0
    assert seen(positions, "stances")[["party_id", "goal_id"]].to_numpy().tolist() == [["A", "G1"], ["A", "G2"]]
    assert seen(positions, "influence").empty, "what is about all parties waits for all of them"


def test_what_is_about_all_parties_is_shared_when_the_last_one_agreed(positions):
    for party in "ABCD":
        typed("approve", positions, "--party", party, *BEFORE)
    assert seen(positions, "influence").empty
    typed("approve", positions, "--party", "E", *BEFORE)
    assert len(seen(positions, "influence")) == 1


def test_a_consent_that_is_withdrawn_no_longer_counts(positions):
    typed("approve", positions, "--row", "notes/N1", *BEFORE)
    done = typed("approve", positions, "--withdraw", approvals(positions)["approval_id"].iloc[0])
    assert done.code == 0 and seen(positions, "notes").empty and approvals(positions).empty


def test_a_withdrawal_does_not_change_what_was_handed_out_and_the_next_page_lacks_it(positions):
    typed("approve", positions, "--row", "notes/N1", *BEFORE)
    with dossier.open(positions) as held:
        old = publication.dump(circulation.publish(held, 1, "session"))
    typed("approve", positions, "--withdraw", "I0001")
    with dossier.open(positions) as held:
        assert publication.dump(circulation.publish(held, 1, "session")) == old, "an old page is reprinted as it was"
        assert publication.permitted(held.snapshot(names=True), "session")["notes"].empty


@pytest.mark.parametrize(("row", "said"), [
    ("notes/N2", "Bedoelt u notes/N1?"), ("note/N1", "Bedoelt u notes?"), ("stances/A|G1", "Bedoelt u stances/1|A|G1?"),
    ("topics/T0", "'topics' staat niet in de lijst."), ("notes", "'notes/' staat niet in de lijst."), ("", "staat niet in de lijst")])
def test_a_row_that_nobody_can_agree_to_is_refused_with_the_nearest(positions, row, said):
    done = typed("approve", positions, "--row", row)
    assert done.code == 1 and said in done.err and len(done.err.splitlines()) == 1 and approvals(positions).empty


def test_one_wrong_row_records_none_of_the_others(positions):
    assert typed("approve", positions, "--row", "people/S0", "--row", "notes/N9").code == 1
    assert approvals(positions).empty


@pytest.mark.parametrize("words", [("--party", "Z"), ("--withdraw", "I9")])
def test_a_party_or_consent_that_is_not_there_is_refused_in_a_sentence(positions, words):
    done = typed("approve", positions, *words)
    assert done.code == 1 and len(done.err.splitlines()) == 1 and words[1] in done.err and approvals(positions).empty


def test_figures_about_people_wait_for_the_statement_that_nothing_was_published(positions):
    with dossier.open(positions) as held:
        circulation.publish(held, None, "session")
        assert held.frames()["published_cells"].empty
    done = typed("approve", positions, "--nothing-published", "Ik heb nog niets gedeeld.")
    assert (done.code, done.out) == (0, "Vastgelegd: 1 regel.\n")
    with dossier.open(positions) as held:
        circulation.publish(held, None, "session")
        assert len(held.frames()["published_cells"]) > 0
        told = held.frames()["statements"].iloc[0]
    assert told["text"] == "Ik heb nog niets gedeeld." and told["stated_date"].date() == datetime.date.today()


def test_consents_come_back_with_an_export(positions, tmp_path):
    typed("approve", positions, "--row", "notes/N1", *BEFORE)
    typed("export", positions, tmp_path / "out.xlsx")
    assert typed("import", tmp_path / "back.alliance", tmp_path / "out.xlsx").code == 0
    with dossier.open(tmp_path / "back.alliance") as held:
        assert consent.agreed(held.snapshot(names=True), "notes", "session").tolist() == [True]


def everything(path) -> bytes:
    """Every byte of the dossier, its side files and its backups."""
    return b"".join(p.read_bytes() for p in path.parent.rglob(f"{path.name}*") if p.is_file()) + b"".join(
        p.read_bytes() for p in path.parent.rglob("*") if p.is_file() and "backups" in str(p.parent))


def test_a_person_is_forgotten_and_what_is_left_to_do_is_said(small):  # noqa: F811
    with dossier.open(small) as held:
        circulation.publish(held, None, "session")
        held.record(Change("topics", ("T0",), {"statement": f"{NAME} zoekt dit uit."}, "begeleider"))
        held.backup()
    done = typed("forget", small, "S0", "--yes")
    assert (done.code, done.err) == (0, "")
    assert "S0 is gewist: " in done.out and "telde mee in publicatie 1" in done.out and "Onderwerpen, 1" in done.out
    assert QUOTE.encode() not in everything(small)


@pytest.mark.parametrize("answer", ["ja\n", "Ja\n", "j\n"])
def test_who_says_yes_in_dutch_is_understood(small, answer):  # noqa: F811
    done = typed("forget", small, "S0", answer=answer)
    assert done.code == 0 and "kan niet ongedaan" in done.out and QUOTE.encode() not in everything(small)


@pytest.mark.parametrize("answer", ["\n", "nee\n", "n\n", "misschien\n", ""])
def test_anything_but_yes_erases_nothing(small, answer):  # noqa: F811
    before = small.read_bytes()
    done = typed("forget", small, "S0", answer=answer)
    assert done.code == 130 and "Gestopt." in done.err and small.read_bytes() == before


def test_the_question_is_asked_in_the_language_of_the_user(small):  # noqa: F811
    done = typed("forget", small, "S0", "--lang", "en", answer="yes\n")
    assert done.code == 0 and "This cannot be undone. [Yes/No]" in done.out and "S0 is erased" in done.out


def test_somebody_who_is_not_there_is_refused_and_nothing_changes(tmp_path):
    path = copied("small", tmp_path)
    before = path.read_bytes()
    done = typed("forget", path, "S99", "--yes")
    assert done.code == 1 and "S99" in done.err and path.read_bytes() == before
