"""The commands that show what noticeparse knows: vocabulary and suppliers."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from noticeparse.cli.console import errors_told

vocabulary_app = typer.Typer(
    name="vocabulary",
    no_args_is_help=True,
    help="Show the terms, how notices say them, and what a text would be tagged with.",
)
suppliers_app = typer.Typer(
    name="suppliers",
    no_args_is_help=True,
    help="Show the known suppliers, and which of them a name is taken for.",
)

Folder = Annotated[
    Path | None,
    typer.Option("--vocabulary", metavar="DIR", help="A folder with a vocabulary of your own."),
]


def _run(module: str, command: str, *arguments: object) -> None:
    """Run a command; its module is imported only now, since `--help` has to come at once."""
    with errors_told():
        getattr(import_module(f"noticeparse.cli.{module}"), command)(*arguments)


@vocabulary_app.command("list")
def list_terms(vocabulary: Folder = None) -> None:
    """List every data category, purpose and data subject."""
    _run("vocabulary", "list_terms", vocabulary)


@vocabulary_app.command("show")
def show_term(id: Annotated[str, typer.Argument(metavar="ID")], vocabulary: Folder = None) -> None:
    """Show one term: its definition, and how notices say it."""
    _run("vocabulary", "show", id, vocabulary)


@vocabulary_app.command("check")
def check_vocabulary(folder: Annotated[Path | None, typer.Argument(metavar="DIR")] = None) -> None:
    """Check a vocabulary of your own; a mistake is named with file, line and key."""
    _run("vocabulary", "check", folder)


@vocabulary_app.command("try")
def try_text(
    text: Annotated[str, typer.Argument(metavar="TEXT")], vocabulary: Folder = None
) -> None:
    """Tag a text, and mark the words that earned each tag.

    Example:

        noticeparse vocabulary try "Pupil names and DOB, no photographs"
    """
    _run("vocabulary", "try_text", text, vocabulary)


@vocabulary_app.command("explain")
def explain_row(
    row: Annotated[str, typer.Argument(metavar="ROW", help="The id of a row, or its company.")],
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="What convert wrote, or a notice.")
    ],
    vocabulary: Folder = None,
) -> None:
    """Say why a row has each of its tags, and which it nearly has.

    Example:

        noticeparse vocabulary explain "Tapestry" output
    """
    _run("vocabulary", "explain", row, folder, vocabulary)


@vocabulary_app.command("add")
def add_words(
    phrase: Annotated[str, typer.Argument(metavar="PHRASE")],
    term: Annotated[str, typer.Argument(metavar="TERM", help="The id or the label of a term.")],
    vocabulary: Annotated[
        Path, typer.Option(metavar="DIR", help="The folder of your own vocabulary.")
    ] = Path("vocabulary"),
    example: Annotated[
        list[str] | None, typer.Option(help="A text with the phrase that has to get the tag.")
    ] = None,
    never: Annotated[
        list[str] | None, typer.Option(help="A text that must not get the tag.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="category, purpose or data_subject, where both have it.")
    ] = None,
) -> None:
    """Add a phrase to your own vocabulary; it is tried before anything is written.

    Example:

        noticeparse vocabulary add "tuck shop" catering --example "Runs the tuck shop"
    """
    with errors_told():
        from noticeparse.cli import own_words

        new = own_words.NewWords(phrase, term, tuple(example or ()), tuple(never or ()), kind)
        own_words.add(new, vocabulary)


@suppliers_app.command("list")
def list_suppliers(vocabulary: Folder = None) -> None:
    """List every known supplier with its other names."""
    _run("suppliers", "list_suppliers", vocabulary)


@suppliers_app.command("show")
def show_supplier(
    name: Annotated[str, typer.Argument(metavar="NAME")], vocabulary: Folder = None
) -> None:
    """Show what the catalogue holds of a supplier, by its id or any of its names."""
    _run("suppliers", "show", name, vocabulary)


@suppliers_app.command("match")
def match_name(
    name: Annotated[str, typer.Argument(metavar="NAME")], vocabulary: Folder = None
) -> None:
    """Say which supplier a name is taken for, and why.

    Example:

        noticeparse suppliers match "TT Rockstars"
    """
    _run("suppliers", "match", name, vocabulary)


@suppliers_app.command("check")
def check_suppliers(folder: Annotated[Path | None, typer.Argument(metavar="DIR")] = None) -> None:
    """Check a catalogue of your own; a mistake is named with file, line and column."""
    _run("suppliers", "check", folder)
