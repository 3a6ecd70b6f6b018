"""alliance brief, conclude, handover, as somebody types them."""

import os
import signal
import subprocess
import sys
import time

import pytest
from dossiers import copied, demo, small  # noqa: F401 (fixtures)
from typed import typed

from alliance_lib import dossier, publication


def test_a_conclusion_in_own_words_stays_with_the_facilitator_until_it_is_approved_b03(small):  # noqa: F811
    done = typed("conclude", small, "intake.agreement", "Wij praten verder.", "--author", "Kees")
    assert done.code == 0 and "wordings/2|intake.agreement|nl" in done.out
    with dossier.open(small) as held:
        seen = publication.permitted(held.snapshot(), "session")
        assert publication.about(seen, "session")["wordings"] == []
    assert typed("approve", small, "--row", "wordings/2|intake.agreement|nl").code == 0
    with dossier.open(small) as held:
        (one,) = publication.about(publication.permitted(held.snapshot(), "session"), "session")["wordings"]
    assert one["text"] == "Wij praten verder." and "Kees" not in str(one)


def test_the_list_marks_own_words_and_without_text_the_computed_sentence_is_back_b03(small):  # noqa: F811
    typed("conclude", small, "intake.agreement", "Wij praten verder.")
    assert "Wij praten verder. *" in typed("conclude", small).out
    assert typed("conclude", small, "intake.agreement").code == 0
    assert "Wij praten verder." not in typed("conclude", small).out


def test_a_chart_that_does_not_exist_is_refused_with_the_nearest(small):  # noqa: F811
    done = typed("conclude", small, "intake.agrement", "x")
    assert done.code == 1 and "intake.agreement" in done.err


def test_the_overview_for_a_colleague_stands_where_one_does_not_share(demo, tmp_path):  # noqa: F811
    done = typed("handover", demo, "--out", tmp_path / "reports")
    assert done.code == 0 and all("_NIET-DELEN" in line for line in done.out.splitlines())


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such signal")
@pytest.mark.parametrize("ignored", [False, True], ids=["closed", "nohup"])
def test_a_window_that_is_closed_while_a_briefing_is_made_leaves_nothing_of_it_behind_and_nohup_goes_on(tmp_path, ignored):
    before = ["nohup"] if ignored else []
    command = [*before, sys.executable, "-m", "alliance_lib", "brief", str(copied("tiny", tmp_path)), "--no-pdf", "--out", str(tmp_path / "reports")]
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    process = subprocess.Popen(command, env=os.environ | {"TMPDIR": str(temporary)}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not list(temporary.glob("alliance-*/publication.json")) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGHUP)
    said, complained = process.communicate(timeout=60)
    assert process.returncode == (0 if ignored else 130), complained
    assert (b"briefing.html" in said) == ignored and list(temporary.glob("alliance-*")) == []
