"""Every sample notice is read as it was labelled by hand, whatever the format.

The truth stands beside the source of each notice (samples/source/*.yaml, key `truth`). What a
careful reader may find or leave out is under `maybe`: neither missed when absent nor wrong when
present. Rows are told apart by company and, for one company's several rows, by their order.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from samples.rendering.plain import to_text
from samples.rendering.source import read_sample
from samples.rendering.web import to_html
from samples.rendering.word import to_docx
from tests.programs import is_scan, needs_ocr, reads_pictures

import noticeparse
from noticeparse.model import STATEMENT_KINDS, STATUSES, Disclosure, Notice

SAMPLES = Path(__file__).parents[1] / "samples"
NOTICES = SAMPLES / "notices"
SOURCES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((SAMPLES / "source").glob("*.yaml"))
}
FILES = {
    f"{source['folder']}/{name}": source["truth"]
    for source in SOURCES.values()
    for name in source["files"]
}
TAG_KEYS = ("categories", "not_shared", "purposes", "data_subjects")
# The share of the labelled tags that may be missing or too many.
MOST_DIFFERENCES = {"categories": 0.06, "not_shared": 0.2, "purposes": 0.08, "data_subjects": 0.06}
FIELD_KEYS = ("lawful_basis", "location", "retention")
BULLETS = re.compile(r"(?:(?<=\s)|^)[•◦▪·]\s+")

each_file = pytest.mark.parametrize("path", sorted(FILES))
each_source = pytest.mark.parametrize("key", sorted(SOURCES))


@pytest.fixture(scope="module")
def parsed() -> dict[str, Notice]:
    """The notices read so far: each file is read once, not once a test."""
    return {}


def parse(path: str, parsed: dict[str, Notice]) -> Notice:
    if is_scan(path):
        needs_ocr()
    if path not in parsed:
        parsed[path] = noticeparse.parse(NOTICES / path)
    return parsed[path]


@each_file
def test_rows_are_the_labelled_rows(path: str, parsed: dict[str, Notice]) -> None:
    notice, truth = parse(path, parsed), FILES[path]
    pairs, missed, extra = pair_rows(notice, truth)
    problems = [f"missed: {row['company']} | {row['description']}" for row in missed]
    problems += [f"too many: {row.company} | {row.description}" for row in extra]
    problems += [line for row, found in pairs for line in row_differences(row, found)]
    assert not problems, listed(path, problems)


@pytest.mark.parametrize("key", TAG_KEYS)
def test_tags_are_the_labelled_tags(key: str, parsed: dict[str, Notice]) -> None:
    """Of all files together: weights that carry over to other notices are right in most rows."""
    read = [path for path in sorted(FILES) if reads_pictures() or not is_scan(path)]
    pairs = [each for path in read for each in pair_rows(parse(path, parsed), FILES[path])[0]]
    wanted = sum(len(row.get(key, ())) for row, _ in pairs)
    problems = [line for row, found in pairs for line in tag_differences(row, found, key)]
    assert wanted
    assert len(problems) <= MOST_DIFFERENCES[key] * wanted, listed(key, problems)


@each_file
def test_fields_are_the_stated_ones(path: str, parsed: dict[str, Notice]) -> None:
    pairs, _, _ = pair_rows(parse(path, parsed), FILES[path])
    problems = [line for row, found in pairs for line in field_differences(row, found)]
    assert pairs
    assert not problems, listed(path, problems)


@each_file
def test_the_notice_is_named_and_its_statements_found(path: str, parsed: dict[str, Notice]) -> None:
    notice, wanted = parse(path, parsed), FILES[path]["notice"]
    kinds = {statement.kind for statement in notice.statements}
    required = set(wanted["statements"])
    allowed = required | set(wanted.get("statements_maybe", ()))
    problems = [f"statement missed: {kind}" for kind in sorted(required - kinds)]
    problems += [f"statement too many: {kind}" for kind in sorted(kinds - allowed)]
    # Capitals are as printed: the same school in a heading and in a sentence is the same school.
    accepted = {name.casefold() for name in (wanted["school"], *wanted.get("school_accept", ()))}
    if (notice.school or "").casefold() not in accepted:
        problems.append(f"school: {notice.school!r}, not {wanted['school']!r}")
    if wanted["dated"] and wanted["dated"] not in (notice.dated or ""):
        problems.append(f"dated: {notice.dated!r}, not {wanted['dated']!r}")
    assert not problems, listed(path, problems)


def pair_rows(
    notice: Notice, truth: dict[str, Any]
) -> tuple[list[tuple[dict[str, Any], Disclosure]], list[dict[str, Any]], list[Disclosure]]:
    """Pair labelled rows with found ones by company; return also what is left of both."""
    found: dict[str, list[Disclosure]] = defaultdict(list)
    for disclosure in notice.disclosures:
        found[tidy(str(disclosure.company))].append(disclosure)
    pairs, missed = [], []
    for row in truth["rows"]:
        names = [row["company"], *row.get("accept", ())]
        name = next((tidy(name) for name in names if found.get(tidy(name))), None)
        if name is not None:
            pairs.append((row, found[name].pop(0)))
        elif not row.get("optional"):
            missed.append(row)
    return pairs, missed, [disclosure for rows in found.values() for disclosure in rows]


def row_differences(row: dict[str, Any], found: Disclosure) -> list[str]:
    """Say where a found row differs from its label, tags and fields aside."""
    problems = []
    descriptions = [tidy(text) for text in (row["description"], *row.get("descriptions", ()))]
    if tidy(str(found.description)) not in descriptions:
        problems.append(f"description: {str(found.description)!r}, not {row['description']!r}")
    if found.status != row.get("status", "in_use"):
        problems.append(f"status: {found.status}, not {row.get('status', 'in_use')}")
    if found.held != row.get("held", False):
        problems.append(f"held: {found.held}")
    if "section" in row and tidy(str(found.section)) != row["section"]:
        problems.append(f"section: {found.section}, not {row['section']!r}")
    nothing = row.get("no_personal_data", False)
    if nothing not in ("maybe", found.no_personal_data):
        problems.append(f"no_personal_data: {found.no_personal_data}")
    return [f"{row['company']}: {problem}" for problem in problems]


def tag_differences(row: dict[str, Any], found: Disclosure, key: str) -> list[str]:
    """Say which tags of a row are missing, and which are not allowed."""
    required = set(row.get(key, ()))
    allowed = required | set(row.get("maybe", {}).get(key, ()))
    earned = tag_ids(found, key)
    problems = [f"{row['company']}: {key} missed: {i}" for i in sorted(required - earned)]
    return problems + [f"{row['company']}: {key} too many: {i}" for i in sorted(earned - allowed)]


def tag_ids(found: Disclosure, key: str) -> set[str]:
    """Collect the ids of a row's tags under the name that the labels give them."""
    kind = {"purposes": "purpose", "data_subjects": "data_subject"}.get(key, "category")
    polarity = {"categories": "shared", "not_shared": "not_shared"}.get(key)
    return {tag.id for tag in found.tags if tag.kind == kind and tag.polarity == polarity}


