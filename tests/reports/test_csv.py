from dataclasses import replace

import pytest
from tests.reports.made import disclosure, notice

from noticeparse.errors import OutputError, UnreadableFile
from noticeparse.model import Fields, School, Text
from noticeparse.reports.csv import (
    guard,
    read_csv,
    read_rows,
    unguard,
    write_csv,
)
from noticeparse.reports.rows import DISCLOSURE_COLUMNS, TAG_COLUMNS
from noticeparse.reports.tables import TABLES, csv_tables


@pytest.mark.parametrize(
    "cell",
    [
        *("=1+1", "+44 20", "@SUM(A1)", "\tx", "\rx", "-cmd", "- names", "-(1)"),
        *("-2+3+cmd|' /C'!A0", "--cmd|' /C'!A0", "-@x|y!A0", "- -x|y!A0", '-"a"&x|y!A0'),
        *("-_x|y!A0", "-1,0+x|y!A0", "-$A$1", "-'x'!A1", "-1+1", "-5\n"),
    ],
)
def test_what_excel_would_run_is_guarded(cell) -> None:
    assert guard(cell) == "'" + cell
    assert unguard(guard(cell)) == cell


@pytest.mark.parametrize(
    "cell", ["", "-", "–", "-5", "-5.2", "- 5", "-1,000", "-5%", "---", "'Arbor'", "a=b", " =1"]
)
def test_what_is_harmless_stays(cell) -> None:
    assert guard(cell) == cell
    assert unguard(cell) == cell


@pytest.mark.parametrize("cell", ["'=1", "''=1", "'-x"])
def test_cells_that_really_begin_with_the_mark(cell) -> None:
    assert guard(cell) != cell
    assert unguard(guard(cell)) == cell


def test_bytes_are_those_that_excel_wants(tmp_path) -> None:
    path = tmp_path / "x.csv"
    assert write_csv(path, ["a", "b"], [{"a": "é", "b": "=1"}]).escaped == 1
    assert path.read_bytes() == b"\xef\xbb\xbfa,b\r\n\xc3\xa9,'=1\r\n"


def test_raw_leaves_cells_as_they_are(tmp_path) -> None:
    path = tmp_path / "x.csv"
    assert write_csv(path, ["a"], [{"a": "=1"}], raw=True).escaped == 0
    assert read_rows(path, raw=True) == (["a"], [["=1"]])


def test_none_and_n_a_stay_text(tmp_path) -> None:
    tables = csv_tables(tmp_path)
    for company in ("None", "N/A", "nan", "NULL"):
        tables.add(notice(disclosure(company)))
    tables.finish()
    frame = read_csv(tmp_path / "disclosures.csv")
    assert list(frame.columns) == list(DISCLOSURE_COLUMNS)
    assert list(frame["company"]) == ["None", "N/A", "nan", "NULL"]
    assert list(frame["location"]) == [""] * 4


def test_the_row_of_a_disclosure(tmp_path) -> None:
    tables = csv_tables(tmp_path)
    tables.add(notice())
    outcome = tables.finish()
    assert [path.name for path in outcome.files] == [
        *(f"{table}.csv" for table in TABLES),
        "datapackage.json",
    ]
    row = read_csv(tmp_path / "disclosures.csv").iloc[0].to_dict()
    assert row["categories"] == "name"
    assert row["not_shared"] == "home_address"
    assert row["purposes"] == "administration"
    assert row["no_personal_data"] == "false"
    assert row["supplier_judgement"] == "certain"
    assert row["retention"] == "Until the pupil is 25"
    assert row["issues"] == "cut_row; held"
    assert (row["page"], row["row"]) == ("2", "2")  # as people count
    tags = read_csv(tmp_path / "tags.csv")
    assert list(tags.columns) == list(TAG_COLUMNS)
    assert list(tags["evidence_row"]) == ["", "statement:0", "", ""]
    assert list(tags["text"]) == ["Names", "Held", "School", "UPNs"]


def test_rows_count_for_each_school_and_say_so(tmp_path) -> None:
    tables = csv_tables(tmp_path)
    tables.add(replace(notice(), schools=(School("North", "1"), School("South", "2"))))
    tables.finish()
    frame = read_csv(tmp_path / "disclosures.csv")
    assert list(frame["school"]) == ["North", "South"]
    assert list(frame["urn"]) == ["1", "2"]
    assert all("several_schools" in cell for cell in frame["issues"])


def test_cells_of_several_lines_come_back(tmp_path) -> None:
    text = 'Names,\r\n"first"\nand last\r'
    tables = csv_tables(tmp_path)
    tables.add(notice(disclosure(description=Text(text), fields=Fields(location=Text(" UK ")))))
    tables.finish()
    row = read_csv(tmp_path / "disclosures.csv").iloc[0]
    assert (row["description"], row["location"]) == (text, " UK ")


def test_very_long_cells_come_back(tmp_path) -> None:
    path = tmp_path / "x.csv"
    write_csv(path, ["a"], [{"a": "x" * 400_000}])
    assert len(read_rows(path)[1][0][0]) == 400_000


def test_what_is_discarded_leaves_nothing(tmp_path) -> None:
    (tmp_path / "disclosures.csv").write_text("before", "utf-8")
    tables = csv_tables(tmp_path)
    tables.add(notice())
    tables.discard()
    assert [path.name for path in tmp_path.iterdir()] == ["disclosures.csv"]
    assert (tmp_path / "disclosures.csv").read_text("utf-8") == "before"


def test_a_place_that_cannot_be_written_to_is_named(tmp_path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OutputError, match="file"):
        csv_tables(tmp_path / "file")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,b\r\n1\r\n"])
def test_what_is_no_csv_of_ours_is_an_error(tmp_path, content) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"x\.csv"):
        read_rows(path)
