"""A sketch counts for nothing: it is seen on the screen and never in the dossier."""

from windows import KEY, held, other, sheet

from alliance_lib.words import Words


def sketching(path):
    one = sheet(path)
    one.bar.sketch.value = True
    return one


def test_what_is_sketched_is_on_the_screen_and_not_in_the_dossier(path):
    one = sketching(path)
    before = one.form.values["private_1to5"]
    one.form.fields["private_1to5"].value = other(before)
    one.save.click()
    assert "Geschetst" in one.bar.message.value and "Er is niets opgeslagen" in one.bar.message.value
    assert one.form.values["private_1to5"] == other(before) and held(path, "opinions", KEY)["private_1to5"] == before
    assert one.bar.desk.snapshot(2)["opinions"].query("person_id == 'S0' and topic_id == 'T0'")["private_1to5"].tolist()[-1] == other(before)
    assert one.bar.kept == "", "what counts for nothing is not in the list of what was entered"


def test_leaving_the_sketch_shows_the_dossier_again(path):
    one = sketching(path)
    before = one.form.values["private_1to5"]
    one.form.fields["private_1to5"].value = other(before)
    one.save.click()
    one.bar.sketch.value = False
    assert one.form.values["private_1to5"] == before and "De schets is weg" in one.bar.message.value


def test_undo_in_a_sketch_never_touches_the_dossier(path):
    one = sheet(path)
    before = one.form.values["private_1to5"]
    one.form.fields["private_1to5"].value = other(before)
    one.save.click()
    one.bar.sketch.value = True
    one.bar.undo.click()
    assert held(path, "opinions", KEY)["private_1to5"] == other(before)
    assert Words("nl").say("live.no_undo", by="begeleider") in one.bar.message.value
    one.form.fields["mention_code"].value = "group"
    one.save.click()
    one.bar.undo.click()
    assert one.form.values["mention_code"] is None
    one.bar.redo.click()
    assert one.form.values["mention_code"] == "group" and held(path, "opinions", KEY)["mention_code"] is None


def test_a_row_taken_away_in_a_sketch_is_still_in_the_dossier(path):
    one = sketching(path)
    one.bar.record([("opinions", KEY, None)], one.bar.desk.read().revision)
    assert one.bar.desk.read().row("opinions", KEY) is None and held(path, "opinions", KEY) is not None
