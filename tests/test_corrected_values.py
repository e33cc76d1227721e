"""All that can be corrected on the sheet Disclosures, from the cell to the next run."""

import csv
import json

import pytest
from tests.correcting import (
    COMPANIES,
    YES,
    Editor,
    notice_text,
    read_in_process,
    run_convert,
)

from noticeparse.cli.apply import apply
from noticeparse.cli.options import Asked
from noticeparse.cli.reading import prepare
from noticeparse.comparison import compare
from noticeparse.findings import check
from noticeparse.incident import incident, resolve
from noticeparse.reports.csv import read_csv
from noticeparse.reports.decision_log import read_decisions
from noticeparse.reports.json import notice_from_json
from noticeparse.vocabulary import load_vocabulary

SALTWAY = "saltway/notice.txt"


def correct(folder, edit, status=0):
    editor = Editor(folder / "out" / "disclosures.xlsx")
    edit(editor)
    editor.save()
    assert apply(folder / "out" / "disclosures.xlsx", None, **YES) == status
    run_convert(folder)


def change(of, source=SALTWAY, **cells):
    def edit(editor):
        row = editor.find(company=of, source=source)
        for column, value in cells.items():
            editor.set(row, column, value)

    return edit


def row_of(folder, company, source=SALTWAY):
    rows = read_csv(folder / "out" / "disclosures.csv").to_dict("records")
    return next(row for row in rows if (row["company"], row["source"]) == (company, source))


def tags_of(folder, company, source=SALTWAY):
    rows = read_csv(folder / "out" / "tags.csv").to_dict("records")
    return [row for row in rows if (row["company"], row["source"]) == (company, source)]


def printed(folder, company, source=SALTWAY):
    file = json.loads((folder / "out" / f"{source}.json").read_text("utf-8"))
    return next(row for row in file["disclosures"] if row["company"] == company)


def test_the_other_columns_of_a_row_can_be_corrected(folder) -> None:
    said = {
        "lawful_basis": "Article 6(1)(e), public task",
        "location": "Held in Ireland",
        "retention": "Until they leave",
        "supplier": "Tapestry",
        "no_personal_data": "Yes",
    }
    correct(folder, change("Wonde", **said))
    row = row_of(folder, "Wonde")
    assert {name: row[name] for name in said} == said | {"no_personal_data": "true"}
    assert row["supplier_judgement"] == "certain"
    assert row["categories"] == ""
    assert row["decided"] == "lawful_basis; location; retention; supplier; no_personal_data"
    stays = printed(folder, "Wonde")
    assert stays["fields"]["retention"] is None
    assert stays["no_personal_data"] is False
    notice = notice_from_json((folder / "out" / f"{SALTWAY}.json").read_text("utf-8"))
    assert "A6-1-e" in str(compare([notice]))
    taken_back = dict.fromkeys(("lawful_basis", "location", "retention"))
    correct(folder, change("Wonde", **taken_back, no_personal_data="no", supplier=None))
    row = row_of(folder, "Wonde")
    assert {row[name] for name in taken_back} == {""}
    assert (row["no_personal_data"], row["supplier"]) == ("false", "")
    assert row["categories"] == "name; class_year_group"


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"supplier": "Tapstry"}, "No known supplier is called"),
        ({"no_personal_data": "perhaps"}, "There is no answer"),
        ({"purposes": "Catering; Knitting"}, 'no label "Knitting"'),
        ({"categories": "Name", "not_shared": "Name"}, "under categories and under not shared"),
    ],
)
def test_what_is_no_value_is_refused(folder, capsys, cells, says) -> None:
    correct(folder, change("Tapestry", **cells), status=1)
    assert says in capsys.readouterr().err
    assert read_decisions(folder / "out") == ()


def test_a_supplier_that_was_only_proposed_is_certain_once_decided(folder) -> None:
    correct(folder, change("Wonde", supplier="google"))
    row = row_of(folder, "Wonde")
    assert (row["supplier"], row["supplier_judgement"]) == ("Google", "certain")


