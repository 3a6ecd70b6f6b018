"""The front door of the interests room: who wants what, where does it meet or clash, who can stop something?"""

import pandas as pd

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.interests import (
    balance, exchange, forms, ground, guessing, large_panel, ownership, pairs, positions, rules, sources, synergy, taking_part, tensions,
    viewpoints, wants,
)
from alliance_lib.result import Finding, Result, result


def compare(alliance: Alliance, *, assume: Assumptions, seed: int) -> Result:
    """Who wants what, where do the parties meet or clash, and who has power?

    Reads: parties, goals, stances (the latest up to this round), influence, interests and the other tables of this room,
        and owners, commitments, people and stakeholders of others; any may be empty.
        assume as in assumptions.toml of this room; seed of the draws.
    Gives: Result with ground (a row per goal), stances, trades, pairs (per order of MACTOR), power (a row
        per party), rules and rule_votes (the same vote under each rule), wants and kinds, moves and guesses (between
        parties), gifts, contributions, drivers and swaps (give and get),
        sources, concentration and joint (power and ownership), forms, purchases, synergy and heard (how the work is
        shared), panel, panel_groups and views (tenants, staff, sorts); findings name what was found and every gap.
    Refuses: nothing; what is not there becomes a finding.
    Source: Godet 1994 (MACTOR); Fisher & Ury (complementary interests); Banzhaf 1965, Shapley & Shubik 1954.
    Leaves out: positions a party did not approve, and panels of tenants or staff, for a shared audience.

    >>> from alliance_lib import assumptions
    >>> from alliance_lib.alliance import from_frames
    >>> empty = compare(from_frames({}, round=1), assume=assumptions.load("interests"), seed=1)
    >>> empty.findings[0].code
    'interests.missing_stances'
    """
    held = positions.positions(alliance)
    direct = positions.direct_influence(alliance, held.party_names)
    places, trades = ground.ground(held, assume)
    seen = pairs.picture(held, direct, assume, seed)
    related = pairs.pairs(held, seen, assume)
    places = tensions.with_mobilisation(places, seen)
    weighed = tensions.with_ambivalence(balance.balance(alliance, seen, assume), held, seen)
    moved = tensions.moves(held, seen, direct)
    voted = rules.votes_by_rule(alliance, held, assume)
    wanted = wants.wants(alliance, held)
    kinds = wants.kinds_by_party(wanted, held, assume)
    tables = {"ground": places, "stances": positions.long_form(held), "trades": trades, "pairs": related, "power": weighed,
              "rules": rules.by_rule(voted), "rule_votes": voted, "wants": wanted, "kinds": kinds, "moves": moved,
              "guesses": (guessed := guessing.guesses(alliance, held))}
    findings = [*ground.say_ground(places, trades), *pairs.say_pairs(related), *balance.say_balance(weighed),
                *rules.say_rules(voted, held), *wants.say_wants(wanted, kinds), *positions.say_gaps(alliance, held, direct),
                *tensions.say_tensions(places, weighed, moved), *guessing.say_guesses(alliance, guessed)]
    for more, said in (_brought(alliance, assume), _shared_out(alliance, weighed), _together(alliance),
                       large_panel.large_panel(alliance, assume, seed), viewpoints.viewpoints(alliance, seed)):
        tables, findings = tables | more, findings + said
    return result("interests", tables, findings, [*ground.steps(places), *pairs.steps(related)])


def _brought(alliance: Alliance, assume: Assumptions) -> tuple[dict, list[Finding]]:
    """What each brings and comes for, what meets, and what it is after."""
    rows = exchange.gifts(alliance)
    valued, swapped = exchange.drivers(rows), exchange.swaps(rows, assume)
    brought = exchange.contributions(rows, alliance)
    return ({"gifts": rows, "contributions": brought, "drivers": valued, "swaps": swapped},
            exchange.say_exchange(alliance, rows, brought, valued, swapped))


def _shared_out(alliance: Alliance, weighed: pd.DataFrame) -> tuple[dict, list[Finding]]:
    """Who has how much of each source of power, and what is owned together."""
    owned = ownership.owners(alliance)
    shares, together = sources.sources(alliance, weighed, owned), ownership.joint(owned)
    held = sources.concentration(shares)
    tables = {"sources": shares, "concentration": held, "joint": together}
    return tables, sources.say_sources(alliance, shares, held) + ownership.say_joint(together)


def _together(alliance: Alliance) -> tuple[dict, list[Finding]]:
    """In which form, with which gain, and who took part."""
    wanted, gains, people = forms.forms(alliance), synergy.synergy(alliance), taking_part.heard(alliance)
    bought = forms.purchases(wanted)
    tables = {"forms": wanted, "purchases": bought, "synergy": gains, "heard": people}
    return tables, [*forms.say_forms(alliance, wanted, bought), *synergy.say_synergy(gains), *taking_part.say_heard(alliance, people)]
