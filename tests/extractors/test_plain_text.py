"""What the reader of plain text makes of lines: tables, lists, headings, paragraphs."""

from __future__ import annotations

import pytest
from tests.extractors.test_html import shown
from tests.extractors.word_file import source

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.text import read
from noticeparse.model import ListItem, Table


def lines(text: str) -> list[str]:
    return shown(read(text.encode(), source("notice.txt")).blocks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DATA SHARING\n\nWe share names.", ["h2 DATA SHARING", "p We share names."]),
        ("Arbor\n\nData: names\nHeld: UK", ["h2 Arbor", "p Data: names", "p Held: UK"]),
        ("Arbor\nData: names\nHeld: UK", ["p Arbor", "p Data: names", "p Held: UK"]),
        ("We use:\n- Arbor\n- Wonde", ["p We use:", "li0 - Arbor", "li0 - Wonde"]),
        ("• Arbor\n  o names\n  o ages\n• Wonde", None),
        ("1. Arbor\n2. Wonde", ["li0 1. Arbor", "li0 2. Wonde"]),
        ("a) Arbor\nb) Wonde", ["li0 a) Arbor", "li0 b) Wonde"]),
        ("• Arbor, which keeps\n  all records", ["li0 • Arbor, which keeps all records"]),
        ("# Suppliers\n\n## Arbor ##\ntext", ["h1 Suppliers", "h2 Arbor", "p text"]),
        ("Suppliers\n=========\ntext", ["h1 Suppliers", "p text"]),
        ("Suppliers\n\n-----\n\n**Arbor**\ntext", ["h2 Suppliers", "h2 Arbor", "p text"]),
        ("Privacy policy\n: https://a.org", ["p Privacy policy: https://a.org"]),
        ("One\r\rTwo words.\r\n", ["h2 One", "p Two words."]),
        ("Text one.\fText two.", ["p Text one.", "p Text two."]),
        (
            "We share names.  They stay here.  Always.",
            ["p We share names. They stay here. Always."],
        ),
        ("Bromcom ........ MIS", ["p Bromcom ........ MIS"]),
    ],
)
def test_blocks(text: str, expected: list[str] | None) -> None:
    if expected is None:
        expected = ["li0 • Arbor", "li1 o names", "li1 o ages", "li0 • Wonde"]
    assert lines(text) == expected


def test_names_alone_on_their_lines_are_no_headings() -> None:
    names = ["Arbor", "Wonde", "Kahoot", "Zoom", "CPOMS"]
    assert lines("\n\n".join([*names, "The end."])) == [f"p {n}" for n in names] + ["p The end."]


WRAPPED = """\
We share some information about pupils with the companies
listed below. Each of them has signed an agreement with our
school and may use what we send for no purpose but our own,
which is why the list is short and looked at every summer.
Purpose: see below
"""


def test_wrapped_lines_are_joined_and_labels_stay_apart() -> None:
    found = lines(WRAPPED)
    assert len(found) == 2
    assert found[0].startswith("p We share some information about pupils with the companies listed")
    assert found[1] == "p Purpose: see below"


def table(text: str) -> list[list[str]]:
    tables = read(text.encode(), source("notice.txt")).tables
    assert len(tables) == 1
    return tables[0].texts()


