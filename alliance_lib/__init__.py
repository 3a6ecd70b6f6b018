"""alliance_lib: the facilitator's five questions, and what they share.

A notebook needs one name: `view = alliance_lib.open(source)`.
"""

from alliance_lib.errors import AllianceError

__version__ = "0.1.0"
__all__ = ["AllianceError", "open"]


def __getattr__(name: str):
    """Load the front door only when it is asked for: the measures stay quick to import."""
    if name == "open":
        from alliance_lib.view import open

        return open
    raise AttributeError(f"module 'alliance_lib' has no attribute {name!r}")
