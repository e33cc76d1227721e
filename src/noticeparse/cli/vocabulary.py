"""`noticeparse vocabulary …` and `suppliers …`: what is known of words, and of names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text as Printed

from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.cli.options import Asked, VocabularyOption, option
from noticeparse.errors import InputError
from noticeparse.model import Disclosure, Notice, Text
from noticeparse.reports.words import printable

if TYPE_CHECKING:
    from noticeparse.vocabulary import Term, Vocabulary

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
Name = Annotated[str, typer.Argument(metavar="NAME")]
OwnFolder = Annotated[Path | None, typer.Argument(metavar="DIR")]
STYLES = {"category": "bold green", "purpose": "bold cyan", "data_subject": "bold magenta"}
_PHRASES_SHOWN = 40
_OF_A_GROUP = 3


def loaded(folder: Path | None) -> Vocabulary:
    """The vocabulary with what a folder adds; imported only now, since `--help` has to come."""
    from noticeparse.vocabulary import load_vocabulary

    return load_vocabulary(folder)


@vocabulary_app.command("list")
def list_terms(vocabulary: VocabularyOption = None) -> None:
    """List every data category, purpose and data subject."""
    known = loaded(vocabulary)
    table = Table("Kind", "Id", "Label", "Group")
    for term in known.terms:
        table.add_row(term.kind.replace("_", " "), term.id, term.label, term.group or "")
    on_stdout().print(table)
    on_stdout().print(f"Version {known.version}")


@vocabulary_app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID")], vocabulary: VocabularyOption = None
) -> None:
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
def check(folder: OwnFolder = None) -> None:
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
    text: Annotated[str, typer.Argument(metavar="TEXT")], vocabulary: VocabularyOption = None
) -> None:
    """Tag a text, and mark the words that earned each tag.

    Example:

        noticeparse vocabulary try "Pupil names and DOB, no photographs"
    """
    from noticeparse.classifier import classify

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
    row: Annotated[str, option("vocabulary.explain.row")],
    folder: Annotated[Path, option("vocabulary.explain.folder")],
    vocabulary: VocabularyOption = None,
) -> None:
    """Say why a row has each of its tags, and which it nearly has.

    Example:

        noticeparse vocabulary explain "Tapestry" output
    """
    from noticeparse.cli.reading import prepare

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
    from noticeparse.classifier.classify import nearest
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
    term: Annotated[str, option("vocabulary.add.term")],
    vocabulary: Annotated[Path, option("vocabulary.add.vocabulary")] = Path("vocabulary"),
    example: Annotated[list[str] | None, option("vocabulary.add.example")] = None,
    never: Annotated[list[str] | None, option("vocabulary.add.never")] = None,
    kind: Annotated[str | None, option("vocabulary.add.kind")] = None,
) -> None:
    """Add a phrase to your own vocabulary; it is tried before anything is written.

    Example:

        noticeparse vocabulary add "tuck shop" catering --example "Runs the tuck shop"
    """
    from noticeparse.cli import own_words

    examples = {"examples": example or (), "counter_examples": never or ()}
    own_words.add(vocabulary, phrase, term, **examples, kind=kind)


@suppliers_app.command("list")
def list_suppliers(vocabulary: VocabularyOption = None) -> None:
    """List every known supplier with its other names."""
    table = Table("Id", "Name", "Kind", "Also known as")
    for supplier in loaded(vocabulary).suppliers:
        table.add_row(
            supplier.id, supplier.name, supplier.kind.replace("_", " "), ", ".join(supplier.aliases)
        )
    on_stdout().print(table)


@suppliers_app.command("show")
def show_supplier(name: Name, vocabulary: VocabularyOption = None) -> None:
    """Show what the catalogue holds of a supplier, by its id or any of its names."""
    from noticeparse.model import Match
    from noticeparse.suppliers import firm_of, match_supplier, products_of

    known = loaded(vocabulary).suppliers
    match = match_supplier(name, known)
    id = match.id if match.in_catalogue else name
    found = next((s for s in known if s.id in (name, id)), None)
    if found is None:
        near = f" ({'; '.join(match.reasons)})" if match.judgement == "proposed" else ""
        raise InputError(
            f"{name} is no supplier of the catalogue{near}.",
            what_to_do="See all of them with: noticeparse suppliers list",
        )
    console = on_stdout()
    console.print(f"{found.name} ({found.id}), {found.kind.replace('_', ' ')}")
    console.print(f"Also known as: {', '.join(found.aliases) or 'no other name'}")
    firm = firm_of(Match(found.id, found.name, "certain", 1.0), known)
    if firm.id != found.id:
        console.print(f"A product of: {firm.name}")
    if made := products_of(found, known):
        console.print(f"Its products: {', '.join(made.values())}")
    if found.domain:
        console.print(f"Website: {found.domain}")
    if found.usual_purpose:
        console.print(
            f"Usually used for: {found.usual_purpose} (of our knowledge, not of a notice)"
        )
    console.print(f"Source of the entry: {found.source}, {found.certainty}")


@suppliers_app.command("match")
def match_name(name: Name, vocabulary: VocabularyOption = None) -> None:
    """Say which supplier a name is taken for, and why.

    Example:

        noticeparse suppliers match "TT Rockstars"
    """
    from noticeparse.suppliers import match_supplier

    found = match_supplier(name, loaded(vocabulary).suppliers)
    on_stdout().print(f"{found.judgement}: {found.name} ({found.id})")
    for reason in found.reasons:
        on_stdout().print(f"  {reason}")


@suppliers_app.command("check")
def check_suppliers(folder: OwnFolder = None) -> None:
    """Check a catalogue of your own; a mistake is named with file, line and column."""
    suppliers = loaded(folder).suppliers
    names = sum(len(supplier.names) for supplier in suppliers)
    unsure = sum(len(supplier.unsure) for supplier in suppliers)
    on_stdout().print(
        f"{len(suppliers)} suppliers with {names} names; {unsure} names that several go by. "
        "Nothing is wrong."
    )
