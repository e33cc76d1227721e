"""`explain --why NAME` says in words why a name is a row, was refused, or was never proposed."""

import re
from pathlib import Path

import pytest
from tests.parser.test_refusals import LIST
from typer.testing import CliRunner

from noticeparse.cli import app


@pytest.fixture
def ask(tmp_path: Path):
    (tmp_path / "notice.html").write_bytes(LIST)

    def run(name: str, code: int = 0) -> str:
        done = CliRunner().invoke(app, ["explain", str(tmp_path / "notice.html"), "--why", name])
        assert done.exit_code == code, done.output
        return " ".join(done.output.split())

    return run


def test_a_row_says_what_speaks_for_and_against_it(ask) -> None:
    said = ask("arbor")
    assert re.match(
        r"“Arbor” is a row, of a list \(paragraph 4\): likely to (?:0\.\d\d|1\.00);", said
    )
    assert "a row there needs 0." in said
    assert "for it: " in said and "it reads as a known name (+" in said


def test_a_refused_row_says_why(ask) -> None:
    said = ask("Locked cabinets")
    assert said.startswith("“Locked cabinets” is no row, of a list")
    assert "Most of what stands there with it is no recipient." in said
    assert "against it: " in said


def test_words_that_nothing_proposed_are_shown_where_they_stand(ask) -> None:
    said = ask("at times")
    assert "“at times” is no row: no reader proposes it as a recipient in paragraph" in said
    assert "mentioned to Quenby Sands at times." in said


def test_a_part_of_a_name_finds_it(ask) -> None:
    assert "“Locked cabinets” is no row" in ask("cabinets")


def test_a_name_that_stands_nowhere_is_an_error_that_says_what_to_do(ask) -> None:
    said = ask("Arbour", code=2)
    assert "“Arbour” stands nowhere in the notice." in said
    assert "It has “Arbor”." in said
    assert "noticeparse explain" in ask("Zyxwv Qqq", code=2)


def test_no_evidence_is_told_by_its_internal_name(ask) -> None:
    for name in ("Arbor", "Locked cabinets", "Quenby Sands"):
        said = ask(name)
        assert "=" not in said and "{}" not in said and " | " not in said
