import json
from dataclasses import replace

import pytest
from tests.reports.made import disclosure, notice

from noticeparse.errors import UnreadableFile
from noticeparse.model import Fields, Run, School, Text
from noticeparse.reports import Options
from noticeparse.reports.json import (
    NoticeFiles,
    notice_file_name,
    notice_from_json,
    notice_to_json,
    to_dict,
)


def test_keys_stand_in_the_order_of_the_contract() -> None:
    data = to_dict(notice())
    assert list(data) == [
        "schema_version",
        "noticeparse_version",
        "vocabulary_version",
        "source",
        "notice",
        "disclosures",
        "receipt",
        "issues",
        "text",
        "refused",
    ]
    assert list(data["disclosures"][0])[:19] == [
        "id",
        "company",
        "description",
        "section",
        "status",
        "fields",
        "lawful_bases",
        "categories",
        "purposes",
        "data_subjects",
        "no_personal_data",
        "supplier",
        "place",
        "also_at",
        "grade",
        "grade_reasons",
        "held",
        "added",
        "decided",
    ]


def test_only_categories_have_a_polarity() -> None:
    row = to_dict(notice())["disclosures"][0]
    assert [tag["polarity"] for tag in row["categories"]] == ["shared", "not_shared"]
    assert "polarity" not in row["purposes"][0]


def test_a_row_without_a_supplier_says_unknown() -> None:
    row = to_dict(notice(disclosure(supplier=None)))["disclosures"][0]
    assert row["supplier"]["judgement"] == "unknown"
    assert row["supplier"]["id"] is None


@pytest.mark.parametrize(
    "made",
    [
        notice(),
        notice(disclosure(supplier=None, section=None, same_as=None)),
        notice(school=None),
        replace(notice(), schools=(School("A", "1"), School("B"))),
    ],
)
@pytest.mark.parametrize("compact", [True, False])
def test_what_is_read_back_is_what_was_written(made, compact) -> None:
    assert notice_from_json(notice_to_json(made, compact=compact)) == made


def test_runs_are_not_kept() -> None:
    with_runs = notice(disclosure(company=Text("Arbor", (Run(0, 5, 1),))))
    assert notice_from_json(notice_to_json(with_runs)).disclosures[0].company == Text("Arbor")


def test_text_is_readable_and_ends_with_a_newline() -> None:
    text = notice_to_json(notice(disclosure("Scoil – Éire")))
    assert "Scoil – Éire" in text
    assert text.endswith("}\n")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema_version": 2}', '{"schema_version": 1}'])
def test_what_is_no_notice_file_says_which_file(text) -> None:
    with pytest.raises(UnreadableFile, match=r"north\.json"):
        notice_from_json(text, name="north.json")


@pytest.mark.parametrize("key", ["source", "notice", "disclosures", "issues"])
def test_a_notice_file_of_the_wrong_form_is_an_error_of_ours(key) -> None:
    data = to_dict(notice())
    data[key] = 3
    with pytest.raises(UnreadableFile):
        notice_from_json(json.dumps(data))


def test_a_broken_character_keeps_its_offset(tmp_path) -> None:
    writer = NoticeFiles(tmp_path, Options())
    writer.add(notice(disclosure("A\ud800B")))
    (path,) = writer.finish().files
    assert json.loads(path.read_text("utf-8"))["disclosures"][0]["company"] == "A\ufffdB"


@pytest.mark.parametrize(
    ("source", "name"),
    [("a/p.pdf", "a/p.pdf.json"), ("../p.pdf", "_../p.pdf.json"), ("run", "run_.json")],
)
def test_names_of_notice_files(source, name) -> None:
    assert notice_file_name(source) == name


def test_two_columns_of_one_caption_are_both_kept() -> None:
    twice = Fields(other=(("Date", Text("May")), ("Date", Text("June"))))
    row = to_dict(notice(disclosure(fields=twice)))["disclosures"][0]
    assert row["fields"]["other"] == {"Date": "May", "Date (2)": "June"}


def test_two_sources_of_one_path_are_both_kept(tmp_path) -> None:
    writer = NoticeFiles(tmp_path, Options())
    for path in ("a.pdf", "A.pdf"):
        writer.add(notice(path=path))
    assert [each.name for each in writer.finish().files] == ["a.pdf.json", "A.pdf~2.json"]
