"""Documents that are no notices give no rows, and an Issue that says why."""

from pathlib import Path

import pytest

from noticeparse import parse

FILES = sorted((Path(__file__).parent / "notices" / "none").iterdir())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_rows_and_a_reason(path: Path) -> None:
    notice = parse(path)
    assert [str(row.company) for row in notice.disclosures] == []
    issues = [issue for issue in notice.issues if issue.code == "no_disclosures"]
    assert len(issues) == 1
    assert "No list of recipients was found" in issues[0].message
    assert notice.receipt is not None
    assert notice.receipt.unaccounted == 0


def test_there_are_four_kinds() -> None:
    assert len(FILES) == 4
