"""The page about the data says what the declarations say."""

from pathlib import Path

from alliance_lib.schema import codes, stored
from alliance_lib.workbook.describe import describe

README = Path(__file__).parents[2] / "data" / "README.md"


def test_the_page_in_the_data_folder_is_the_one_that_the_declarations_give():
    same = README.read_text(encoding="utf-8") == describe()
    assert same, 'run: python -c "from pathlib import Path as P; from alliance_lib.workbook.describe import describe as d; P(\'data/README.md\').write_text(d(), \'utf-8\')"'


def test_every_stored_table_column_and_code_is_on_the_page():
    page = describe()
    for table in stored().values():
        assert f"## `{table.name}`" in page and all(f"| `{name}`" in page for name in table.columns)
    used = {c.codes for t in stored().values() for c in t.columns.values() if c.codes}
    assert all(f"### `{name}`" in page and all(f"| `{code}` |" in page for code in codes()[name]) for name in used)
