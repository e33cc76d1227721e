"""Notices are taken in once, with their history; nothing of them is lost, and nothing doubled."""

import random
import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from tests.correcting import COMPANIES, notice_text

from noticeparse import from_dict, parse, to_dict
from noticeparse.errors import InputError, OutputError
from noticeparse.model import Decision, School
from noticeparse.register import asking
from noticeparse.register import tables as t
from noticeparse.register.content import all_counting, counting
from noticeparse.register.copying import back_up, restore, wrong
from noticeparse.register.database import open_database
from noticeparse.register.store import NOT_KEPT, Adding

SCHOOL = "Moorland Edge Primary School"


def read(*companies, path="moorland/notice.txt", school=SCHOOL, schools=()):
    text = notice_text(school, companies or COMPANIES[:3])
    return parse(text.encode(), source_path=path, schools=schools)


def companies_of(register, school=SCHOOL):
    with register.reading() as connection:
        home, _ = asking.school_called(connection, school)
        return [row["company"] for row in asking.rows_of(connection, home)]


def count(register, table):
    with register.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_a_notice_that_is_added_again_is_there_once(register, at) -> None:
    for day in range(1, 29):
        at(f"2025-09-{day:02}").add(read())
    assert companies_of(register) == ["Tapestry", "Parentmail", "Bromcom"]
    assert [count(register, table) for table in (t.notice, t.version, t.standing)] == [1, 1, 1]
    with register.reading() as connection:
        (seen,) = asking.schools(connection)
    assert seen["last_seen"] == "2025-09-28T08:00:00.000000Z"
    assert list(wrong(register)) == []


def test_a_document_that_changed_while_it_was_read_is_not_kept(register, at) -> None:
    adding = at("2025-09-01")
    adding.add(read(), b"another document")
    assert count(register, t.source) == 0
    assert adding.counts == {"new": 1, NOT_KEPT: 1}


def test_a_document_is_kept_as_it_was_published(register, at) -> None:
    document = notice_text(SCHOOL, COMPANIES[:3]).encode()
    at("2025-09-01").add(read(), document)
    with register.reading() as connection:
        assert connection.scalar(select(t.source.c.content)) == document
    assert list(wrong(register)) == []


def test_one_file_of_three_schools_is_three_notices(register, at) -> None:
    schools = [School(f"{name} School", f"90010{n}") for n, name in enumerate(("A", "B", "C"))]
    at("2025-09-01").add(read(schools=schools))
    assert count(register, t.notice) == 3
    for school in schools:
        assert companies_of(register, school.urn) == ["Tapestry", "Parentmail", "Bromcom"]


def test_notices_of_pupils_and_of_staff_both_count(register, at) -> None:
    adding = at("2025-09-01")
    adding.add(read(*COMPANIES[:2], path="moorland/pupils.txt"))
    adding.add(read(*COMPANIES[2:4], path="moorland/staff.txt"))
    assert companies_of(register) == ["Tapestry", "Parentmail", "Bromcom", "CPOMS"]


def test_one_notice_in_two_formats_counts_once_whichever_came_first(register, at) -> None:
    page = read(path="moorland/notice.html")
    page = replace(page, source=replace(page.source, media_type="text/html", sha256="1" * 64))
    at("2025-09-01").add(page)
    at("2026-09-01").add(read())
    assert companies_of(register) == ["Tapestry", "Parentmail", "Bromcom"]
    assert count(register, t.notice) == 2


def test_a_version_takes_the_place_of_its_own_notice_alone(register, at, knowledge) -> None:
    at("2025-09-01").add(read(*COMPANIES[:2], path="moorland/pupils.txt"))
    at("2025-09-01").add(read(COMPANIES[5], path="moorland/trips.txt"))
    at("2026-09-01").add(read(*COMPANIES[2:4], path="moorland/pupils.txt"))
    assert companies_of(register) == ["Bromcom", "CPOMS", "Evolve"]
    with register.reading() as connection:
        then = asking.rows_at(connection, 1, "2026-01-01", knowledge)
        past = asking.history(connection, 1)
    assert [row["company"] for row in then] == ["Tapestry", "Parentmail", "Evolve"]
    assert [(row["path"], row["since"][:4], row["until"][:4]) for row in past] == [
        ("moorland/pupils.txt", "2025", "2026"),
        ("moorland/pupils.txt", "2026", ""),
        ("moorland/trips.txt", "2025", ""),
    ]


def test_an_old_version_that_is_published_again_counts_again(register, at) -> None:
    for day, rows in (("2024-09-01", 1), ("2025-09-01", 2), ("2026-09-01", 1)):
        adding = at(day)
        adding.add(read(*COMPANIES[:rows]))
    assert adding.counts == {"back again": 1}
    assert companies_of(register) == ["Tapestry"]
    assert [count(register, t.version), count(register, t.standing)] == [2, 3]


def test_schools_of_one_name_are_told_apart_by_their_urns(register, at) -> None:
    adding = at("2025-09-01")
    for urn in ("900101", "900102"):
        adding.add(read(path=f"{urn}.txt", schools=[School("St Elvan's School", urn)]))
    with register.reading() as connection, pytest.raises(InputError, match=r"2 schools.*900101, 9"):
        asking.school_called(connection, "St Elvan's school")
    assert len(companies_of(register, "900102")) == 3


