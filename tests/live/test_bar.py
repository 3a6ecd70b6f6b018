"""What a panel says happened: undo, redo, a refusal in one sentence, and nothing secret left behind."""

from windows import KEY, desk, held, other, sheet

from alliance_lib import dossier, live
from alliance_lib.dossier import Change
from alliance_lib.words import Words


def test_undo_and_redo_say_what_and_the_form_shows_it(path):
    one = sheet(path)
    before = one.form.values["private_1to5"]
    one.form.fields["private_1to5"].value = other(before)
    one.save.click()
    one.bar.undo.click()
    assert "Ongedaan gemaakt: Antwoorden S0, T0 (in het gesprek gezegd)." in one.bar.message.value
    assert held(path, "opinions", KEY)["private_1to5"] == one.form.values["private_1to5"] == before
    one.bar.redo.click()
    assert "Opnieuw gedaan" in one.bar.message.value
    assert held(path, "opinions", KEY)["private_1to5"] == one.form.values["private_1to5"] == other(before)


def test_without_anything_to_undo_a_sentence_says_so(path):
    one = sheet(path)
    one.bar.undo.click()
    assert 'role="alert"' in one.bar.message.value and "Er is niets ongedaan gemaakt" in one.bar.message.value


def test_nobody_as_author_is_refused(path):
    one = sheet(path, by=" ")
    one.form.fields["mention_code"].value = "group"
    one.save.click()
    assert "Vul eerst in wie invoert." in one.bar.message.value
    assert held(path, "opinions", KEY)["mention_code"] is None


def test_a_lost_dossier_gives_one_sentence_and_no_traceback(path):
    one = sheet(path)
    one.form.fields["mention_code"].value = "group"
    path.rename(path.with_name("weg.alliance"))
    for act in (one.save, one.again, one.bar.undo):
        one.bar.message.value = ""
        act.click()
        assert 'role="alert"' in one.bar.message.value and str(path.parent) not in one.bar.message.value


def test_what_stays_behind_names_nobody_and_repeats_no_free_text(path):
    one = sheet(path, table="notes", key=None)
    one.form.fields["person_id"].value, one.form.fields["raw_text"].value = "S0", "<b>geheim woord</b>"
    one.form.fields["kind_code"].value = "risk"
    one.save.click()
    assert "Notities N77" in one.bar.kept and "soort: risico" in one.bar.kept and "letterlijk: (ingevuld)" in one.bar.kept
    assert "geheim" not in one.bar.kept and "Kanarie" not in one.bar.kept


def test_hostile_text_is_shown_and_does_not_run(path):
    one = sheet(path, by="<script>x</script>")
    one.form.fields["mention_code"].value = "group"
    one.save.click()
    second = sheet(path)
    second.form.fields["mention_code"].value = "none"
    with dossier.open(path) as opened:
        opened.record(Change("opinions", KEY, {"mention_code": None}, "<script>x</script>"))
    second.save.click()
    assert "&lt;script&gt;" in second.bar.message.value and "<script>" not in second.bar.message.value


def test_a_fault_of_the_program_is_one_sentence_without_a_value(path):
    bar = sheet(path).bar
    bar.calm(lambda: {}["geheim"])("a click")
    assert "Er ging iets mis in het programma." in bar.message.value and "geheim" not in bar.message.value


def test_what_was_refused_in_a_part_that_cannot_be_read_again_by_itself_is_read_again_at_the_bar(path):
    bar = live.Bar(desk(path), Words("nl"))
    shown, seen = [], bar.desk.read().revision
    bar.afterwards.append(lambda: shown.append(bar.desk.read().revision))
    with dossier.open(path) as opened:
        opened.record(Change("topics", ("T0",), {"stake_1to5": 2}, "een ander"))
    assert not bar.record([("topics", {"topic_id": "T0"}, {"stake_1to5": 5})], seen)
    assert "Kies Opnieuw lezen" in bar.message.value and bar.again.layout.display is None and shown == []
    bar.again.click()
    assert shown == [desk(path).read().revision] and bar.again.layout.display == "none" and "Opnieuw gelezen" in bar.message.value
    bar.rereads = True
    assert not bar.record([("topics", {"topic_id": "T0"}, {"stake_1to5": 5})], seen)
    assert bar.again.layout.display == "none", "the part on the screen has that button itself"
