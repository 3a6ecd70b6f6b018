"""A dossier as a panel may use it: read, record, close a round, and a refusal in the reader's words."""

import pytest
from windows import desk

from alliance_lib.errors import AllianceError
from alliance_lib.words import Words


def test_choices_call_people_by_code_level_role_and_party_never_by_name(path):
    papers = desk(path).read()
    assert papers.listed("people", Words("nl"))[0] == ("S0 · stuurgroep · stuurgroeplid · A", "S0")
    assert "Kanarie" not in str(papers.frames)


def test_the_desk_refuses_in_the_readers_language(path):
    with pytest.raises(AllianceError, match="Nothing was undone"):
        desk(path, "en").undo("Anna")


def test_a_row_is_called_by_its_codes_and_what_a_person_said_is_not_repeated(path):
    papers, words = desk(path).read(), Words("nl")
    assert papers.listed("parties", words)[0][1] == "A"
    assert papers.listed("notes", words)[0][0].startswith("N1 · S0")


def test_a_round_without_a_reference_date_is_not_closed(path):
    with pytest.raises(AllianceError, match="Round 7 was not closed"):
        desk(path, "en").close_round(7, "Anna")
