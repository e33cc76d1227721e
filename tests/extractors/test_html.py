"""What the reader of web pages makes of text, lists, headings, furniture and encodings."""

from __future__ import annotations

import pytest
from tests.extractors.word_file import source

from noticeparse.errors import TooLarge, UnreadableFile
from noticeparse.extractors.html import read
from noticeparse.model import Block, Document, Heading, ListItem, Paragraph, Table


def page(body: str, *, head: str = "") -> Document:
    text = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    )
    return read(text.encode(), source("notice.html"))


def shown(blocks: tuple[Block, ...]) -> list[str]:
    """Blocks as short lines: "h2 text", "p text", "li1 text"."""
    lines = []
    for block in blocks:
        if isinstance(block, Table):
            lines.append(f"table {block.texts()}")
        elif isinstance(block, Heading):
            lines.append(f"h{block.level} {block.text}")
        elif isinstance(block, ListItem):
            lines.append(f"li{block.level} {block.marker} {block.text}")
        else:
            lines.append(f"p {block.text}")
    return lines


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("<p><b>Arbor</b> holds names.</p>", 5),
        ("<p> <b>Dinner</b> <strong>money</strong>: names</p>", 12),
        ("<p><b>Arbor holds names.</b></p>", 0),
        ("<p>We use <b>Arbor</b>.</p>", 0),
    ],
)
def test_a_bold_beginning_is_known(body: str, lead: int) -> None:
    _, block = page(f"<p>Some more.</p>{body}").blocks
    assert isinstance(block, Paragraph)
    assert block.lead == lead


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>We  share\n&nbsp;names</p>", ["p We share names"]),
        ("<div>Loose text<p>Own text</p>more</div>", ["p Loose text", "p Own text", "p more"]),
        ("<p>One<br>two</p>", ["p One\ntwo"]),
        ("<p>One<br><br>Two</p>", ["p One", "p Two"]),
        ("<p>Data: names<br>Held: UK</p>", ["p Data: names", "p Held: UK"]),
        ("<p>• Arbor<br>• Wonde</p>", ["li0 • Arbor", "li0 • Wonde"]),
        ("<h2>Who we<br>share with</h2><p>x</p>", ["h2 Who we share with", "p x"]),
        ("<h3><img alt='Our suppliers'></h3><p>x</p>", ["h3 Our suppliers", "p x"]),
        ("<p><strong>Arbor</strong></p><p>Data: all</p>", ["h2 Arbor", "p Data: all"]),
        ("<p><strong>Arbor</strong> holds all</p>", ["p Arbor holds all"]),
        ("<b style='font-weight:normal'><p>Text</p><p>More</p></b>", ["p Text", "p More"]),
        (
            "<ul><li>Arbor<ul><li>names</li></ul></li><li><p>Wonde</p><p>ages</p></li></ul>",
            ["li0 • Arbor", "li1 • names", "li0 • Wonde\nages"],
        ),
        ("<ol start=4><li>Arbor<li>Wonde</ol>", ["li0 4. Arbor", "li0 5. Wonde"]),
        ("<dl><dt>Arbor</dt><dd>names</dd></dl>", ["p Arbor", "p names"]),
        ("<details><summary>Arbor</summary>names</details>", ["h2 Arbor", "p names"]),
        ("<figure><img><figcaption>A map</figcaption></figure>", ["p A map"]),
        ("<script>x</script><style>y</style><noscript>z</noscript><p>a</p>", ["p a"]),
        ("<p>a</p><pre>Arbor\tnames\nWonde\tages\n</pre>", None),
        ("<p class=MsoNormal><span>Ar</span><span>bor<o:p></o:p></span></p>", ["p Arbor"]),
        ("<ul><li><h3>Arbor</h3><p>names</p></li></ul>", ["h3 Arbor", "p names"]),
        ("<p>Agreed <input type=checkbox checked></p>", ["p Agreed ☒"]),
        ("<button class='accordion'>Arbor</button><div class='panel'>a</div>", ["h2 Arbor", "p a"]),
        ("<div class='tab-title' role=button>Arbor</div><div>a</div>", ["h2 Arbor", "p a"]),
        (
            "<button role=tab>Staff</button><button role=tab>Pupils</button>",
            ["p Staff", "p Pupils"],
        ),
        ("<p class=MsoTitle>Suppliers</p><p>x</p>", ["h1 Suppliers", "p x"]),
        ("<div role=heading aria-level=3>Arbor</div><p>x</p>", ["h3 Arbor", "p x"]),
        ("<p>SIMS<sup>1</sup>, 4<sup>th</sup> year</p>", ["p SIMS, 4th year"]),
    ],
)
def test_blocks(body: str, expected: list[str] | None) -> None:
    blocks = page(body).blocks
    if expected is None:
        expected = ["p a", "table [['Arbor', 'names'], ['Wonde', 'ages']]"]
    assert shown(blocks) == expected


