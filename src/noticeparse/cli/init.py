"""`noticeparse init`: a settings file, so that every run of a trust uses the same decisions."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from noticeparse.cli.console import on_stdout, print_lines
from noticeparse.cli.options import option

_ASKED = {
    "schools": "The list of schools, a CSV (Enter: none)",
    "decisions": "The file of the trust's decisions",
}


def init(
    schools: Annotated[Path | None, option("init.schools")] = None,
    decisions: Annotated[Path | None, option("init.decisions")] = None,
) -> None:
    """Write noticeparse.toml: where the trust's decisions are, and its list of schools.

    Examples:

        noticeparse init

        noticeparse init --schools schools.csv --decisions decisions.jsonl

    Every command that is given in this folder uses it. It asks for what is not given, on a
    terminal. Decisions of earlier outputs are taken over by the next convert into them, or with
    --since. A settings file that is there already is left as it is.
    """
    from noticeparse.errors import InputError
    from noticeparse.known import read_known
    from noticeparse.reports.decision_log import DECISIONS_FILE
    from noticeparse.reports.files import AtomicFile, storable
    from noticeparse.schools import read_schools
    from noticeparse.trust import SETTINGS_FILE, choose, read_settings

    there = read_settings(Path())
    if there.file is not None:
        said = f"{there.file} is there already, and was left as it is."
        raise InputError(said, what_to_do="Change it in an editor (Notepad will do).")
    if on_terminal():
        schools = schools or _ask("schools", "")
        decisions = decisions or _ask("decisions", DECISIONS_FILE)
    decisions = decisions or Path(DECISIONS_FILE)
    if schools is not None:
        read_schools(schools)
    file = choose(decisions, there, None, None)
    known = read_known(replace(file, because=SETTINGS_FILE))
    number = len(known.decisions)
    lines = ["# The settings of noticeparse for the commands that are given in this folder."]
    lines.append(f"decisions = {_text(decisions)}")
    lines.append(f"schools = {_text(schools)}" if schools else "# schools = 'schools.csv'")
    with AtomicFile(Path(SETTINGS_FILE)) as written:
        written.write(storable("\n".join([*lines, ""])))
    said = f"Written to {SETTINGS_FILE}. Decisions are kept in {decisions} ({number} so far)."
    print_lines([*known.told, said], on_stdout())


def on_terminal() -> bool:
    """Is there somebody to ask?"""
    return sys.stdin.isatty()


def _ask(key: str, default: str) -> Path | None:
    from noticeparse.paths import path_of

    said = typer.prompt(_ASKED[key], default=default, show_default=bool(default)).strip()
    return path_of(said) if said else None


def _text(path: Path) -> str:
    """A path as TOML has it; JSON's text is one of TOML."""
    return json.dumps(path.as_posix(), ensure_ascii=False)
