"""A heading → the service that it names, if it names one.

"How we use Tapestry", "ParentPay – online payments", "Payments (ParentPay)", "Our MIS: Arbor",
"Google Workspace for Education notice to parents" all name one. Only names of the catalogue and
recipients of every notice ("Local authority") are sure; what merely looks like a name is for the
caller to judge by the headings around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from noticeparse.model import Text
from noticeparse.parser.companies import Named, looks_like_name, read_company, starts_with_name
from noticeparse.parser.layouts.region import Context
from noticeparse.parser.recipients import is_generic, is_known, is_shaped
from noticeparse.text import fold, words

LONGEST_EVIDENT = 4  # words of a name that only its use shows to be one
LONGEST_MENTION = 10  # words of a heading that names a service in its middle
_NUMBERING = re.compile(
    r"^\s*(?:(?:section|part|appendix)\s+)?(?:\d+(?:\.\d+)*|[a-zA-Z]|[ivx]+)[.):]\s+"
)
_ARTICLE = re.compile(r"(?:the|our)\s+(?=\S)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+[-–—|]+\s+|\s*[–—:|]\s+")
_BRACKET = re.compile(r"^(?P<before>[^()]+?)\s*\((?P<inside>[^()]+)\)\s*$")


def bare_heading(text: Text) -> Text:
    """Take the number and the colon off a heading."""
    match = _NUMBERING.match(text.string)
    return (text.slice(match.end()) if match else text).strip(" :–—-*•\t")


def names_in_heading(text: Text, context: Context) -> list[Named]:
    """Return the services that a heading surely names; [] where it names none."""
    bare = bare_heading(text)
    if not bare:
        return []
    for inner in (bare, *_framed(bare, context)):
        if named := _named(inner, context):
            return named
    return _mentioned(bare, context)


def framed_names(text: Text, context: Context) -> list[Named]:
    """Return the known services in the frame of a heading: "How we use X", "Consent for X"."""
    framed = _framed(bare_heading(text), context)
    return next((named for inner in framed if (named := _named(inner, context))), [])


def evident_name(text: Text, said: str, context: Context) -> list[Named]:
    """Return the service that a heading names where the catalogue does not know it.

    It has to look like a name, and what is said below has to name it again as a service.
    """
    bare = bare_heading(text)
    if begun := _begun(bare, said, context):
        return [begun]
    framed = list(_framed(bare, context))
    for inner in (*framed, bare):
        string = _bracketless(inner.string)
        if not is_shaped(string, context) or any(
            context.wording.says(key, string) for key in ("not_a_service", "kind_of_service")
        ):
            continue
        if len(words(string)) <= LONGEST_EVIDENT and _is_used(
            string, said, context, framed=inner in framed
        ):
            return [Named(inner)]
    return []


def _begun(text: Text, said: str, context: Context) -> Named | None:
    """Return the name of ordinary words that a heading begins with, used as a name below it."""
    for word in list(re.finditer(r"\S+", text.string))[:LONGEST_EVIDENT]:
        string = text.string[: word.end()]
        known = [span for span in context.find_names(string, alone=True) if span.start == 0]
        if known and known[0].end == len(string) and _is_used_plainly(string, said, context):
            return Named(text.slice(0, word.end()))
    return None


def _bracketless(string: str) -> str:
    match = _BRACKET.match(string)
    return match.group("before") if match else string


def _is_used(string: str, said: str, context: Context, *, framed: bool) -> bool:
    """Say whether a text speaks of a name as of a service, and of no known one beside it."""
    first = re.escape(string.split(maxsplit=1)[0])
    others = [span for span in context.find_names(said) if not re.match(first, said[span.start :])]
    again = re.search(rf"(?<!\w){first}(?!\w)", said)
    if again is None or (others and not framed):
        return False
    if framed:
        return context.wording.says("is_a_service", said) is not None
    return _is_used_plainly(string, said, context)


def _is_used_plainly(string: str, said: str, context: Context) -> bool:
    """Say whether the words around a name in a text are those around services."""
    return any(
        context.wording.says("used_before", said[: match.start()])
        or context.wording.says("used_after", said[match.end() :])
        for match in re.finditer(rf"(?<!\w){re.escape(string)}(?!\w)", said)
    )


def asked_about(text: Text, context: Context) -> list[Named]:
    """Return what a question asks about, if it looks like a name: "Why do Seesaw need this?"."""
    bare = bare_heading(text)
    if not bare.string.endswith("?"):
        return []
    found = [inner for inner in _framed(bare, context) if is_shaped(inner.string, context)]
    ordinary = [one for one in found if context.wording.says("not_a_service", one.string)]
    return [Named(one) for one in found if one not in ordinary][:1]


def _framed(text: Text, context: Context) -> Iterator[Text]:
    """What stands in the frames of headings: "How we use X" gives X."""
    folded = fold(text.string)
    for pattern in context.wording.rows.get("heading_frame", ()):
        if match := pattern.search(folded.string):
            yield text.slice(*folded.raw_span(*match.span("name"))).strip()


def _named(text: Text, context: Context) -> list[Named]:
    """Read a text that is nothing but a name, and perhaps what describes it."""
    article = _ARTICLE.match(text.string)
    text = text.slice(article.end()) if article else text
    string = text.string
    if not context.find_names(string, alone=True):
        kind = context.wording.says("not_a_service", string)
        return [Named(text)] if not kind and is_generic(string, context) else []
    if is_known(string, context) or starts_with_name(string, context.find_names):
        return _from_start(text, context)
    if match := _BRACKET.match(string):
        inside = text.slice(*match.span("inside"))
        if is_known(inside.string, context):
            return [Named(inside, text.slice(*match.span("before")))]
    for match in _SEPARATOR.finditer(string):
        right = text.slice(match.end()).strip()
        if is_known(right.string, context):
            before = Named(right, text.slice(0, match.start()).strip())
            return [_without_title(before, context)]
    return []


def _from_start(text: Text, context: Context) -> list[Named]:
    """Read a text that begins with a known name."""
    companies = read_company(text, context.find_names)
    if len(companies) != 1 or companies[0].descriptor:
        return [_without_title(one, context) for one in companies]
    string = text.string
    if is_known(string, context):
        return companies
    name = context.find_names(string, alone=True)[0]
    rest = text.slice(name.end).strip()
    if looks_like_name(string) and not context.wording.says("not_a_service", rest.string):
        return companies
    about = rest.strip(" :–—-,") if _describes(rest, context) else None
    return [Named(text.slice(name.start, name.end), about)]


def _without_title(one: Named, context: Context) -> Named:
    """Drop a descriptor that only says what the notice is: "Arbor: information for parents"."""
    text = "" if one.descriptor is None else one.descriptor.string
    titles = any(context.wording.says(key, text) for key in ("not_a_service", "kind_of_notice"))
    return replace(one, descriptor=None) if titles else one


def _describes(rest: Text, context: Context) -> bool:
    string = rest.string
    place = re.match(r"(?:at|in|by|with|and|to|from|on|of)\b", string)
    return string[:1].islower() and not (place or context.wording.says("not_a_service", string))


def _mentioned(text: Text, context: Context) -> list[Named]:
    """Read a heading that names one service somewhere: "Nursery journals on Tapestry"."""
    string = text.string
    found = context.find_names(string)
    if len(found) != 1 or len(words(string)) > LONGEST_MENTION or string.endswith("?"):
        return []
    if any(pattern.search(string) for pattern in context.wording.masthead.get("school_word", ())):
        return []
    return [Named(text.slice(found[0].start, found[0].end))]
