"""Which goals survive and why, and what can the agreement do without?"""

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.goals import decided as people
from alliance_lib.goals import proposal as tool
from alliance_lib.goals import register
from alliance_lib.goals.agreed import agreed
from alliance_lib.goals.elements import element_rows, read_goals, say_elements
from alliance_lib.goals.outcome import Weighed, outcome
from alliance_lib.goals.stripping import say_register
from alliance_lib.goals.worth import Worth, read_worth, say_worth
from alliance_lib.result import Finding, Result, frame, result


def prune(alliance: Alliance, *, assume: Assumptions, seed: int) -> Result:
    """Which goals survive and why, and what can the agreement do without?

    Reads: goals, goal_values, goal_choices, goal_interests, deliverables, clauses, clause_choices, interests, parties; any may
        be empty.
        assume as in assumptions.toml of this room; seed of the draws.
    Gives: Result with concreteness, goals (proposal beside decision), struck (why), payments (the trace of
        Equal Shares), shares (by party), clauses, agreement, duties and interests; and what the choices cost and lead to (outcome). The proposal is
        computed; what was decided decides which clauses still have a goal.
    Refuses: nothing; what is not there becomes a finding.
    Source: Peters, Pierczynski & Skowron 2021 (equal shares), Ogryczak & Sliwinski 2006 (leximin),
        Lahdelma & Salminen 2001 (survival).
    Leaves out: positions that a party did not share with this audience; the law.

    >>> from alliance_lib import assumptions
    >>> from alliance_lib.alliance import from_frames
    >>> empty = prune(from_frames({}, round=1), assume=assumptions.load("goals"), seed=1)
    >>> empty.findings[0].code
    'goals.missing_goals'
    """
    goals, worth = alliance["goals"], read_worth(alliance)
    names = dict(zip(goals["goal_id"], goals["name"], strict=True))
    parties = {party: party for party in worth.served.index} | alliance.party_names
    types = alliance["parties"].set_index("party_id")["type_code"].dropna().to_dict()
    found = tool.propose_goals(worth, assume, seed)
    decided, read = people.read_decided(alliance), read_goals(alliance)
    held = register.read_register(alliance, _struck(decided, found))
    struck = tool.struck_rows(found, names, parties) if found else []
    tables = {
        "concreteness": element_rows(alliance, read), "goals": people.goal_rows(goals, worth, found, decided), "struck": struck,
        "payments": tool.payment_rows(found, names, parties) if found else [],
        "shares": people.share_rows(worth, found, decided, parties, types), "clauses": register.clause_rows(held, names, parties),
        "agreement": register.agreement_rows(held), "duties": register.duty_rows(held),
        "interests": register.interest_rows(held, alliance),
    }
    paper, told = agreed(alliance, held, _kept(decided, found), assume)
    after, said = outcome(alliance, Weighed(worth, found, decided, struck, names, parties), assume)
    findings = [*_missing(alliance), *say_elements(tables["concreteness"], read, set(decided.no)), *say_worth(worth, parties, names),
                *(tool.say_proposal(found, names, struck) if found else []),
                *people.say_decided(decided, found, goals, assume["goal_budget"]), *say_register(held, alliance),
                *_consequences(worth, found, decided, (tables["shares"], names, parties)), *said, *told]
    steps = tool.proposal_steps(found, names) if found else []
    return result("goals", {name: frame("goals", name, rows) for name, rows in (tables | after | paper).items()}, findings, steps)


def _struck(decided: people.Decided, found: tool.Proposal | None) -> set:
    """Which goals do not stay: as decided, and as proposed only while nothing has been decided?"""
    if len(decided.latest):
        return decided.struck
    return {goal for goal, code in found.codes.items() if code == "strike"} if found else set()


def _kept(decided: people.Decided, found: tool.Proposal | None) -> tuple:
    """Which goals stay: as decided, or as proposed while nothing has been decided?"""
    return decided.kept if len(decided.latest) else found.selected if found else ()


def _consequences(worth: Worth, found: tool.Proposal | None, decided: people.Decided, told: tuple) -> list[Finding]:
    shares, names, parties = told
    kept = _kept(decided, found)
    return [*people.say_shares(shares, worth, parties, decided.empty_reasons), *people.say_risk(worth, kept, names, parties)]


def _missing(alliance: Alliance) -> list[Finding]:
    wanted = {"goals": "goals.missing_goals", "parties": "goals.missing_parties"}
    return [Finding(code, table, weight=0.73) for table, code in wanted.items() if alliance.frames[table].empty]
