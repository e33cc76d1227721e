"""`noticeparse suppliers …`: whom the catalogue knows, and whom it takes a name for."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table

from noticeparse.cli.console import on_stdout
from noticeparse.errors import InputError
from noticeparse.suppliers import match_supplier
from noticeparse.vocabulary import load_vocabulary


def list_suppliers(folder: Path | None) -> None:
    """Print every supplier with its id, kind and other names."""
    table = Table("Id", "Name", "Kind", "Also known as")
    for supplier in load_vocabulary(folder).suppliers:
        table.add_row(
            supplier.id, supplier.name, supplier.kind.replace("_", " "), ", ".join(supplier.aliases)
        )
    on_stdout().print(table)


def show(name: str, folder: Path | None) -> None:
    """Print what the catalogue holds of a supplier: its id or any of its names."""
    known = load_vocabulary(folder).suppliers
    match = match_supplier(name, known)
    id = match.id if match.judgement == "certain" else name
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
    if found.domain:
        console.print(f"Website: {found.domain}")
    if found.usual_purpose:
        console.print(
            f"Usually used for: {found.usual_purpose} (of our knowledge, not of a notice)"
        )
    console.print(f"Source of the entry: {found.source}, {found.certainty}")


def match(name: str, folder: Path | None) -> None:
    """Say which supplier a name is taken for, and why."""
    found = match_supplier(name, load_vocabulary(folder).suppliers)
    on_stdout().print(f"{found.judgement}: {found.name} ({found.id})")
    for reason in found.reasons:
        on_stdout().print(f"  {reason}")


def check(folder: Path | None) -> None:
    """Load the catalogue and say what it holds; raise VocabularyError where it is wrong."""
    suppliers = load_vocabulary(folder).suppliers
    names = sum(len(supplier.names) for supplier in suppliers)
    unsure = sum(len(supplier.unsure) for supplier in suppliers)
    on_stdout().print(
        f"{len(suppliers)} suppliers with {names} names; {unsure} names that several go by. "
        "Nothing is wrong."
    )