def field_differences(row: dict[str, Any], found: Disclosure) -> list[str]:
    """Say which stated fields differ; a clause or its sentence are both right."""
    problems = []
    for key in FIELD_KEYS:
        wanted = row.get("fields", {}).get(key)
        doubtful = row.get("maybe", {}).get("fields", {}).get(key)
        value = getattr(found.fields, key)
        text = None if value is None else tidy(str(value))
        if text is None and wanted:
            problems.append(f"{row['company']}: {key} missed: {wanted!r}")
        elif text and not any(overlaps(text, tidy(w)) for w in (wanted, doubtful) if w):
            problems.append(f"{row['company']}: {key}: {text!r}, not {wanted!r}")
    return problems


def overlaps(one: str, other: str) -> bool:
    """Say whether one text holds the other."""
    return one.rstrip(".") in other or other.rstrip(".") in one


def tidy(text: str) -> str:
    """Drop bullet marks and make all white space single."""
    return " ".join(BULLETS.sub("", text).split())


def listed(path: str, problems: list[str]) -> str:
    return "\n".join([f"{path}: {len(problems)} differences", *problems])


@each_source
def test_labels_use_known_words(key: str) -> None:
    truth = SOURCES[key]["truth"]
    kinds = {*truth["notice"]["statements"], *truth["notice"].get("statements_maybe", ())}
    assert kinds <= set(STATEMENT_KINDS)
    for row in truth["rows"]:
        assert row.get("status", "in_use") in STATUSES, row["company"]
        assert set(row.get("fields", {})) <= set(FIELD_KEYS), row["company"]
        assert set(row.get("maybe", {})) <= {*TAG_KEYS, "fields"}, row["company"]


@each_source
def test_labelled_words_stand_in_the_source(key: str) -> None:
    source = SOURCES[key]
    words = set(re.findall(r"\w+", yaml.safe_dump(source["blocks"], allow_unicode=True)))
    for row in source["truth"]["rows"]:
        for text in (row["company"], row["description"]):
            assert set(re.findall(r"\w+", text)) <= words, text


def test_every_rendered_file_has_its_source_and_every_source_its_files() -> None:
    rendered = {
        path.relative_to(NOTICES).as_posix() for path in NOTICES.rglob("*") if path.is_file()
    }
    assert rendered == set(FILES)


def test_schools_csv_names_every_folder() -> None:
    with (SAMPLES / "schools.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["path", "school", "urn", "trust"]
    assert {(row["path"], row["school"]) for row in rows} == {
        (source["folder"], source["school"]) for source in SOURCES.values()
    }


@each_source
def test_committed_files_are_what_the_source_says(key: str) -> None:
    sample = read_sample(SAMPLES / "source" / f"{key}.yaml")
    for name in sample.files:
        committed = (NOTICES / sample.folder / name).read_bytes()
        if name.endswith(".docx"):  # the zip's bytes hang on the version of zlib
            assert word_body(committed) == word_body(to_docx(sample)), name
        elif name.endswith(".html"):
            assert committed.decode() == to_html(sample), name
        elif name.endswith(".txt"):
            assert committed.decode() == to_text(sample), name


def word_body(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml")
