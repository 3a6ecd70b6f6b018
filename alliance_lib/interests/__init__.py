"""Who wants what, where do they meet or clash, and who has power?"""

from alliance_lib.interests import actors, common_ground, power
from alliance_lib.interests.actors import mactor
from alliance_lib.interests.compare import compare
from alliance_lib.interests.panels import opinion_groups
from alliance_lib.interests.ranking import kendall_w
from alliance_lib.interests.sorting import q_method

__all__ = ["actors", "common_ground", "compare", "kendall_w", "mactor", "opinion_groups", "power", "q_method"]
