"""The columns of all tables → docs/columns.md.

usage: python benchmarks/columns_page.py > docs/columns.md
"""

from __future__ import annotations

import sys

from noticeparse.given import table
from noticeparse.reports import rows as known

_HEAD = """# Columns

Made from `src/noticeparse/reports/columns.csv` by `python benchmarks/columns_page.py`.

`noticeparse convert` writes these tables as CSV; with `--format sqlite` as one file `notices.db`,
with `--format parquet` (extra `parquet`) as Parquet. `datapackage.json` beside the CSV files says
the same for programs.

- An empty cell (null in SQLite and Parquet) says that the notice does not state it. It never
  means “none”.
- CSV is UTF-8 with a byte order mark. A cell that Excel would run as a formula has a `'` before
  it (`--raw-csv` leaves it out; `noticeparse.read_csv` takes it away again). Read every column as
  text: a URN may begin with 0.
- A *list* is joined by `; ` in CSV, an array of JSON in SQLite, a list in Parquet.
- `row_key` and `notice_key` are the first 16 hexadecimal digits of a SHA-256 over source, id of
  the row, school and URN. They tell rows apart within a run, and stay the same from run to run
  while these four do. `id` alone does not: two notices that name the same company first have the
  same id. Between years, `changes.csv` pairs rows by their words.
- Offsets count characters (Unicode code points) from 0, the end is exclusive: `start` and `end`
  cut `text` out of the column that `field` names. `fields.data`, `fields.purpose` … are the
  columns `data`, `purpose` …; `decided.description` is what a person wrote; an empty field is a
  person's word, which has no evidence.
- `tags` has lawful bases, too: more lines than the tags that `run.json` counts. A notice that
  repeats another one in another format stands in `notices` alone.
- A key: *primary* tells rows apart; the name of a table says that the column of the same name is
  found there.
"""


def columns_page() -> str:
    """Lay the page out."""
    parts = [_HEAD]
    tables = dict.fromkeys(row["table"] for row in table(known.__file__, "columns.csv"))
    for name in tables:
        parts += [f"## {name}\n", "| column | type | key | meaning |", "| --- | --- | --- | --- |"]
        parts += [f"| `{c.name}` | {c.type} | {c.key} | {c.meaning} |" for c in known.columns(name)]
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(columns_page())
