"""Imports run one way, and what is quick to start stays so."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAVY = ("pandas", "pdfplumber", "docx", "lxml", "numpy", "pypdfium2", "xlsxwriter", "jinja2")


def test_the_import_contract_is_kept() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom noticeparse.cli import main\n"
        "sys.argv = ['noticeparse', '--help']\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code\n"
        f"print('loaded:', [m for m in {HEAVY!r} if m in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = f"import sys, noticeparse\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _imported(module: Path) -> set[str]:
    """The full names of all that a module imports, wherever in it."""
    package = ("noticeparse", "parser", "proposers")
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else ()
            base = ".".join((*above, *filter(None, [node.module])))
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return found


def test_proposers_know_nothing_of_one_another() -> None:
    folder = ROOT / "src" / "noticeparse" / "parser" / "proposers"
    modules = [path for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]
    names = {f"noticeparse.parser.proposers.{path.stem}" for path in modules}
    assert names
    found = {path.stem: sorted(_imported(path) & names) for path in modules}
    assert {one: others for one, others in found.items() if others} == {}


def test_the_judge_knows_no_proposer() -> None:
    for name in ("judge", "mentions", "evidence"):
        imported = _imported(ROOT / "src" / "noticeparse" / "parser" / f"{name}.py")
        assert not [one for one in imported if "proposers" in one], name
