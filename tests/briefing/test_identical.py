"""The same dossier gives the same files, to the byte: whatever the hash seed, the time zone and the day on the clock."""

import os
import subprocess
import sys

import pytest
from dossiers import copied

RUN = "import sys; from alliance_lib import briefing; briefing.brief(sys.argv[1], audience=sys.argv[3], out=sys.argv[2])"
# Twenty-six hours apart: at no moment do these two have the same date.
ELSEWHERE = ({"PYTHONHASHSEED": "1", "TZ": "Etc/GMT+12", "LC_ALL": "C"}, {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"})


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["facilitator", "party:C1"])
def test_a_rerun_elsewhere_gives_the_same_html_pdf_word_workbook_and_calendar(tmp_path, audience):
    path, made = copied("demo", tmp_path), []
    for number, there in enumerate(ELSEWHERE):
        out = tmp_path / f"out{number}"
        subprocess.run([sys.executable, "-c", RUN, path, out, audience], env=os.environ | there, check=True)
        made.append({one.relative_to(out): one.read_bytes() for one in out.rglob("*") if one.is_file()})
    kinds = {one.suffix for one in made[0]}
    assert {".html", ".docx", ".xlsx", ".ics"} <= kinds and made[0].keys() == made[1].keys()
    assert [str(name) for name in made[0] if made[0][name] != made[1][name]] == []
