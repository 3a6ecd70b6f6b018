"""Which goals survive and why, and what can the agreement do without?"""

from alliance_lib.goals.acceptability import Smaa, smaa, survival
from alliance_lib.goals.completion import Leximin, leximin
from alliance_lib.goals.prune import prune
from alliance_lib.goals.shares import EqualShares, equal_shares

__all__ = ["EqualShares", "Leximin", "Smaa", "equal_shares", "leximin", "prune", "smaa", "survival"]
