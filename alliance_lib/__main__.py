"""python -m alliance_lib: the typed commands."""

from alliance_lib.cli import main

main()
