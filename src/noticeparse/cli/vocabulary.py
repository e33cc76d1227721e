"""`noticeparse vocabulary …`: what the vocabulary knows, and what it sees in a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text as Printed

from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.errors import InputError
from noticeparse.reports.words import printable

if TYPE_CHECKING:
    from noticeparse.model import Disclosure
    from noticeparse.vocabulary import Term, Vocabulary

vocabulary_app = typer.Typer(
    name="vocabulary",
    no_args_is_help=True,
    help="Show the terms, how notices say them, and what a text would be tagged with.",
)
Folder = Annotated[
    Path | None,
    typer.Option("--vocabulary", metavar="DIR", help="A folder with a vocabulary of your own."),
]
STYLES = {"category": "bold green", "purpose": "bold cyan", "data_subject": "bold magenta"}
_PHRASES_SHOWN = 40
_OF_A_GROUP = 3


def loaded(folder: Path | None) -> Vocabulary:
    """The vocabulary with what a folder adds; imported only now, since `--help` has to come."""
    from noticeparse.vocabulary import load_vocabulary

    return load_vocabulary(folder)


@vocabulary_app.command("list")
def list_terms(vocabulary: Folder = None) -> None:
    """List every data category, purpose and data subject."""
    from rich.table import Table

    known = loaded(vocabulary)
    table = Table("Kind", "Id", "Label", "Group")
    for term in known.terms:
        table.add_row(term.kind.replace("_", " "), term.id, term.label, term.group or "")
    on_stdout().print(table)
    on_stdout().print(f"Version {known.version}")


@vocabulary_app.command()
def show(id: Annotated[str, typer.Argument(metavar="ID")], vocabulary: Folder = None) -> None:
    """Show one term: its definition, and how notices say it."""
    known, wanted = loaded(vocabulary), id.casefold()
    found = [term for term in known.terms if wanted in (term.id, term.label.casefold())]
    if not found:
        raise InputError(
            f"{id} is no term of the vocabulary.",
            what_to_do="See all of them with: noticeparse vocabulary list",
        )
    for term in found:
        _print_term(term, known)


def _print_term(term: Term, vocabulary: Vocabulary) -> None:
    console = on_stdout()
    console.print(f"{term.label} ({term.kind.replace('_', ' ')} {term.id})")
    console.print(term.definition)
    for name, known in (("DPV", term.dpv), ("fideslang", term.fides)):
        if known is not None:
            console.print(f"{name}: {known[0]} ({known[1]})", soft_wrap=True)
    if term.art9:
        console.print(f"Special category under Article 9: {term.art9}")
    entries = [e for e in vocabulary.lexicon.entries if (e.kind, e.id) == (term.kind, term.id)]
    phrases = [phrase for entry in entries for phrase in entry.phrases]
    console.print(f"Said in {len(phrases)} phrases, such as: {', '.join(phrases[:_PHRASES_SHOWN])}")
    combinations = [  # the groups of each, by their first phrases
        " + ".join("/".join(group[:_OF_A_GROUP]) for group in entry.together)
        for entry in entries
        if entry.together
    ]
    if combinations:
        console.print(f"In {len(combinations)} combinations: {'; '.join(combinations)}")
    examples = [example for entry in entries for example in entry.examples]
    console.print(f"Found in: {'; '.join(examples[:8])}")
    counters = [counter for entry in entries for counter in entry.counter_examples]
    if counters:
        console.print(f"Not found in: {'; '.join(counters[:8])}")


@vocabulary_app.command()
def check(folder: Annotated[Path | None, typer.Argument(metavar="DIR")] = None) -> None:
    """Check a vocabulary of your own; a mistake is named with file, line and key."""
    from noticeparse.cli.own_words import check_own_words

    vocabulary = loaded(folder)
    if folder is not None and vocabulary.version == loaded(None).version:
        raise InputError(
            f"{folder} adds nothing: it has no file that a vocabulary has, or only empty ones.",
            what_to_do="See docs/vocabulary.md for what they are called.",
        )
    check_own_words(vocabulary)
    on_stdout().print(
        f"{len(vocabulary.terms)} terms, {len(vocabulary.lexicon.entries)} entries, "
        f"{len(vocabulary.suppliers)} suppliers. Version {vocabulary.version}. Nothing is wrong."
    )


@vocabulary_app.command("try")
def try_text(
    text: Annotated[str, typer.Argument(metavar="TEXT")], vocabulary: Folder = None
) -> None:
    """Tag a text, and mark the words that earned each tag.

    Example:

        noticeparse vocabulary try "Pupil names and DOB, no photographs"
    """
    from noticeparse.classifier import classify
    from noticeparse.model import Disclosure, Text

    row = Disclosure(id="try", company=Text(""), description=Text(text))
    known = loaded(vocabulary)
    tagged = classify([row], known)[0]
    marked = Printed(printable(text))
    for tag in tagged.tags:
        marked.stylize(f"underline {STYLES[tag.kind]}", tag.evidence.start, tag.evidence.end)
    console = on_stdout()
    console.print(marked)
    _print_tags(tagged, known)
    if tagged.no_personal_data:
        console.print("It says that nothing personal is shared.")


@vocabulary_app.command()
def explain(
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
    from noticeparse.cli.options import Asked
    from noticeparse.cli.reading import prepare
    from noticeparse.model import Notice

    asked = Asked([str(folder)], vocabulary=vocabulary, quiet=True)
    found = 0
    results = prepare(asked).results(on_stderr())
    for notice in (result for result in results if isinstance(result, Notice)):
        for each in notice.disclosures:
            if row.casefold() in (each.id, str(each.company).casefold()):
                found += 1
                school = notice.school or "no school named"
                on_stdout().rule(printable(f"{each.company}, {school} ({notice.source.path})"))
                _explain(each, notice.disclosures, loaded(vocabulary))
    if not found:
        raise InputError(
            f"{folder} has no row {row}.",
            what_to_do="Give an id or a company as disclosures.csv has it.",
        )


def _explain(row: Disclosure, rows: Sequence[Disclosure], vocabulary: Vocabulary) -> None:
    from rich.table import Table

    from noticeparse.classifier.nearest import nearest
    from noticeparse.comparison import Names

    console, names = on_stdout(), Names.of(vocabulary)
    console.print(Printed(printable(str(row.description))))
    _print_tags(row, vocabulary)
    if near := nearest(rows, row, vocabulary):
        table = Table("No tag", "Kind", "Words", "Likely to", "Asked")
        for each in near:
            words = Printed(printable(each.words))
            numbers = f"{each.likelihood:.2f}", f"{each.least:.2f}"
            label = names.label(each.kind, each.id)
            table.add_row(label, each.kind.replace("_", " "), words, *numbers)
        console.print(table)


def _print_tags(row: Disclosure, vocabulary: Vocabulary) -> None:
    from rich.table import Table

    from noticeparse.comparison import Names

    names = Names.of(vocabulary)
    table = Table("Tag", "Kind", "Words", "Method", "Confidence")
    for tag in row.tags:
        denied = ", not shared" if tag.polarity == "not_shared" else ""
        table.add_row(
            f"{names.label(tag.kind, tag.id)}{denied}",
            tag.kind.replace("_", " "),
            Printed(printable(tag.evidence.text)),
            tag.method,
            f"{tag.confidence:.2f}",
        )
    on_stdout().print(table if row.tags else "No tag.")


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
    from noticeparse.cli import own_words

    new = own_words.NewWords(phrase, term, tuple(example or ()), tuple(never or ()), kind)
    own_words.add(new, vocabulary)
