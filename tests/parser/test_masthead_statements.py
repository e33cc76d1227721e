"""Which sentences are said once for the whole notice, and which belong to rows."""

from tests.parser.building import FIND, WEIGHTS, WORDING, document, parsed, table

from noticeparse.parser import parse_document
from noticeparse.receipt import lay_out

ROWS = table(["Company", "Details"], ["Arbor", "Names and classes"], ["Tapestry", "Photographs"])


def test_what_is_said_of_all_that_are_listed_is_a_statement_and_no_row() -> None:
    found = parsed(
        "The majority of data shared with other companies is pupil name only and is stored in the UK.",
        ROWS,
    )
    assert [row.company.string for row in found.disclosures] == ["Arbor", "Tapestry"]
    assert {"location", "default_category"} <= {one.kind for one in found.statements}


def test_what_goes_on_about_the_companies_of_a_row_is_no_statement() -> None:
    said = "We share names with Tapestry and Arbor for lessons. No photographs are given to them."
    found = parse_document(lay_out(document(said)), WORDING, FIND, WEIGHTS)
    assert len(found.disclosures) == 2
    assert not found.statements


def test_a_line_with_a_label_of_the_rows_is_no_statement() -> None:
    names = {"Arbor": "the UK", "Tapestry": "France", "CPOMS": "Ireland"}
    lines = (
        (f"# {name}", "Data shared: names", f"Where it is stored: in {place}")
        for name, place in names.items()
    )
    assert not parsed(*(line for each in lines for line in each)).statements
