"""Is the collaboration itself well?"""

from alliance_lib.health import reliability
from alliance_lib.health.examine import examine

__all__ = ["examine", "reliability"]
