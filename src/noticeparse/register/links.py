"""A web page → the addresses of the documents that it leads to and that speak of privacy.

Limits: what an address leads to is told by its ending; a document behind "?download=7" is not
found.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from noticeparse.extractors.html.page import parse_page, words_of

_MOST = 1000  # documents of a page that are listed: far more than are fetched
_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])|[\W_]+")
_DOCUMENT = re.compile(r"/([^/]+)\.(?:pdf|docx?|docm|odt)$", re.IGNORECASE)


def documents_of(data: bytes, address: str, words: Iterable[str]) -> tuple[str, ...]:
    """List what a page at an address leads to, each once; `words` are patterns for its name.

    Raise ReadError where it is no page.
    """
    spoken = re.compile("|".join(words), re.IGNORECASE)
    found = dict.fromkeys(url for url, name in _links(data, address) if spoken.search(name))
    return tuple(found)[:_MOST]


def _links(data: bytes, address: str) -> Iterator[tuple[str, str]]:
    """The address of each document, and all that it is called."""
    root = parse_page(data, address).body.getroottree().getroot()
    base = next((each.get("href", "") for each in root.iter("base")), "")
    for link in root.iter("a"):
        try:
            url = urldefrag(urljoin(urljoin(address, base), link.get("href", "").strip())).url
            parts = urlsplit(url)
        except ValueError:  # no address at all
            continue
        named = _DOCUMENT.search(unquote(parts.path))
        if named and parts.scheme in ("http", "https"):
            text = (
                *words_of(link),
                "".join(map(str, link.itertext())),
            )  # words may be cut by bold letters
            said = (*text, link.get("title", ""), link.get("aria-label", ""), named[1])
            yield url, _WORDS.sub(" ", " ".join(said))
