"""`noticeparse vocabulary` and `noticeparse suppliers`; the page made from the taxonomy."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from noticeparse import load_vocabulary
from noticeparse.cli import app
from noticeparse.vocabulary.taxonomy_page import taxonomy_page

ROOT = Path(__file__).parents[1]


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words), env={"COLUMNS": "160"})
    return done.exit_code, done.output


def test_try_marks_the_words_of_every_tag() -> None:
    code, said = run("vocabulary", "try", "Pupil names, no photographs, so that lunch can be paid")
    assert code == 0
    assert "photograph (not shared)" in said
    assert "Pupil names" in said


def test_try_says_when_nothing_is_shared() -> None:
    assert "nothing personal" in run("vocabulary", "try", "No personal data is shared")[1]


def test_a_term_is_shown_with_its_phrases() -> None:
    code, said = run("vocabulary", "show", "date_of_birth")
    assert code == 0
    assert "Date of birth" in said
    assert "dob" in said


def test_an_unknown_term_says_what_to_do() -> None:
    code, said = run("vocabulary", "show", "nonsense")
    assert code == 2
    assert "vocabulary list" in said


def test_all_terms_and_suppliers_are_listed() -> None:
    terms = run("vocabulary", "list")[1]
    assert all(term.id in terms for term in load_vocabulary().terms)
    assert "ParentPay" in run("suppliers", "list")[1]


@pytest.mark.parametrize(
    ("name", "said"),
    [("TT Rockstars", "certain: Times Tables Rock Stars"), ("Hollins Buses", "unknown")],
)
def test_match_says_how_sure_it_is(name: str, said: str) -> None:
    assert said in run("suppliers", "match", name)[1]


def test_a_wrong_vocabulary_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "categories.yaml").write_text("nonsense:\n  - phrases: [x]\n", "utf-8")
    code, said = run("vocabulary", "check", str(tmp_path))
    assert code == 2
    assert "line 1" in said


def test_checks_pass_on_what_is_shipped() -> None:
    assert run("vocabulary", "check")[0] == run("suppliers", "check")[0] == 0


def test_the_page_of_the_taxonomy_is_the_taxonomy() -> None:
    assert (ROOT / "docs" / "taxonomy.md").read_text("utf-8") == taxonomy_page(load_vocabulary())


def test_the_words_of_the_documentation_load(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "purposes.yaml").write_text(example, "utf-8")
    entries = load_vocabulary(tmp_path).lexicon.entries
    assert [e.phrases for e in entries if e.id == "payments"] == [("pays",)]
    assert not [e for e in entries if e.id == "marketing"]
    catering = [e for e in entries if e.id == "catering"]
    assert "served" in catering[-1].together[0]
    assert "soup" in catering[-1].together[1]


@pytest.mark.parametrize("name", ["times-tables-rock-stars", "TTRS", "TT Rock Stars"])
def test_a_supplier_is_shown_by_any_of_its_names(name: str) -> None:
    assert "Times Tables Rock Stars (times-tables-rock-stars)" in run("suppliers", "show", name)[1]


def test_a_mistyped_supplier_is_asked_back() -> None:
    code, said = run("suppliers", "show", "ParentPya")
    assert code == 2
    assert "perhaps ParentPay" in said
