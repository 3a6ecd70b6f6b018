"""What may stand in a dossier, as a page to read: data/README.md comes from here."""

from alliance_lib.schema import Column, Table, codes, stored
from alliance_lib.words import Words, sentences
from alliance_lib.workbook.headings import heading


def describe() -> str:
    """Which tables and columns has a dossier, and which values may stand in them? Markdown, Dutch with English.

    Gives: per table its name as a file, its titles, its key and a row per column; then the code lists.
    Source: tables.toml here and in the rooms, codes.toml.
    Leaves out: derived tables, which are never stored.
    """
    say = sentences()["describe.intro"]
    used = {c.codes: None for t in stored().values() for c in t.columns.values() if c.codes}
    parts = ["# Data", say["nl"], f"*{say['en']}*", *map(_table, stored().values()),
             "## " + _both("describe.lists"), *map(_list, used)]
    return "\n\n".join(parts) + "\n"


def _table(table: Table) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    head = f"| {_both('describe.column')} | {_both('describe.heading')} | {_both('describe.values')} | {_both('describe.help')} |"
    rows = [head, "|---|---|---|---|", *map(_column, table.columns.values())]
    about = f"{table.about_nl} *{table.about_en}*\n\n{_both('describe.key')}: {key}"
    return f"## `{table.name}` · {table.nl} / {table.en}\n\n{about}\n\n" + "\n".join(rows)


def _column(column: Column) -> str:
    name = f"`{column.name}`" + (" *" if column.required else "")
    return f"| {name} | {heading(column, 'nl')} / {heading(column, 'en')} | {_values(column)} | {column.help_nl} *{column.help_en}* |"


def _values(column: Column) -> str:
    kind = _both(f"describe.type.{column.type}")
    if column.codes:
        return f"{kind} `{column.codes}`"
    if column.ref:
        return f"{kind} `{column.ref}`"
    if column.points:
        return f"1–{column.points}, x"
    low, high = (Words("nl").number(v) if v is not None else "" for v in (column.min, column.max))
    return f"{kind} {low} – {high}" if low or high else kind


def _list(name: str) -> str:
    rows = [f"| `{code}` | {label['nl']} | {label['en']} |" for code, label in codes()[name].items()]
    return "\n".join([f"### `{name}`\n", "| | nl | en |", "|---|---|---|", *rows])


def _both(key: str) -> str:
    said = sentences()[key]
    return said["nl"] if said["nl"] == said["en"] else f"{said['nl']} / {said['en']}"
