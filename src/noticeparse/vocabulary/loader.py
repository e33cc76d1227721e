"""Data files, shipped and the user's → one Vocabulary.

The user's folder has the same file names as this one; what stands there is added to what is
shipped. `version` is a digest of all the data files, so that a result says which vocabulary made
it.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path

from noticeparse.errors import VocabularyError
from noticeparse.vocabulary import suppliers as supplier_file
from noticeparse.vocabulary import weights as weights_file
from noticeparse.vocabulary.index import Lexicon, compile_lexicon
from noticeparse.vocabulary.lexicon import (
    Entries,
    LexiconFile,
    add_entries,
    read_cues,
    read_groups,
    read_lists,
    read_patterns,
)
from noticeparse.vocabulary.suppliers import Catalogue
from noticeparse.vocabulary.taxonomy import LawfulBasis, Term, Terms, add_terms, read_lawful_bases
from noticeparse.vocabulary.weights import (
    CATEGORIES,
    PUBLISHER,
    PURPOSES,
    ROWS,
    RowWeights,
    TagWeights,
    Weights,
)
from noticeparse.vocabulary.yaml_lines import Node, read_yaml

SHIPPED = Path(__file__).parent
# The ways of stating terms: a user's fit into a file a kind, the shipped ones may fill a folder of
# its name, a file for each group of the taxonomy.
OWN_FILES = {
    "category": "lexicon/categories.yaml",
    "purpose": "lexicon/purposes.yaml",
    "data_subject": "lexicon/subjects.yaml",
}
LEXICONS = {
    path.relative_to(SHIPPED).as_posix(): kind
    for kind, name in OWN_FILES.items()
    for path in (*sorted((SHIPPED / name).with_suffix("").glob("*.yaml")), SHIPPED / name)
}
CUES = ("negation.yaml", "no_personal_data.yaml", "no_data.yaml")
GROUPS = "lexicon/groups.yaml"
EVIDENCE = "evidence.tsv"
ALTERNATIVES = "alternatives.yaml"
PATTERNS = ("headings", "statements", "rows", "prose", "masthead", "links")
RECIPIENTS = "recipients.yaml"
FILES = (
    "taxonomy.yaml", GROUPS, "spelling.yaml", *LEXICONS, *CUES, ALTERNATIVES,
    *(f"{name}.yaml" for name in PATTERNS), RECIPIENTS, EVIDENCE, *weights_file.FILES,
    "lawful_bases.yaml", "suppliers.csv", "ambiguous_names.csv", "english.txt",
)  # fmt: skip

Lists = dict[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All that noticeparse knows of the field, from data files alone.

    Equal to itself alone; equal data gives an equal `version`. `terms` are in the order of the
    taxonomy, which is the order of tags in a row; `evidence` says in plain words what a piece of
    each family says.
    """

    version: str
    terms: tuple[Term, ...]
    lexicon: Lexicon
    headings: Mapping[str, tuple[str, ...]]
    statements: Mapping[str, tuple[str, ...]]
    rows: Mapping[str, tuple[str, ...]]
    prose: Mapping[str, tuple[str, ...]]
    recipients: Mapping[str, tuple[str, ...]]
    masthead: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]
    lawful_bases: tuple[LawfulBasis, ...]
    suppliers: Catalogue
    weights: RowWeights
    tag_weights: TagWeights
    publisher: Weights
    evidence: Mapping[str, str]

    def of_kind(self, kind: str) -> tuple[Term, ...]:
        """List the terms of a kind: "category", "purpose" or "data_subject"."""
        return tuple(term for term in self.terms if term.kind == kind)

    def term(self, kind: str, id: str) -> Term | None:
        """Find a term, or None."""
        place = self.order.get((kind, id))
        return None if place is None else self.terms[place]

    @cached_property
    def special(self) -> frozenset[str]:
        """The categories that are, or may be, data of Article 9 or 10 and have to be treated so."""
        of = (term for term in self.of_kind("category") if term.treat_as_special)
        return frozenset(term.id for term in of if (term.art9, term.art10) != ("no", "no"))

    @cached_property
    def word_lists(self) -> dict[str, frozenset[str]]:
        """The words of each list of recipients.yaml."""
        return {key: frozenset(" ".join(lines).split()) for key, lines in self.recipients.items()}

    @cached_property
    def order(self) -> dict[tuple[str, str], int]:
        """The place of each (kind, id) in the taxonomy."""
        return {(term.kind, term.id): place for place, term in enumerate(self.terms)}


