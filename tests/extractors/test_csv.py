"""Tables in plain text: told from prose, and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.extractors.word_file import source

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.csv import find_dialect, read
from noticeparse.model import Heading
from noticeparse.pipeline import parse


@pytest.mark.parametrize(
    ("string", "delimiter"),
    [
        ("Company,Data\nArbor,names\nWonde,ages\n", ","),
        ("Company;Data\r\nArbor;names, ages\r\nWonde;ages\r\n", ";"),
        ('Company,Data\n"Arbor","names\nand ages"\nWonde,"a, b"\n', ","),
        ("Our list,,\n,,\nCompany,Data,Why\nArbor,names,MIS\nWonde,ages,sync\n", ","),
        ('Company|Data\nArbor|"names\nand ages"\nWonde|ages\n', "|"),
        ("sep=;\nCompany;Data\nArbor;names\n", ";"),
        ("Company,Data\nArbor,names\n", None),
        ("Arbor, our MIS\nWonde, sync\nZoom, calls\n", None),
        ("We share names, ages\nand marks with Arbor, Wonde\nand, at times, Zoom.\n", None),
        ("Company\tData\nArbor\tnames\nWonde\tages\n", None),
        ("One line\nAnother line\nA third\n", None),
        ("", None),
    ],
)
def test_tables_are_told_from_prose(string: str, delimiter: str | None) -> None:
    assert find_dialect(string, is_whole=True) == delimiter


def test_a_line_that_was_cut_does_not_count() -> None:
    lines = "Company,Data\nArbor,names\nWonde,ages\n"
    assert find_dialect(lines + "Zo", is_whole=False) == ","


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_quotes_and_titles(encoding: str) -> None:
    lines = 'Larkhill – tools;\nCompany;Data\nCafé Pay;"names\nand ""ages"""\nWonde;x\n'
    document = read(lines.encode(encoding), source("notice.csv"))
    heading = document.blocks[0]
    assert isinstance(heading, Heading)
    assert heading.text.string == "Larkhill – tools"
    assert document.tables[0].texts() == [
        ["Company", "Data"],
        ["Café Pay", 'names\nand "ages"'],
        ["Wonde", "x"],
    ]


def test_very_wide_lines_are_cut_and_told() -> None:
    line = ",".join("abc" for _ in range(300))
    document = read(f"{line}\n{line}\n{line}\n".encode(), source())
    assert document.tables[0].columns == 200
    assert [issue.code for issue in document.issues] == ["too_many_columns"]


def test_nothing_but_delimiters() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        read(b",,\n,,\n,,\n", source())


def test_no_word_is_lost_on_the_way_to_the_rows(tmp_path: Path) -> None:
    path = tmp_path / "notice.csv"
    path.write_text(
        "Larkhill School,,\n"
        "Company,Data shared,Reason\n"
        'ParentPay,"Names, class",Payments\n'
        'Wonde,"Names\nand ages",Moves data each night\n'
        "Tapestry,Photos,Learning journeys\n",
        encoding="utf-8",
    )
    notice = parse(path)
    assert [str(row.company) for row in notice.disclosures] == ["ParentPay", "Wonde", "Tapestry"]
    assert notice.school == "Larkhill School"
    assert notice.receipt is not None
    assert notice.receipt.unaccounted == 0
