"""A panel of tenants or staff: groups only when they are real, figures with their doubt, nothing for a shared page."""

import numpy as np
import pandas as pd
import pytest

from alliance_lib import publication
from alliance_lib.alliance import from_frames
from alliance_lib.assumptions import load
from alliance_lib.interests import compare, large_panel
from alliance_lib.interests.common_ground import group_consensus
from alliance_lib.publication import history
from alliance_lib.words import Words

ASSUME = load("interests").with_values(draws=100)


def panel_of(votes, population=None):
    """An alliance with only this panel: a row per answer given."""
    cast = pd.DataFrame(votes).rename_axis("respondent").rename_axis(columns="statement_id")
    long = cast.stack().dropna().rename("vote_minus1to1").reset_index()
    long["respondent"] = long["respondent"].astype(str)
    codes = [f"S{n:02}" for n in range(np.shape(votes)[1])]
    long["statement_id"] = long["statement_id"].map(dict(enumerate(codes)))
    texts = [f"Stelling {n}" for n in range(len(codes))]
    asked = pd.DataFrame({"statement_id": codes, "text": texts, "population_count": population})
    return from_frames({"panel_statements": asked, "panel_votes": long.assign(weight=None)}, 1)


def views(groups, people=120, statements=20, seed=1):
    """People of a few firm views; all of them agree with the first statement and reject the second."""
    rng = np.random.default_rng(seed)
    agree = rng.choice([0.08, 0.92], (groups, statements))[rng.permutation(np.arange(people) % groups)]
    agree[:, 0], agree[:, 1] = 0.97, 0.03
    votes = np.where(rng.random(agree.shape) < agree, 1.0, -1.0)
    votes[rng.random(votes.shape) < 0.2] = np.nan
    return votes


def looked_at(alliance):
    tables, findings = large_panel.large_panel(alliance, ASSUME, 1)
    return tables, {f.code.removeprefix("interests."): f.facts for f in findings}, findings


def test_three_planted_groups_are_shown_with_what_all_of_them_share():
    votes = views(3)
    tables, said, findings = looked_at(panel_of(votes))
    assert [row["group"] for row in tables["panel_groups"]] == ["A", "B", "C"] and said["panel_groups"]["n"] == 3
    assert "Stelling 0" in said["panel_shared_groups"]["statements"] and "Stelling 1" in said["panel_rejected_groups"]["statements"]
    assert all(Words(lang).finding(f).endswith(".") for f in findings for lang in ("nl", "en"))
    held = large_panel.panel(panel_of(votes), ASSUME, 1)
    rows = pd.DataFrame(tables["panel"]).set_index("statement_id")
    np.testing.assert_allclose(rows["agree_groups"], group_consensus(held.votes, held.groups.group), atol=1e-12)


def test_what_marks_a_group_is_what_it_wants_more_than_the_others():
    votes = np.repeat([[1.0] * 4 + [-1] * 4, [-1.0] * 4 + [1] * 4], [80, 40], axis=0)
    tables, _, _ = looked_at(panel_of(votes))
    first, second = tables["panel_groups"]
    assert (first["people_count"], second["people_count"], first["people_share"]) == (80, 40, pytest.approx(2 / 3))
    assert first["agrees_more"] == second["rejects_more"] == ["Stelling 0", "Stelling 1", "Stelling 2"]


def test_in_a_panel_without_groups_none_is_named_and_a_majority_is_one_only_beyond_doubt():
    rng = np.random.default_rng(2)  # of 200 people 180, 104 and 20 agree, whoever they are
    votes = np.column_stack([rng.permutation(np.repeat([1.0, -1.0], [yes, 200 - yes])) for yes in (180, 104, 20)])
    tables, said, _ = looked_at(panel_of(votes))
    assert tables["panel_groups"] == [] and {"panel_chance", "panel_unstable"} & set(said)
    assert said["panel_shared"]["statements"] == ["Stelling 0"] and said["panel_rejected"]["statements"] == ["Stelling 2"]
    assert np.isnan(tables["panel"][0]["agree_groups"])


def test_when_everybody_who_could_take_part_answered_the_share_is_exact():
    votes = np.repeat([[1.0, 1.0], [-1.0, 1.0]], [30, 30], axis=0)
    exact, sampled = (looked_at(panel_of(votes, population=size))[0]["panel"][0] for size in (60, 6_000))
    assert (exact["agree_low"], exact["agree_share"], exact["agree_high"]) == (0.5, 0.5, 0.5)
    assert sampled["agree_low"] < 0.5 < sampled["agree_high"]


def test_a_population_smaller_than_the_answers_is_named_and_does_not_count():
    votes = np.repeat([[1.0, 1.0], [-1.0, 1.0]], [30, 30], axis=0)
    tables, said, _ = looked_at(panel_of(votes, population=20))
    assert said["panel_population"]["n"] == 2 and tables["panel"][0]["agree_low"] < 0.5


def test_a_respondent_with_a_weight_counts_for_that_many():
    alliance = panel_of(np.repeat([[1.0], [-1.0]], [20, 20], axis=0))
    rows = alliance["panel_votes"]
    rows["weight"] = np.where(rows["vote_minus1to1"] > 0, 3.0, np.nan)  # empty counts for one
    got = looked_at(from_frames(dict(alliance.frames) | {"panel_votes": rows}, 1))[0]["panel"][0]
    assert got["agree_share"] == 0.75 and got["seen_count"] == 40


def test_straight_liners_are_counted_and_said():
    votes = views(2)
    votes[:4] = 1
    assert looked_at(panel_of(votes))[1]["panel_straight"]["n"] == 4


def test_with_few_people_no_groups_are_sought_and_no_figure_rests_on_fewer_than_ten():
    votes = np.ones((12, 3))
    votes[:4, 2] = np.nan
    tables, said, _ = looked_at(panel_of(votes))
    assert said["panel_too_few"] == {"n": 12} and [row["statement"] for row in tables["panel"]] == ["Stelling 0", "Stelling 1"]


def test_a_group_of_fewer_than_ten_is_not_named():
    votes = np.repeat([[1.0] * 8, [-1.0] * 8], [60, 6], axis=0)
    assert looked_at(panel_of(votes))[0]["panel_groups"] == []


def test_without_a_panel_there_is_nothing_to_see_and_nothing_is_missed():
    assert looked_at(from_frames({}, 1))[:2] == ({"panel": [], "panel_groups": []}, {})


def test_the_panel_stays_with_the_facilitator():
    alliance = panel_of(views(3))
    verbs = {"interests": lambda one: compare(one, assume=ASSUME, seed=1)}
    assert len(compare(alliance, assume=ASSUME, seed=1)["panel"]) == 20
    for audience in ("session", "steering_group", "project_team"):
        shown = publication.publish(alliance, verbs, audience, history.empty()).results["interests"]
        assert shown["panel"].empty and shown["panel_groups"].empty
        assert not any("panel" in f.code for f in shown.findings)
