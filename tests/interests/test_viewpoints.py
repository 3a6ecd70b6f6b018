"""Points of view behind the sorts: from eight whole sorts on, only when more than chance."""

import numpy as np
import pandas as pd

from alliance_lib.alliance import from_frames
from alliance_lib.interests.viewpoints import viewpoints
from alliance_lib.words import Words

PLACES = np.array([-3, -2, -2, -1, -1, -1, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3])


def sorted_by(people, seed=1):
    """An alliance in which each of these people put the sixteen statements in this order of places."""
    rows = pd.DataFrame([(who, f"S{n:02}", place) for who, places in people.items() for n, place in enumerate(places)],
                        columns=["sorter", "statement_id", "place_minus6to6"])
    texts = pd.DataFrame({"statement_id": [f"S{n:02}" for n in range(16)], "text": [f"Stelling {n}" for n in range(16)]})
    return from_frames({"q_sorts": rows.dropna(), "panel_statements": texts}, 1)


def two_views(first=6, second=4, seed=1):
    """Each person holds one of two orders, with one pair of statements exchanged."""
    rng = np.random.default_rng(seed)
    orders, people = [PLACES, rng.permutation(PLACES)], {}
    for n in range(first + second):
        places = orders[n >= first].astype(float)
        one, other = rng.choice(16, 2, replace=False)
        places[[one, other]] = places[[other, one]]
        people[f"{n}"] = places
    return people, orders


def looked_at(people):
    tables, findings = viewpoints(sorted_by(people), 1)
    said = {f.code.removeprefix("interests."): f.facts for f in findings}
    assert all(Words(lang).finding(f).endswith(".") for f in findings for lang in ("nl", "en"))
    return tables["views"], said


def test_two_points_of_view_come_back_with_what_they_put_first_and_last():
    people, orders = two_views()
    views, said = looked_at(people)
    assert said == {"views": {"n": 2, "of": 10}} and [view["sorters_count"] for view in views] == [6, 4]
    for view, order in zip(views, orders, strict=True):
        first, last = (f"Stelling {place}" for place in (order.argmax(), order.argmin()))
        assert first in view["puts_first"] and last in view["puts_last"]


def test_below_eight_sorts_no_points_of_view_are_sought():
    people, _ = two_views(4, 3)
    assert looked_at(people) == ([], {"sorts_too_few": {"n": 7, "least": 8}})


def test_a_sort_that_is_not_whole_or_all_in_one_place_does_not_count():
    people, _ = two_views(6, 4)
    people["flat"], people["part"] = np.zeros(16), np.append(PLACES[:15].astype(float), np.nan)
    _, said = looked_at(people)
    assert said["sorts_left_out"] == {"n": 2, "of": 12} and said["views"] == {"n": 2, "of": 10}


def test_sorts_dealt_at_random_show_no_point_of_view_nineteen_times_in_twenty():
    shown = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        shown += bool(looked_at({f"{n}": rng.permutation(PLACES) for n in range(10)})[0])
    assert shown <= 5  # 2 expected


def test_without_sorts_there_is_nothing_to_see():
    assert viewpoints(from_frames({}, 1), 1) == ({"views": []}, [])
