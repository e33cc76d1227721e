"""Lines of one paragraph that are blocks of their own."""

from noticeparse.model import Heading, Paragraph, Text
from noticeparse.parser.proposers.prose import unwrapped


def paragraphs(*texts: str) -> list[str]:
    return [one.block.text.string for one in unwrapped([Paragraph(Text(text)) for text in texts])]


def test_a_line_that_wrapped_goes_on() -> None:
    assert paragraphs(
        "School lunches are ordered by families through Larkspur Kitchens and the",
        "orders carry a name and a class.",
        "Buses are run by Ritchies.",
    ) == [
        "School lunches are ordered by families through Larkspur Kitchens and the "
        "orders carry a name and a class.",
        "Buses are run by Ritchies.",
    ]


def test_lines_without_an_end_do_not_become_one_paragraph() -> None:
    line = "and names and classes of pupils go to the kitchen that cooks for them"
    found = paragraphs(*[line] * 1_000)
    assert sum(map(len, found)) + len(found) - 1 == 1_000 * (len(line) + 1) - 1
    assert max(map(len, found)) < 6_000


def test_what_ended_stays_apart() -> None:
    assert len(paragraphs("We use Arbor.", "to keep the register")) == 2
    assert (
        len(paragraphs("Information for parents and carers", "this page tells you who we are."))
        == 2
    )
    blocks = [Paragraph(Text("We share the names of all our pupils with")), Heading(Text("Arbor"))]
    assert [one.number for one in unwrapped(blocks)] == [0]
