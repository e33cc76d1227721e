import subprocess
import sys

from tests.reports.made import disclosure, notice

import noticeparse
from noticeparse.model import Failure
from noticeparse.reports import Options
from noticeparse.reports.csv import read_csv, to_frame
from noticeparse.reports.rows import DISCLOSURE_COLUMNS
from noticeparse.reports.tables import csv_tables


def test_a_row_a_disclosure() -> None:
    made = notice(disclosure("Arbor"), disclosure("Seesaw"))
    frame = to_frame([made, Failure("x", "c", "m", "w"), notice()])
    assert list(frame.columns) == list(DISCLOSURE_COLUMNS)
    assert list(frame["company"]) == ["Arbor", "Seesaw", "Arbor"]


def test_no_notices_give_an_empty_frame_with_its_columns() -> None:
    assert list(to_frame([]).columns) == list(DISCLOSURE_COLUMNS)


def test_a_single_notice_will_do() -> None:
    assert len(to_frame(notice())) == 1


def test_it_is_what_read_csv_gives(tmp_path) -> None:
    made = [notice(disclosure("=None"), disclosure("N/A"))]
    writer = csv_tables(tmp_path, Options())
    for each in made:
        writer.add(each)
    writer.finish()
    frame = to_frame(made)
    assert read_csv(tmp_path / "disclosures.csv").equals(frame)
    assert noticeparse.to_frame is to_frame


def test_pandas_waits_until_it_is_needed() -> None:
    code = "import noticeparse.reports.csv, sys; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
