"""Two files of one school: versions of one notice, or two; proposed, decided, and never lost."""

from __future__ import annotations

import json
import re

import pytest
from tests.correcting import COMPANIES, notice_text
from typer.testing import CliRunner

from noticeparse import read_csv
from noticeparse.cli import app
from noticeparse.reports.decision_log import read_decisions

SCHOOL = "Ashlea Primary School"
OLD, NEW, STAFF = "privacy-2025.txt", "privacy-2026.txt", "staff.txt"
MAY_BE = "may be one notice of Ashlea Primary School in two versions"


def notice(rows, head="Privacy notice for pupils", dated="", school=SCHOOL) -> str:
    date = f"Last updated {dated}\n\n" if dated else ""
    return notice_text(school, rows).replace(school, f"{school}\n\n{head}\n\n{date}", 1)


def put(folder, name, text) -> None:
    path = folder / "in" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def run(*arguments, status=0) -> str:
    done = CliRunner().invoke(app, [*map(str, arguments)])
    assert done.exit_code == status, done.output
    return " ".join(done.output.split())


def convert(folder, *more) -> str:
    formats = ("--format", "csv,json,xlsx", "--jobs", 1)
    return run("convert", folder / "in", "--output", folder / "out", *formats, *more)


def proposals(folder) -> list[str]:
    rows = read_csv(folder / "out" / "warnings.csv")
    return list(rows[rows.kind == "Two files that may be one notice"].what)


def sources(folder) -> set[str]:
    return set(read_csv(folder / "out" / "disclosures.csv").source)


@pytest.fixture
def school(tmp_path):
    """The pupils' notice of two years, and the staff's."""
    put(tmp_path, OLD, notice(COMPANIES[:8], dated="1 September 2025"))
    put(tmp_path, NEW, notice(COMPANIES[1:9], dated="1 September 2026"))
    rows = (*COMPANIES[:1], *COMPANIES[3:5], *COMPANIES[8:])
    put(tmp_path, STAFF, notice(rows, "Privacy notice for staff", "1 September 2026"))
    return tmp_path


def test_last_years_and_this_years_are_proposed_with_what_to_type(school) -> None:
    said = convert(school)
    assert f"{OLD} and {NEW} {MAY_BE}: 7 of their 9 recipients stand in both" in said
    assert "they are of 1 September 2025 and 1 September 2026." in said
    assert "Both count until you say." in said
    assert f"noticeparse link {school / 'out'} {OLD} {NEW}. If they are two, add --apart." in said
    assert "1 warning" in said
    assert len(proposals(school)) == 1
    assert sources(school) == {OLD, NEW, STAFF}


def test_a_linked_notice_counts_once_in_everything(school) -> None:
    convert(school)
    run("link", school / "out", OLD, NEW, "--who", "Ada")
    said = convert(school)
    assert f"{OLD} is an earlier version of {NEW}, which counts alone." in said
    assert MAY_BE not in said
    assert sources(school) == {NEW, STAFF}
    for given in (school / "in", school / "out"):
        at = ("--decisions", school / "out" / "decisions.jsonl")
        run("compare", given, "--output", school / "c.csv", *at)
        assert OLD not in (school / "c.csv").read_text("utf-8-sig"), given
        page = school / "i.html"
        run("incident", "Tapestry", given, "--output", page, *at)
        assert OLD not in page.read_text("utf-8"), given
    run("link", school / "out", OLD, NEW, "--apart", "--who", "Ada")
    assert MAY_BE not in convert(school)
    assert sources(school) == {OLD, NEW, STAFF}


def test_two_notices_of_a_school_are_one_school(school) -> None:
    said = run("compare", school / "in", "--output", school / "c.html")
    assert "at 1 school" in said
    said = run("incident", "Tapestry", school / "in", "--output", school / "i.html")
    assert "1 sharing data with it" in said


