"""The same vote under other rules: which goals pass, and who tips."""

import pandas as pd
import pytest

from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.interests import charts, compare
from alliance_lib.words import Words
from demo_frames import demo

ASSUME = load("interests").with_values(draws=100)


def looked_at(alliance, **changed):
    return compare(alliance, assume=ASSUME.with_values(**changed), seed=1)


def vote(stances, votes):
    """One goal, a party per stance."""
    parties = [f"P{n}" for n in range(len(stances))]
    return from_frames({
        "parties": pd.DataFrame({"party_id": parties, "name": parties, "type_code": "builder", "votes_count": votes}),
        "goals": pd.DataFrame({"goal_id": ["G"], "name": ["Sneller"], "text": ["x"]}),
        "stances": pd.DataFrame({"round": 1, "party_id": parties, "goal_id": "G", "stance_minus4to4": stances})}, 1)


def outcomes(found, veto=False):
    rows = found["rule_votes"].query("veto == @veto")
    return {row.rule_code: (row.passes, row.tips_ids) for row in rows.itertuples()}


def said(found):
    return {f.code.removeprefix("interests."): f.facts for f in found.findings}


def test_the_same_vote_under_four_rules_shows_who_tips_B26():
    """Votes 3 2 1, of 6 four carry it: only who is in a majority now, or could make one, can turn it around."""
    got = looked_at(vote([2, 0, -1], [3, 2, 1]))
    assert outcomes(got) == {"weighted": (False, ["P1", "P2"]), "one_party_one_vote": (False, ["P1", "P2"]),
                             "unanimity": (False, []), "consent": (False, ["P2"])}
    assert outcomes(looked_at(vote([2, 0, -1], [4, 2, 1])))["weighted"] == (True, ["P0"])


def test_in_the_demo_equal_votes_would_give_another_outcome_than_the_agreed_votes_B26():
    found = looked_at(demo(3))
    rules = found["rules"].query("not veto").set_index("rule_code")
    assert rules["passes_count"].to_dict() == {"weighted": 13, "one_party_one_vote": 11, "unanimity": 6, "consent": 12}
    assert rules.loc["one_party_one_vote", "stopped"] == ["Goedkoper", "Klantvriendelijker", "Digitaal dossier per woning"]
    assert said(found)["rules_differ"]["n"] == 7 and said(found)["rules_tip"]["equal_parties"] == ["Renovatiebedrijf Wilgenhout"]
    for lang in ("nl", "en"):
        assert all(Words(lang).finding(f).endswith(".") for f in found.findings if "rules" in f.code)


def test_who_is_strongly_against_can_stop_what_the_others_carry_if_the_rule_lets_them_B25():
    got = looked_at(vote([4, 4, -3], [1, 1, 1]))
    assert outcomes(got)["one_party_one_vote"][0] and outcomes(got, veto=True)["one_party_one_vote"] == (False, ["P2"])
    assert said(got)["rules_veto"] == {"n": 1, "goals": ["Sneller"], "parties": ["P2"]}
    mild = looked_at(vote([4, 4, -2], [1, 1, 1]))
    assert not mild["rule_votes"]["veto"].any() and "rules_veto" not in said(mild)


def test_who_may_block_by_its_standing_can_turn_it_around_also_while_in_favour_B25():
    alliance = vote([4, 4, -1], [1, 1, 1])
    standing = pd.DataFrame({"party_id": ["P0", "P1", "P2"], "veto_code": ["yes", "no", "no"]})
    got = looked_at(from_frames(dict(alliance.frames) | {"standing": standing}, 1))
    assert outcomes(got)["one_party_one_vote"] == (True, ["P0", "P1"])
    assert outcomes(got, veto=True)["weighted"] == (True, ["P0", "P1"]) and got["rule_votes"]["blockers"].iloc[-1] == ["P0"]
    nobody = looked_at(from_frames(dict(alliance.frames) | {"standing": standing.assign(veto_code="no")}, 1))
    assert not nobody["rule_votes"]["veto"].any()


