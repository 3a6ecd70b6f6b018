"""What was agreed, adopted and promised elsewhere, and what do the words mean? Everything for the paper."""

from collections.abc import Mapping

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.goals.articles import article_rows, content_rows, say_work, standing_text, work_rows
from alliance_lib.goals.decided import read_decided
from alliance_lib.goals.form import form_rows, say_form
from alliance_lib.goals.glossary import glossary_rows, say_glossary
from alliance_lib.goals.outside import obligation_rows, say_obligations
from alliance_lib.goals.register import Register, read_register, trace_rows
from alliance_lib.goals.versions import adopted_rows, current_hashes, say_versions, version_rows
from alliance_lib.result import Finding

PHASE = ["phase_number", "name", "aim", "gate_homes", "gate_kept_share"]


def agreed(alliance: Alliance, held: Register, kept: tuple, assume: Assumptions) -> tuple[dict, list[Finding]]:
    """What stands on paper, which version is it, and what should be said about it?

    Reads: the register; kept, the goals that stay; terms, working_agreements, adoptions, obligations, phases.
    Gives: rows by table (traces, articles, how_we_work, content, adopted, versions, obligations, glossary, form,
        phases, parties) and findings.
    """
    goals, parties = alliance["goals"], alliance.party_names
    articles = article_rows(held, parties)
    work, adopted = work_rows(alliance, articles, parties), adopted_rows(alliance)
    proposed = not held.is_decided and any(one["place_code"] != "agreement" for one in articles)
    tables = {
        "traces": trace_rows(held, alliance, dict(zip(goals["goal_id"], goals["name"], strict=True))), "articles": articles,
        "how_we_work": work, "content": content_rows(articles, work), "adopted": adopted,
        "versions": version_rows(adopted, current_hashes(alliance, kept, standing_text(held)), proposed),
        "obligations": obligation_rows(alliance), "glossary": glossary_rows(alliance, _in_force(alliance, kept, articles, work)),
        "form": form_rows(alliance, kept, assume), "phases": alliance["phases"][PHASE].to_dict("records"),
        "parties": alliance["parties"][["party_id", "name", "type_code"]].to_dict("records")}
    findings = [*say_work(work, tables["content"], articles), *say_versions(tables["versions"], adopted, alliance),
                *say_obligations(tables["obligations"], alliance), *say_glossary(tables["glossary"]), *say_form(tables["form"])]
    return tables | {"adopted": [{name: value for name, value in row.items() if name != "hashes"} for row in adopted]}, findings


def to_adopt(alliance: Alliance) -> dict[str, str]:
    """Which hash would be adopted today, of the goals as decided and of the agreement as it stands?"""
    decided = read_decided(alliance)
    return current_hashes(alliance, decided.kept, standing_text(read_register(alliance, decided.struck)))


def _in_force(alliance: Alliance, kept: tuple, articles: list[Mapping], work: list[Mapping]) -> list:
    goals = alliance["goals"]
    return [*goals.loc[goals["goal_id"].isin(set(kept)), "text"], *(one["text"] for one in articles if one["place_code"] == "agreement"),
            *(one["what_text"] for one in work)]
