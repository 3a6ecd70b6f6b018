"""A window is killed in the middle of anything: what the screen called saved is there, and nothing is there by halves."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills need fork")
def test_no_kill_loses_what_was_acknowledged_or_leaves_half_a_change(full, total):
    times = 500 if full else 25
    ran = subprocess.run([sys.executable, "-m", "adversary.kills", str(times)], cwd=TESTS, capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout.splitlines()[-1])
    total(times, "windows killed")
    total(found["changes"], "acknowledged changes")
    total(len(found["faults"]), "lost, half or damaged")
    assert found["faults"] == []
    assert found["changes"] > times, "nothing was changed, so nothing was tested"
