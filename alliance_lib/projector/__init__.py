"""What stands on the screen in the session: the notebooks in JupyterLab, or one room's panel without code in Voila.

Everything listens on this machine only and behind a token. A shared screen's kernel never gets the dossier: a
keeper in this process holds it (keeper.py).
"""

from alliance_lib.projector.notebooks import live_notebook, working_copies
from alliance_lib.projector.servers import Server, lab, voila

__all__ = ["Server", "lab", "live_notebook", "voila", "working_copies"]
