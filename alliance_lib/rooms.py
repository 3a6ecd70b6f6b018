"""The list of rooms, in the order of the work: a sixth room is one line here."""

ROOMS = (
    # folder, front verb, notebook
    ("intake", "diagnose", "01_intake"),
    ("interests", "compare", "02_interest_mapping"),
    ("goals", "prune", "03_goal_pruning"),
    ("scaleup", "forecast", "04_scale_up"),
    ("health", "examine", "05_collaboration_health"),
)

NAMES = tuple(name for name, _, _ in ROOMS)
VERBS = {name: verb for name, verb, _ in ROOMS}
NOTEBOOKS = {name: notebook for name, _, notebook in ROOMS}
AMBITION = ("goals", "interests")  # where who starts out begins; who is stuck begins with the diagnosis


def ordered(route: str) -> tuple[str, ...]:
    """In which order does this route take the rooms?"""
    return (*AMBITION, *(name for name in NAMES if name not in AMBITION)) if route == "start" else NAMES