PAIRS = [["Company", "Data"], ["Arbor", "all pupil records"], ["Wonde", "names"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Company\tData\nArbor\tall pupil records\nWonde\tnames", PAIRS),
        ("Company\tData\nArbor\tall pupil\n\n\trecords\nWonde\tnames", PAIRS),
        ("Company\tData\nArbor\tall pupil\nrecords\nWonde\tnames", PAIRS),
        ("Company\t\tData\nArbor\t\t\tall pupil records\nWonde\tnames", PAIRS),
        ("Company | Data\n---|---\nArbor | all pupil records\nWonde | names", PAIRS),
        ("| Company | Data |\n|:--|--:|\n| Arbor | all pupil records |\n| Wonde | names |", PAIRS),
        ("Company |\nData |\n---|---|\nArbor |\nall pupil records |\nWonde |\nnames |", PAIRS),
        ("Company | Data\nArbor | all pupil records\nWonde | names", PAIRS),
        ("Company    Data\nArbor      all pupil\n           records\nWonde      names", PAIRS),
        ("Company    Data\n\nArbor      all pupil records\n\nWonde      names", PAIRS),
        (
            "Arbor\tnames\nSTAFF\nWonde\tages",
            [["Arbor", "names"], ["STAFF", ""], ["Wonde", "ages"]],
        ),
        ("Arbor\tnames\n\tages too.\nB\tc", [["Arbor", "names ages too."], ["B", "c"]]),
        ("Arbor\tNames.\n\tAges.\nB\tc", [["Arbor", "Names."], ["", "Ages."], ["B", "c"]]),
        ("Arbor\tpass-\n\twords\nB\tc", [["Arbor", "pass-words"], ["B", "c"]]),
    ],
)
def test_tables(text: str, expected: list[list[str]]) -> None:
    assert table(f"Intro.\n\n{text}\n\nThe end.") == expected


def test_a_table_leaves_the_lines_around_it() -> None:
    found = lines("Before.\nCompany\tData\nArbor\tnames\n\nAfter.")
    assert found == ["p Before.", "table [['Company', 'Data'], ['Arbor', 'names']]", "p After."]


