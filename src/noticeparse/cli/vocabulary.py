"""`noticeparse vocabulary …`: what the vocabulary knows, and what it sees in a text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text as Printed

from noticeparse.classifier import classify
from noticeparse.classifier.nearest import nearest
from noticeparse.classifier.own_words import check_own_words
from noticeparse.cli.console import on_stderr, on_stdout
from noticeparse.cli.reading import Asked, prepare
from noticeparse.comparison import Names
from noticeparse.errors import InputError
from noticeparse.model import Disclosure, Notice, Text
from noticeparse.reports.words import printable
from noticeparse.vocabulary import Term, Vocabulary, load_vocabulary

STYLES = {"category": "bold green", "purpose": "bold cyan", "data_subject": "bold magenta"}
_PHRASES_SHOWN = 40
_OF_A_GROUP = 3


def list_terms(folder: Path | None) -> None:
    """Print every term with its kind, label and group."""
    vocabulary = load_vocabulary(folder)
    table = Table("Kind", "Id", "Label", "Group")
    for term in vocabulary.terms:
        table.add_row(term.kind.replace("_", " "), term.id, term.label, term.group or "")
    on_stdout().print(table)
    on_stdout().print(f"Version {vocabulary.version}")


def show(id: str, folder: Path | None) -> None:
    """Print a term: its definition, its terms elsewhere, and how notices say it."""
    vocabulary = load_vocabulary(folder)
    wanted = id.casefold()
    found = [term for term in vocabulary.terms if wanted in (term.id, term.label.casefold())]
    if not found:
        raise InputError(
            f"{id} is no term of the vocabulary.",
            what_to_do="See all of them with: noticeparse vocabulary list",
        )
    for term in found:
        _print_term(term, vocabulary)


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


def check(folder: Path | None) -> None:
    """Load and check the vocabulary, and say what it holds; raise VocabularyError for a fault."""
    vocabulary = load_vocabulary(folder)
    if folder is not None and vocabulary.version == load_vocabulary().version:
        raise InputError(
            f"{folder} adds nothing: it has no file that a vocabulary has, or only empty ones.",
            what_to_do="See docs/vocabulary.md for what they are called.",
        )
    check_own_words(vocabulary)
    on_stdout().print(
        f"{len(vocabulary.terms)} terms, {len(vocabulary.lexicon.entries)} entries, "
        f"{len(vocabulary.suppliers)} suppliers. Version {vocabulary.version}. Nothing is wrong."
    )


def try_text(text: str, folder: Path | None) -> None:
    """Print a text with what earned a tag marked, and the tags."""
    row = Disclosure(id="try", company=Text(""), description=Text(text))
    vocabulary = load_vocabulary(folder)
    names = Names.of(vocabulary)
    tagged = classify([row], vocabulary)[0]
    marked = Printed(printable(text))
    for tag in tagged.tags:
        marked.stylize(f"underline {STYLES[tag.kind]}", tag.evidence.start, tag.evidence.end)
    console = on_stdout()
    console.print(marked)
    _print_tags(tagged, names)
    if tagged.no_personal_data:
        console.print("It says that nothing personal is shared.")


def explain(wanted: str, given: Path, folder: Path | None) -> None:
    """Print, for each row with an id or a company, why each tag is there and the nearest not."""
    vocabulary = load_vocabulary(folder)
    asked = Asked([str(given)], vocabulary=folder, quiet=True)
    found = 0
    results = prepare(asked).results(on_stderr())
    for notice in (result for result in results if isinstance(result, Notice)):
        for row in notice.disclosures:
            if wanted.casefold() in (row.id, str(row.company).casefold()):
                found += 1
                school = notice.school or "no school named"
                on_stdout().rule(printable(f"{row.company}, {school} ({notice.source.path})"))
                _explain(row, notice.disclosures, vocabulary)
    if not found:
        raise InputError(
            f"{given} has no row {wanted}.",
            what_to_do="Give an id or a company as disclosures.csv has it.",
        )


def _explain(row: Disclosure, rows: Sequence[Disclosure], vocabulary: Vocabulary) -> None:
    console = on_stdout()
    console.print(Printed(printable(str(row.description))))
    names = Names.of(vocabulary)
    _print_tags(row, names)
    near = nearest(rows, row, vocabulary)
    if near:
        table = Table("No tag", "Kind", "Words", "Likely to", "Asked")
        for each in near:
            words = Printed(printable(each.words))
            numbers = f"{each.likelihood:.2f}", f"{each.least:.2f}"
            label = names.label(each.kind, each.id)
            table.add_row(label, each.kind.replace("_", " "), words, *numbers)
        console.print(table)


def _print_tags(row: Disclosure, names: Names) -> None:
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
