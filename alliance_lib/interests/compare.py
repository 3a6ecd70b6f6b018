"""The front door of the interests room: who wants what, where does it meet or clash, who can stop something?"""

from alliance_lib.alliance import Alliance
from alliance_lib.assumptions import Assumptions
from alliance_lib.interests import balance, ground, pairs, positions, wants
from alliance_lib.result import Result, result


def compare(alliance: Alliance, *, assume: Assumptions, seed: int) -> Result:
    """Who wants what, where do the parties meet or clash, and who has power?

    Reads: parties, goals, stances (the latest up to this round), influence, interests; any may be empty.
        assume as in assumptions.toml of this room; seed of the draws.
    Gives: Result with ground (a row per goal), stances, trades, pairs (per order of MACTOR), power (a row
        per party), wants and kinds; findings name what was found and every gap.
    Refuses: nothing; what is not there becomes a finding.
    Source: Godet 1994 (MACTOR); Fisher & Ury (complementary interests); Banzhaf 1965, Shapley & Shubik 1954.
    Leaves out: positions a party did not approve, for a shared audience; value drivers, give and get, panels.

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
    weighed = balance.balance(alliance, seen, assume)
    wanted = wants.wants(alliance, held)
    kinds = wants.kinds_by_party(wanted, held)
    tables = {"ground": places, "stances": positions.long_form(held), "trades": trades, "pairs": related, "power": weighed,
              "wants": wanted, "kinds": kinds}
    findings = [*ground.say_ground(places, trades), *pairs.say_pairs(related), *balance.say_balance(weighed),
                *wants.say_wants(wanted, kinds), *positions.say_gaps(alliance, held, direct)]
    return result("interests", tables, findings, [*ground.steps(places), *pairs.steps(related)])
