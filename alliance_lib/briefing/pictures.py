"""The charts as pictures, for Word: taken from the page that the browser drew to print it, so nothing is drawn twice."""

import base64
import re

_HELD = re.compile(rb'<script type="application/json" id="([\w-]+)-data">data:image/png;base64,([A-Za-z0-9+/]+={0,2})</script>')
STARTS, ENDS = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


def drawn(page: bytes) -> dict[str, bytes]:
    """Which pictures does a page hold that was drawn for paper?

    Reads: page, its HTML after its scripts ran; briefing.js left each picture where the data of the chart stood.
    Gives: PNG by name of the chart, in the order of the page; a chart that is not whole is not among them.
    Leaves out: no check of what is on a picture; the page shows what its audience may see.

    >>> drawn(b'<script type="application/json" id="goals-plot-1-data">data:image/png;base64,QQ==</script>')
    {}
    """
    found = {name.decode(): base64.b64decode(held) for name, held in _HELD.findall(page)}
    return {name: png for name, png in found.items() if png.startswith(STARTS) and png.endswith(ENDS)}