def test_labels_are_put_in_and_taken_out_in_their_cells(folder) -> None:
    before = row_of(folder, "Evolve")
    assert before["categories"] == "name; medical_health"
    editor = Editor(folder / "out" / "disclosures.xlsx")
    assert editor.get(editor.find(company="Evolve"), "categories") == "Name; Medical / health"
    correct(
        folder,
        change(
            "Evolve",
            categories="Medical / health ;\npostal address; Telephone number",
            not_shared="Name",
            purposes="Catering",
        ),
    )
    row = row_of(folder, "Evolve")
    assert set(row["categories"].split("; ")) == {"medical_health", "address", "phone_number"}
    assert row["not_shared"] == "name"
    assert row["purposes"] == "catering"
    methods = {tag["id"]: tag["method"] for tag in tags_of(folder, "Evolve")}
    assert methods["medical_health"] == "keyword"
    assert methods["address"] == methods["name"] == "decided"
    assert row_of(folder, "Evolve", "moorland/notice.txt")["categories"] == before["categories"]
    known = len(read_decisions(folder / "out"))
    correct(folder, lambda editor: None)
    assert len(read_decisions(folder / "out")) == known


def test_decisions_are_read_as_labels(folder, capsys) -> None:
    editor = Editor(folder / "out" / "disclosures.xlsx")
    change("Evolve", not_shared="Name", categories=None, status="Planned")(editor)
    editor.save()
    assert apply(folder / "out" / "disclosures.xlsx", None, yes=True, who="Ada") == 0
    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "medical_health" not in said
    assert "(not" in said
    path = folder / "in" / "saltway" / "notice.txt"
    path.write_text(notice_text("Saltway Infant School", COMPANIES[:3]), "utf-8")
    run_convert(folder)
    again = Editor(folder / "out" / "disclosures.xlsx")
    rows = again.sheet("Open again").iter_rows(min_row=2, values_only=True)
    assert sorted(row[4:7] for row in rows if row[4] == "categories") == [
        ("categories", "Medical / health", None),
        ("categories", "Name", "Name (not shared)"),
    ]


def test_a_cell_and_the_sheet_of_tags_may_say_the_same_but_not_two_things(folder, capsys) -> None:
    def both(label):
        def edit(editor):
            change("Evolve", categories=f"Medical / health; {label}")(editor)
            row = editor.find("Tags", company="Evolve", label="Name", source=SALTWAY)
            editor.set(row, "label", "Postal address", "Tags")

        return edit

    correct(folder, both("Telephone number"), status=1)
    assert "corrected in two ways" in capsys.readouterr().err


def test_a_corrected_description_is_tagged_anew_and_says_so(folder) -> None:
    correct(
        folder, change("Bromcom", description="Names and telephone numbers, for school dinners")
    )
    row = row_of(folder, "Bromcom")
    assert set(row["categories"].split("; ")) == {"name", "phone_number"}
    assert row["decided"] == "description"
    assert "tagged_anew" in row["issues"].split("; ")
    for tag in tags_of(folder, "Bromcom"):
        assert tag["method"] != "decided"
        if tag["field"] == "decided.description":
            assert row["description"][int(tag["start"]) : int(tag["end"])] == tag["text"]
    assert "decided.description" in {tag["field"] for tag in tags_of(folder, "Bromcom")}
    stays = printed(folder, "Bromcom")
    assert {"name", "date_of_birth", "address"} <= {tag["id"] for tag in stays["categories"]}
    (said,) = stays["decided"]
    assert {tag["id"] for tag in said["tags"] if tag["kind"] == "category"} == {"name", "phone_number"}  # fmt: skip
    run_convert(folder, output="again", inputs="out")
    for name in ("disclosures.csv", "tags.csv"):
        assert (folder / "again" / name).read_bytes() == (folder / "out" / name).read_bytes()
    correct(folder, change("Bromcom", description=printed(folder, "Bromcom")["description"]))
    assert "address" in row_of(folder, "Bromcom")["categories"].split("; ")


