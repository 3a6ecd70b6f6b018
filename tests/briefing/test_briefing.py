"""A briefing is made by real notebooks in real kernels; here small ones, that show every kind of fragment."""

import re
from pathlib import Path

import docx
import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from plotly.offline import get_plotlyjs

from alliance_lib import briefing, dossier
from alliance_lib.briefing import pdf
from alliance_lib.errors import AllianceError
from alliance_lib.rooms import NAMES, NOTEBOOKS
from alliance_lib.words import Words

NL = Words("nl")
PARAMETERS = '''source = "../data/demo.alliance"  # the dossier or publication
round = 3  # which round
audience = "session"  # for whom
lang = "nl"  # nl or en
seed = 1  # of the draws'''
OPEN = '''import alliance_lib
view = alliance_lib.open(source, round=round, lang=lang, audience=audience, seed=seed)
view.opening("{room}")'''
CHART = '''from IPython.display import HTML, display
from alliance_lib import page, style
drawn = style.figure(lang, rows=3).add_bar(x=[1, 2, 3], y=style.plain(view.about["party_names"].values()), orientation="h")
drawn.update_layout(meta={{"alt": "Hoeveel? Drie."}})
display(HTML(page.question("Hoeveel?", "{room}.chart.count")), drawn, HTML(page.conclusion("Drie.")))'''


