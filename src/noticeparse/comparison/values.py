"""The values of a comparison: what a school says of a supplier, suppliers by schools."""

from __future__ import annotations

from dataclasses import dataclass

from noticeparse.comparison.quotes import Quote

EACH_ITS_OWN = "each school’s own"
COMPARED = (
    "categories", "not_shared", "purposes", "data_subjects", "no_personal_data", "lawful_basis",
    "location", "retention",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What one school's notices say of one supplier; empty is "not stated".

    `no_personal_data` is True where every row says that nothing personal is shared, None where
    no row does, and False where rows disagree. `rows` are (source, disclosure id); `quotes` the
    rows' own words, rows of the same words being one. `lawful_bases` are the ids of the bases that
    the texts of `lawful_basis` name.
    """

    school: str
    companies: tuple[str, ...]
    categories: tuple[str, ...]
    not_shared: tuple[str, ...]
    purposes: tuple[str, ...]
    data_subjects: tuple[str, ...]
    no_personal_data: bool | None
    lawful_basis: tuple[str, ...]
    location: tuple[str, ...]
    retention: tuple[str, ...]
    statuses: tuple[str, ...]
    held: bool
    rows: tuple[tuple[str, str], ...]
    lawful_bases: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def says_nothing_shared(self) -> bool:
        """Does the school say that this supplier gets nothing personal?"""
        return self.no_personal_data is True


@dataclass(frozen=True, slots=True)
class Compared:
    """One supplier and what the schools that name it say; `differs` names what they disagree in.

    `held` is True where the name looks like a person's and nobody has decided: it is not told.
    `generic`: a kind of body of which each school has its own ("our local authority"): what its
    schools say is of as many suppliers, so that they differ in nothing.
    """

    supplier_id: str | None
    supplier: str
    said: tuple[Said, ...]
    differs: tuple[str, ...]
    held: bool = False
    generic: bool = False

    @property
    def title(self) -> str:
        """What it is called for people."""
        return f"{self.supplier} ({EACH_ITS_OWN})" if self.generic else self.supplier

    def by(self, school: str) -> Said | None:
        """What a school says of the supplier; None where it does not name it."""
        return next((said for said in self.said if said.school == school), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Suppliers by schools. `apart` are those not in use; `no_notice` were listed but not read.

    `statements` are (school, kind, text); `failed` are (path, message) of documents that gave
    nothing; `dates` are (school, date) as the notices state them.
    """

    schools: tuple[str, ...]
    suppliers: tuple[Compared, ...]
    apart: tuple[Compared, ...] = ()
    statements: tuple[tuple[str, str, str], ...] = ()
    no_notice: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