def test_a_description_without_personal_data_clears_the_row(folder) -> None:
    correct(folder, change("Bromcom", description="No personal data is shared"))
    row = row_of(folder, "Bromcom")
    assert (row["categories"], row["no_personal_data"]) == ("", "true")


def test_tags_that_were_decided_outlive_a_new_description(folder) -> None:
    correct(folder, change("Bromcom", purposes="Catering"))
    correct(folder, change("Bromcom", description="Names", categories="Name; Bank details"), 1)
    correct(folder, change("Bromcom", description="Names"))
    row = row_of(folder, "Bromcom")
    assert (row["categories"], row["purposes"]) == ("name", "catering")


def test_an_added_row_is_tagged_like_any_other(folder) -> None:
    def add(editor):
        editor.append(
            source=SALTWAY,
            company="Seesaw",
            description="Names, classes and reading ages, for homework",
            categories="Photograph / still image",
            retention="One year",
            supplier=None,
        )

    correct(folder, add)
    row = row_of(folder, "Seesaw")
    assert {"name", "class_year_group", "photograph"} <= set(row["categories"].split("; "))
    assert row["retention"] == "One year"
    assert row["supplier"] == "Seesaw"
    assert row["data_subjects"]
    stated = [tag for tag in tags_of(folder, "Seesaw") if tag["field"] == "description"]
    assert stated
    for tag in stated:
        assert row["description"][int(tag["start"]) : int(tag["end"])] == tag["text"]


def test_the_school_of_a_notice_is_corrected_where_all_its_rows_say_so(folder, capsys) -> None:
    def rename(editor, number):
        rows = [r for r in range(2, 22) if editor.get(r, "source") == SALTWAY]
        for row in rows[:number]:
            editor.set(row, "school", "Saltway Nursery School")

    correct(folder, lambda editor: rename(editor, 3), status=1)
    assert "in 3 of the 10 rows" in capsys.readouterr().err
    correct(folder, change("Wonde", company="Wonde Ltd"))
    correct(folder, lambda editor: rename(editor, 10))
    assert row_of(folder, "Evolve")["school"] == "Saltway Nursery School"
    assert row_of(folder, "Wonde Ltd")["decided"] == "school; company"
    file = json.loads((folder / "out" / f"{SALTWAY}.json").read_text("utf-8"))
    assert file["notice"]["school"] == "Saltway Infant School"
    assert [each["name"] for each in file["notice"]["schools"]] == ["Saltway Nursery School"]
    # What is decided before and after holds, also where the file has changed meanwhile.
    correct(folder, change("Wonde Ltd", company="Wonde Limited"))
    path = folder / "in" / "saltway" / "notice.txt"
    path.write_text(path.read_text("utf-8") + "\nChecked in May\n", "utf-8")
    run_convert(folder)
    assert row_of(folder, "Wonde Limited")["school"] == "Saltway Nursery School"
    path.write_text(path.read_text("utf-8").replace("Saltway Infant", "Sandling Junior"), "utf-8")
    run_convert(folder)
    assert row_of(folder, "Evolve")["school"] == "Sandling Junior School"
    found = read_csv(folder / "out" / "reopened.csv")
    assert "school" in set(found["field"])