def test_a_urn_that_is_told_later_is_noted(register, at) -> None:
    at("2025-09-01").add(read())
    at("2026-09-01").add(read(schools=[School(SCHOOL, "900107", "Larkmoor Learning Trust")]))
    with register.reading() as connection:
        (only,) = asking.schools(connection)
    assert (only["urn"], only["trust"], only["notices"]) == (
        "900107",
        "Larkmoor Learning Trust",
        "1",
    )


def test_a_notice_under_a_new_path_is_a_new_one_until_a_person_links_it(register, at) -> None:
    at("2025-09-01").add(read(*COMPANIES[:3], path="2025/notice.txt"))
    at("2026-09-01").add(read(*COMPANIES[2:4], path="2026/notice.txt"))
    assert len(companies_of(register)) == 5
    with pytest.raises(InputError, match=r"has no two notices 2025/notice.txt and 2027"):
        at("2026-09-02").link(School(SCHOOL), "2025/notice.txt", "2027/notice.txt")
    at("2026-09-02").link(School(SCHOOL), "2025/notice.txt", "2026/notice.txt")
    assert companies_of(register) == ["Bromcom", "CPOMS"]
    at("2026-09-03").add(read(*COMPANIES[2:4], path="2026/notice.txt"))
    assert companies_of(register) == ["Bromcom", "CPOMS"]
    assert list(wrong(register)) == []


def correction(notice, row, after, number=1):
    return Decision(
        **{"id": f"k{number}", "school": notice.school, "notice": notice.source.path},
        **{"sha256": notice.source.sha256, "disclosure": row.id, "field": "retention"},
        **{"before": None, "after": after, "who": "Ada Okafor", "when": "2025-10-01T10:00:00Z"},
        **{"company": str(row.company), "description": str(row.description)},
    )


def test_decisions_outlive_a_new_reading_and_open_again_with_new_words(
    register, at, knowledge
) -> None:
    rows = [
        (f"Ashgate Software {n} Ltd", f"Names and {n} photographs", "Homework") for n in range(100)
    ]
    notice = read(*rows)
    at("2025-09-01").add(notice)
    made = [correction(notice, row, f"{n} years", n) for n, row in enumerate(notice.disclosures)]
    assert at("2025-10-01").decide(made) == len(made) == 100
    assert at("2025-10-02").decide(made) == 0
    at("2026-01-01").add(replace(notice, vocabulary_version="another"))
    with register.reading() as connection:
        held = counting(connection, 1, knowledge)
        asked = select(t.disclosure.c.retention).order_by(t.disclosure.c.id)
        kept = connection.scalars(asked).all()
    assert [each.state for each in held.judged] == ["holds"] * 100
    assert kept == [f"{n} years" for n in range(100)]
    changed = {3, 50, 99}
    at("2026-09-01").add(
        read(
            *((*row[:2], "Reading at home") if n in changed else row for n, row in enumerate(rows))
        )
    )
    with register.reading() as connection:
        after = counting(connection, 1, knowledge).judged
        before = counting(connection, 1, knowledge, at="2025-09-15").judged
    assert {n for n, each in enumerate(after) if each.state == "reopened"} == changed
    assert {each.state for n, each in enumerate(after) if n not in changed} == {"holds"}
    assert before == ()  # nothing was decided then


def test_a_notice_goes_to_the_school_that_a_person_said_it_is_of(register, at) -> None:
    notice = read(school="Moorlnd Edge Primary School")
    at("2025-09-01").add(notice)
    row = notice.disclosures[0]
    said = replace(correction(notice, row, SCHOOL), field="school", before=notice.school)
    at("2025-10-01").decide([said])
    assert companies_of(register) == ["Tapestry", "Parentmail", "Bromcom"]
    at("2026-09-01").add(read(*COMPANIES[:5], school="Moorlnd Edge Primary School"))
    assert len(companies_of(register)) == 5
    with register.reading() as connection:
        assert [row["name"] for row in asking.schools(connection)] == [SCHOOL]


def test_words_are_found_in_rows_that_count(register, at) -> None:
    at("2025-09-01").add(read(*COMPANIES[:4]))
    at("2026-09-01").add(read(*COMPANIES[1:4]))
    with register.reading() as connection:
        found = [row["company"] for row in asking.search(connection, "NAMES safeguarding")]
        gone = asking.search(connection, "photographs")
        with pytest.raises(InputError, match="holds no word"):
            asking.search(connection, "“…”")
    assert (found, gone) == (["CPOMS"], [])


def test_suppliers_are_listed_by_their_schools(register, at) -> None:
    for name in ("Alder", "Birch"):
        at("2025-09-01").add(
            read(*COMPANIES[:2], path=f"{name}.txt", school=f"{name} Primary School")
        )
    at("2025-09-01").add(read(COMPANIES[1], path="c.txt", school="Cedar Primary School"))
    with register.reading() as connection:
        found = asking.suppliers(connection)
        rows = asking.rows_of_supplier(connection, "tapestry", "Tapestry")
        with pytest.raises(InputError, match="Did you mean Tapestry"):
            asking.rows_of_supplier(connection, "Tapestri", "Tapestri")
    assert [(row["supplier"], row["schools"]) for row in found] == [
        ("ParentMail", "3"),
        ("Tapestry", "2"),
    ]
    assert [row["school"] for row in rows] == ["Alder Primary School", "Birch Primary School"]


