"""Notices of a made-up trust, as many schools and suppliers as asked for, the same every time."""

from __future__ import annotations

from tests.reports.made import notice

from noticeparse.model import (
    Disclosure,
    Evidence,
    Fields,
    Match,
    Place,
    Statement,
    Tag,
    Text,
)

CATEGORIES = (
    ("name", "Names"),
    ("date_of_birth", "dates of birth"),
    ("class_year_group", "classes"),
    ("email_address", "e-mail addresses"),
    ("medical_health", "medical conditions"),
    ("special_educational_needs", "SEN"),
    ("attendance", "attendance marks"),
)


def trust(schools: int = 80, suppliers: int = 40, *, path: str = "{school}/notice.pdf"):
    """A notice a school; schools differ in what they share, and most name most suppliers."""
    return [_notice(school, suppliers, path) for school in range(schools)]


def _notice(school, suppliers, path):
    rows = [
        _row(school, number)
        for number in range(suppliers)
        if number < 3 or (school * 7 + number * 3) % 10 < 8
    ]
    name = f"{('North', 'South', 'East', 'West')[school % 4]} Hill {school + 1} Primary School"
    made = notice(*rows, school=name, path=path.format(school=f"school-{school + 1:02}"))
    statements = (
        Statement("location", Text("All data is kept in the United Kingdom."), None, Place(page=1)),
    )
    return type(made)(
        **{name: getattr(made, name) for name in made.__dataclass_fields__} | {
            "statements": statements if school % 3 == 0 else (), "issues": (), "trust": "Hill Trust",
            "dated": f"20{23 + school % 3}-0{1 + school % 9}",
        }
    )  # fmt: skip


def _row(school, number):
    chosen = [each for place, each in enumerate(CATEGORIES) if (school + number + place) % 3 == 0]
    words = ", ".join(word for _, word in chosen) or "Nothing is said of the data"
    text = f"{words}, so that pupils of the school can log in and teachers can follow their work"
    tags = tuple(_tag("category", id, text, word) for id, word in chosen)
    tags += (_tag("purpose", "account_provisioning", text, "log in"),)
    tags += (_tag("data_subject", "pupils", text, "pupils"),)
    return Disclosure(
        id=f"d{number:012x}",
        company=Text(f"Maker {number} Ltd" if school % 5 == 0 else f"Maker {number}"),
        description=Text(text),
        fields=Fields(retention=Text("One year after the pupil leaves")) if school % 4 == 0
        else Fields(),
        grade="excellent",
        status="historic" if (school + number) % 29 == 0 else "in_use",
        place=Place(page=1 + number // 15, block=4, row=1 + number % 15),
        tags=tags,
        supplier=Match(f"maker-{number}", f"Maker {number}", "certain", 1.0, ("its name",)),
    )  # fmt: skip


def _tag(kind, id, text, word):
    start = text.index(word)
    evidence = Evidence(None, "description", start, start + len(word), word)
    return Tag(kind, id, "shared" if kind == "category" else None, 0.9, "keyword", evidence)
