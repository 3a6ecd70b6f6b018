"""The history of publications: a chain that notices every missing or edited row."""

import pytest

from alliance_lib.errors import AllianceError
from alliance_lib.publication import history
from alliance_lib.publication.history import Fresh, History

FACTS = {"audience_text": "session", "round_number": 1, "made_text": "2025-01-01T00:00:00+00:00", "version_text": "0",
         "content_hash": "0"}


def figure(round: int, people=("P1", "P2")) -> Fresh:
    return Fresh(round, "opinions.private_1to5", "T1", "all", "agreed", people)


def two() -> History:
    return history.empty().extended([figure(1)], **FACTS).extended([figure(2)], **FACTS | {"round_number": 2})


def test_a_whole_chain_is_accepted():
    two().verify()
    assert list(two().publications["publication_number"]) == [1, 2]


def test_people_stand_in_it_by_a_random_number_only():
    held = two()
    assert "P1" not in held.cells.to_csv() and held.numbers["P1"] in held.cells["members_text"].iloc[0]
    assert two().numbers["P1"] != held.numbers["P1"]


@pytest.mark.parametrize("damage", [
    lambda h: History(h.publications.iloc[1:], h.cells, h.numbers, True),
    lambda h: History(h.publications.iloc[:1], h.cells, h.numbers, True),
    lambda h: History(h.publications, h.cells.iloc[1:], h.numbers, True),
    lambda h: History(h.publications.assign(audience_text="party:A"), h.cells, h.numbers, True),
    lambda h: History(h.publications, h.cells.assign(figure_text="divided"), h.numbers, True),
], ids=["first row gone", "last row gone", "a figure gone", "audience edited", "figure edited"])
def test_a_missing_or_edited_row_stops_publishing(damage):
    with pytest.raises(AllianceError, match="history"):
        damage(two()).verify()


def test_a_published_figure_is_frozen():
    assert two().figures(1, "opinions.private_1to5", "T1") == {"all": "agreed"}
    assert two().figures(1, "opinions.private_1to5", "T2") == {}


def test_forgetting_the_link_leaves_the_chain_whole():
    held = two()
    History(held.publications, held.cells, {}, True).verify()
