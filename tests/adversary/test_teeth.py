"""The suite bites: careless publications and planted leaks are caught, every one."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from adversary import bounds, detectors, naive, pages, planted, swaps
from adversary.alliances import Story, story
from adversary.enumeration import FEWEST_POSSIBLE
from adversary.histories import broken
from demo_frames import demo

from alliance_lib.publication import history
from alliance_lib.publication.history import Fresh
from alliance_lib.result import Finding, result

FACTS = {"audience_text": "session", "round_number": 1, "content_hash": "", "made_text": "", "version_text": ""}
KNOWN = planted.Secrets(demo(3), "Zqkanarievogel", "Zqkanariecode", "Zqkanarienotitie", "/Zqkanariepad/dossier")
NAIVE, PLANTED = (f"of {len(naive.SCHEMES)} naive publications caught",
                  f"of {len(planted.PAGES) + len(planted.PRINTED) + 1} planted leaks caught")


@cache
def first_round(seed: int) -> tuple[Story, dict, dict]:
    """An alliance, what was answered to one question in the first round, and everybody's level."""
    told = story(seed)
    given = told.snapshot(0).answers("opinions", "expected_1to5")
    given = given[(given["topic_id"] == "T0") & (given["state_code"] == "answered")]
    truth = {(p, 1): int(a) for p, a in zip(given["person_id"], given["answer"], strict=True)}
    return told, truth, dict(zip(given["person_id"], given["level_code"], strict=True))


def fewest(seed: int, scheme) -> int:
    """The fewest possible answers of anybody, over all attackers, if this is how round 1 were published."""
    told, truth, level_of = first_round(seed)
    cells = scheme(truth, told.party_of(), level_of)
    kept = {s: truth[s] for cell in cells for s in cell.scores}
    return min(len(left) for _, known in bounds.attackers(told.party_of())
               for left in bounds.possible(cells, kept, naive.POINTS, known).values())


@pytest.mark.parametrize("scheme", naive.SCHEMES, ids=lambda scheme: scheme.__name__)
def test_a_naive_publication_gives_somebody_away_and_is_caught(scheme, total):
    caught = any(fewest(seed, scheme) < FEWEST_POSSIBLE for seed in range(12))
    total(caught, NAIVE)
    assert caught


def test_an_answer_in_two_cells_and_a_changed_figure_are_caught():
    before = history.empty().extended([Fresh(1, "opinions.private_1to5", "T0", "project", "agreed", ("P1", "P2"))], **FACTS)
    again = before.extended([Fresh(1, "opinions.private_1to5", "T0", "all", "agreed", ("P2", "P3"))], **FACTS)
    assert any("two cells" in fault for fault in broken(before, again))
    assert broken(before, replace(before, cells=before.cells.assign(figure_text="divided"))) == ["a frozen figure changed"]


def test_a_room_that_reads_the_dossier_behind_the_publication_differs_after_a_swap():
    def ask(alliance):
        means = alliance.answers("opinions", "private_1to5").groupby("party_id")["answer"].mean().round(1).tolist()
        return {"intake": lambda seen: result("intake", {}, [Finding("intake.x", facts={"means": means})])}
    base = swaps.files(demo(3), ask(demo(3)))
    other = swaps.shuffled(demo(3), 1)
    assert swaps.differing(base, swaps.files(other, ask(other)))


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> tuple[Path, object, list]:
    """A real page without leaks, its publication, and the same alliance with answers exchanged in its cells."""
    found = pages.publish(demo(3), "session", history.empty(), ["intake"])
    others = [replace(KNOWN, alliance=swaps.shuffled(demo(3), seed)) for seed in range(3)]
    return pages.page(found, tmp_path_factory.mktemp("base") / "page", rooms=["intake"]), found, others


def test_the_page_in_which_leaks_are_planted_has_none_itself(base, tmp_path):
    page, found, _ = base
    assert detectors.inspect(page, found, "nl", KNOWN.words()) == []
    untouched = planted.in_trace(lambda trace, known: None)(page.read_text(encoding="utf-8"), KNOWN)
    (tmp_path / "page.html").write_text(untouched, encoding="utf-8")
    assert detectors.inspect(tmp_path / "page.html", found, "nl", KNOWN.words()) == []
    assert detectors.inspect(planted.printed(tmp_path), found, "nl", KNOWN.words()) == []


@pytest.mark.parametrize("leak", planted.PAGES)
def test_a_leak_planted_in_a_page_is_caught(leak, base, tmp_path, total):
    page, found, others = base
    clean = page.read_text(encoding="utf-8")
    leaking = planted.PAGES[leak](clean, KNOWN)
    (tmp_path / "page.html").write_text(leaking, encoding="utf-8")
    told = detectors.inspect(tmp_path / "page.html", found, "nl", KNOWN.words())
    caught = bool(told) or any(planted.PAGES[leak](clean, other) != leaking for other in others)
    total(caught, PLANTED)
    assert leaking != clean and caught


def test_the_name_of_a_file_is_caught(base, tmp_path, total):
    (tmp_path / "page.html").write_text(base[0].read_text(encoding="utf-8"), encoding="utf-8")
    caught = bool(detectors.inspect(planted.named(tmp_path / "page.html", KNOWN), base[1], "nl", KNOWN.words()))
    total(caught, PLANTED)
    assert caught


@pytest.mark.parametrize("leak", planted.PRINTED)
def test_a_leak_planted_in_a_pdf_is_caught(leak, base, tmp_path, total):
    made = planted.printed(tmp_path, planted.PRINTED[leak](KNOWN))
    caught = bool(detectors.inspect(made, base[1], "nl", KNOWN.words()))
    total(caught, PLANTED)
    assert caught