def test_a_goal_without_veto_counts_as_it_stands_when_another_goal_has_one():
    frames = {name: rows for name, rows in demo(1).frames.items() if name != "standing"}
    rules = looked_at(from_frames(frames, 1))["rules"]
    assert rules["goals_count"].eq(13).all() and rules["veto"].tolist() == [False] * 4 + [True] * 4
    assert rules.set_index(["rule_code", "veto"])["passes_count"]["weighted"].to_dict() == {False: 13, True: 12}


def test_a_goal_on_which_a_voter_took_no_stance_is_not_voted_on():
    assert "D13" not in set(looked_at(demo(1))["rule_votes"]["goal_id"])
    nothing = looked_at(vote([2, None, 1], [1, 1, 1]))
    assert nothing["rule_votes"].empty and "rules_unknown" in said(nothing)


def test_a_party_without_a_vote_does_not_vote_whatever_its_stance():
    got = looked_at(vote([2, 1, -4], [1, 1, 0]))
    assert all(passes and tips == ["P0", "P1"] for passes, tips in outcomes(got).values())


def test_without_votes_in_the_agreement_the_rules_that_need_none_still_run():
    got = looked_at(vote([2, 1, -1], [None, 2, 1]))
    assert list(outcomes(got)) == ["one_party_one_vote", "unanimity", "consent"] and "rules_tip" not in said(got)


def test_the_share_of_the_votes_that_carries_comes_from_the_assumptions():
    alliance = vote([2, 2, -1], [3, 2, 2])
    assert outcomes(looked_at(alliance))["weighted"][0] and not outcomes(looked_at(alliance, majority_above=0.75))["weighted"][0]


def test_when_every_rule_says_the_same_that_is_said():
    got = looked_at(vote([2, 2], [1, 1]))
    assert said(got)["rules_same"] == {"n": 1} and charts.rules(got, Words("nl")).figure is None


@pytest.mark.parametrize("alliance", [from_frames({}, 1), vote([3], [1]), vote([1, 2], [0, 0])], ids=["empty", "one party", "no votes"])
def test_without_two_voters_no_rule_is_compared_and_nothing_fails_B26(alliance):
    got = looked_at(alliance)
    assert got["rules"].empty and got["rule_votes"].empty
    drawing = charts.rules(got, Words("nl"))
    assert drawing.figure is None and Words("nl").finding(drawing.conclusion).endswith(".")


def test_shuffling_the_parties_changes_no_outcome():
    alliance = demo(3)
    turned = from_frames(dict(alliance.frames) | {"parties": alliance["parties"].iloc[::-1]}, 3)
    key = ["goal_id", "rule_code", "veto"]
    one, other = (looked_at(a)["rule_votes"].sort_values(key) for a in (alliance, turned))
    assert one["passes"].tolist() == other["passes"].tolist()
    assert [set(tips) for tips in one["tips_ids"]] == [set(tips) for tips in other["tips_ids"]]


def test_the_chart_shows_only_goals_on_which_the_rule_matters_and_who_can_turn_them():
    found = looked_at(demo(3))
    drawing = charts.rules(found, Words("nl"))
    texts = [note.text for note in drawing.figure.layout.annotations]
    assert "Goedkoper" in texts and "Korter in de woning" not in texts
    assert sum(len(trace.x) for trace in drawing.figure.data) == 7 * 4 and "B1 B2 B3" in texts


def test_twelve_parties_with_long_codes_and_markup_in_their_names_can_be_drawn():
    alliance = vote([4] * 7 + [-1] * 5, [5] + [1] * 11)
    parties = alliance["parties"].assign(name="<b>Bouw & zonen</b>")
    texts = [note.text for note in charts.rules(looked_at(from_frames(dict(alliance.frames) | {"parties": parties}, 1)), Words("nl"))
             .figure.layout.annotations]
    assert not any("<b>Bouw" in text for text in texts) and sum("&lt;b&gt;Bouw" in text for text in texts) == 12
