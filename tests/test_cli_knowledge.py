"""`noticeparse vocabulary` and `noticeparse suppliers`; the page made from the taxonomy."""

import re
from pathlib import Path

import pytest
from benchmarks.taxonomy_page import taxonomy_page
from typer.testing import CliRunner

from noticeparse import load_vocabulary
from noticeparse.cli import app

ROOT = Path(__file__).parents[1]


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words), env={"COLUMNS": "160"})
    return done.exit_code, done.output


def test_try_marks_the_words_of_every_tag() -> None:
    code, said = run("vocabulary", "try", "Pupil names, no photographs, so that lunch can be paid")
    assert code == 0
    assert "Photograph / still image, not shared" in " ".join(said.replace("│", " ").split())
    assert "Pupil names" in said


def test_try_says_when_nothing_is_shared() -> None:
    assert "nothing personal" in run("vocabulary", "try", "No personal data is shared")[1]


def test_a_term_is_shown_with_its_phrases() -> None:
    code, said = run("vocabulary", "show", "date_of_birth")
    assert code == 0
    assert "Date of birth" in said
    assert "dob" in said
    assert run("vocabulary", "show", "Date of birth / age") == (code, said)


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


def test_a_vocabulary_that_adds_nothing_is_told(tmp_path: Path) -> None:
    code, said = run("vocabulary", "check", str(tmp_path))
    assert code == 2
    assert "adds nothing" in said


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


NOTICE = """<h1>Hill Infants: whom we share pupils' data with</h1>
<table><tr><th>Company</th><th>What is shared</th><th>Why</th></tr>
<tr><td>Tapestry</td><td>Name, photographs</td><td>To improve attendance and behaviour in lessons</td></tr>
<tr><td>Arbor</td><td>Name, class</td><td>Registers</td></tr></table>"""


def test_explain_says_why_and_what_is_nearly_there(tmp_path: Path) -> None:
    (tmp_path / "notice.html").write_text(NOTICE, "utf-8")
    assert run("convert", str(tmp_path / "notice.html"), "-o", str(tmp_path / "out"))[0] == 0
    code, said = run("vocabulary", "explain", "tapestry", str(tmp_path / "out"))
    assert code == 0
    assert "Tapestry, Hill Infants" in said
    assert "Arbor" not in said
    given, near = said.split("No tag")
    assert "photographs" in given
    lines = re.findall(r"│ ([^│]+?) +│ [\w ]+│ [^│]+ +│ ([\d.]+) +│ ([\d.]+) +│", near)
    assert lines
    for id, likely, asked in lines:
        assert float(likely) < float(asked)
        assert f"│ {id} " not in given


def test_explain_of_a_row_that_is_not_there_says_what_to_give(tmp_path: Path) -> None:
    (tmp_path / "notice.html").write_text(NOTICE, "utf-8")
    code, said = run("vocabulary", "explain", "d0", str(tmp_path / "notice.html"))
    assert code == 2
    assert "disclosures.csv" in said


def _add(folder: Path, *words: str) -> tuple[int, str]:
    return run("vocabulary", "add", *words, "--vocabulary", str(folder))


def test_added_phrases_tag_and_stand_together(tmp_path: Path) -> None:
    assert _add(tmp_path, "tuck shop", "catering", "--example", "Runs the tuck shop")[0] == 0
    assert _add(tmp_path, "breakfast bagels", "Catering")[0] == 0
    assert _add(tmp_path, "star chart", "behaviour", "--never", "Chart of the night sky")[0] == 0
    assert run("vocabulary", "check", str(tmp_path))[0] == 0
    tags = run("vocabulary", "try", "Name; the tuck shop", "--vocabulary", str(tmp_path))[1]
    assert "Catering" in tags
    own = [entry for entry in load_vocabulary(tmp_path).lexicon.entries if entry.own]
    assert sorted(entry.phrases for entry in own) == [
        ("breakfast bagels",),
        ("star chart",),
        ("tuck shop",),
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sen", "medical_health"), "says special_educational_needs already"),
        (("worry box", "safeguardin"), "Did you mean safeguarding"),
        (("worry box", "safeguarding"), "Say which with --kind"),
        (("worry box", "behaviour", "--example", "Name, class"), "is not tagged behaviour"),
        (("worry box", "behaviour", "--never", "A worry box"), "is tagged behaviour"),
    ],
)
def test_words_that_do_not_hold_change_nothing(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    assert _add(tmp_path, "star chart", "behaviour")[0] == 0
    before = (tmp_path / "lexicon" / "categories.yaml").read_bytes()
    code, told = _add(tmp_path, *words)
    assert code == 2
    assert said in told
    assert (tmp_path / "lexicon" / "categories.yaml").read_bytes() == before
    assert not (tmp_path / "lexicon" / "purposes.yaml").exists()


def test_a_file_written_otherwise_is_left_to_its_writer(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    file = tmp_path / "lexicon" / "purposes.yaml"
    file.write_text("catering: {retire: true}\n", "utf-8")
    code, said = _add(tmp_path, "tuck shop", "catering")
    assert code == 2
    assert "line 1" in said
    assert file.read_text("utf-8") == "catering: {retire: true}\n"


def test_the_check_runs_the_examples(tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "purposes.yaml").write_text(
        "catering:\n- phrases: [tuck shop]\n  examples: [The bagels]\n", "utf-8"
    )
    code, said = run("vocabulary", "check", str(tmp_path))
    assert code == 2
    assert "The bagels" in said


@pytest.mark.parametrize("name", ["times-tables-rock-stars", "TTRS", "TT Rock Stars"])
def test_a_supplier_is_shown_by_any_of_its_names(name: str) -> None:
    assert "Times Tables Rock Stars (times-tables-rock-stars)" in run("suppliers", "show", name)[1]


def test_a_mistyped_supplier_is_asked_back() -> None:
    code, said = run("suppliers", "show", "ParentPya")
    assert code == 2
    assert "perhaps ParentPay" in said
