"""The command line: one short function a command, named as the Python verb that it calls.

Commands import what they need when they run: `--help` has to come at once.
"""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from noticeparse.cli import options
from noticeparse.cli.console import errors_told, forgive_encodings
from noticeparse.cli.init import init
from noticeparse.cli.linking import link, link_in_register
from noticeparse.cli.merging import hold, merge, release, split, undo
from noticeparse.cli.register import register_app
from noticeparse.cli.sync import sync
from noticeparse.cli.vocabulary import suppliers_app, vocabulary_app
from noticeparse.version import __version__


class _Commands(TyperGroup):
    """The commands, whichever of them is run: what goes wrong is told in a sentence."""

    def make_context(self, *args: Any, **more: Any) -> Any:
        with errors_told():
            return super().make_context(*args, **more)

    def invoke(self, ctx: Any) -> Any:
        with errors_told():
            return super().invoke(ctx)


app = typer.Typer(
    name="noticeparse",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class PdfEngine(StrEnum):
    """The engines that read PDF files."""

    pdfium = "pdfium"
    pdfplumber = "pdfplumber"


app.command()(init)
app.command()(link)
app.add_typer(vocabulary_app)
app.add_typer(suppliers_app)
for command in (sync, merge, split, hold, release, undo):
    register_app.command()(command)
register_app.command("link")(link_in_register)
app.add_typer(register_app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"noticeparse {__version__}")
        raise typer.Exit


def _first_try() -> str:
    """A command that works where it is read: the samples are there in a checkout alone."""
    samples = Path("samples/notices").is_dir() and Path("samples/schools.csv").is_file()
    given = "samples/notices --schools samples/schools.csv" if samples else "FOLDER"
    what = "the samples that come with noticeparse" if samples else "FOLDER, a folder of notices"
    return f"""
    Turn schools' notices of whom they share pupils' data with into structured data.

    A first try, with {what}:

        noticeparse convert {given}

    The results are then in the folder output: open output/disclosures.csv in Excel.
    """


@app.callback(help=_first_try())
def _noticeparse(
    version: Annotated[bool, options.option("version", callback=_version, is_eager=True)] = False,
) -> None:
    """The options of all commands; `_first_try` is what they say together."""


_FORMATS = ["csv,json"]  # may be given several times, each with commas


@app.command()
@options.reads_notices
def convert(
    *,
    output: Annotated[str, options.option("convert.output")] = "output",
    format: Annotated[list[str], options.option("convert.format")] = _FORMATS,
    asked: options.Asked,
    raw_csv: options.RawOption = False,
    cluster: Annotated[str | None, options.option("convert.cluster")] = None,
    log: Annotated[str | None, options.option("convert.log")] = None,
    reread: Annotated[bool, options.option("convert.reread")] = False,
    pdf_engine: Annotated[PdfEngine, options.option("convert.pdf_engine")] = PdfEngine.pdfium,
    since: Annotated[Path | None, options.option("convert.since")] = None,
) -> int:
    """Read notices and write what they share, with whom and why.

    Examples:

        noticeparse convert privacy-notice.pdf

        noticeparse convert notices --output results --format csv,xlsx

        noticeparse convert "notices/*.docx" --schools schools.csv

    Writes disclosures.csv (a row a supplier), tags.csv (the words behind every tag),
    warnings.csv (what to look at), failures.csv (what could not be read, and what to do),
    a .json file a notice, and run.json;
    with --format xlsx a workbook, of which `noticeparse apply` keeps the corrections.

    A run that was stopped goes on where it was when it is given again, and notices that did not
    change are not read again.

    Exit status: 0 all read; 1 some could not be read, the rest is written; 2 nothing was done;
    3 none could be read.
    """
    from noticeparse.cli.convert import convert as run
    from noticeparse.cli.convert import wanted

    engine = None if pdf_engine is PdfEngine.pdfium else pdf_engine.value
    asked = replace(asked, pdf_engine=engine, cluster=cluster, log=log)
    return run(asked, wanted(output, ",".join(format), raw=raw_csv, since=since, reread=reread))


@app.command()
def apply(
    sheet: Annotated[Path, options.option("apply.sheet")],
    folder: Annotated[Path | None, options.option("apply.folder")] = None,
    yes: Annotated[bool, options.option("yes")] = False,
    who: Annotated[str | None, options.option("apply.who")] = None,
    delete_many: Annotated[bool, options.option("apply.delete_many")] = False,
    decisions: Annotated[Path | None, options.option("apply.decisions")] = None,
    quiet: options.QuietOption = False,
) -> None:
    """Keep corrections that were made in Excel: they become decisions.

    Examples:

        noticeparse apply output/disclosures.xlsx

        noticeparse apply Downloads/disclosures.xlsx output --yes --who "Ada Okafor"

    Shows what was changed and asks. Decisions are added to the trust's decision file (beside the
    list of schools, or as `noticeparse init` says; else in the output), and every later convert
    applies them, as long as the notice says what it said.

    Exit status: 0 all kept; 1 some could not be; 2 nothing was done.
    """
    from noticeparse.cli.apply import apply as run

    status = run(
        sheet, folder, yes=yes, who=who, quiet=quiet, delete_many=delete_many, decisions=decisions
    )
    raise typer.Exit(status)


@app.command()
@options.reads_notices
def compare(
    *,
    output: Annotated[Path | None, options.option("compare.output")] = None,
    before: Annotated[list[str] | None, options.option("compare.before")] = None,
    by_firm: options.FirmOption = False,
    names: options.NamesOption = False,
    asked: options.Asked,
    raw_csv: options.RawOption = False,
) -> int:
    """Put schools side by side: what each says that it shares with each supplier.

    Examples:

        noticeparse compare north.pdf south.docx

        noticeparse compare output --output comparison.html

        noticeparse compare notices-2025 --before notices-2024 --output changes.html

    The second reads the notice files that convert wrote into the folder output.
    The page is one file: it can be sent, printed, and read without internet.
    Suppliers that are planned, past or refused are listed apart.
    """
    from noticeparse.cli.across import compare as run

    return run(asked, output, raw=raw_csv, before=before or (), persons=names, by_firm=by_firm)


@app.command()
@options.reads_notices
def incident(
    *,
    supplier: Annotated[str, options.option("incident.supplier")],
    output: Annotated[Path, options.option("incident.output")] = Path("incident.html"),
    exactly: Annotated[str | None, options.option("incident.exactly")] = None,
    names: options.NamesOption = False,
    asked: options.Asked,
) -> int:
    """Say which schools share what with a supplier, on one page: for when it is breached.

    Examples:

        noticeparse incident ParentPay notices --schools schools.csv

        noticeparse incident "TT Rockstars" output --output incident.xlsx

    All words of the notices are searched. Each school is counted once: it shares data with it,
    perhaps does, names it otherwise, does not name it, or its notice gave no list or was not read.
    A name that nobody has is asked back, and nothing is written; --as NAME insists on it.

    Exit status: 0 all read; 1 some notices could not be read; 2 nothing was done; 3 none could.
    """
    from noticeparse.cli.across import incident as run

    return run(supplier, asked, output, exactly=exactly, persons=names)


@app.command()
@options.reads_notices
def check(
    *,
    against: Annotated[Path | None, options.option("check.against")] = None,
    format: Annotated[str, options.option("check.format")] = "table",
    output: Annotated[Path | None, options.option("check.output")] = None,
    today: Annotated[str | None, options.option("check.today")] = None,
    names: options.NamesOption = False,
    asked: options.Asked,
) -> int:
    """Say what to look at first: gaps, special-category data, old names, what was left open.

    Examples:

        noticeparse check notices --schools schools.csv

        noticeparse check notices --against our-suppliers.csv --output findings.xlsx

    With --output each school has a part of its own, to be sent to its head teacher.

    Exit status: 0 nothing found; 1 some notices could not be read; 2 the command was wrong;
    3 there is something to look at.
    """
    from noticeparse.cli.across import check as run

    return run(asked, output, against=against, format=format, today=today, persons=names)


@app.command()
@options.reads_notices
def draft(
    *,
    output: Annotated[Path, options.option("draft.output")] = Path("drafts"),
    letter: Annotated[bool, options.option("draft.letter")] = False,
    asked: options.Asked,
) -> int:
    """Write each notice anew as a Word file: a clean table, with marks where it states nothing.

    Examples:

        noticeparse draft privacy-notice.pdf

        noticeparse draft output --output drafts --letter

    The second reads the notice files that convert wrote, and has what was corrected in Excel.

    Exit status: 0 all read; 1 some notices could not be read; 2 nothing was done; 3 none could.
    """
    from noticeparse.cli.draft import draft as run

    return run(asked, output, letter=letter)


@app.command()
def explain(
    file: Annotated[Path, options.option("explain.file")],
    output: Annotated[Path, options.option("explain.output")] = Path("explained.html"),
    page: Annotated[int, options.option("explain.page", min=1)] = 1,
    why: Annotated[str | None, options.option("explain.why")] = None,
    vocabulary: options.VocabularyOption = None,
) -> None:
    """Show what became of every word of a notice: a page for the browser, or a picture.

    Examples:

        noticeparse explain privacy-notice.docx --output explained.html

        noticeparse explain privacy-notice.pdf --page 2 --output page-2.png

        noticeparse explain privacy-notice.docx --why "Arbor"

    The page shows the notice with each word in the colour of its class: part of a row, header,
    statement, other prose, doubtful. A word of a row leads to that row and its tags. With --why
    nothing is written: it says why a name is a row, or why none.
    """
    from noticeparse.cli import across

    if why is not None:
        across.explain_why(file, why, vocabulary)
    else:
        across.explain(file, output, vocabulary, page=page)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the notice files.

    Example:

        noticeparse schema > notice.schema.json
    """
    from noticeparse.reports.json import SCHEMA_FILE

    typer.echo(SCHEMA_FILE.read_text("utf-8"), nl=False)


def main() -> None:
    """Run the command line."""
    forgive_encodings()
    app()
