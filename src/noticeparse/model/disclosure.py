"""A disclosure: one company, what it receives and why, as the notice prints it; and its tags."""

from dataclasses import dataclass, fields

from noticeparse.model.document import NOWHERE, Issue, Place, Real, Text, Whole

NOT_SHARED = "not shared"  # caption in `other` of what a matrix's key says is not shared
ALSO_SAID = "also said"  # … of what other passages of running text say of the company
STATUSES = ("in_use", "planned", "historic", "not_used", "not_approved")


@dataclass(frozen=True, slots=True)
class Fields:
    """The separate cells of a row by their role; None where the notice has none or it is empty."""

    data: Text | None = None
    purpose: Text | None = None
    lawful_basis: Text | None = None
    location: Text | None = None
    retention: Text | None = None
    link: Text | None = None
    consent: Text | None = None
    subjects: Text | None = None
    other: tuple[tuple[str, Text], ...] = ()

    def named(self) -> list[tuple[str, Text]]:
        """Every filled field with its dotted name, as evidence names it ("other.CAPTION")."""
        single = [
            (field.name, value)
            for field in fields(self)
            if field.name != "other" and (value := getattr(self, field.name))
        ]
        return single + [(f"other.{caption}", text) for caption, text in self.other if text]


NO_FIELDS = Fields()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that earned a tag: `text` is the slice [start, end) of `field`, in code points.

    `row` is None for the disclosure itself, else another disclosure's id, "statement:N" or
    "notice". `field` is dotted: "company", "description", "section", "fields.data",
    "fields.other.CAPTION", "text", "title"; "decided.description" is what a person wrote.
    """

    row: str | None
    field: str
    start: Whole
    end: Whole
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A term of the taxonomy that a row earned.

    `kind` is "category", "purpose", "data_subject" or "lawful_basis"; `polarity` is "shared" or
    "not_shared" for categories and None for the others; `method` is "keyword", "weights"
    (no phrase of the lexicon, but the weights of words), "fuzzy" (mistyped words), "inherited",
    "implied" or "column"; `confidence` lies in 0..1.
    """

    kind: str
    id: str
    polarity: str | None
    confidence: Real
    method: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the notice file lists it: `field` is said to be `after`; None is "not there".

    A tag is written as its id, followed by ":not_shared" where the notice denies it. `id` is that
    of the decision. A corrected description or lawful basis is read anew: `tags` are what its words
    say, evidence in "decided.description", and `no_personal_data` whether a description says that
    nothing personal is shared; both are None for every other decision.
    """

    field: str
    before: str | None
    after: str | None
    who: str
    when: str
    why: str | None = None
    id: str = ""
    tags: tuple[Tag, ...] | None = None
    no_personal_data: bool | None = None


UNLISTED = "unknown-"  # begins the ids of suppliers that are not in the catalogue


@dataclass(frozen=True, slots=True)
class Match:
    """Which known supplier the company is: `judgement` is "certain", "proposed" or "unknown".

    `generic` is the kind of body that it is, where each school has its own ("local-authority"): two
    schools' are never one supplier. None for a name.
    """

    id: str
    name: str
    judgement: str
    score: Real
    reasons: tuple[str, ...] = ()
    generic: str | None = None

    @property
    def in_catalogue(self) -> bool:
        """Is it a supplier of the catalogue?"""
        return not self.id.startswith(UNLISTED)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A row of a notice. The parser fills the first part; the later stages the rest."""

    id: str
    company: Text
    description: Text
    section: Text | None = None
    fields: Fields = NO_FIELDS
    status: str = "in_use"
    place: Place = NOWHERE
    also_at: tuple[Place, ...] = ()
    same_as: str | None = None  # id of the row that "as above" points to
    layout: str = ""  # which proposer found the row: "tables", "lists", "prose", …
    fit: Real = 0.0  # how sure the judge is that the row is one, 0..1
    evidence: tuple[tuple[str, float], ...] = ()  # what weighed most for and against it
    issues: tuple[Issue, ...] = ()

    tags: tuple[Tag, ...] = ()
    lawful_bases: tuple[Tag, ...] = ()  # kind "lawful_basis", ids such as "A6-1-e"
    no_personal_data: bool = False
    supplier: Match | None = None
    grade: str | None = None  # "excellent", "good", "fair" or "poor"
    grade_reasons: tuple[str, ...] = ()
    held: bool = False  # a title and a surname: held back from what is passed on
    may_be_person: bool | None = None  # the wider look, for what everybody can read; None: not told
    added: bool = False  # by a person: the notice does not print it
    decided: tuple[Decided, ...] = ()

    def field(self, name: str) -> Text | None:
        """The text of a dotted field name, or None where it is not filled."""
        if name.startswith("fields."):
            return dict(self.fields.named()).get(name.removeprefix("fields."))
        if name.startswith("decided."):
            said = [each.after for each in self.decided if name == f"decided.{each.field}"]
            return Text(said[-1]) if said and said[-1] is not None else None
        value = {"company": self.company, "description": self.description, "section": self.section}
        return value.get(name)

    def text_of(self, name: str) -> str | None:
        """The string of a dotted field name, or None where it is not filled."""
        text = self.field(name)
        return None if text is None else text.string