def test_the_answer_that_they_are_two_stays_when_their_words_change(school) -> None:
    convert(school)
    assert f"{OLD} and {NEW} are two notices." in run(
        "link", school / "out", OLD, NEW, "--apart", "--who", "Ada"
    )
    assert "decided already" in run("link", school / "out", OLD, NEW, "--apart", "--who", "Ada")
    put(school, NEW, notice(COMPANIES[:8], dated="1 September 2027"))
    assert MAY_BE not in convert(school)
    assert sources(school) == {OLD, NEW, STAFF}


def test_what_was_corrected_in_the_earlier_holds_where_the_words_stand(school) -> None:
    from tests.correcting import YES, Editor

    from noticeparse.cli.apply import apply

    convert(school)
    editor = Editor(school / "out" / "disclosures.xlsx")
    for company in ("Bromcom", "Tapestry"):  # the later notice has the first one alone
        row = editor.find(company=company, source=OLD)
        editor.set(row, "retention", "25 years")
    editor.save()
    apply(editor.path, None, **YES)
    run("link", school / "out", OLD, NEW, "--who", "Ada")
    convert(school)
    rows = read_csv(school / "out" / "disclosures.csv")
    assert list(rows[(rows.source == NEW) & (rows.company == "Bromcom")].retention) == ["25 years"]
    again = read_csv(school / "out" / "reopened.csv")
    assert [(row.company, row.field) for row in again.itertuples()] == [("Tapestry", "retention")]


def test_a_file_that_took_the_place_and_is_gone_lets_the_earlier_count_again(school) -> None:
    convert(school)
    run("link", school / "out", OLD, NEW, "--who", "Ada")
    (school / "in" / NEW).unlink()
    said = convert(school)
    assert sources(school) == {OLD, STAFF}
    assert "1 open again" in said
    reason = read_csv(school / "out" / "reopened.csv").reason[0]
    assert reason == f"{NEW} was not read, which took its place: this one counts again."


def test_a_decision_that_names_an_earlier_file_that_is_gone_changes_nothing(school) -> None:
    convert(school)
    run("link", school / "out", OLD, NEW, "--who", "Ada")
    (school / "in" / OLD).unlink()
    assert "1 of notices that were not read" in convert(school)
    assert sources(school) == {NEW, STAFF}


def test_a_renamed_file_is_known_by_its_bytes(school) -> None:
    convert(school)
    run("link", school / "out", OLD, NEW, "--who", "Ada")
    (school / "in" / NEW).rename(school / "in" / "this year.txt")
    convert(school)
    assert sources(school) == {"this year.txt", STAFF}


def test_two_people_who_contradict_each_other_leave_both_counting(school) -> None:
    convert(school)
    log = school / "out" / "decisions.jsonl"
    run("link", school / "out", OLD, NEW, "--who", "Ada")
    first = log.read_text("utf-8")
    log.unlink()
    run("link", school / "out", OLD, NEW, "--apart", "--who", "Ben")
    log.write_text(first + log.read_text("utf-8"), "utf-8")
    said = convert(school)
    assert "2 open again" in said
    assert sources(school) == {OLD, NEW, STAFF}
    run("link", school / "out", OLD, NEW, "--who", "Cem")  # who settles it
    convert(school)
    assert sources(school) == {NEW, STAFF}


def test_a_circle_of_later_versions_loses_no_notice(tmp_path) -> None:
    names = ("a.txt", "b.txt", "c.txt")
    for name in names:
        put(tmp_path, name, notice(COMPANIES[:6]))
    convert(tmp_path)
    for old, new in zip(names, (*names[1:], names[0]), strict=True):
        run("link", tmp_path / "out", old, new, "--who", "Ada")
    assert "1 open again" in convert(tmp_path)
    assert sources(tmp_path) == {"c.txt"}


