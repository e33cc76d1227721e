from dataclasses import replace

import pytest
from tests.reports.made import notice

from noticeparse.errors import InputError
from noticeparse.inputs import resolve
from noticeparse.model import Issue, School, with_schools
from noticeparse.schools import as_listed, in_words, read_schools, schools_of, unread


def entries(tmp_path, text, encoding="utf-8"):
    file = tmp_path / "schools.csv"
    file.write_bytes(text.encode(encoding))
    return read_schools(file)


LIST = (
    "path,school,urn,trust\nnorth,North Hill,1,Hills\nnorth/infants.pdf,Infants,,\n"
    "trust.pdf,A,2,\ntrust.pdf,B,3,\n"
)


@pytest.mark.parametrize(
    ("source", "schools"),
    [
        ("north/privacy.pdf", ["North Hill"]),
        ("north/infants.pdf", ["Infants"]),
        ("trust.pdf", ["A", "B"]),
        ("northern/privacy.pdf", []),
    ],
)
def test_the_most_exact_path_counts(tmp_path, source, schools) -> None:
    found = schools_of(tmp_path / "elsewhere" / source, source, entries(tmp_path, LIST))
    assert [school.name for school in found] == schools


def test_paths_may_start_at_the_list(tmp_path) -> None:
    found = schools_of(tmp_path / "north" / "x.pdf", "x.pdf", entries(tmp_path, LIST))
    assert found == (School("North Hill", "1", "Hills"),)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("\ufeffpath,school\na.pdf,Zoë\n", "utf-8"),
        ("Path;School\r\na.pdf;Zoë\r\n", "cp1252"),
        ("path, school\n\na.pdf, Zoë\n,\n", "utf-8"),
        ("trust,school,path\n,Zoë,.\\a.pdf\n", "utf-8"),
    ],
)
def test_lists_as_excel_saves_them(tmp_path, text, encoding) -> None:
    found = schools_of(tmp_path / "a.pdf", "a.pdf", entries(tmp_path, text, encoding))
    assert found == (School("Zoë"),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("path,name\na,b\n", "no column school"),
        ("", "no column path and no school"),
        ("path,school\na,\n", "line 2"),
        ("path,school\nn\0.txt,X\n", "line 2: 'n.x00.txt' is no path"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, says) -> None:
    with pytest.raises(InputError, match=says):
        entries(tmp_path, text)


def test_the_home_of_nobody_is_a_path_like_any(tmp_path) -> None:
    (entry,) = entries(tmp_path, "path,school\n~nobodyxx/n.txt,X\n")
    assert "~nobodyxx/n.txt" in entry.paths
    for given in ("~nobodyxx/n.txt", "~nobodyxx/*.txt"):
        with pytest.raises(InputError):
            resolve([given])
    with pytest.raises(InputError, match="is no path"):
        resolve(["a\0b"])


def test_a_link_that_leads_to_itself_is_of_no_school(tmp_path) -> None:
    path = tmp_path / "circle.txt"
    try:
        path.symlink_to(path)
    except OSError:
        pytest.skip("links are not allowed here")
    assert schools_of(path, "circle.txt", entries(tmp_path, "path,school\na,X\n")) == ()


def test_a_list_that_is_not_there(tmp_path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_schools(tmp_path / "none.csv")


def test_the_list_overrides_the_notice() -> None:
    read = with_schools(notice(), [School("South", "9")])
    assert (read.school, read.urn, read.trust, read.schools) == ("South", "9", None, ())
    assert with_schools(notice(), []) == notice()


def test_a_notice_of_several_schools_says_so() -> None:
    read = with_schools(notice(), [School("A"), School("B")])
    assert read.for_schools() == (School("A"), School("B"))
    assert "several_schools" in [issue.code for issue in read.issues]


def test_that_the_school_was_not_stated_is_no_issue_once_it_is_listed() -> None:
    made = notice(school=None)
    issue = Issue("parse", "school_not_stated", "warning", "…")
    made = type(made)(made.source, "v", issues=(issue,))
    assert with_schools(made, [School("A")]).issues == ()


def test_schools_without_a_notice(tmp_path) -> None:
    read = [with_schools(notice(), [School("A", "2")])]
    names = [school.name for school in unread(entries(tmp_path, LIST), read)]
    assert names == ["North Hill", "Infants", "B"]


@pytest.mark.parametrize(
    "text",
    [
        "URN;School name;File\n1;Fernhill;a.pdf\n",
        "Establishment,URN,Notice\nFernhill,1,a.pdf\n",
        "Academy_name\tFile name\tSchool URN\nFernhill\ta.pdf\t1\n",
    ],
)
def test_columns_go_by_their_usual_names(tmp_path, text) -> None:
    found = schools_of(tmp_path / "a.pdf", "a.pdf", entries(tmp_path, text))
    assert found == (School("Fernhill", "1"),)


def test_a_dfe_number_stands_for_the_urn_and_says_so(tmp_path) -> None:
    found = entries(tmp_path, "School;DfE number;Path;Trust name\nFernhill;301/2001;a.pdf;Ferns\n")
    assert found[0].school == School("Fernhill", "DfE 301/2001", "Ferns")


def test_lines_that_are_of_nothing_are_said(tmp_path) -> None:
    made = entries(tmp_path, "path,school\na.pdf,A\nx/b.pdf,B\nc.xlsx#S,C\ngone.pdf,A\n")
    paths = [(tmp_path / name, name) for name in ("a.pdf", "c.xlsx")]
    assert list(in_words(made, [School("B"), School("C")], paths)) == [
        "B: listed, but no notice read. Nothing is at “x/b.pdf”.",
        "C: listed, but no notice read.",
        "A: listed, but no notice read. Nothing is at “gone.pdf”.",
    ]


def test_a_notice_whose_path_is_not_listed_has_the_number_of_the_school_that_it_names(
    tmp_path,
) -> None:
    file = tmp_path / "schools.csv"
    file.write_text("path,school,urn,trust\nnorth,Larkhill School,111,Lark Trust\n", "utf-8")
    entries = read_schools(file)
    named = replace(notice(school="Larkhill school"), schools=(), urn=None)
    (found,) = as_listed(named, entries).for_schools()
    assert found == School("Larkhill School", "111", "Lark Trust")
    assert as_listed(replace(named, school="Larkhill Infants"), entries).urn is None
    assert as_listed(replace(named, urn="222"), entries).urn == "222"


def test_of_two_schools_of_one_name_none_is_taken(tmp_path) -> None:
    file = tmp_path / "schools.csv"
    file.write_text("path,school,urn\nnorth,St Mary,111\nsouth,St Mary,222\n", "utf-8")
    named = replace(notice(school="St Mary"), schools=(), urn=None)
    assert as_listed(named, read_schools(file)).urn is None
