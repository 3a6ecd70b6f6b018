"""Who gave which answer inside a published cell changes no byte of what leaves the room."""

from adversary import pages, swaps
from adversary.alliances import story
from adversary.workers import spread
from demo_frames import demo

from alliance_lib.publication import history
from alliance_lib.rooms import NAMES

QUICK, FULL, RENDERED = 1, 36, 5  # alliances


def exchange(seed: int, most: int = 20) -> list[int]:
    """Bytes that differ after each exchange in one alliance of three rounds."""
    alliance = story(seed).snapshot(-1)
    base = swaps.files(alliance)
    return [swaps.differing(base, swaps.files(other)) for other in swaps.swapped(alliance, seed, most)]


def test_exchanging_two_answers_inside_a_cell_changes_no_byte_of_the_publication_files(full, total):
    told = spread(exchange, range(FULL)) if full else [exchange(seed, most=5) for seed in range(QUICK)]
    found = [count for counts in told for count in counts]
    total(len(found), "swaps over three audiences")
    total(sum(found), "differing bytes")
    assert not any(found) and len(found) >= (500 if full else 5)


def test_exchanging_two_answers_changes_no_byte_of_the_rendered_page(full, total, tmp_path):
    rooms = NAMES if full else ("intake", "health")
    others = [swaps.shuffled(demo(3), seed) for seed in range(RENDERED if full else 1)]
    made = [pages.page(pages.publish(alliance, "session", history.empty(), rooms), tmp_path / str(n), rooms=rooms)
            for n, alliance in enumerate([demo(3), *others])]
    differ = [path for path in made[1:] if path.read_bytes() != made[0].read_bytes()]
    total(len(others), "pages rendered after exchanging answers in every cell")
    total(len(differ), "pages that differ")
    assert not differ