def test_three_files_are_a_chain_and_those_of_one_date_are_not_ordered(tmp_path) -> None:
    for name, dated in (("z.txt", "1 May 2024"), ("b.txt", "1 May 2025"), ("c.txt", "1 May 2025")):
        put(
            tmp_path,
            name,
            notice([*COMPANIES[:6], (f"Maker {name}", "Names", "Maths")], dated=dated),
        )
    convert(tmp_path)
    first, second = proposals(tmp_path)
    assert first.startswith("z.txt and b.txt")
    assert "they are of 1 May 2024 and 1 May 2025" in first
    assert second.startswith("b.txt and c.txt")
    assert "both are of 1 May 2025" in second


def test_without_dates_it_is_said_that_nobody_knows_which_is_later(tmp_path) -> None:
    for name in ("a.txt", "b.txt"):
        put(tmp_path, name, notice([*COMPANIES[:6], (f"Maker {name}", "Names", "Maths")]))
    convert(tmp_path)
    assert "which is later is not known" in proposals(tmp_path)[0]
    advice = read_csv(tmp_path / "out" / "warnings.csv").what_to_do
    assert "name the one that counts last: noticeparse link" in advice.iloc[0]


def test_the_same_text_under_another_name_is_said_to_be_that(tmp_path) -> None:
    put(tmp_path, "a/privacy.txt", notice(COMPANIES[:3]))
    put(tmp_path, "b/staff copy.txt", notice(COMPANIES[:3]))
    convert(tmp_path)
    assert "they have the same words" in proposals(tmp_path)[0]


@pytest.mark.parametrize("urns", [("1001", "1001"), ("1001", "1002")], ids=["one", "namesakes"])
def test_a_school_is_known_by_its_urn(tmp_path, urns) -> None:
    lines = ["path,school,urn"]
    for name, urn in zip(("a.txt", "b.txt"), urns, strict=True):
        put(tmp_path, name, notice(COMPANIES[:6]))
        lines.append(f"in/{name},{SCHOOL},{urn}")
    (tmp_path / "schools.csv").write_text("\n".join(lines) + "\n", "utf-8")
    convert(tmp_path, "--schools", tmp_path / "schools.csv")
    found = proposals(tmp_path)
    assert len(found) == (urns[0] == urns[1])
    assert not any("by its name alone" in each for each in found)


@pytest.mark.parametrize("other", ["Birchfold School,", f"{SCHOOL},1002"], ids=["name", "urn"])
def test_a_notice_that_is_another_schools_now_takes_no_place(school, other) -> None:
    convert(school)
    run("link", school / "out", OLD, NEW, "--who", "Ada")
    lines = ("path,school,urn", f"in/{OLD},{SCHOOL},1001", f"in/{NEW},{other}")
    (school / "schools.csv").write_text("\n".join(lines) + "\n", "utf-8")
    assert "1 open again" in convert(school, "--schools", school / "schools.csv")
    assert sources(school) == {OLD, NEW, STAFF}
    reason = read_csv(school / "out" / "reopened.csv").reason[0]
    assert reason == "The two are notices of different schools now, and both count."


def test_a_school_known_by_its_name_alone_is_said_to_be(school) -> None:
    convert(school)
    assert "The school is known by its name alone." in proposals(school)[0]


def test_notices_for_other_people_and_of_other_recipients_are_two(tmp_path) -> None:
    put(tmp_path, "pupils.txt", notice(COMPANIES[:6]))
    put(tmp_path, "staff.txt", notice(COMPANIES[:6], "Privacy notice for staff"))
    put(tmp_path, "club.txt", notice(COMPANIES[8:], "Privacy notice of the pupils' club"))
    convert(tmp_path)
    assert proposals(tmp_path) == []
    assert len(sources(tmp_path)) == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (OLD, "privcy-2026.txt", f"Did you mean {NEW}?"),
        (OLD, OLD, "are one notice"),
        (OLD, "other.txt", "only notices of one school can be one"),
    ],
)
def test_notices_that_cannot_be_linked_are_named(school, old, new, said) -> None:
    put(school, "other.txt", notice(COMPANIES[:5], school="Birchfold School"))
    convert(school)
    assert said in run("link", school / "out", old, new, "--who", "Ada", status=2)
    assert read_decisions(school / "out") == ()