def write_notebooks(folder: Path, cells: dict[str, str]) -> Path:
    """One small notebook per room: parameters, open, and the cells of the test; {room} is filled in."""
    folder.mkdir()
    for room in NAMES:
        made = [new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), new_code_cell(OPEN.format(room=room))]
        made += [new_code_cell(text.format(room=room), metadata={"tags": [tag] if tag else []}) for tag, text in cells.items()]
        notebook = new_notebook(cells=made, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
        nbformat.write(notebook, folder / f"{NOTEBOOKS[room]}.ipynb")
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("dossier") / "waterrijk.alliance"
    parties = pd.DataFrame({"party_id": ["C1", "C2", "B1"], "name": ["Een", "Twee", "Drie"],
                            "type_code": ["corporation", "corporation", "builder"]})
    facts = pd.DataFrame([{"alliance_id": "W", "name": "Waterrijk", "help_request": "Hoe nu verder?"}])
    rounds = pd.DataFrame({"round": [1], "reference_date": pd.to_datetime(["2027-03-01"])})
    dossier.create(path, {"alliance": facts, "parties": parties, "rounds": rounds})
    return path


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelf") / "notebooks"
    return write_notebooks(folder, {"": CHART, "digest": "print('niet op de pagina')"})


@pytest.fixture(scope="module")
def made(store, shelf, tmp_path_factory):
    out = tmp_path_factory.mktemp("reports")
    return briefing.brief(store, audience="facilitator", pdf=False, out=out, notebooks=shelf, seed=7)


@pytest.mark.slow
def test_the_facilitators_briefing_stands_in_a_folder_that_says_not_to_share_it(made, store):
    assert made.folder.parts[-4:] == (store.stem, "round-1", "_NIET-DELEN", "facilitator-nl")
    assert sorted(p.name for p in made.folder.iterdir()) == sorted([*(f"{n}.html" for n in NOTEBOOKS.values()), "briefing.html", "briefing.docx"])
    assert made.pdf is None and made.problems == () and [p.stem for p in made.notebooks] == list(NOTEBOOKS.values())


@pytest.mark.slow
def test_the_briefing_holds_every_room_once_and_every_chart(made):
    text = made.html.read_text(encoding="utf-8")
    for room in NAMES:
        assert text.count(f'<header class="opening" id="{room}">') == 1 and f'id="{room}-plot-1"' in text
    assert "Hoe nu verder?" in text and "niet op de pagina" not in text and "<dd>7</dd>" in text


@pytest.mark.slow
def test_no_page_tells_where_it_was_made(made, store, shelf):
    for path in made.folder.glob("*.html"):
        text = path.read_text(encoding="utf-8").replace(get_plotlyjs(), "")
        for trace in (str(store.parent), str(shelf), store.name, "add_bar", "papermill", "parameters"):
            assert trace not in text, f"{path.name} holds {trace}"


@pytest.mark.slow
def test_a_rerun_gives_the_same_files(made, store, shelf, tmp_path):
    again = briefing.brief(store, audience="facilitator", pdf=False, out=tmp_path, notebooks=shelf, seed=7)
    for path in made.folder.iterdir():
        assert path.read_bytes() == (again.folder / path.name).read_bytes()


@pytest.mark.slow
def test_the_notebooks_of_a_shared_audience_receive_a_publication_and_not_the_dossier(store, tmp_path):
    told = '''from pathlib import Path
display(HTML(page.conclusion(f"gekregen: {{Path(source).name}}, ernaast: {{len(list(Path().glob('*.alliance')))}}")))'''
    shelf = write_notebooks(tmp_path / "notebooks", {"": CHART + "\n" + told})
    shared = briefing.brief(store, audience="party:B1", pdf=False, out=tmp_path, notebooks=shelf)
    text = shared.html.read_text(encoding="utf-8")
    assert shared.folder.parts[-2:] == ("round-1", "party-B1-nl")
    assert "gekregen: publication.json, ernaast: 0" in text and NL.say("brief.may_read.party") in text


@pytest.mark.slow
@pytest.mark.parametrize(("line", "said", "hidden"), [
    ("raise ValueError('geheim ' + view.about['name'])", "ValueError", "geheim"),
    ("alliance_lib.open('weg.json')", "weg.json", "Traceback")], ids=["fault", "message"])
def test_a_notebook_that_stops_names_its_cell_and_shows_no_values(store, tmp_path, line, said, hidden):
    shelf = write_notebooks(tmp_path / "notebooks", {"": line})
    with pytest.raises(AllianceError) as caught:
        briefing.brief(store, audience="facilitator", pdf=False, out=tmp_path / "reports", notebooks=shelf)
    assert "01_intake" in str(caught.value) and "cel 3" in str(caught.value) and said in str(caught.value)
    assert hidden not in caught.value.what.replace(line, "") and not (tmp_path / "reports").exists()


def test_a_mistyped_name_of_a_parameter_is_refused_with_the_nearest(shelf):
    with pytest.raises(AllianceError, match=re.escape("Bedoelt u audience?")):
        briefing.check(shelf / "01_intake.ipynb", {"audiense": "session"}, NL)
    with pytest.raises(AllianceError, match="Kies uit: source, round"):
        briefing.check(shelf / "01_intake.ipynb", {"xyz": 1}, NL)


@pytest.mark.parametrize("given", [{"round": "3"}, {"round": True}, {"round": 3.0}, {"lang": 1}])
def test_a_parameter_of_another_type_is_refused(shelf, given):
    with pytest.raises(AllianceError, match="moet van het soort"):
        briefing.check(shelf / "01_intake.ipynb", given, NL)


def test_a_missing_notebook_is_named(shelf):
    with pytest.raises(AllianceError, match="06_zesde.ipynb"):
        briefing.check(shelf / "06_zesde.ipynb", {}, NL)


@pytest.mark.parametrize("order", [{"audience": "iedereen"}, {"round": 9}])
def test_an_unknown_audience_or_round_is_refused_before_anything_runs(store, shelf, tmp_path, order):
    with pytest.raises(AllianceError):
        briefing.brief(store, pdf=False, out=tmp_path / "reports", notebooks=shelf, **order)
    assert not (tmp_path / "reports").exists()


def test_an_unknown_wish_is_a_programming_error(store):
    with pytest.raises(TypeError):
        briefing.brief(store, langue="nl")


@pytest.mark.slow
@pytest.mark.skipif(pdf.find_browser() is None, reason="no Chromium, Chrome or Edge here")
def test_the_charts_of_the_pdf_stand_in_word_and_those_of_the_rooms_own_pages_do_not(store, tmp_path):
    shelf = write_notebooks(tmp_path / "notebooks", {"": CHART, "detail": CHART.replace("Hoeveel?", "Hoe precies?")})
    made = briefing.brief(store, audience="facilitator", out=tmp_path, notebooks=shelf)
    word = docx.Document(made.word)
    asked = [one.text for one in word.paragraphs if one.style.name == "Heading 2"]
    drawn = [before.text for before, one in zip(word.paragraphs, word.paragraphs[1:], strict=False) if one._p.xpath(".//pic:pic")]
    assert made.pdf is not None and made.problems == ()
    assert drawn == ["Hoeveel?"] * len(NAMES) and asked.count("Hoe precies?") == len(NAMES)
    assert {one._inline.docPr.get("descr") for one in word.inline_shapes} == {"Hoeveel? Drie."}


@pytest.mark.slow
def test_without_a_browser_word_is_made_without_pictures_and_one_sentence_says_that_the_pdf_is_missing(store, shelf, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    if pdf.find_browser() is not None:
        pytest.skip("a browser stands in one of the usual places")
    made = briefing.brief(store, audience="facilitator", out=tmp_path, notebooks=shelf)
    assert made.problems == (NL.say("brief.problem.no_browser"),) and made.pdf is None
    word = docx.Document(made.word)
    assert not word.inline_shapes and [one.text for one in word.paragraphs].count("Drie.") == len(NAMES)
