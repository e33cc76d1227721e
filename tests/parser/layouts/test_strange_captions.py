"""Tables on their side, rows that leave their company blank, labels that nobody knows."""

from tests.parser.building import document, rows, table

from noticeparse.model import Block
from noticeparse.pipeline import read_notice
from noticeparse.vocabulary import load_vocabulary

SIDEWAYS = (
    ["Platform", "ParentPay", "CPOMS", "Arbor"],
    ["Data shared", "Name, class", "Name, concerns", "Name, UPN, address"],
    ["Purpose", "Dinner money", "Child protection", "School register"],
    ["Purge rule", "Six years", "Until Year 11", "30 days"],
)


def fields(*blocks: Block | str) -> list[tuple[str, str, str, str]]:
    made = document(*blocks)
    return [
        (
            str(row.company),
            str(row.fields.data or ""),
            str(row.fields.purpose or ""),
            str(row.fields.retention or ""),
        )
        for row in read_notice(made, load_vocabulary()).notice.disclosures
    ]


def test_a_table_on_its_side() -> None:
    assert fields(table(*SIDEWAYS)) == [
        ("ParentPay", "Name, class", "Dinner money", "Six years"),
        ("CPOMS", "Name, concerns", "Child protection", "Until Year 11"),
        ("Arbor", "Name, UPN, address", "School register", "30 days"),
    ]


def test_an_upright_table_stays_as_it_is() -> None:
    upright = [list(column) for column in zip(*SIDEWAYS, strict=True)]
    assert fields(table(*upright, header=True)) == fields(table(*SIDEWAYS))


def test_a_row_may_leave_its_company_blank() -> None:
    found = rows(
        table(
            ["Company", "Data", "Purpose"],
            ["Arbor", "Name, UPN", "School register"],
            ["", "Staff contracts", "Personnel records"],
            ["CPOMS", "Notes of", "Child protection"],
            ["", "concerns", "and welfare"],
            header=True,
        )
    )
    assert found == [
        ("Arbor", "Name, UPN School register"),
        ("Arbor", "Staff contracts Personnel records"),
        ("CPOMS", "Notes of concerns Child protection and welfare"),
    ]


def test_labels_inside_a_line_that_nobody_knows() -> None:
    found = fields(
        "- Arbor – They get: names and addresses. It lets us: keep the register. Xyzzy: six years.",
        "- CPOMS – They get: concerns. It lets us: protect children. Xyzzy: until Year 11.",
        "- Evolve – They get: names. It lets us: plan trips. Xyzzy: one year after the trip.",
    )
    assert found[0] == ("Arbor", "names and addresses.", "keep the register.", "six years.")


def test_labels_on_their_own_line_that_nobody_knows() -> None:
    cards = [
        ("Arbor", "Names, addresses", "Keeping the register", "Education Act 1996"),
        ("CPOMS", "Concerns about pupils", "Child protection", "Children Act 2004"),
        ("ParentPay", "Names and balances", "Dinner money", "Public task"),
    ]
    lines = [
        line
        for name, data, purpose, power in cards
        for line in ("Supplier", name, "Data shared", data, "Purpose", purpose, "Xyzzy", power)
    ]
    found = fields(*lines)
    assert [row[:3] for row in found] == [card[:3] for card in cards]


def test_a_label_that_looks_like_a_sentence_is_one_where_it_comes_again_and_again() -> None:
    names = ("Arbor", "CPOMS", "Evolve", "ParentPay")
    found = fields(
        *(
            f"- {name}. They see: names. To help with: school records. Held for: one year."
            for name in names
        )
    )
    assert found == [(name, "names.", "school records.", "one year.") for name in names]