def test_a_person_is_held_back(register, at, knowledge) -> None:
    at("2025-09-01").add(read(COMPANIES[0], ("Mrs J Ashworth", "Names of pupils", "Piano lessons")))
    with register.reading() as connection:
        hidden = asking.rows_of(connection, 1) + asking.search(connection, "piano")
        hidden += asking.rows_at(connection, 1, "2026", knowledge)
        shown = asking.rows_of(connection, 1, persons=True)
    assert not any("Ashworth" in cell or "Piano" in cell for row in hidden for cell in row.values())
    assert sum(row["company"] == "[a person; held back]" for row in hidden) == 3
    assert [row["company"] for row in shown] == ["Tapestry", "Mrs J Ashworth"]


def test_what_no_database_holds_is_replaced(register, at) -> None:
    notice = read(COMPANIES[0])
    row = replace(notice.disclosures[0], company=type(notice.disclosures[0].company)("A\0B\ud800"))
    row = replace(row, supplier=replace(row.supplier, name="A\0B\ud800"))
    at("2025-09-01").add(replace(notice, disclosures=(row,)))
    with register.reading() as connection:
        assert [each["supplier"] for each in asking.suppliers(connection)] == ["A\ufffdB\ufffd"]
    assert companies_of(register) == ["A\ufffdB\ufffd"]


def test_a_backup_is_the_register_as_it_was_at_one_moment(register, at, address, tmp_path) -> None:
    def write():
        for number in range(60):
            rows = random.Random(number).sample(COMPANIES, 4)
            at("2025-09-01").add(read(*rows, path=f"{number}.txt", school=f"School {number // 3}"))

    writer = threading.Thread(target=write)
    writer.start()
    sizes = []
    for number in range(6):
        file = tmp_path / f"backup-{number}.db"
        back_up(register, file, "2025-09-01")
        copy = open_database(str(file), create=False)
        assert list(wrong(copy)) == []
        sizes.append(count(copy, t.disclosure))
        assert sizes[-1] == 4 * count(copy, t.notice)
        copy.close()
    writer.join()
    assert sizes == sorted(sizes)
    with pytest.raises(InputError, match="exists"):
        back_up(register, file, "2025-09-01")


def test_a_backup_is_restored_into_an_empty_register_only(
    register, at, knowledge, tmp_path
) -> None:
    at("2025-09-01").add(read(), notice_text(SCHOOL, COMPANIES[:3]).encode())
    at("2026-09-01").add(read(*COMPANIES[:5]))
    back_up(register, tmp_path / "backup.db", "2026-10-01")
    with pytest.raises(InputError, match="is not empty"):
        restore(tmp_path / "backup.db", register)
    again = open_database(str(tmp_path / "again.db"))
    assert restore(tmp_path / "backup.db", again) == 2
    for table in t.metadata.sorted_tables:
        with register.reading() as one, again.reading() as other:
            if table is not t.backup:
                assert one.execute(select(table)).all() == other.execute(select(table)).all()
    Adding(again, knowledge, "2027-01-01T00:00:00.000000Z").add(read(path="more.txt"))
    assert list(wrong(again)) == []
    again.close()


def test_the_notices_of_a_trust_come_out_as_one(register, at, knowledge) -> None:
    schools = [School("A School", "900101"), School("B School", "900102")]
    notice = read(schools=schools)
    at("2025-09-01").add(notice)
    at("2025-09-01").add(read(path="other.txt"))
    with register.reading() as connection:
        found = list(all_counting(connection, knowledge))
    assert [each.schools for each in found] == [(), tuple(schools)]
    assert found[1].disclosures == from_dict(to_dict(notice)).disclosures


def test_what_is_not_sound_is_said(register, at) -> None:
    document = notice_text(SCHOOL, COMPANIES[:3]).encode()
    at("2025-09-01").add(read(), document)
    with register.writing() as connection:
        connection.execute(t.source.update().values(content=b"other"))
        connection.execute(t.version.update().values(content=b"damaged"))
        connection.execute(t.standing.update().values(until="2026"))
    said = " ".join(wrong(register))
    for what in ("has changed", "cannot be read", "No version of moorland/notice.txt counts"):
        assert what in said


def test_a_notice_is_there_whole_or_not_at_all(register, at, monkeypatch) -> None:
    def fails(*_):
        raise OutputError("the disk is full.")

    monkeypatch.setattr("noticeparse.register.store.write_rows", fails)
    with pytest.raises(OutputError, match="disk is full"):
        at("2025-09-01").add(read(), notice_text(SCHOOL, COMPANIES[:3]).encode())
    assert [count(register, table) for table in t.metadata.sorted_tables] == [0] * len(
        t.metadata.tables
    )
