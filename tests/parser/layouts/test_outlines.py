"""Nested lists: firms, below them captions or products, below these what is said."""

from tests.parser.building import parsed

from noticeparse.model import ListItem, Text


def nested(*items: str) -> list[ListItem]:
    """Items of a list; each "-" before one is a level down."""
    return [ListItem(Text(i.lstrip("- ")), len(i) - len(i.lstrip("-")), "•") for i in items]


def test_products_of_firms() -> None:
    found = parsed(
        "Suppliers",
        *nested(
            *("Renaissance Learning", "-Star Maths", "--Tests of sums", "--Given: name"),
            *("Tes", "-Class Charts", "--Rewards", "--Given: class"),
            *("Quern Works", "-Pebblepad", "--Portfolios", "--Given: work", "-Managed service"),
            *("--Back-ups", "Qoria", "-Smoothwall", "--Given: sites"),
        ),
    ).disclosures
    assert [
        (str(row.company), str(row.description), [str(text) for _, text in row.fields.other])
        for row in found
    ] == [
        ("Renaissance Learning", "Star Maths\nTests of sums\nGiven: name", ["Star Maths"]),
        ("Tes", "Class Charts\nRewards\nGiven: class", ["Class Charts"]),
        (
            "Quern Works",
            "Pebblepad\nPortfolios\nGiven: work\nManaged service\nBack-ups",
            ["Pebblepad; Managed service"],
        ),
        ("Qoria", "Smoothwall\nGiven: sites", ["Smoothwall"]),
    ]


def test_captions_below_firms() -> None:
    found = parsed(
        "For each provider:",
        *nested(
            *("Arbor", "-Products", "--MIS", "-Purposes", "--records", "--registers"),
            *("-Personal information", "--name", "--class", "-Stored in: Ireland"),
            *("Quern Bus Lines", "-Purposes: rides", "-Personal information: stops"),
        ),
    ).disclosures
    assert [
        (str(r.company), str(r.description), str(r.fields.data), str(r.fields.purpose))
        for r in found
    ] == [
        ("Arbor", "records; registers; name; class", "name; class", "records; registers"),
        ("Quern Bus Lines", "rides stops", "stops", "rides"),
    ]
    assert [str(row.fields.location) for row in found] == ["Ireland", "None"]


def test_nested_lists_of_other_things_are_none() -> None:
    lead = "Your rights"
    items = ["Access", "-ask for a copy", "--free of charge", "Erasure", "-ask us", "--in writing"]
    assert not parsed(lead, *nested(*items)).disclosures
