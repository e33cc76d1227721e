"""Comparison → a page for the browser: what to look at first, the matrix, and every school's words.

Complete and readable without JavaScript; with it, suppliers can be filtered and tables sorted. Each
cell of the matrix leads to the school's line below, with the words of the notice and their place.
One file that loads nothing. Anchors are numbers: a name would have to be escaped in an address.

Limits: a matrix of more schools than fit on paper is left out of print, where the tables of the
suppliers hold the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from noticeparse.comparison import Compared, Comparison, Difference, Names, Said, differences
from noticeparse.comparison.differences import STATUS_WORDS, TERMS, Side
from noticeparse.reports import page as parts
from noticeparse.reports.comparison import differs_in_words
from noticeparse.reports.comparison_changes import Versions, shown, what_changed, worded
from noticeparse.reports.words import many, who, words_about
from noticeparse.text.dates import date_in_words

WIDEST_ON_PAPER = 45  # schools
_FLAGS = {
    "differs": {"different_data", "different_terms", "nothing_shared", "withheld_elsewhere"},
    "special": {"special_category"},
    "unstated": {"not_stated"},
    "once": {"only_one_school"},
}


@dataclass(frozen=True)
class _View:
    """A comparison and what its page looks up."""

    comparison: Comparison
    names: Names

    @cached_property
    def school_numbers(self) -> dict[str, int]:
        """The number of each school: those read, then those that were listed but not read."""
        schools = dict.fromkeys((*self.comparison.schools, *self.comparison.no_notice))
        return {school: number for number, school in enumerate(schools)}

    @cached_property
    def anchors(self) -> dict[int, str]:
        """The anchor of each supplier, by identity: two unknown ones may have one name."""
        in_use, apart = self.comparison.suppliers, self.comparison.apart
        found = {id(each): f"s{number}" for number, each in enumerate(in_use)}
        return found | {id(each): f"a{number}" for number, each in enumerate(apart)}

    @cached_property
    def by_kind(self) -> dict[str, list[Difference]]:
        """What to look at first: the differences by their kind, in order."""
        groups = groupby(differences(self.comparison, self.names), key=lambda each: each.kind)
        return {kind: list(found) for kind, found in groups}

    @cached_property
    def kinds_of(self) -> set[tuple[int, str]]:
        """The suppliers, by identity, each with the kinds of difference that it has."""
        return {(id(one.supplier), kind) for kind, found in self.by_kind.items() for one in found}

    @cached_property
    def statements(self) -> dict[str, list[tuple[str, str]]]:
        """(kind, text) of what each school says once for the whole notice."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for school, kind, text in self.comparison.statements:
            found[school].append((kind, text))
        return found

    def own_terms(self, said: Said) -> list[str]:
        """The terms that the rows state; the others stand with them where the notice says them."""
        return [name for name in TERMS if getattr(said, name)]

    def anchor(self, supplier: Compared, said: Said | None = None) -> str:
        """The anchor of a supplier, or of what one school says of it."""
        start = self.anchors[id(supplier)]
        return start if said is None else f"{start}-{self.school_numbers[said.school]}"

    @cached_property
    def unread(self) -> set[str]:
        """The schools that were listed, and of which nothing was read."""
        return set(self.comparison.no_notice) - set(self.comparison.schools)

    def only_named_by(self, found: Iterable[Difference]) -> list[tuple[str, list[Compared]]]:
        """Each school with the suppliers that only it names."""
        schools: dict[str, list[Compared]] = defaultdict(list)
        for each in found:
            schools[each.sides[0].schools[0]].append(each.supplier)
        return [(school, schools[school]) for school in self.school_numbers if school in schools]

    def who(self, difference: Difference, side: Side) -> str:
        """The schools of a side, and how many they are of those that name the supplier."""
        naming = [said.school for said in difference.supplier.said]
        among = naming if set(side.schools) <= set(naming) else side.schools
        some = len(side.schools) < len(among)
        of = f" ({len(side.schools)} of {len(among)})" if some else ""
        return f"{who(side.schools, among)}{of}"

    def naming(self, school: str) -> int:
        """How many suppliers a school names."""
        return sum(1 for each in self.comparison.suppliers if each.by(school))

    def by_school(self, supplier: Compared) -> dict[str, Said]:
        return {said.school: said for said in supplier.said}

    def flags(self, supplier: Compared) -> str:
        """What the filter asks of a supplier."""
        known, own = self.kinds_of, id(supplier)
        return " ".join(
            name for name, kinds in _FLAGS.items() if any((own, kind) in known for kind in kinds)
        )

    def words(self, supplier: Compared, said: Said) -> Iterator[parts.Words]:
        """The words of the rows, each with its place."""
        for quote in said.quotes:
            about = ""
            if not quote.held:
                if quote.company != supplier.supplier:
                    about = f"Printed as “{quote.company}”. "
                about += f"Under “{quote.section}”. " if quote.section else ""
            yield parts.words_of(quote, about=about)


def compare_html(comparison: Comparison, names: Names, *, since: Versions | None = None) -> str:
    """Lay the page out. `since` is what changed since earlier notices; None: none were given."""
    return parts.render(
        "compare.html",
        title=f"Suppliers of {many(len(comparison.schools), 'school')}, side by side",
        style=parts.asset("compare.css"),
        script=parts.asset("compare.js"),
        comparison=comparison,
        view=_View(comparison, names),
        held=sum(said.held for each in comparison.suppliers for said in each.said),
        names=names,
        widest_on_paper=WIDEST_ON_PAPER,
        parts=parts,
        since=since,
        changes=[worded(change, names) for change in since.changes] if since else (),
        titles=words_about("difference"),
        differs_in_words=differs_in_words,
        what_changed=what_changed,
        date_in_words=date_in_words,
        status_words=STATUS_WORDS,
        shown=shown,
        many=many,
    )
