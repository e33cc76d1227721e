"""A finding, and the codes that there are, those first that matter most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from noticeparse.comparison import Hiding, Where
from noticeparse.comparison.quotes import HELD

# Each code with the heading that stands above its findings.
CODES = {
    "no_notice_read": "Schools of the list without a notice that was read",
    "not_read": "Documents that could not be read",
    "special_without_basis": "Data that needs special care without a stated basis",
    "special_without_condition": "Special-category data without a stated condition of Article 9",
    "outside_uk_eea": "Kept outside the United Kingdom and the European Economic Area",
    "person_named": "A person is named",
    "placeholder": "Something was left to be filled in",
    "no_data_stated": "Which data is not stated",
    "no_purpose_stated": "The purpose is not stated",
    "listed_not_in_notice": "On the list, and in no notice of the school",
    "in_notice_not_listed": "In a notice, and not on the list",
    "notice_old": "The notice is older than a year",
    "notice_undated": "The notice has no date",
    "notice_without_rows": "The notice names nobody",
    "product_renamed": "The product has another name now",
    "name_ambiguous": "Several suppliers go by this name",
    "supplier_unknown": "The supplier is not known",
    "doubtful": "Read with doubts",
    "words_lost": "Words that were read into nothing",
}


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
