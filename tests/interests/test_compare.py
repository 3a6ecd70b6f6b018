"""The whole room: from an empty dossier to the demo, for the facilitator and for others."""

import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.publication import consent, history
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.interests import compare
from alliance_lib.result import from_plain, shapes, to_plain
from alliance_lib.schema import tables
from alliance_lib.words import Words
from demo_frames import demo, tables_read, without

ABOUT_PARTIES = ("moves", "gifts", "contributions", "drivers", "swaps", "guesses", "sources", "concentration", "joint", "forms", "purchases",
        "synergy", "heard", "ground", "stances", "trades", "pairs", "power", "wants", "kinds")
SHARED = ("session", "steering_group", "project_team")


def looked_at(alliance, seed=1):
    return compare(alliance, assume=load("interests"), seed=seed)


def published(alliance, audience="session"):
    return publication.publish(alliance, {"interests": looked_at}, audience, history.empty()).results["interests"]


def codes(found):
    return {f.code.removeprefix("interests."): f.facts for f in found.findings}


def sentences(found, lang="nl"):
    return [Words(lang).finding(f) for f in found.findings]


def unapproved():
    """Round one of the demo before anybody agreed to sharing anything."""
    return from_frames({name: rows for name, rows in demo(1).frames.items() if name != "approvals"}, 1)


def approve(alliance, table, parties, every=False):
    """The same alliance after these parties agreed to sharing their rows of a table (or all of them)."""
    rows = alliance[table].to_dict("records")
    given = [{"approval_id": f"{table}{n}{party}", "table_code": table, "row_text": consent.row_text(tables()[table], row),
              "party_id": party, "audience_code": "shared", "given_date": "2025-02-01",
              "content_hash": consent.content_hash(table, row)}
             for n, row in enumerate(rows) for party in parties if every or row["party_id"] == party]
    approvals = pd.concat([alliance["approvals"], pd.DataFrame(given)])
    return from_frames(dict(alliance.frames) | {"approvals": approvals}, alliance.round)


def cut(parties, **without):
    """The demo with only these parties."""
    frames = {name: rows for name, rows in demo(1).frames.items() if name in ("goals", "rounds", "alliance")}
    for name in ("parties", "stances", "influence", "interests"):
        rows = demo(1)[name]
        frames[name] = rows[rows["party_id"].isin(parties)]
    frames["influence"] = frames["influence"][frames["influence"]["on_party_id"].isin(parties)]
    return from_frames(frames | without, 1)


def test_the_empty_alliance_runs_and_every_table_has_its_shape():
    found = looked_at(from_frames({}, 1))
    assert set(found.tables) == set(shapes("interests")) and all(rows.empty for rows in found.tables.values())
    assert all(code.startswith("missing_") for code in codes(found)) and found.steps.empty


def test_any_table_may_be_missing():
    read = tables_read(looked_at, demo(1))
    assert {"stances", "influence", "interests", "parties"} <= set(read)
    for left_out in read:
        found = looked_at(without(demo(1), left_out))
        for lang in ("nl", "en"):
            assert all(text.endswith(".") for text in sentences(found, lang)), left_out


def test_in_the_first_round_corporations_and_builders_can_trade_and_in_the_third_they_agree():
    """The demo: on-time release and a steady flow are the builders', a file per home is the corporation's."""
    first, third = looked_at(demo(1)), looked_at(demo(3))
    by_place = {place: set(first["ground"].query("place_code == @place")["goal_id"]) for place in ("trade", "rub")}
    assert by_place == {"trade": {"D06", "D07", "D13"}, "rub": {"D09", "D12"}}
    assert codes(first)["veto"]["parties"] == ["Bouwgroep Sluiskolk"]
    assert {"D06", "D07", "D08"} <= set(third["ground"].query("agree")["goal_id"])
    assert set(third["ground"].query("place_code == 'open'")["goal_id"]) == {"D01", "D02", "D03", "D04", "D05"}


def test_two_parties_can_be_compared_a32():
    found = looked_at(cut(["C1", "B1"]))
    assert len(found["pairs"]) == 3 and "power_same" in codes(found) and len(found["ground"]) == 14


@pytest.mark.parametrize(("alliance", "code"), [
    (cut(["C1"]), "one_party"),
    (cut(["C1", "B1"], stances=pd.DataFrame()), "missing_stances"),
    (cut([]), "missing_parties"),
])
def test_one_party_or_no_stances_give_a_sentence_and_not_an_error_a32(alliance, code):
    found = looked_at(alliance)
    assert code in codes(found) and found["pairs"].empty and len(sentences(found)) == len(found.findings)


def test_influence_without_stances_still_says_who_weighs_what():
    found = looked_at(cut(["C1", "B1", "B3"], stances=pd.DataFrame()))
    assert found["power"]["competitiveness"].notna().all() and "missing_stances" in codes(found)


@pytest.mark.parametrize("audience", [*SHARED, "party:B1"])
def test_before_any_approval_a_shared_page_rests_on_no_position_of_another_party(audience):
    found = published(unapproved(), audience)
    own = {audience.partition(":")[2]} - {""}
    assert set(found["stances"]["party_id"]) == own and set(found["wants"]["party_id"]) == own
    assert found["power"]["influence"].isna().all() and found["pairs"].empty and found["trades"].empty


def test_after_approval_it_says_of_how_many_parties_and_computes_on_those_only():
    found = published(approve(unapproved(), "stances", ["C1", "B1", "B2"]))
    assert codes(found)["approved"] == {"n": 3, "of": 5} and found.findings[0].code == "interests.approved"
    assert set(found["stances"]["party_id"]) == {"C1", "B1", "B2"} and len(found["pairs"]) == 2 * 3
    three = looked_at(cut(["C1", "B1", "B2"], influence=pd.DataFrame()))
    assert found["ground"].equals(three["ground"])


