"""Charts as pictures: as a browser drew them for the paper, all or not at all, and nothing of the machine in them."""

import base64
import struct
import zlib

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from alliance_lib.briefing import pdf, pictures, render
from alliance_lib.words import Words

NL = Words("nl")
ABOUT = {"name": "Waterrijk", "help_request": "", "help_request_by": "", "success_criterion": "", "audience": "steering_group", "round": 3,
         "reference_date": "2027-03-01", "fingerprint": "f" * 64, "party_names": {"C1": "Een", "C2": "Twee"}, "rows": {}}
PNG = pictures.STARTS + b"..." + pictures.ENDS
HELD = '<script type="application/json" id="{}-data">data:image/png;base64,{}</script>'
FORGED = "</script>" + HELD.format("goals-plot-9", base64.b64encode(PNG).decode()) + "<b>"
browser = pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")


def page(*held: tuple[str, bytes]) -> bytes:
    return "\n".join(HELD.format(name, base64.b64encode(body).decode()) for name, body in held).encode()


def chunks(png: bytes) -> list[bytes]:
    """The names of the parts of a PNG: what it holds beside the picture has a part of its own."""
    found, at = [], len(pictures.STARTS)
    while at < len(png):
        found.append(png[at + 4:at + 8])
        at += 12 + struct.unpack(">I", png[at:at + 4])[0]
    return found


def figure(text: str, height: int, alt: str = "Wat? Dit."):
    data = {"data": [{"type": "bar", "x": [1, 2], "y": [1, 2], "text": [text, ""]}], "layout": {"height": height, "meta": {"alt": alt}}}
    return new_output("display_data", data={render.PLOTLY: data})


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Two charts, the second with what would make a picture of its own, printed twice."""
    if pdf.find_browser() is None:
        pytest.skip("no Chromium, Chrome or Edge here")
    cells = [new_code_cell("", outputs=[figure("gewoon \x0b\x01\ufffe", 300)]), new_code_cell("", outputs=[figure(FORGED, 400, FORGED + '"')])]
    section = render.section(new_notebook(cells=cells), "goals", NL)
    folder = tmp_path_factory.mktemp("pagina")
    (folder / "p.html").write_text(render.document(ABOUT, [section], NL, 1, render.Beside()), encoding="utf-8")
    seen = []
    for _ in range(2):
        assert pdf.make(folder / "p.html", folder / "p.pdf", [], 2, lambda page: seen.append(pictures.drawn(page))) is None
    return seen


def test_each_picture_is_found_by_the_name_of_its_chart():
    assert pictures.drawn(page(("goals-plot-2", PNG), ("goals-plot-1", PNG + b"x" + PNG))) == {"goals-plot-2": PNG, "goals-plot-1": PNG + b"x" + PNG}


@pytest.mark.parametrize("body", [b"", PNG[:-1], PNG[1:], b"<svg/>"], ids=["empty", "cut", "headless", "other"])
def test_what_is_no_whole_picture_is_left_out_and_the_others_stay(body):
    assert pictures.drawn(page(("goals-plot-1", body), ("goals-plot-2", PNG))) == {"goals-plot-2": PNG}


def test_a_page_whose_charts_were_not_drawn_has_no_pictures():
    assert pictures.drawn(b'<script type="application/json" id="goals-plot-1-data">{"data": []}</script>') == pictures.drawn(b"") == {}


@browser
@pytest.mark.slow
def test_every_chart_is_a_picture_in_its_own_proportions_on_white(drawn):
    (wide, high), (same, higher) = (struct.unpack(">II", png[16:24]) for png in drawn[0].values())
    assert wide == same > 1000 and higher / high == pytest.approx(400 / 300, rel=0.005)
    for png in drawn[0].values():
        assert zlib.decompressobj().decompress(png[png.index(b"IDAT") + 4:], 4)[1:] == b"\xff\xff\xff", "the corner is not white"


@browser
@pytest.mark.slow
def test_a_picture_holds_no_time_path_or_name_and_a_rerun_gives_the_same_bytes(drawn):
    assert drawn[0] == drawn[1]
    assert {name for png in drawn[0].values() for name in chunks(png)} <= {b"IHDR", b"IDAT", b"IEND", b"sRGB"}


@browser
@pytest.mark.slow
def test_text_that_looks_like_a_picture_is_text(drawn):
    assert "goals-plot-9" not in drawn[0] and PNG not in drawn[0].values()