def test_of_many_pairs_the_first_are_printed_and_the_others_counted(tmp_path) -> None:
    for number in range(12):
        for name in (OLD, NEW):
            text = notice(COMPANIES[:3], school=f"Ashlea{chr(97 + number)} Primary School")
            put(tmp_path, f"{number}/{name}", text)
    said = convert(tmp_path)
    assert said.count("noticeparse link") == 10
    assert "and 2 pairs more of files that may be one notice: see warnings.csv." in said
    assert "warnings.csv there tells what to look at" in said
    assert len(proposals(tmp_path)) == 12


def test_a_name_that_a_shell_would_read_is_not_printed_as_a_command(tmp_path) -> None:
    put(tmp_path, "$(touch x)-2025.txt", notice(COMPANIES[:6]))
    put(tmp_path, "b-2026.txt", notice(COMPANIES[:6]))
    assert "noticeparse link RESULTS OLD NEW" in convert(tmp_path)


def test_run_json_says_whose_each_notice_is(school) -> None:
    convert(school)
    record = json.loads((school / "out" / "run.json").read_text("utf-8"))
    assert [each["schools"] for each in record["notices"]] == [[SCHOOL]] * 3
    assert record["counts"]["warnings"] == 1


def test_what_a_person_linked_is_told_apart_from_what_a_school_changed(school) -> None:
    convert(school)
    (school / "out").rename(school / "then")
    run("link", school / "then", OLD, NEW, "--who", "Ada")
    put(school, NEW, notice([*COMPANIES[1:9], ("Kahoot", "Names", "Quizzes")]))
    at = ("--since", school / "then", "--decisions", school / "then" / "decisions.jsonl")
    said = convert(school, *at)
    assert "1 added, 0 removed, 0 changed" in said
    assert "8 more: decided by a person" in said


def test_the_second_year_beside_the_first_shows_what_the_school_changed(school) -> None:
    later = (school / "in" / NEW).read_bytes()
    (school / "in" / NEW).unlink()
    convert(school)
    (school / "out").rename(school / "then")
    (school / "in" / NEW).write_bytes(later)
    convert(school)
    run("link", school / "out", OLD, NEW, "--who", "Ada")
    convert(school, "--since", school / "then")
    rows = read_csv(school / "out" / "changes.csv")
    assert set(zip(rows.what, rows.company, strict=True)) == {
        ("removed", "Tapestry"),
        ("added", "Accelerated Reader"),
    }


