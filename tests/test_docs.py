"""What the README says is so."""

import re
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from benchmarks.columns_page import columns_page
from benchmarks.follow import PAGE, made
from tests import recipes
from tests.programs import needs, needs_tesseract

from noticeparse.reports.csv import read_rows
from noticeparse.reports.rows import names

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_python_of_the_readme_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for block in blocks:
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Arbor" in done.stdout


def test_the_demo_ends_as_the_readme_says(tmp_path: Path) -> None:
    said = re.search(r"\n(\d+ notices, .*)\n", README)
    assert said
    needs_tesseract()  # one of the samples is a scan
    asked = ["convert", "samples/notices", "--schools", "samples/schools.csv", "-o", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "noticeparse", *asked],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.group(1) in done.stdout + done.stderr


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_commands_of_the_readme_are_in_the_makefile(target: str) -> None:
    assert f"make {target}" in README
    assert f"\n{target}:" in (ROOT / "Makefile").read_text("utf-8")


def test_every_command_is_in_the_readme() -> None:
    listed = subprocess.run(
        [sys.executable, "-c", "from noticeparse.cli import app\n"
         "print(*(c.name or c.callback.__name__ for c in app.registered_commands))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    for command in listed.stdout.split():
        assert f"noticeparse {command}" in README, command


def test_links_of_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_page_on_the_parser_says_what_the_parser_does() -> None:
    page = PAGE.read_text("utf-8")
    assert made(page) == page, "write it anew: python benchmarks/follow.py"


def test_the_page_of_columns_says_what_the_tables_have() -> None:
    page = (ROOT / "docs" / "columns.md").read_text("utf-8")
    assert columns_page() == page, "write it anew: python benchmarks/columns_page.py"


def test_every_column_that_a_run_writes_is_described(tmp_path: Path) -> None:
    notice = ROOT / "samples" / "notices" / "withymoor-primary"
    asked = [sys.executable, "-m", "noticeparse", "convert", str(notice), "-q", "-o"]
    subprocess.run([*asked, str(tmp_path / "one")], check=True)
    subprocess.run([*asked, str(tmp_path), "--since", str(tmp_path / "one")], check=True)
    written = {path.stem: path for path in tmp_path.glob("*.csv")}
    assert {"notices", "disclosures", "tags", "warnings", "failures", "changes"} <= written.keys()
    for table, path in written.items():
        assert read_rows(path)[0] == list(names(table)), table


def test_every_recipe_gives_what_the_pages_say(tmp_path: Path) -> None:
    for package in ("duckdb", "matplotlib"):
        needs(find_spec(package) is not None, package)
    needs_tesseract()  # one of the samples is a scan
    recipes.convert(tmp_path)
    for page in recipes.PAGES:
        text = page.read_text("utf-8")
        assert text.count("```text") >= 3
        assert recipes.made(text, tmp_path) == text, "write it anew: python -m tests.recipes"
    for picture in tmp_path.glob("*.png"):
        assert (ROOT / "docs" / "pictures" / picture.name).is_file()


def test_the_least_versions_of_libraries_are_those_of_the_page() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    said = dict(re.findall(r"^\| ([\w.-]+) \| ([\d.]+) \|", page, re.MULTILINE))
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = pyproject["optional-dependencies"]
    asked = [
        *pyproject["dependencies"],
        *(each for name in extras if name != "dev" for each in extras[name]),
    ]
    least = dict(each.partition(";")[0].split(">=") for each in asked)
    assert len(said) > 10
    assert {name: least[name] for name in said if not least[name].startswith(said[name])} == {}