def test_what_is_brought_and_the_form_wanted_are_shared_of_approving_parties_only_with_how_many_b08_b36():
    alliance = unapproved()
    found = published(approve(approve(alliance, "gives_gets", ["C1", "B3"]), "forms_wanted", ["C1"]))
    assert set(found["gifts"]["party_id"]) == {"C1", "B3"} and found["gifts"]["person_id"].isna().all()
    assert codes(found)["approved_gifts"] == {"n": 2, "of": 5} and codes(found)["approved_forms"] == {"n": 1, "of": 5}
    assert "brings_nothing" not in codes(found) and found["guesses"].empty and found["heard"].empty


def test_a_change_of_a_stance_that_was_not_approved_changes_nothing_on_a_shared_page():
    alliance = approve(unapproved(), "stances", ["C1", "B1"])
    stances = alliance["stances"]
    stances.loc[stances["party_id"] == "B3", "stance_minus4to4"] = -4
    other = from_frames(dict(alliance.frames) | {"stances": stances}, 1)
    assert to_plain(published(other)) == to_plain(published(alliance))


def test_influence_is_shared_only_when_every_party_approved_all_of_it():
    parties = list(unapproved().party_names)
    stances = approve(unapproved(), "stances", parties)
    for approving, shown in ((parties[:-1], False), (parties, True)):
        found = published(approve(stances, "influence", approving, every=True))
        assert found["power"]["influence"].notna().all() == shown and (found["pairs"]["order"].max() == 3) == shown
        assert ("not_shared_influence" in codes(found)) != shown


def test_the_result_survives_a_publication_file_word_for_word():
    for found in (looked_at(demo(1)), published(approve(unapproved(), "stances", ["C1", "B1"]))):
        again = from_plain(to_plain(found))
        assert sentences(again) == sentences(found) and to_plain(again) == to_plain(found)


def test_the_same_seed_gives_the_same_result_whatever_the_order_of_the_rows():
    alliance = demo(1)
    kept = {"goals", "parties", "interests"}  # whose order is the facilitator's
    turned = {name: rows if name in kept else rows.iloc[::-1] for name, rows in alliance.frames.items()}
    assert to_plain(looked_at(alliance)) == to_plain(looked_at(from_frames(turned, 1)))


def renamed(alliance, names):
    """The same alliance with other codes for parties and goals, in another order of rows, in the same order of sheets."""
    frames = {}
    for name, rows in alliance.frames.items():
        if name not in ("approvals", "published"):
            held = {column: rows[column].map(lambda value: names.get(value, value)) for column in rows if column.endswith(("party_id", "goal_id"))
                    or (name, column) == ("co_owners", "owned_text")}
            frames[name] = rows.assign(**held) if name in ("parties", "goals", "interests") else rows.assign(**held).sample(frac=1, random_state=2)
    return from_frames(frames, alliance.round)


def test_other_codes_and_another_order_of_rows_change_nothing():
    alliance = demo(1)
    codes_of = [*alliance.party_names, *alliance["goals"]["goal_id"]]
    names = dict(zip(codes_of, (f"Z{7 * n % len(codes_of):03}" for n in range(len(codes_of)))))
    before, after = looked_at(alliance), looked_at(renamed(alliance, names))
    assert sorted(sentences(before)) == sorted(sentences(after))
    for table in before.tables:
        shown = [column for column, about in shapes("interests")[table]["columns"].items() if about.get("show") != "id"]
        pd.testing.assert_frame_equal(before[table][shown], after[table][shown])


def test_a_goal_without_stances_changes_no_other_goal_pair_or_power():
    alliance = demo(1)
    goals = pd.concat([alliance["goals"], pd.DataFrame([{"goal_id": "D99", "name": "Leeg", "text": "Leeg."}])])
    before, after = looked_at(alliance), looked_at(from_frames(dict(alliance.frames) | {"goals": goals}, 1))
    for table in ("ground", "pairs", "trades", "power", "moves", "rules", "sources"):
        pd.testing.assert_frame_equal(before[table], after[table])


def test_a_party_that_is_there_twice_leaves_the_weakest_party_figure_unchanged_a32():
    alliance = demo(1)
    frames = dict(alliance.frames)
    for name in ("parties", "stances"):
        rows = alliance[name]
        frames[name] = pd.concat([rows, rows[rows["party_id"] == "B2"].assign(party_id="B9")])
    figures = ["goal_id", "place_code", "agree_weakest", "reject_weakest", "lowest", "highest"]
    pd.testing.assert_frame_equal(looked_at(alliance)["ground"][figures], looked_at(from_frames(frames, 1))["ground"][figures])


def test_every_table_about_the_parties_is_filled_for_the_facilitator_of_the_demo():
    found = looked_at(demo(3))
    assert [name for name in ABOUT_PARTIES if found[name].empty] == []


def test_the_verb_changes_nothing_in_what_it_reads():
    before = demo(1).fingerprint
    looked_at(demo(1))
    assert demo(1).fingerprint == before


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_finding_and_step_of_the_demo_is_a_sentence(lang):
    words = Words(lang)
    for found in [looked_at(demo(round)) for round in (1, 2, 3)]:
        assert all(text.endswith(".") and "nan" not in text.split() for text in sentences(found, lang))
        steps = [words.say(f"interests.step.{row['rule_code']}", **{k: row[k] for k in ("subject", "before", "after")})
                 for row in found.steps.to_dict("records")]
        assert all(text.endswith(".") for text in steps) and len(steps) >= len(found["ground"])


def test_no_finding_names_a_person():
    people = set(demo(1)["people"]["person_id"])
    assert not any(people & set(text.replace(".", " ").split()) for text in sentences(looked_at(demo(1))))
