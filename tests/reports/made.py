"""A notice that fills every value once, for the tests of what is made from notices."""

from __future__ import annotations

from dataclasses import replace

from noticeparse.model import (
    Disclosure,
    Evidence,
    Fields,
    Issue,
    Match,
    Notice,
    Place,
    Source,
    Statement,
    Tag,
    Text,
)
from noticeparse.model.notice import Receipt


def disclosure(company: str | Text = "Arbor", **changes: object) -> Disclosure:
    row = Disclosure(
        id="d0123456789ab",
        company=company if isinstance(company, Text) else Text(company),
        description=Text("Names and UPNs, to run the register"),
        section=Text("School records"),
        fields=Fields(
            data=Text("Names and UPNs"),
            retention=Text("Until the pupil is 25"),
            other=(("Added", Text("May 2023")),),
        ),
        place=Place(page=2, bbox=(10.5, 20.0, 300.0, 44.0), block=3, row=1),
        also_at=(Place(page=1, block=0),),
        same_as="d999999999999",
        issues=(Issue("parse", "cut_row", "warning", "Cut by the page", Place(page=2)),),
        tags=(
            Tag(
                "category",
                "name",
                "shared",
                0.98,
                "keyword",
                Evidence(None, "description", 0, 5, "Names"),
            ),
            Tag(
                "category",
                "home_address",
                "not_shared",
                0.9,
                "keyword",
                Evidence("statement:0", "text", 0, 4, "Held"),
            ),
            Tag(
                "purpose",
                "administration",
                None,
                0.8,
                "keyword",
                Evidence(None, "section", 0, 6, "School"),
            ),
            Tag(
                "data_subject",
                "pupils",
                None,
                0.7,
                "implied",
                Evidence(None, "fields.data", 10, 14, "UPNs"),
            ),
        ),
        supplier=Match("arbor", "Arbor Education", "certain", 1.0, ("exact name",)),
        held=True,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def notice(
    *rows: Disclosure, path: str = "north/privacy.pdf", school: str | None = "North Hill School"
) -> Notice:
    return Notice(
        source=Source(path, "ab" * 32, "application/pdf", 1234, 2, "https://example.org/p.pdf"),
        vocabulary_version="v-test",
        title=Text("How we use data"),
        school=school,
        urn="100001" if school else None,
        trust="Hills Trust" if school else None,
        dated="2024-05-01",
        statements=(Statement("location", Text("Held in the UK"), None, Place(page=1)),),
        disclosures=rows or (disclosure(),),
        receipt=Receipt(words=30, rows=21, headers=4, other=5),
        issues=(Issue("extract", "odd_font", "info", "A font without a map"),),
        text=("How we use data", "Names and UPNs"),
    )
