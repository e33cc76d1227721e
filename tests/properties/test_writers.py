"""What the writers write can be read back, whatever a notice says."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports.made import disclosure, notice

from noticeparse.model import Fields, Text
from noticeparse.paths import safe_path
from noticeparse.reports import Options
from noticeparse.reports.csv import guard, read_csv, read_rows, unguard, write_csv
from noticeparse.reports.json import notice_from_json, notice_to_json
from noticeparse.reports.tables import csv_tables as open_csv
from noticeparse.reports.xlsx_sheet import LONGEST_CELL, fit

tricky = st.sampled_from("'=+-@\t\r\n\"|!(,;x1 ＝\x00\u2028")
cells = st.text() | st.text(tricky, max_size=8)
captions = st.lists(st.tuples(st.text(), st.text()), unique_by=lambda pair: pair[0], max_size=3)


@given(cells)
def test_guarding_is_undone_exactly(cell: str) -> None:
    assert unguard(guard(cell)) == cell


@given(cells)
def test_no_guarded_cell_can_be_run(cell: str) -> None:
    assert not guard(cell).startswith(("=", "+", "@", "\t", "\r"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells), max_size=4), st.booleans())
def test_csv_rows_come_back(rows: list[tuple[str, str]], raw: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        write_csv(path, ["a", "b"], [{"a": a, "b": b} for a, b in rows], raw=raw)
        assert read_rows(path, raw=raw) == (["a", "b"], [list(row) for row in rows])


@settings(max_examples=30, deadline=None)
@given(cells, cells)
def test_disclosures_come_back_as_a_frame(company: str, description: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        writer = open_csv(Path(folder), Options())
        writer.add(notice(disclosure(company, description=Text(description))))
        writer.finish()
        row = read_csv(Path(folder) / "disclosures.csv").iloc[0]
        assert (row["company"], row["description"]) == (company, description)


@given(st.text(), st.text(), captions)
def test_notices_come_back(company: str, text: str, other: list[tuple[str, str]]) -> None:
    fields = Fields(data=Text(text), other=tuple((name, Text(cell)) for name, cell in other))
    made = notice(disclosure(company, description=Text(text), fields=fields))
    assert notice_from_json(notice_to_json(made)) == made


@given(st.text(st.characters(exclude_categories=[])))
def test_paths_stay_below_their_folder(path: str) -> None:
    safe = safe_path(path)
    parts = safe.split("/")
    assert ".." not in parts
    assert not safe.startswith("/")
    assert not set(safe) & set('<>:"|?*\\\0')
    assert all(part and not part.endswith((".", " ")) for part in parts if part != "_..")
    assert all(len(part.encode("utf-8")) <= 240 for part in parts)
    assert safe_path(safe) == safe


@given(st.text(st.characters(exclude_categories=[])), st.integers(60, 100))
def test_cells_fit_into_excel(text: str, longest: int) -> None:
    fitted = fit(text, longest=longest)
    assert len(fitted.encode("utf-16-le")) // 2 <= longest
    assert LONGEST_CELL == 32_767
