"""A command as somebody types it: what it prints, what it complains about, and its exit code."""

import io
import sys
from typing import NamedTuple
from unittest.mock import patch

from alliance_lib.cli import main


class Typed(NamedTuple):
    """What a command said on the screen, what it said as a complaint, and whether it succeeded (0)."""

    code: int
    out: str
    err: str


def typed(*words: object, answer: str = "") -> Typed:
    """Type `alliance` and these words; answer is what is typed when it asks."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    argv = ["alliance", *map(str, words)]
    with patch.multiple(sys, argv=argv, stdin=io.StringIO(answer), stdout=out, stderr=err):
        try:
            code = main() or 0
        except SystemExit as stopped:
            code = stopped.code
    return Typed(code, *(read(stream) for stream in (out, err)))


def read(stream: io.TextIOWrapper) -> str:
    """Everything that was written to a stream."""
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")
