"""A person's text is taken out of everything that a register holds."""

from pathlib import Path

import pytest
from sqlalchemy import select
from tests.correcting import COMPANIES, notice_text

from noticeparse import parse
from noticeparse.errors import InputError
from noticeparse.model import Decision, School
from noticeparse.register import asking
from noticeparse.register import tables as t
from noticeparse.register.content import counting
from noticeparse.register.copying import back_up, wrong
from noticeparse.register.erasing import Erasure, erase

NAME = "Mrs Jo Ashworth"
ERASURE = Erasure("2026-10-01T10:00:00Z", "Ada Okafor", "a person's name", "she asked for it")


@pytest.fixture
def filled(register, at):
    """A register in which a name stands in two versions, a path and a contact."""
    rows = [COMPANIES[0], (NAME, "Names of pupils", "Piano lessons with  mrs jo ashworth")]
    school = School("Moorland Edge Primary School", "900101")
    for day, more in (("2025-09-01", []), ("2026-09-01", [COMPANIES[1]])):
        text = notice_text(school.name, rows + more).encode()
        at(day).add(parse(text, source_path=f"{NAME}.txt", schools=[school]), text)
    other = notice_text("Saltway Infant School", COMPANIES[:3]).encode()
    at("2025-09-01").add(parse(other, source_path="other.txt"), other)
    at("2025-09-01").contacts({school: f"{NAME}, 01632 960001"})
    return register


def everything(register):
    """All that a register holds, as text."""
    with register.reading() as connection:
        return repr([connection.execute(select(table)).all() for table in t.metadata.sorted_tables])


def test_it_is_gone_from_every_table(filled, knowledge) -> None:
    done = erase(filled, "mrs  Jo Ashworth", ERASURE, knowledge)
    assert done.counts == {"school": 1, "notice": 1, "known_path": 1, "version": 2, "document": 2}
    assert "ashworth" not in everything(filled).casefold()
    assert list(wrong(filled)) == []
    with filled.reading() as connection:
        rows = asking.rows_of(connection, 1, persons=True)
        assert asking.search(connection, "ashworth") == []
        assert len(connection.scalars(select(t.source.c.sha256)).all()) == 1  # of the other school
        (line,) = connection.execute(select(t.erasure.c.who, t.erasure.c.why)).all()
    assert [row["company"] for row in rows] == ["Tapestry", "█" * len(NAME), "Parentmail"]
    assert tuple(line) == ("Ada Okafor", "she asked for it")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_it_is_gone_from_the_file(filled, knowledge) -> None:
    erase(filled, NAME, ERASURE, knowledge)
    filled.close()
    found = b"".join(path.read_bytes() for path in Path(filled.name).parent.iterdir())
    assert b"shworth" not in found


def test_evidence_still_says_where_its_words_stand(filled, knowledge) -> None:
    erase(filled, NAME, ERASURE, knowledge)
    with filled.reading() as connection:
        rows = counting(connection, 1, knowledge).notices[1].disclosures
    checked = 0
    for row in rows:
        for tag in row.tags:
            field = tag.evidence.field.removeprefix("fields.")
            text = str(getattr(row.fields if "." in tag.evidence.field else row, field))
            assert text[tag.evidence.start : tag.evidence.end] == tag.evidence.text
            checked += 1
    assert checked > 3


def test_backups_that_hold_it_are_listed(filled, knowledge, tmp_path) -> None:
    back_up(filled, tmp_path / "backup.db", "2026-09-30")
    assert str(tmp_path / "backup.db") in "\n".join(erase(filled, NAME, ERASURE, knowledge).lines())


def test_what_stands_nowhere_leaves_no_trace(filled, knowledge) -> None:
    before = everything(filled)
    assert "stood nowhere" in " ".join(erase(filled, "Nobody Here", ERASURE, knowledge).lines())
    assert everything(filled) == before


@pytest.mark.parametrize(
    ("text", "said"), [("Jo", "too short"), ("she asked", "names what is erased")]
)
def test_what_cannot_be_erased(filled, knowledge, text, said) -> None:
    before = everything(filled)
    with pytest.raises(InputError, match=said):
        erase(filled, text, ERASURE, knowledge)
    assert everything(filled) == before


def test_decisions_outlive_the_name_of_their_school(filled, at, knowledge) -> None:
    with filled.reading() as connection:
        notice = counting(connection, 1, knowledge).notices[1]
    row = notice.disclosures[0]
    decision = Decision(
        **{"id": "k1", "school": notice.school, "notice": notice.source.path, "sha256": ""},
        **{"disclosure": row.id, "field": "retention", "before": None, "after": "3 years"},
        **{"who": "Ada Okafor", "when": "2026-09-02T10:00:00Z"},
        **{"company": str(row.company), "description": str(row.description)},
    )
    at("2026-09-02").decide([decision])
    erase(filled, "Moorland Edge", ERASURE, knowledge)
    assert "moorland" not in everything(filled).casefold()
    with filled.reading() as connection:
        kept = connection.scalars(
            select(t.disclosure.c.retention).where(t.disclosure.c.notice_id == 1)
        )
        assert kept.first() == "3 years"
