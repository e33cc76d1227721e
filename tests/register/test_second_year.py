"""Two years of the samples' trust: what changed is what who wrote the second year had listed.

second_year.csv has a line a change to the notices, and what is to be said of it: how grave it is,
the company and, where it is no new or lost row, the field.
"""

import csv
from collections import Counter
from dataclasses import replace
from pathlib import Path

from noticeparse import load_vocabulary, parse
from noticeparse.changed import ADDED, Change
from noticeparse.comparison.differences import Names
from noticeparse.model import School
from noticeparse.register.changes import changes_since, told

YEARS = ("2025-09-01", "2026-09-01")
NOTICES = Path(__file__).parents[2] / "samples" / "notices"
with Path(__file__).with_name("second_year.csv").open(encoding="utf-8", newline="") as file:
    LINES = list(csv.DictReader(file))


def second_year(text, name):
    for line in reversed(LINES):  # what is put before a line that goes is put there first
        if line["file"] == name:
            assert text.count(line["was"]) == 1, line
            text = text.replace(line["was"], line["is"])
    return text


def test_the_changes_are_those_that_were_listed_beforehand(register, at, knowledge) -> None:
    names = dict.fromkeys(line["file"] for line in LINES)
    schools = {line["file"]: line["school"] for line in LINES}
    for year, moment in enumerate(YEARS):
        for name in names:
            text = (NOTICES / name).read_text("utf-8")
            text = second_year(text, name) if year else text
            school = School(schools[name], trust="Larkmoor Learning Trust")
            at(moment).add(parse(text.encode(), source_path=name, schools=[school]))
    labels = Names.of(knowledge.vocabulary())
    with register.reading() as connection:
        found = changes_since(connection, "2026-01-01", knowledge, labels, persons=True)
        hidden = changes_since(connection, "2026-01-01", knowledge, labels)
    said = Counter(
        " ".join(filter(None, (each.severity, each.change.company, each.change.field)))
        for each in found
    )
    listed = Counter(one for line in LINES for one in line["expected"].split("; "))
    assert {"not listed": said - listed, "not found": listed - said} == {
        "not listed": Counter(),
        "not found": Counter(),
    }
    order = [each.severity for each in found]
    assert order.index("denial_went") < order.index("supplier_came") < order.index("words_only")
    persons = {"Mrs T. Ashgrove", "Mr R. Lindholme"}
    assert not persons & {each.change.company for each in hidden}
    assert len(hidden) == len(found)


def test_rows_of_a_new_school_came_whichever_version_read_them(register, at, knowledge) -> None:
    name = LINES[0]["file"]
    notice = parse((NOTICES / name).read_bytes(), source_path=name)
    at("2026-09-01").add(replace(notice, noticeparse_version="0.0.1"))
    with register.reading() as connection:
        found = changes_since(connection, "2026-01-01", knowledge, Names.of(load_vocabulary()))
    assert {each.change.what for each in found} == {ADDED}


def test_tags_that_came_and_went_are_told() -> None:
    change = Change(
        "A School", "changed", "Arbor", "categories", "Name; Photograph", "Medical; Name"
    )
    assert told(change) == "Categories: now also “Medical”, no longer “Photograph”"
    first = replace(change, before="", after="Name")
    assert told(first) == "Categories: now also “Name”"
