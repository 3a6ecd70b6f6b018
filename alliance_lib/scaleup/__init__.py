"""What could it become, how sure are we, and how do we phase it?"""

from alliance_lib.scaleup.forecast import forecast

__all__ = ["forecast"]
