"""What the README says is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.follow import PAGE, made
from tests.programs import needs_tesseract

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