def test_a_row_for_a_school_without_a_notice(folder, capsys) -> None:
    schools = folder / "schools.csv"
    with schools.open("w", newline="", encoding="utf-8") as file:
        rows = [("path", "school", "urn"), ("willow", "Willow Tree Primary School", "100001")]
        csv.writer(file).writerows(rows)

    def add(editor):
        for company in ("Seesaw", "Arbor"):
            editor.append(school="Willow Tree Primary School", company=company, description="Names")
        editor.append(school="Saltway Infants School", company="Mistyped", description="Names")

    correct(folder, add, status=1)
    assert "Did you mean Saltway Infant School?" in capsys.readouterr().err
    source = "Willow Tree Primary School (no notice)"
    for company in ("Seesaw", "Arbor"):
        row = row_of(folder, company, source)
        assert (row["school"], row["categories"]) == ("Willow Tree Primary School", "name")
        assert row["decided"] == "row"
    asked = Asked([str(folder / "out")], schools=schools, quiet=True)
    results = prepare(asked).read(None or _console())[1]
    assert len(results) == 3
    assert prepare(asked).unread(results)[0].name == "Willow Tree Primary School"
    groups = {
        each.school: each.group
        for each in incident(resolve("Wonde", load_vocabulary()), results).schools
    }
    assert groups["Willow Tree Primary School"] == "no_notice"
    assert not [
        each
        for each in check(results, vocabulary=load_vocabulary())
        if each.school == "Willow Tree Primary School"
    ]
    run_convert(folder)
    assert row_of(folder, "Seesaw", source)["decided"] == "row"
    correct(folder, change("Seesaw", source=source, company="Seesaw Learning"))
    assert row_of(folder, "Seesaw Learning", source)["decided"] == "row; company"
    path = folder / "in" / "willow" / "notice.txt"
    path.parent.mkdir()
    path.write_text(notice_text("Willow Tree Primary School"), "utf-8")
    run_convert(folder)
    assert source not in set(read_csv(folder / "out" / "disclosures.csv")["source"])
    reasons = set(read_csv(folder / "out" / "reopened.csv")["reason"])
    assert any("A notice of this school is read now" in reason for reason in reasons)
    path.unlink()
    (folder / "out" / "willow" / "notice.txt.json").unlink()
    run_convert(folder)
    run_convert(folder, output="again", inputs="out")
    for name in ("disclosures.csv", "tags.csv"):
        one, other = (folder / each / name for each in ("again", "out"))
        assert sorted(one.read_bytes().split(b"\r\n")) == sorted(other.read_bytes().split(b"\r\n"))
    editor = Editor(folder / "out" / "disclosures.xlsx")
    for company in ("Seesaw Learning", "Arbor"):
        editor.delete(editor.find(company=company, source=source))
    editor.save()
    gone = YES | {"delete_many": True}
    assert apply(folder / "out" / "disclosures.xlsx", None, **gone) == 0
    run_convert(folder)
    assert source not in set(read_csv(folder / "out" / "disclosures.csv")["source"])
    assert len(read_csv(folder / "out" / "reopened.csv")) == 0


def _console():
    from noticeparse.cli.console import on_stderr

    return on_stderr()


def test_other_columns_of_a_notice_reach_the_sheets(tmp_path, monkeypatch) -> None:
    read_in_process(monkeypatch)
    path = tmp_path / "in" / "notice.html"
    path.parent.mkdir()
    head = (
        "Company",
        "Data shared",
        "Purpose",
        "DPIA?",
        "Contract end",
        "Website",
        "Consent",
        "Privacy policy",
    )
    rows = [
        (
            "Tapestry",
            "Names",
            "Learning journal",
            "Yes",
            "31/08/2026",
            "tapestry.info",
            "Asked",
            "tapestry.info/privacy",
        ),
        (
            "Wonde",
            "Names and classes",
            "Accounts",
            "No",
            "",
            "wonde.com",
            "Not needed",
            "wonde.com/privacy",
        ),
        *(((*row, "Yes", "", "", "", "")) for row in COMPANIES[1:4]),
    ]
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in (head, *rows))
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    path.write_text(f"<h1>Saltway Infant School</h1><table>{table}</table>", "utf-8")
    run_convert(tmp_path)
    row = row_of(tmp_path, "Tapestry", "notice.html")
    assert row["other"] == "DPIA?: Yes\nContract end: 31/08/2026\nWebsite: tapestry.info"
    assert row["consent"] == "Asked"
    assert row["link"] == "tapestry.info/privacy"
    editor = Editor(tmp_path / "out" / "disclosures.xlsx")
    assert editor.get(editor.find(company="Tapestry"), "other") == row["other"]
