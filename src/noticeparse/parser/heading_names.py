"""A heading, or a line above labels → the companies that it names.

"How we use Tapestry", "ParentPay – online payments", "Payments (ParentPay)", "Our MIS: Arbor" and
"Google Workspace for Education notice to parents" all name one. A heading that names nothing that
is known is taken whole: whether it is a name at all is for the judge to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from noticeparse.model import Text
from noticeparse.parser.context import Context
from noticeparse.parser.items import Named, read_company
from noticeparse.parser.marks import LAST_BRACKET, strip_number
from noticeparse.parser.names import looks_like_name, name_of, without_article
from noticeparse.text import fold, words

LONGEST_MENTION = 10  # words of a heading that names a service in its middle


def bare_heading(text: Text) -> Text:
    """Take the number and the colon off a heading."""
    return strip_number(text).strip(" :–—-*•\t")


def named_in(text: Text, context: Context) -> list[Named]:
    """Return the companies that a heading names; where none is known, the heading itself."""
    bare = bare_heading(text)
    if not bare:
        return []
    for inner, form in ((bare, ""), *((part, "in a frame") for part in framed(bare, context))):
        if found := _known(without_article(inner, context), context):
            return [replace(one, form=form or one.form) for one in found]
    mentioned = [
        span
        for span in context.find_names(bare.string)
        if fold(bare.string[span.start : span.end]).string not in context.words("breaks")
    ]
    parts = words(bare.string) or [""]
    body = looks_like_name(bare.string) and parts[-1] in context.words("bodies")  # "X NHS Trust"
    if len(mentioned) == 1 and len(parts) <= LONGEST_MENTION and not body:
        span = mentioned[0]
        return [Named(bare.slice(span.start, span.end), form="inside the line")]
    for inner in framed(bare, context):
        plain = set(words(inner.string)) <= context.words("breaks")
        ordinary = plain or context.wording.says("not_a_service", inner.string)
        if name_of(inner.string, context).likely and not ordinary:
            return [Named(inner, form="in a frame")]
    return read_company(without_article(bare, context), context)


def framed(text: Text, context: Context) -> Iterator[Text]:
    """What stands in the frames of headings: "How we use X" gives X."""
    folded = fold(text.string)
    for pattern in context.wording.rows.get("heading_frame", ()):
        if match := pattern.search(folded.string):
            yield text.slice(*folded.raw_span(*match.span("name"))).strip()


def _known(text: Text, context: Context) -> list[Named]:
    """Read a text that is nothing but a known name, and perhaps what describes it."""
    name = name_of(text.string, context)
    if name.kind == "known" or name.begins:
        return _from_start(text, context)
    if match := LAST_BRACKET.search(text.string):
        inside = text.slice(*match.span("inside"))
        if name_of(inside.string, context).kind == "known":
            return [Named(inside, text.slice(0, match.start()).strip(), form="fills a bracket")]
    return []


def _from_start(text: Text, context: Context) -> list[Named]:
    """Read a text that begins with a known name."""
    companies, name = read_company(text, context), name_of(text.string, context)
    rest = text.slice(name.begins).strip(" :–—-,")
    keys = ("not_a_service", "kind_of_notice") if companies[0].description else ("not_a_service",)
    titles = any(context.wording.says(key, rest.string) for key in keys)
    whole = companies[0].description or name.kind == "known" or looks_like_name(text.string)
    if len(companies) != 1 or (whole and not titles):
        return companies
    said = rest if rest.string[:1].islower() and not titles else Text("")
    return [Named(text.slice(0, name.begins).strip(), said, form="begins the line")]
