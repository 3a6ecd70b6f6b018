"""What a line typed over from a paper form means, and which rows it becomes."""

import pytest
from worlds import world

from alliance_lib.cli import paper
from alliance_lib.cli.paper import Row, Slot, Unread, fields, letters, read, rows_of, sentence
from alliance_lib.schema import DECLINED, codes
from alliance_lib.words import LANGUAGES, Words

NL = Words("nl")
FOUR = [Row(f"vraag {n}", (Slot("x", high=4),), "pulse", {}) for n in range(8)]
NINE = [Row(f"doel {n}", (Slot("x", -4, 4, declines=False),), "stances", {}) for n in range(3)]
TALK = rows_of("interview", world(), 1, "S0", NL)
READ_BACK = [[3], [4], [2], [DECLINED], [4], [3], [None], [2]]


@pytest.mark.parametrize("line", ["342x43-2", "3 4 2 x 4 3 - 2", " 3  4 2 X 4 3 - 2 ", "3,4,2,x,4,3,,2", "3;4;2;x;4;3;-;2"])
def test_a_pulse_may_be_typed_with_or_without_spaces(line):
    assert read(line, FOUR) == READ_BACK


def test_declined_and_not_asked_and_nought_are_three_things():
    assert read("0 - 4", NINE) == [[0], [None], [4]]
    assert read("x-12", FOUR[:4]) == [[DECLINED], [None], [1], [2]]


def test_a_stance_has_a_sign_and_nobody_declines_for_a_party():
    assert read("-4 +3 -1", NINE) == [[-4], [3], [-1]]
    with pytest.raises(Unread) as fault:
        read("1 x 2", NINE)
    assert (fault.value.place, fault.value.given) == (2, "x")


@pytest.mark.parametrize(("line", "place", "given"), [
    ("3425x432", 4, "5"), ("342043-2", 4, "0"), ("a4243412", 1, "a"), ("3 4 2 x 4 3 - 22", 8, "22"), ("3 4 2 ٣ 4 3 - 2", 4, "٣"),
    ("3 4 2 1.5 4 3 - 2", 4, "1.5"), ("-1 4 2 x 4 3 - 2", 1, "-1")])
def test_what_does_not_fit_is_named_with_its_place(line, place, given):
    with pytest.raises(Unread) as fault:
        read(line, FOUR)
    assert (fault.value.place, fault.value.given) == (place, given)


@pytest.mark.parametrize(("line", "counted"), [("342x43-", "7"), ("342x43-21", "9"), ("3", "1"), ("3 4", "2"), ("", "0")])
def test_a_line_that_is_too_short_or_too_long_is_not_guessed_at(line, counted):
    with pytest.raises(Unread) as fault:
        read(line, FOUR)
    assert (fault.value.place, fault.value.given) == (0, counted)


def test_an_interview_has_a_group_of_three_for_each_topic():
    assert read("42a x3o", TALK) == [[4, 2, "private"], [DECLINED, 3, "group"]]
    assert read("- 5-n", TALK) == [[None] * 3, [5, None, "none"]]


@pytest.mark.parametrize(("line", "place"), [("42a 31", 4), ("42a 316", 6), ("62a 31o", 1), ("42x 31o", 3), ("42a", 0), ("42a31o", 1)])
def test_a_group_that_is_not_whole_or_not_right_is_named(line, place):
    with pytest.raises(Unread) as fault:
        read(line, TALK)
    assert fault.value.place == place


def test_fields_counts_before_it_reads():
    assert fields("1-x", 3, 1) == ["1", "-", "x"] and fields("- 42A", 2, 3) == ["-", "-", "-", "4", "2", "a"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code_list", ["mention", "note_kind", "interest_kind"])
def test_every_code_of_a_list_has_its_own_letter_in_both_languages(code_list, lang):
    found = letters(code_list, Words(lang))
    assert set(found.values()) == set(codes()[code_list]) and not set(found) & {"x", "-"}


def test_a_note_is_a_kind_a_topic_and_a_text_A27():
    assert sentence("z t1  Drie keer te laat. ", "interview", ["T0", "T1"], NL) == {
        "kind_code": "concern", "topic_id": "T1", "raw_text": "Drie keer te laat."}
    assert sentence("C - Nou ja", "interview", ["T1"], NL) == {"kind_code": "quote", "raw_text": "Nou ja"}
    assert sentence("b Elk jaar werk", "interests", [], NL) == {"kind_code": "interest", "text": "Elk jaar werk"}


@pytest.mark.parametrize(("line", "place"), [("q T1 tekst", 1), ("belang T1 tekst", 1), ("z T9 tekst", 2), ("z T1", 0), ("z", 2), ("z -  ", 0)])
def test_a_note_that_cannot_be_read_says_which_part(line, place):
    with pytest.raises(Unread) as fault:
        sentence(line, "interview", ["T1"], NL)
    assert fault.value.place == place


def test_a_topic_that_was_not_asked_gets_no_row_and_an_old_answer_is_emptied():
    seen = world()
    rows = rows_of("claimed", seen, 1, "S0", NL)
    made = paper.changes(rows, [[None], [4]], seen, "claimed")
    assert [(change.key["topic_id"], dict(change.values)) for change in made] == [("T0", {"claimed_1to5": None}), ("T1", {"claimed_1to5": 4})]
    rows = rows_of("claimed", seen, 2, "S0", NL)
    assert [change.key["topic_id"] for change in paper.changes(rows, [[None], [4]], seen, "claimed")] == ["T1"]


def test_a_whole_pulse_is_one_row():
    seen = world()
    rows = rows_of("pulse", seen, 1, "S0", NL)
    made = paper.changes(rows, READ_BACK, seen, "pulse")
    assert len(rows) == 8 and len(made) == 1 and made[0].values["trust_1to4"] == DECLINED and made[0].values["progress_1to4"] is None


def test_new_notes_are_numbered_after_the_highest():
    assert paper.next_code(["N01", "N12", "X99", "Nx"], "N") == 13 and paper.next_code([], "N") == 1
