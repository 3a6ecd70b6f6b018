"""alliance brief, conclude, handover, as somebody types them."""

from dossiers import demo, small  # noqa: F401 (fixtures)
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
