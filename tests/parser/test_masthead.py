"""What stands around the rows: school, title, date, trust, statements; and lists of bullets."""

import pytest
from tests.parser.building import FIND, WORDING, document, parsed, table

from noticeparse.model import Paragraph, Text
from noticeparse.parser.masthead import read_masthead
from noticeparse.text.dates import find_date


@pytest.mark.parametrize(
    ("blocks", "title", "school"),
    [
        (["# Privacy notice"], "Privacy notice | Alderbrook Primary School", "Alderbrook Primary School"),
        (["# ALDERBROOK PRIMARY SCHOOL", "# Data sharing"], None, "ALDERBROOK PRIMARY SCHOOL"),
        (["# Privacy Notice for Wexley High School", "We use:"], None, "Wexley High School"),
        (["# How our school uses your data", "Our school cares."], None, None),
        (["Scoil Naomh Lorcán", "# Data"], None, "Scoil Naomh Lorcán"),
        (["# Fenton Unified School District", "# Approved apps"], None, "Fenton Unified School District"),
        (["Gaelscoil an Chuain, Ros Beag, Co. Mayo", "# Data"], None, "Gaelscoil an Chuain"),
        (["# Data", "Pennyroyal Primary School, Mill Lane. Kept by the bursar."], None, "Pennyroyal Primary School"),
        (["# Data", "St. Brannoc's School, Lydgate"], None, "St. Brannoc's School, Lydgate"),
    ],
)  # fmt: skip
def test_school(blocks: list[str], title: str | None, school: str | None) -> None:
    assert read_masthead(document(*blocks, title=title), WORDING, FIND).school == school


def test_the_trust_stands_in_the_bracket() -> None:
    made = document("# Alderbrook Primary (Larkrise Learning Trust)")
    assert read_masthead(made, WORDING, FIND).trust == "Larkrise Learning Trust"


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("Last updated: 3rd March 2024", "2024-03-03"),
        ("Reviewed Sept 2022", "2022-09"),
        ("Version 2, approved 04/05/23", "2023-05-04"),
        ("Next review: May 2027", None),
        ("Reviewed 3 May 2025. Next review May 2026.", "2025-05-03"),
        ("Next review: May 2026. Last reviewed: May 2025", "2025-05"),
        ("Review date: May 2025 / Next review due May 2026", "2025-05"),
        ("Review date: May 2026", None),  # of the last one or of the next
        (
            "Approved by the full governing body on 3 May 2025, to be reviewed in May 2026",
            "2025-05-03",
        ),
        ("Next review date 2026-05-03, approved 2025-05-03", "2025-05-03"),
        ("Review due in three years. Adopted May 2025", "2025-05"),
        ("This notice will be reviewed in May 2026.", None),
        ("To be reviewed by 3/5/26", None),
        ("GDPR came into force on 25 May 2018.", None),
        ("From Sept 2023 the caterer changes.", None),
    ],
)
def test_dated(text: str, dated: str | None) -> None:
    assert read_masthead(document("# Data", text), WORDING, FIND).dated == dated


@pytest.mark.parametrize(
    ("title", "dated"),
    [
        ("Privacy notice for pupils – September 2024 (v3.2 draft)", "2024-09"),
        ("Privacy notice, March 2023", "2023-03"),
        ("Data sharing in 2024-25", None),
        ("What changed in September 2023 about data", None),
    ],
)
def test_a_title_that_ends_in_a_month_is_dated(title: str, dated: str | None) -> None:
    assert read_masthead(document(f"# {title}", "Text"), WORDING, FIND).dated == dated


@pytest.mark.parametrize(
    "rows",
    [
        [["Version", "Date approved", "Next review"], ["2", "3 May 2025", "May 2026"]],
        [["Review date", "Next review due"], ["03/05/2025", "03/05/2026"]],
        [["Approved by", "Governors"], ["Approved on", "3 May 2025"], ["Next review", "May 2026"]],
        [["Date of last review", "3 May 2025", "Date of next review", "May 2026"]],
        [["Approved on 3 May 2025. Next review May 2026."]],
    ],
)
def test_the_next_review_in_a_table_hides_no_date(rows: list[list[str | None]]) -> None:
    assert read_masthead(document("# Data", table(*rows)), WORDING, FIND).dated == "2025-05-03"


def test_a_line_above_the_head_of_a_table_is_dated() -> None:
    rows = ["Company", "Data"], ["Arbor", "Names"], ["Date added", "May 2021"]
    made = document("# Data", table(["Last reviewed", "03/10/2024"], *rows))
    assert read_masthead(made, WORDING, FIND).dated == "2024-10-03"
    made = document("# Data", table(*rows))
    assert read_masthead(made, WORDING, FIND).dated is None


@pytest.mark.parametrize(
    ("folded", "date"),
    [
        ("march 5, 2021", "2021-03-05"),
        ("2021-03-05", "2021-03-05"),
        ("05.03.2021", "2021-03-05"),
        ("3/25/2021", "2021-03-25"),
        ("40/13/2021", "2021"),
        ("2020", "2020"),
        ("spring", None),
    ],
)
def test_find_date(folded: str, date: str | None) -> None:
    assert find_date(folded) == date


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("All of it is held on servers in the UK.", ["location"]),
        ("We never pass data on for marketing.", ["marketing"]),
        ("Our lawful basis is public task.", ["lawful_basis"]),
        ("Everything is deleted within a year of a pupil leaving.", ["retention"]),
        ("Most of these companies get names only.", ["default_category"]),
        ("No company is given home addresses or photographs.", ["withheld_category"]),
        ("You have the right to object to direct marketing.", []),
        ("Please read the table below.", []),
    ],
)
def test_statements(sentence: str, kinds: list[str]) -> None:
    found = parsed(sentence, table(["Company", "Details"], ["Arbor", "MIS"])).statements
    assert [statement.kind for statement in found] == kinds


def test_a_company_listed_first_and_in_a_row_later_is_one_disclosure() -> None:
    found = parsed(
        "- Arbor", "- CPOMS", "- ParentPay", table(["Company", "Details"], ["Arbor", "MIS"])
    ).disclosures
    said = {str(row.company): row for row in found}
    assert sorted(said) == ["Arbor", "CPOMS", "ParentPay"]
    assert str(said["Arbor"].description) == "MIS"
    assert len(said["Arbor"].also_at) == 1


def test_a_footnote_is_read_over() -> None:
    note = Paragraph(Text("1 Wexley High School only."), role="footnote")
    made = document("# Privacy notice for Wexley High School", "We use Arbor.", note)
    assert read_masthead(made, WORDING, FIND).school == "Wexley High School"