@lru_cache(maxsize=8)
def load_vocabulary(extra: Path | None = None) -> Vocabulary:
    """Load the shipped vocabulary, and on top of it the files in the folder `extra`.

    Raises VocabularyError, whose message names file, line and key.
    """
    folders = [SHIPPED] if extra is None else [SHIPPED, _checked(extra)]
    terms: Terms = {}
    known: set[tuple[str, str]] = set()
    for file in _read(folders, "taxonomy.yaml"):
        add_terms(terms, file)
        known |= set(terms)
    evidence = _evidence(_last(folders, EVIDENCE))
    patterns = partial(read_patterns, groups=_lists(folders, ALTERNATIVES))
    return Vocabulary(
        version=_version(folders),
        terms=tuple(terms.values()),
        lexicon=_lexicon(folders, terms, known=known),
        **{name: _lists(folders, f"{name}.yaml", read=patterns) for name in PATTERNS},
        recipients=_lists(folders, RECIPIENTS),
        lawful_bases=read_lawful_bases(_read(folders, "lawful_bases.yaml")),
        suppliers=supplier_file.load(extra),
        weights=weights_file.load_rows(_last(folders, ROWS), evidence),
        tag_weights=_tag_weights(folders, evidence),
        publisher=weights_file.load_publisher(_last(folders, PUBLISHER), evidence),
        evidence=evidence,
    )


def _tag_weights(folders: list[Path], evidence: Mapping[str, str]) -> TagWeights:
    """The weights, without those of purposes that the user says in other words."""
    categories, purposes = (_last(folders, name) for name in (CATEGORIES, PURPOSES))
    loaded = weights_file.load_tags(categories, purposes, evidence)
    names = [name for name, kind in LEXICONS.items() if kind == "purpose"]
    own = [file for name in names for file in _read(folders[1:], name)]
    replaced = {id for file in own for id, own in file.value.items() if isinstance(own, dict)}
    return replace(loaded, purposes=loaded.purposes.without(replaced))


def _checked(extra: Path) -> Path:
    if not extra.is_dir():
        raise VocabularyError(
            f"{extra}: is not a folder.", what_to_do="Name the folder of the files."
        )
    for path in sorted(extra.rglob("*")):
        name = path.relative_to(extra).as_posix()
        if path.suffix in (".yaml", ".yml", ".csv", ".tsv") and name not in FILES:
            raise VocabularyError(f"{path}: is no file of a vocabulary; known: {', '.join(FILES)}.")
    return extra


def _files(folders: list[Path], name: str) -> list[Path]:
    """The files of a name, the shipped one first."""
    return [folder / name for folder in folders if (folder / name).is_file()]


def _last(folders: list[Path], name: str) -> Path:
    """The file of a name that is taken whole: the user's, if there is one."""
    return _files(folders, name)[-1]


def _evidence(path: Path) -> dict[str, str]:
    """Family of evidence → what a piece of it says."""
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {family: says for family, _, says in (line.partition("\t") for line in lines[1:])}


def _read(folders: list[Path], name: str) -> Iterator[Node]:
    return (file for file in map(read_yaml, _files(folders, name)) if file.value is not None)


def _lists(folders: list[Path], name: str, *, read: Callable[[Node], Lists] = read_lists) -> Lists:
    result: Lists = {}
    for file in _read(folders, name):
        for key, texts in read(file).items():
            result[key] = (*result.get(key, ()), *texts)
    return result


def _lexicon(folders: list[Path], terms: Terms, *, known: set[tuple[str, str]]) -> Lexicon:
    entries: Entries = {}
    groups = _lists(folders, GROUPS, read=read_groups)
    for name, kind in LEXICONS.items():
        ids = frozenset(id for of_kind, id in known if of_kind == kind)
        for folder in folders:
            for file in _read([folder], name):
                add_entries(entries, LexiconFile(file, kind, ids, groups, folder == SHIPPED))
    # A term that the user retired takes its shipped entries with it.
    spoken = [entry for key, group in entries.items() if key in terms for entry in group]
    cues = [
        cue
        for name in CUES
        for file in _read(folders, name)
        for cue in read_cues(file, name.removesuffix(".yaml"), groups=groups)
    ]
    return compile_lexicon(
        spoken, cues=cues, spellings=_spellings(folders), english=_english(folders)
    )


def _spellings(folders: list[Path]) -> list[tuple[str, ...]]:
    groups: list[tuple[str, ...]] = []
    for file in _read(folders, "spelling.yaml"):
        problem = "has to be a list of lists of spellings."
        if not isinstance(file.value, dict) or set(file.value) != {"variants"}:
            raise replace(file, path=("variants",)).error(problem)
        variants = file.at("variants").each(problem)
        groups += [group.texts("has to be a list of spellings.") for group in variants]
    return groups


def _english(folders: list[Path]) -> frozenset[str]:
    texts = (path.read_text("utf-8") for path in _files(folders, "english.txt"))
    lines = (line for text in texts for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def _version(folders: list[Path]) -> str:
    digest = hashlib.sha256()
    for folder in folders:
        for name in (*sorted(FILES), "word_forms.yaml", "word_groups.txt"):
            if (folder / name).is_file():
                data = (folder / name).read_bytes().replace(b"\r\n", b"\n")
                digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return f"1-{digest.hexdigest()[:12]}"