MAIN = "<p>We share names with Arbor and with Wonde so that pupils can log in.</p>"


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><a href='/'>Home</a></nav>",
        "<div class='main-menu'>Home</div>",
        "<div id='mainNav'>Home</div>",
        "<div role='banner'>Home</div>",
        "<header><p>Home</p></header>",
        "<footer>Home</footer>",
        "<div class='cookie-notice'>Home</div>",
        "<ol class='breadcrumb'><li>Home</li></ol>",
        "<p>Home &raquo; About</p>",
        "<p>&copy; Home 2024</p>",
        "<ul><li><a href='/a'>Home</a><li><a href='/b'>About</a><li><a href='/c'>News</a></ul>",
        "<a href='#main'>Skip to Home</a>",
        "<button>Home</button>",
        "<div style='display:none'>Home</div>",
        "<span hidden>Home</span>",
        "<span class='sr-only'>Home</span>",
    ],
)
def test_furniture_is_put_aside_and_kept(furniture: str) -> None:
    document = page(furniture + MAIN)
    assert len(document.blocks) == 1
    assert "Home" in " ".join(str(text) for text in document.furniture)


@pytest.mark.parametrize(
    "content",
    [
        "<div class='cookie-policy'><p>Arbor</p></div>",
        "<section id='social-services'><p>Arbor</p></section>",
        "<div class='sidebar'><table><tr><td>Arbor</td><td>names and ages of pupils</td></tr></table></div>",
        "<article><header><p>Arbor</p></header></article>",
        "<div style='display:none' class='accordion-panel'>Arbor</div>",
        "<button aria-controls='x1'>Open</button><div id='x1' hidden>Arbor</div>",
        "<div class='menu'><main><p>Arbor</p></main></div>",
        "<ul><li><a href='https://arbor.com'>Arbor</a><li><a href='https://a.org'>A</a>"
        "<li><a href='https://b.org'>B</a></ul>",
    ],
)
def test_what_may_be_the_notice_is_never_furniture(content: str) -> None:
    document = page(MAIN + content)
    assert "Arbor" in str(document.blocks[1:])


def test_a_menu_that_holds_most_words_is_content() -> None:
    document = page(f"<div class='menu'>{MAIN * 6}</div>")
    assert len(document.blocks) == 6


def test_the_schools_name_in_the_sites_head_stays_a_heading() -> None:
    head = "<header><a href='/'><img alt='Larkhill logo'></a><h1>Larkhill School</h1><p>Tel. 1</p></header>"
    document = page(head + MAIN, head="<title>Data | Larkhill School</title>")
    assert shown(document.blocks)[0] == "h1 Larkhill School"
    assert [str(text) for text in document.furniture] == ["Larkhill logo", "Tel. 1"]
    assert document.title == "Data | Larkhill School"


def test_hidden_text_is_an_issue() -> None:
    document = page(MAIN + "<p hidden>two words</p>")
    assert [(issue.code, issue.message[:7]) for issue in document.issues] == [
        ("hidden_text", "2 words")
    ]


@pytest.mark.parametrize("opened", ["<div>", "<font>", "<font><p>word</p>", "<div>word "])
@pytest.mark.parametrize("times", [130, 300, 1_900])
def test_lists_below_elements_that_were_never_closed_are_lists(opened: str, times: int) -> None:
    below = "<p>We share with:</p><ul><li>ParentPay – names</li><li>CPOMS – notes</li></ul>"
    document = page(MAIN + opened * times + below)
    assert shown(document.blocks)[-2:] == ["li0 • ParentPay – names", "li0 • CPOMS – notes"]
    assert not document.issues


def test_what_is_hidden_stays_so_however_deep() -> None:
    document = page(MAIN + "<div>" * 200 + "<div hidden>" + "<div>" * 5 + "two words")
    assert "two words" not in " ".join(shown(document.blocks))


def test_what_is_nested_too_deeply_for_the_parser_is_refused() -> None:
    with pytest.raises(TooLarge, match="nested"):
        page(MAIN + "<div>" * 3_000 + "deep")


def test_deep_nesting_below_the_parsers_limit_loses_nothing() -> None:
    document = page("<div>" * 200 + "deep" + "</div>" * 200 + MAIN)
    assert shown(document.blocks)[0] == "p deep"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset='windows-1252'>", "cp1252"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>", "cp1252"),
        ("<meta charset='utf-8'>", "cp1252"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("<?xml version='1.0' encoding='utf-8'?>", "utf-8"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    text = f"{head}<html><body><p>Pupil’s café – names</p></body></html>"
    assert shown(read(text.encode(encoding), source()).blocks) == ["p Pupil’s café – names"]


@pytest.mark.parametrize("body", ["", "<script>x</script>", "<nav>Home</nav>"])
def test_a_page_without_words(body: str) -> None:
    with pytest.raises(UnreadableFile, match=r"notice\.html"):
        page(body)


def test_bold_paragraphs_know_it() -> None:
    blocks = page("<p><b>All pupils are entered.</b></p><p>x</p>").blocks
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].bold


def test_a_page_of_nothing_but_furniture_is_read_after_all() -> None:
    document = page(f"<div class='menu'>{MAIN}</div><div class='footer'>{MAIN}</div>")
    assert len(document.blocks) == 2
