"""`noticeparse suppliers …`: whom the catalogue knows, and whom it takes a name for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from noticeparse.cli.console import on_stdout
from noticeparse.cli.vocabulary import Folder, loaded
from noticeparse.errors import InputError

suppliers_app = typer.Typer(
    name="suppliers",
    no_args_is_help=True,
    help="Show the known suppliers, and which of them a name is taken for.",
)
Name = Annotated[str, typer.Argument(metavar="NAME")]


@suppliers_app.command("list")
def list_suppliers(vocabulary: Folder = None) -> None:
    """List every known supplier with its other names."""
    from rich.table import Table

    table = Table("Id", "Name", "Kind", "Also known as")
    for supplier in loaded(vocabulary).suppliers:
        table.add_row(
            supplier.id, supplier.name, supplier.kind.replace("_", " "), ", ".join(supplier.aliases)
        )
    on_stdout().print(table)


@suppliers_app.command()
def show(name: Name, vocabulary: Folder = None) -> None:
    """Show what the catalogue holds of a supplier, by its id or any of its names."""
    from noticeparse.suppliers import match_supplier

    known = loaded(vocabulary).suppliers
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


@suppliers_app.command()
def match(name: Name, vocabulary: Folder = None) -> None:
    """Say which supplier a name is taken for, and why.

    Example:

        noticeparse suppliers match "TT Rockstars"
    """
    from noticeparse.suppliers import match_supplier

    found = match_supplier(name, loaded(vocabulary).suppliers)
    on_stdout().print(f"{found.judgement}: {found.name} ({found.id})")
    for reason in found.reasons:
        on_stdout().print(f"  {reason}")


@suppliers_app.command()
def check(folder: Annotated[Path | None, typer.Argument(metavar="DIR")] = None) -> None:
    """Check a catalogue of your own; a mistake is named with file, line and column."""
    suppliers = loaded(folder).suppliers
    names = sum(len(supplier.names) for supplier in suppliers)
    unsure = sum(len(supplier.unsure) for supplier in suppliers)
    on_stdout().print(
        f"{len(suppliers)} suppliers with {names} names; {unsure} names that several go by. "
        "Nothing is wrong."
    )
