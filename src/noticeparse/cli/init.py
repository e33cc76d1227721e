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
    "controller": "Name and contact details of the controller (Enter: none)",
    "dpo": "Name and contact details of the data protection officer (Enter: none)",
}


def init(
    schools: Annotated[Path | None, option("init.schools")] = None,
    decisions: Annotated[Path | None, option("init.decisions")] = None,
    controller: Annotated[str, option("init.controller")] = "",
    dpo: Annotated[str, option("init.dpo")] = "",
) -> None:
    """Write noticeparse.toml: where the trust's decisions are, its list of schools, who it is.

    Examples:

        noticeparse init

        noticeparse init --schools schools.csv --decisions decisions.jsonl

        noticeparse init --controller "Ash Trust, High Street, Ashford" --dpo "J. Lim, 01632 960000"

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
        schools = schools or _path(_ask("schools", ""))
        decisions = decisions or _path(_ask("decisions", DECISIONS_FILE))
        controller, dpo = controller or _ask("controller", ""), dpo or _ask("dpo", "")
    decisions = decisions or Path(DECISIONS_FILE)
    if schools is not None:
        read_schools(schools)
    file = choose(decisions, there, None, None)
    known = read_known(replace(file, because=SETTINGS_FILE))
    number = len(known.decisions)
    lines = ["# The settings of noticeparse for the commands that are given in this folder."]
    lines.append(f"decisions = {_text(decisions.as_posix())}")
    others = {
        "schools": schools.as_posix() if schools else "",
        "controller": controller,
        "dpo": dpo,
    }
    for key, text in others.items():
        lines.append(f"{key} = {_text(text)}" if text else f"# {key} = '…'")
    with AtomicFile(Path(SETTINGS_FILE)) as written:
        written.write(storable("\n".join([*lines, ""])))
    said = f"Written to {SETTINGS_FILE}. Decisions are kept in {decisions} ({number} so far)."
    print_lines([*known.told, said], on_stdout())


def on_terminal() -> bool:
    """Is there somebody to ask?"""
    return sys.stdin.isatty()


def _ask(key: str, default: str) -> str:
    said = typer.prompt(_ASKED[key], default=default, show_default=bool(default))
    return str(said).strip()


def _path(said: str) -> Path | None:
    from noticeparse.paths import path_of

    return path_of(said) if said else None


def _text(said: str) -> str:
    """A text as TOML has it; JSON's is one of TOML."""
    return json.dumps(said, ensure_ascii=False)