@pytest.mark.parametrize(
    "text",
    [
        "Purpose:   running the school\nLocation:  UK\nKept:      a year",
        "Purpose:\trunning the school\nLocation:\tUK",
        "Names.  Ages are kept.\nWe share.  We do.\nIt is so.  Yes.",
        "Home | About | Contact",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert read(text.encode(), source()).tables == ()


def test_markdown_heads_are_headers() -> None:
    document = read(b"a | b\n---|---\nc | d", source())
    assert [cell.header for cell in document.tables[0].cells] == [True, True, False, False]


@pytest.mark.parametrize("data", [b" \n\t\n", b"----\n\n====\n"])
def test_no_words(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(data, source())


def test_prose_after_a_table_does_not_join_its_columns() -> None:
    columns = "Company    Data       Why\nArbor      names      MIS\nWonde      ages       sync\n"
    document = read(f"{columns}\nAny questions?  Ask the office.  They help.".encode(), source())
    assert document.tables[0].texts()[2] == ["Wonde", "ages", "sync"]
    assert shown(document.blocks)[-1] == "p Any questions? Ask the office. They help."


def test_lines_with_leader_dots_are_as_long_as_wrapped_ones_and_stay_apart() -> None:
    found = lines(
        "What goes where at Larkhill\n\n"
        "Bromcom ...................................... the whole record\n"
        "Hexley Minibuses ......................... names, pick-up places\n"
        "ParentPay ...................... names, classes, e-mail addresses\n"
        "Tempest Photography ............................ names and class,\n"
        "  and who has said no\n"
        "Nessy . . . . . . . . . . . . . . . . . . . . . . a first name only\n"
    )
    assert [line.split()[1] for line in found] == [
        "What",
        "Bromcom",
        "Hexley",
        "ParentPay",
        "Tempest",
        "Nessy",
    ]
    assert found[4].endswith("names and class, and who has said no")


def test_blank_lines_part_rows_whose_names_go_on_in_capitals() -> None:
    assert lines(
        "Who             What               Why\n\n"
        "Quern Council   Names and homes    Taxis to\n"
        "Transport                          school\n"
        "Unit\n\n"
        "Arbor           Names, marks       Pupil\n"
        "                and classes        records\n\n"
        "ParentPay       Names of           Trips\n"
        "                parents\n\n"
        "Sumdog          Names and          Sums\n"
        "                years\n\n"
        "Our school: notice                 Page 1 of 2\n"
    ) == [
        "table [['Who', 'What', 'Why'],"
        " ['Quern Council Transport Unit', 'Names and homes', 'Taxis to school'],"
        " ['Arbor', 'Names, marks and classes', 'Pupil records'],"
        " ['ParentPay', 'Names of parents', 'Trips'],"
        " ['Sumdog', 'Names and years', 'Sums']]",
        "p Our school: notice Page 1 of 2",
    ]


def test_lines_of_a_list_without_marks_stay_apart_where_they_are_about_as_long() -> None:
    listed = [
        "Arbor - names, dob, addresses, contacts",
        "Parentpay - names, dinner money",
        "parents evening system - names, was it SchoolCloud?",
        "CPOMS - names, safeguarding concerns",
        "Tapestry - names, photos of the little ones",
        "Lexia - names, reading scores",
    ]
    assert lines("\n".join(listed)) == [f"p {line}" for line in listed]


GLUED = """SupplierWhat we tell themWhy
Arbor Every pupil record, contacts Running the office
Quern Lens Ltd Name, class Portraits in
October
Maths Barn None Games on a shared screen
Hill and Dale Coach
Company Name, home address, bus stop Buses
"""
TABLE = [
    "Supplier / What we tell them / Why",
    "Arbor / Every pupil record, contacts / Running the office",
    "Quern Lens Ltd / Name, class / Portraits in October",
    "Maths Barn / None / Games on a shared screen",
    "Hill and Dale Coach Company / Name, home address, bus stop / Buses",
]


def tables(text: str) -> list[list[str]]:
    found = [b for b in read(text.encode(), source("notice.txt")).blocks if isinstance(b, Table)]
    return [
        [" / ".join(str(t.at()[r, c].text) for c in range(t.columns)) for r in range(t.rows)]
        for t in found
    ]


def test_a_table_without_separators_is_cut_as_its_glued_header_says() -> None:
    assert tables(GLUED) == [TABLE]


def test_a_table_without_separators_goes_on_after_the_foot_of_a_page() -> None:
    more = "Fern Clinic Name, date of birth Injections each autumn"
    foot = "Larkhill School, list of suppliers, page 1 of 2"
    text = f"{GLUED}\n{foot}\n\n{more}\n\nMrs Hay in the Office knows more. Ask Her.\n"
    document = read(text.encode(), source("notice.txt"))
    assert tables(text) == [TABLE, ["Fern Clinic / Name, date of birth / Injections each autumn"]]
    assert [getattr(b, "role", None) for b in document.blocks][:3] == [None, "page_footer", None]
    assert [b.continues for b in document.blocks if isinstance(b, Table)] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "ParentPay MyMaths ClassDojo\nNames Are kept There\nAges Are kept There\nBoth Are kept",
        "NamesAgesStops\nwe share these with others",
        "WhoWhatWhy\nWe send Mrs Hay a list. Please Ask Her.\nYou may See it. Please Ask Her.",
    ],
)
def test_lines_below_glued_words_that_are_no_rows(text: str) -> None:
    assert tables(text) == []


def test_names_of_a_grid_that_ran_together_are_told_apart() -> None:
    grid = "Quill MathsWren Reading: Level\n: Two\nFern CodersHarrow MapsDoverPost\nElmtree\n"
    found = list(read(f"No consent:\n\n{grid}".encode(), source("n.txt")).blocks)
    assert [b.text.string for b in found if isinstance(b, ListItem)] == []
    grid = grid.replace("Reading: Level", "ReadingOak Art: Level")
    found = list(read(f"No consent:\n\n{grid}".encode(), source("n.txt")).blocks)
    assert [b.text.string for b in found if isinstance(b, ListItem)] == [
        *("Quill Maths", "Wren Reading", "Oak Art: Level: Two"),
        *("Fern Coders", "Harrow Maps", "Dover", "Post", "Elmtree"),
    ]
