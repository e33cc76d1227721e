"""The page of one notice: rows with their words marked, statements, what to look at, the receipt."""

import re
from dataclasses import replace
from html import unescape

from tests.reports.made import disclosure, notice

from noticeparse.comparison import Names
from noticeparse.comparison.values import HELD
from noticeparse.model import Decided, Failure, Fields, Issue, Text
from noticeparse.reports import open_writer
from noticeparse.reports.page import page_html
from noticeparse.reports.report import report_page
from noticeparse.vocabulary import load_vocabulary

NAMES = Names.of(load_vocabulary())


def text_of(*rows, **changes) -> str:
    made = page_html(report_page(replace(notice(*rows), **changes), NAMES))
    return " ".join(unescape(re.sub("<style>.*?</style>|<[^>]*>", " ", made, flags=re.S)).split())


def test_all_that_a_head_teacher_asks_is_on_it() -> None:
    row = disclosure(held=False, grade="good", issues=())
    text = text_of(row, disclosure("Wonde", id="d2", status="planned", held=False))
    assert "North Hill School" in text
    assert "1 recipient in use, 1 other named." in text
    assert "Read: good" in text
    assert "Held in the UK" in text
    assert "Planned, not yet in use" in text
    assert "30 words in the notice" in text
    assert "21 became part of a row" in text


def test_the_words_that_earned_a_tag_are_marked() -> None:
    made = page_html(report_page(notice(disclosure(held=False)), NAMES))
    assert "<mark>Names</mark>" in made


def test_what_to_look_at_is_in_plain_words() -> None:
    text = text_of(disclosure(held=False))
    assert "Cut by the page" in text
    assert "cut_row" not in text
    quiet = text_of(disclosure(held=False, issues=()), issues=())
    assert "What to look at" not in quiet


def test_a_person_is_held_back_everywhere() -> None:
    person = disclosure("Mrs Jo Ashworth", supplier=None)
    beside = disclosure("Arbor", id="d2", description=Text("As Mrs Ashworth asks"), held=False)
    issue = Issue("parse", "cut_row", "warning", "Row of Mrs Jo Ashworth")
    named = Issue("parse", "person_named", "warning", "The recipient looks like a person.")
    person = replace(person, issues=(named,))
    text = text_of(person, beside, issues=(issue,), title=Text("By Mrs Jo Ashworth"))
    assert "Ashworth" not in text
    assert HELD in text
    assert "keeps the name" not in text  # the page does not


def test_a_notice_that_names_nobody_says_so() -> None:
    text = text_of(disclosures=())
    assert "0 recipients in use, 0 others named." in text


def test_two_sources_of_one_path_have_a_page_each_and_a_failure_none(tmp_path) -> None:
    writer = open_writer("html", tmp_path)
    for each in (notice(), notice(), Failure("x.pdf", "unreadable", "m", "w")):
        writer.add(each)
    files = [path.relative_to(tmp_path).as_posix() for path in writer.finish().files]
    assert files == ["north/privacy.pdf.html", "north/privacy.pdf~2.html"]


def test_the_page_of_a_repeat_says_which_notice_counts() -> None:
    text = text_of(disclosure(held=False), same_notice_as="north/privacy.docx")
    assert "This is the same notice as north/privacy.docx." in text
    assert "recipients in use" not in text
    assert "word" not in text.split("What this page cannot tell")[0]


def test_what_the_notice_says_once_for_all_is_not_called_not_stated() -> None:
    row = disclosure(held=False, fields=Fields())
    text = text_of(row)
    assert "Location: “Held in the UK” (said once for all recipients)" in text
    assert "basis, retention: not stated" in text
    assert "basis, location, retention: not stated" in text_of(row, statements=())


def test_a_correction_is_named_but_not_what_stood_there_nor_why() -> None:
    decided = (
        Decided("company", "Mr Old Name", "Piano Ltd", "Ada", "2026-01-01", "they rang"),
        Decided("note", None, "ask Ms Bell about it", "Ada", "2026-01-01"),
    )
    text = text_of(disclosure(decided=decided))
    assert "Corrected by a person: company" in text
    for word in ("Old Name", "they rang", "Ms Bell"):
        assert word not in text


def test_the_name_that_is_printed_stands_beside_that_of_the_catalogue() -> None:
    text = text_of(disclosure("Arbor (our MIS)", held=False))
    assert "Arbor Education" in text
    assert "Printed as: Arbor (our MIS)" in text
