"""A finding, and the codes that there are, those first that matter most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from noticeparse.comparison import Hiding
from noticeparse.comparison.values import HELD
from noticeparse.given import table
from noticeparse.model import Where

# Each code with the heading that stands above its findings.
CODES = {row["code"]: row["heading"] for row in table(__file__, "codes.csv")}
_SENTENCES = {(row["of"], row["code"]): row["sentence"] for row in table(__file__, "sentences.csv")}


def sentence(of: str, code: str, **said: object) -> str:
    """What is said of a "row", of a "notice", or by the officer's own "list", with its values."""
    return _SENTENCES[of, code].format(**said)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: a code of CODES, the school, and one sentence for a head teacher.

    `company` is as printed, empty where the finding is of the whole notice; `words` are the
    notice's own; `places` where they stand, several where the notice has several formats.
    """

    code: str
    school: str
    sentence: str
    company: str = ""
    words: str = ""
    places: tuple[Where, ...] = ()


def merged(findings: Iterable[Finding], hide: Hiding) -> tuple[Finding, ...]:
    """Make findings that say the same one, with all places, without names; in order of CODES."""
    found: dict[Finding, Finding] = {}
    for named in findings:
        company, words = hide.text(named.company), hide.text(named.words)
        sentence = hide.text(named.sentence)
        each = replace(named, company=company, sentence=sentence, words=words)
        key = replace(each, places=(), words=" ".join(each.words.split()))
        before = found.get(key)
        places = each.places if before is None else (*before.places, *each.places)
        found[key] = replace(each, places=tuple(dict.fromkeys(places)))
    order = list(CODES)
    return tuple(
        sorted(  # who is held back comes last: no order tells where the name would stand
            found.values(),
            key=lambda each: (order.index(each.code), each.school, each.company == HELD),
        )
    )
