"""Names → which of them are names of one company in a notice.

A short form that a bracket explains ("the Skills Funding Agency (the Agency)") is the name before
it from there on; the catalogue's names of one supplier are one; a legal form, an article and a
bracket make no other company.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from noticeparse.model import texts_of_block
from noticeparse.parser.candidates import find_candidates
from noticeparse.parser.context import Context
from noticeparse.parser.marks import LEGAL_FORM, bare_name
from noticeparse.text import fold_key, sentences

SHORT_FORM = re.compile(
    r"\s*[(\[](?:[“\"'‘](?:the |an? )?(?P<quoted>[A-Za-z][\w &.’-]{1,40})[”\"'’]"
    r"|(?:the )?(?P<plain>[A-Z][\w &.’-]{1,40}))[)\]]"
)


def company_key(name: str, context: Context) -> str:
    """What two names of one company have in common: its id, or the name without its brackets."""
    bare = LEGAL_FORM.sub("", bare_name(name))
    for span in context.find_names(bare, alone=True):
        if span.start == 0 and span.end >= len(bare):
            return span.supplier_id
    return re.sub(r"\W", "", fold_key(bare))


def short_forms(context: Context) -> Mapping[str, str]:
    """The keys of short forms that the notice explains → the keys of the names they are for."""
    found: dict[str, str] = {}
    for block in context.blocks:
        for text in texts_of_block(block):
            if not SHORT_FORM.search(text.string):
                continue
            for start, end in sentences(text.string):
                sentence = text.string[start:end]
                for one in find_candidates(sentence, context):
                    if bracket := SHORT_FORM.match(sentence, one.end):
                        short = bracket["quoted"] or bracket["plain"]
                        name = sentence[one.start : one.end]
                        found.setdefault(company_key(short, context), company_key(name, context))
    return found
