"""`noticeparse register merge`, `split`, `undo`: whose a name is, in whatever notice it stands."""

from datetime import UTC, datetime
from typing import Annotated

from noticeparse.cli import register
from noticeparse.cli.console import on_stdout, print_lines
from noticeparse.cli.options import option
from noticeparse.errors import InputError

Database = register.DatabaseOption
Name = Annotated[str, option("register.name")]
Who = Annotated[str | None, option("apply.who")]
Why = Annotated[str, option("register.why")]
_LISTED = {"name": "company", "supplier": "after", "who": "who", "when": "when", "why": "why"}


def merge(
    name: Name,
    supplier: Annotated[str, option("register.supplier")],
    database: Database = register.DATABASE,
    who: Who = None,
    why: Why = "",
) -> None:
    """Say whose a name is, in whatever notice it stands, now and later."""
    _decide(database, name, who, (supplier, why))


def split(
    name: Name, database: Database = register.DATABASE, who: Who = None, why: Why = ""
) -> None:
    """Say that a name is a supplier of its own, not the known one that it is taken for."""
    _decide(database, name, who, (None, why))


def undo(name: Name = "", database: Database = register.DATABASE, who: Who = None) -> None:
    """Take back what `merge` or `split` said of a name; without a name, list what was said."""
    _decide(database, name, who, None)


def _decide(database: str, name: str, who: str | None, said: tuple[str | None, str] | None) -> None:
    """Decide whose a name is, and why; None takes back what was said of it."""
    from noticeparse.cli.apply import user
    from noticeparse.decisions.finding import folded, heads
    from noticeparse.decisions.making import Signature, of_name, withdrawals
    from noticeparse.register.asking import rows_of_supplier
    from noticeparse.register.content import decisions_of
    from noticeparse.register.store import Adding

    knowledge, moment = register.knowledge_of(None), register.now()
    with register.opened(database) as opened:
        with opened.reading() as connection:
            there = decisions_of(connection, ())
            # A name that nobody knows and no notice prints is a slip.
            for each in filter(None, (name, said[0])) if said else ():
                match = knowledge.match(each)
                if match is None or match.judgement != "certain":
                    rows_of_supplier(connection, match.id if match else each, each)
        if not name:
            known = heads(there).get("supplier", ())
            rows = [{k: getattr(e, v) or "" for k, v in _LISTED.items()} for e in known]
            return register.show_rows(rows)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        signature = Signature(who or user(), when, sheet=f"register {moment}")
        own = [each for each in there if each.disclosure == folded(name)]
        if said:
            found = of_name(name, *said, own, signature)
        elif not (found := withdrawals([each.id for each in own], own, signature=signature)):
            advice = "See what was said: noticeparse register undo"
            raise InputError(f"Nothing was said of {name}.", what_to_do=advice)
        added = Adding(opened, knowledge, moment).decide(found)
    print_lines(["Decided." if added else "That was decided already."], on_stdout())
