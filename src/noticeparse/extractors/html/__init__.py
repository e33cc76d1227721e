"""Bytes of a web page → Document.

The page is parsed as browsers do, the site's own parts (menus, cookie bars, footers) are put
aside as furniture, and the rest becomes blocks. The page's <title> is the document's title.

Known limits: what scripts load into the page afterwards is not in the file.
"""

from typing import Final

from lxml import etree

from noticeparse.errors import UnreadableFile
from noticeparse.extractors.html.flow import Flow
from noticeparse.extractors.html.page import NAMES, Page, is_hidden, parse_page
from noticeparse.extractors.looks import hidden_words, promote
from noticeparse.extractors.places import number_blocks
from noticeparse.model import Document, Source
from noticeparse.settings import MAX_HTML_DEPTH

_LEAST_WORDS: Final = 20
_WRAPPERS: Final = NAMES["wrappers"]


def read(data: bytes, source: Source) -> Document:
    """Read a web page or a piece of one. Raises UnreadableFile where it holds no words."""
    page = parse_page(data, source.path)
    _unwrap(page)
    flow = Flow(page)
    flow.apart(page.body)
    if not flow.blocks and page.words > _LEAST_WORDS:
        # A page whose every part is named like furniture: then the names mean nothing.
        flow = Flow(page, judges=False)
        flow.apart(page.body)
    if not flow.blocks:
        message = f"{source.path}: the page holds no text of a notice."
        advice = (
            "Open it in the browser, wait until it is complete, and save it or print it to PDF."
        )
        raise UnreadableFile(message, what_to_do=advice)
    issues = (*page.issues, *hidden_words(flow.hidden_words, "on the page"))
    blocks = number_blocks(promote(flow.blocks, flow.candidates))
    return Document(
        source, blocks, furniture=tuple(flow.furniture), title=page.title, issues=issues
    )


def _unwrap(page: Page) -> None:
    """Take wrappers away where they are too many to be walked.

    Page builders leave <div> and <font> open hundreds of times; their lists are as good as others.
    """
    depth, deepest, deep = 0, 0, []
    for event, element in etree.iterwalk(page.body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if event == "start" and depth > MAX_HTML_DEPTH / 2 and element.tag in _WRAPPERS:
            deep.append(element)
    for element in deep if deepest > MAX_HTML_DEPTH else ():
        if not is_hidden(element, page):
            element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
            element.drop_tag()