class TestRegister:
    """The same in a register."""

    def at(self, folder):
        return "--database", folder / "r.db"

    def history(self, folder) -> str:
        return run("register", "history", SCHOOL, *self.at(folder))

    def rows(self, folder) -> int:
        run("register", "show", SCHOOL, *self.at(folder), "--output", folder / "rows.csv")
        return len(read_csv(folder / "rows.csv"))

    def test_add_suggests_the_link_until_somebody_answers(self, school) -> None:
        said = run("register", "add", school / "in", *self.at(school))
        typed = re.search(r"noticeparse (register link .+?)\. If they are two", said)[1]
        assert typed == f'register link "{SCHOOL}" {OLD} {NEW} --database {school / "r.db"}'
        assert self.rows(school) == 21
        run("register", "link", SCHOOL, OLD, NEW, *self.at(school), "--who", "Ada")
        assert self.rows(school) == 13
        said = run("register", "add", school / "in", *self.at(school))
        assert "3 seen again." in said
        assert MAY_BE not in said
        assert self.rows(school) == 13
        assert OLD not in self.history(school)
        assert "is sound" in run("register", "check", *self.at(school))

    def test_two_notices_that_were_linked_by_mistake_are_two_again(self, school) -> None:
        run("register", "add", school / "in", *self.at(school))
        before = self.rows(school)
        run("register", "link", SCHOOL, OLD, NEW, *self.at(school), "--who", "Ada")
        again = ("register", "link", SCHOOL, OLD, NEW, *self.at(school), "--apart", "--who", "Ada")
        assert f"{OLD} and {NEW} are two notices." in run(*again)
        assert self.rows(school) == before
        assert OLD in self.history(school)
        said = run("register", "add", school / "in", *self.at(school))
        assert "3 seen again." in said
        assert MAY_BE not in said
        assert "decided already" in run(*again)
        assert "is sound" in run("register", "check", *self.at(school))

    def test_of_a_chain_each_part_goes_with_what_it_took_the_place_of(self, school) -> None:
        last = "privacy-2027.txt"
        put(school, last, notice(COMPANIES[2:9], dated="1 September 2027"))
        run("register", "add", school / "in", *self.at(school))
        link = ("register", "link", SCHOOL)
        for old, new in ((OLD, NEW), (NEW, last)):
            run(*link, old, new, *self.at(school), "--who", "Ada")
        assert self.rows(school) == 7 + 5
        run(*link, NEW, last, *self.at(school), "--apart", "--who", "Ada")
        assert self.rows(school) == 8 + 7 + 5
        assert OLD not in self.history(school)
        assert "4 seen again." in run("register", "add", school / "in", *self.at(school))
        assert self.rows(school) == 8 + 7 + 5

    def test_the_same_bytes_under_two_paths_are_parted_too(self, school) -> None:
        (school / "in" / NEW).write_bytes((school / "in" / OLD).read_bytes())
        run("register", "add", school / "in", *self.at(school))
        run("register", "link", SCHOOL, OLD, NEW, *self.at(school), "--who", "Ada")
        assert self.rows(school) == 8 + 5
        run("register", "link", SCHOOL, OLD, NEW, *self.at(school), "--apart", "--who", "Ada")
        assert self.rows(school) == 8 + 8 + 5
        assert "3 seen again." in run("register", "add", school / "in", *self.at(school))

    def test_two_notices_are_not_asked_again(self, school) -> None:
        run("register", "add", school / "in", *self.at(school))
        run("register", "link", SCHOOL, OLD, NEW, *self.at(school), "--apart", "--who", "Ada")
        assert MAY_BE not in run("register", "add", school / "in", *self.at(school))
        assert self.rows(school) == 21

    def test_the_answer_of_a_run_is_taken_along(self, school) -> None:
        convert(school)
        run("link", school / "out", OLD, NEW, "--who", "Ada")
        convert(school)
        said = run("register", "add", school / "out", *self.at(school))
        assert MAY_BE not in said
        assert self.rows(school) == 13

    def test_what_comes_under_the_old_path_later_does_not_count(self, school) -> None:
        run("register", "add", school / "in", *self.at(school))
        run("register", "link", SCHOOL, OLD, NEW, *self.at(school), "--who", "Ada")
        put(school, OLD, notice(COMPANIES[:2], dated="1 September 2025"))
        said = run("register", "add", school / "in", *self.at(school))
        assert "1 changed, where another notice has taken its place" in said
        assert self.rows(school) == 13

    def test_the_site_counts_one_school_and_the_notices_that_count(self, school) -> None:
        run("register", "add", school / "in", *self.at(school))
        run("register", "link", SCHOOL, OLD, NEW, *self.at(school), "--who", "Ada")
        run("register", "publish", school / "site", *self.at(school))
        page = next((school / "site" / "schools").glob("*.html")).read_text("utf-8")
        assert "2 notices of this school" in page
        assert OLD not in page
        assert "1 school, " in (school / "site" / "index.html").read_text("utf-8")
