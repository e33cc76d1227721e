"""`noticeparse register merge`, `split`, `hold`, `release`, `undo`: what is decided of names."""

from datetime import UTC, datetime
from typing import Annotated

from noticeparse.cli import register
from noticeparse.cli.console import on_stdout, print_lines
from noticeparse.cli.options import option
from noticeparse.errors import InputError
from noticeparse.model import PERSON

Database = register.DatabaseOption
Name = Annotated[str, option("register.name")]
Who = Annotated[str | None, option("apply.who")]
Why = Annotated[str, option("register.why")]
_LISTED = {"name": "company", "what": "field", "said": "after", "who": "who", "when": "when"}
_LISTED |= {"why": "why"}


def merge(
    name: Name,
    supplier: Annotated[str, option("register.supplier")],
    database: Database = register.DATABASE,
    who: Who = None,
    why: Why = "",
) -> None:
    """Say whose a name is, in whatever notice it stands, now and later."""
    _decide(database, name, who, ("supplier", supplier, why))


def split(
    name: Name, database: Database = register.DATABASE, who: Who = None, why: Why = ""
) -> None:
    """Say that a name is a supplier of its own, not the known one that it is taken for."""
    _decide(database, name, who, ("supplier", None, why))


def release(
    name: Name, database: Database = register.DATABASE, who: Who = None, why: Why = ""
) -> None:
    """Say that a name is no private person's: `publish` no longer leaves it out."""
    _decide(database, name, who, (PERSON, "false", why))


def hold(
    name: Name, database: Database = register.DATABASE, who: Who = None, why: Why = ""
) -> None:
    """Say that a name is a private person's: it is held back, and `publish` leaves it out."""
    _decide(database, name, who, (PERSON, "true", why))


def undo(name: Name = "", database: Database = register.DATABASE, who: Who = None) -> None:
    """Take back what was said of a name by these commands; without a name, list what was said."""
    _decide(database, name, who, None)


def _decide(
    database: str, name: str, who: str | None, said: tuple[str, str | None, str] | None
) -> None:
    """Decide a field of a name, its value, and why; None takes back what was said of it."""
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
            named = (name, said[1] if said[0] == "supplier" else None) if said else ()
            for each in filter(None, named):
                match = knowledge.match(each)
                if match is None or match.judgement != "certain":
                    rows_of_supplier(connection, match.id if match else each, each)
        if not name:
            known = (each for field in ("supplier", PERSON) for each in heads(there).get(field, ()))
            rows = [
                {k: getattr(e, v) or "" for k, v in _LISTED.items()} for e in known if e.of_name
            ]
            return register.show_rows(rows)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        signature = Signature(who or user(), when, sheet=f"register {moment}")
        own = [each for each in there if each.disclosure == folded(name)]
        if said:
            found = of_name(name, said, own, signature)
        elif not (found := withdrawals([each.id for each in own], own, signature=signature)):
            advice = "See what was said: noticeparse register undo"
            raise InputError(f"Nothing was said of {name}.", what_to_do=advice)
        added = Adding(opened, knowledge, moment).decide(found)
    print_lines(["Decided." if added else "That was decided already."], on_stdout())
