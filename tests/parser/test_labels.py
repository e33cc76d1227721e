"""Lines and their labels: what is a label, what only looks like one."""

import pytest
from tests.parser.building import FIND, WEIGHTS, WORDING, document, table

from noticeparse.model import Paragraph, Text
from noticeparse.parser.context import Context
from noticeparse.parser.labels import find_labels, split_at_labels
from noticeparse.parser.lines import is_form, join_lines, to_lines


def labels(*blocks: object) -> list[tuple[str, str] | None]:
    """(role, value) of the label of every line."""
    context = Context(document(*blocks).blocks, WORDING, FIND, WEIGHTS)
    lines = split_at_labels(to_lines(context.blocks, context.wording), context)
    return [found and (found.role, str(found.value)) for found in find_labels(lines, context)]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Purpose of data: payments", ("purpose", "payments")),
        ("Where is it stored? In Ireland", ("location", "In Ireland")),
        ("Kept for:", ("retention", "")),
        ("Website: https://example.org", ("link", "https://example.org")),
        ("Name of system: Arbor", ("company", "Arbor")),
        ("Student: name, class", None),
        ("Other data: year group", None),
        ("Low Risk – Bundled Consent Required:", None),
        ("We share the following information:", None),
        ("ParentPay: payments", None),
        ("Who do we share with? The council.", None),
        ("https://example.org/data", None),
    ],
)
def test_a_label_is_known_by_its_words(line: str, label: tuple[str, str] | None) -> None:
    assert labels(line) == [label]


def test_a_label_that_nobody_knows_has_to_come_again() -> None:
    assert labels("Wren number: 4") == [None]
    assert labels("Wren number: 4", "Wren number: 5") == [("other", "4"), ("other", "5")]


def test_a_label_without_a_colon_has_to_come_again_or_be_bold() -> None:
    assert labels("Information held", "Names") == [None, None]
    assert labels("Information held", "Names", "Information held", "Photos")[::2] == [
        ("data", ""),
        ("data", ""),
    ]
    assert labels(Paragraph(Text("Information held names"), lead=16)) == [("data", "names")]


def test_a_line_is_cut_at_labels_that_other_lines_have_too() -> None:
    assert labels("Arbor - Purpose: MIS. Data: all", "CPOMS - Purpose: safety. Data: notes") == [
        None,
        ("purpose", "MIS."),
        ("data", "all"),
        None,
        ("purpose", "safety."),
        ("data", "notes"),
    ]
    assert labels("We hold two things. Data: all. Purpose: to teach.") == [None]


def test_forms_and_other_tables() -> None:
    assert is_form(table(["Purpose", "MIS"], ["Data held", "all"]), WORDING)
    assert not is_form(table(["Arbor", "MIS"], ["CPOMS", "safety"]), WORDING)
    assert labels(table(["Purpose", "MIS"], ["Data held", ""])) == [
        ("purpose", "MIS"),
        ("data", ""),
    ]


def test_a_line_that_wrapped_goes_on_in_the_same_one_and_an_item_keeps_its_hyphen() -> None:
    lines = to_lines(document("reports for\nteachers.", "- Photos", "- names").blocks, WORDING)
    assert str(join_lines(Text("Learning, with"), lines)) == (
        "Learning, with reports for teachers.\n- Photos\n- names"
    )


@pytest.mark.parametrize(
    ("role", "captions"),
    [
        ("company", "Product; Name of product; App name; Name of the app; Third-party provider; Developer; Given to; Passed on to; Disclosed to; Who receives it; Who gets it; Operator; Software / website; Sent to"),
        ("purpose", "What it is for; What's it for?; Type of service; Kind of software; Service type; About; About this app; About the company; What they do for us; What the app does; Services provided; Educational benefit; Intended use; Reason we use it; How it helps; Objective"),
        ("data", "What the app knows; What it knows; What they see; What the firm receives; What we tell them; What goes into it; What leaves school; Details held; Information we pass on; Data we give them; Student information used; Records held; It holds; Knows; Sees; What is in it?"),
        ("location", "Where it lives; Server; Kept in; Held at; Stored in; Data residency; Region; Location of data; Data centre; Where is it kept?"),
        ("retention", "How long; Kept for; Kept until; Held for; Time kept; Until when; Removed when; Deleted after; When is it wiped and how long is it held; Length of time held"),
        ("lawful_basis", "Lawful condition; Condition relied on; Which law; Statutory authority; Under what law; Legal power; Legal basis; FERPA exception"),
        ("link", "Find out more; Read more; Privacy policy; Web site address; More information"),
        ("subjects", "Who it is about; Whose data?; Who uses it; Who it affects; People concerned; Used by; User groups; Users; Staff or pupils"),
        ("other", "Who can see it; Who has access?; Who sees it; Who looks after it; Who we are; Asked for by; Approved by; Access; Who is allowed to log in"),
    ],
)  # fmt: skip
def test_roles(role: str, captions: str) -> None:
    read = {caption: WORDING.role(caption) for caption in captions.split("; ")}
    assert {caption for caption, found in read.items() if found != role} == set()


@pytest.mark.parametrize("word", ["Service", "Product", "System"])
def test_a_label_of_recipients_above_prose_says_what_they_do(word: str) -> None:
    assert labels(
        "# Wren", f"- {word}: keeping of lunch orders", "# Teal", f"- {word}: texts to parents"
    )[1::2] == [("purpose", "keeping of lunch orders"), ("purpose", "texts to parents")]


@pytest.mark.parametrize("word", ["Note", "Certification", "Signed off by"])
def test_a_label_that_comes_once_beside_another_is_one(word: str) -> None:
    _, found = labels("- Purpose: lunch orders", f"- {word}: only in Year 2")
    assert found is not None
    assert found[1] == "only in Year 2"
    assert labels("- Purpose: lunch orders", f"{word}: only in Year 2")[1] is None
