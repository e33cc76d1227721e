"""`noticeparse vocabulary add`: a phrase → an entry in a file of the user's own, checked first."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import process

from noticeparse.classifier import classify
from noticeparse.cli.console import on_stdout
from noticeparse.errors import InputError, VocabularyError
from noticeparse.model import Disclosure, Text
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.scratch import temporary_folder
from noticeparse.text import fold_key
from noticeparse.vocabulary import Entry, Term, Vocabulary, load_vocabulary
from noticeparse.vocabulary.loader import OWN_FILES


def add(
    folder: Path,
    phrase: str,
    of: str,
    *,
    examples: Sequence[str] = (),
    counter_examples: Sequence[str] = (),
    kind: str | None = None,
) -> None:
    """Write a phrase of a term into the folder's file of that kind, if it holds.

    `examples` are texts with it that earn the tag, `counter_examples` are texts that do not.
    Raises InputError for a term that is not there, VocabularyError for words that clash or an
    example that does not earn the tag; then nothing changes.
    """
    term = _term(of, kind, load_vocabulary(folder if folder.is_dir() else None).terms)
    said = {"phrases": [phrase], "examples": examples or [phrase]}
    said |= {"counter_examples": counter_examples} if counter_examples else {}
    # JSON's quotes are YAML's.
    lines = (f"{key}: {json.dumps(texts, ensure_ascii=False)}" for key, texts in said.items())
    entry = [f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines)]
    name = OWN_FILES[term.kind]
    file = folder / name
    before = file.read_text("utf-8-sig") if file.is_file() else ""
    text = _with_entry(before, term.id, entry, file)
    with temporary_folder() as tried:
        trial = tried / "vocabulary"
        if folder.is_dir():
            shutil.copytree(folder, trial)
        (trial / name).parent.mkdir(parents=True, exist_ok=True)
        (trial / name).write_text(text, "utf-8")
        check_own_words(load_vocabulary(trial))
    with AtomicFile(file) as written:
        written.write(storable(text))
    load_vocabulary.cache_clear()  # it remembers the folder as it was
    on_stdout().print(
        f"“{phrase}” now says {term.label} ({term.id}): {file}. Use it with: --vocabulary {folder}",
        soft_wrap=True,
    )


def _term(given: str, kind: str | None, terms: tuple[Term, ...]) -> Term:
    asked = given.casefold().strip()
    found = [
        term
        for term in terms
        if asked in (term.id, term.label.casefold()) and kind in (None, term.kind)
    ]
    if len(found) > 1:
        kinds = " and a ".join(term.kind for term in found)
        raise InputError(f"{given} is a {kinds}.", what_to_do="Say which with --kind.")
    if not found:
        names = {term.id: f"{term.id} {term.label}" for term in terms}
        near = [id for _, _, id in process.extract(given, names, limit=3)]
        raise InputError(
            f"{given} is no {kind or 'term'} of the vocabulary.",
            what_to_do=f"Did you mean {', '.join(dict.fromkeys(near))}? "
            "All of them: noticeparse vocabulary list",
        )
    return found[0]


def _with_entry(text: str, id: str, entry: list[str], file: Path) -> str:
    """Put an entry below its term where the file has it, else at the end."""
    lines = text.splitlines()
    at = next((n for n, line in enumerate(lines) if re.match(rf"{id}\s*:", line)), None)
    if at is None:
        return "\n".join([*lines, f"{id}:", *entry, ""])
    below = next((line for line in lines[at + 1 :] if line.strip(" ")), "")
    indent = re.match(r" *(?=- )", below)
    if lines[at].split("#")[0].rstrip() != f"{id}:" or indent is None:
        raise VocabularyError(
            f"{file}, line {at + 1}, {id}: is not written as a list of entries, one a line.",
            what_to_do="Put the phrase in by hand.",
        )
    new = [indent.group() + line for line in entry]
    return "\n".join([*lines[: at + 1], *new, *lines[at + 1 :], ""])


def check_own_words(vocabulary: Vocabulary) -> None:
    """Raise VocabularyError for the first entry of a user's that does not hold.

    Each example has to earn its tag and no counter-example may; a phrase that says another term of
    the same kind already would leave open which of them is meant.
    """
    entries = vocabulary.lexicon.entries
    said = {(e.kind, fold_key(phrase)): e.id for e in entries if not e.own for phrase in e.phrases}
    for entry in (each for each in entries if each.own):
        _check_clash(entry, said)
        _check_examples(entry, vocabulary)


def _check_clash(entry: Entry, said: dict[tuple[str, str], str]) -> None:
    for phrase in entry.phrases:
        other = said.setdefault((entry.kind, fold_key(phrase)), entry.id)
        if other != entry.id and not entry.coexist:
            raise VocabularyError(
                f"“{phrase}” of {entry.id} says {other} already.",
                what_to_do=f"Choose longer words, or say `coexist: true` where it means both, or "
                f"replace the words of {other}.",
            )


def _check_examples(entry: Entry, vocabulary: Vocabulary) -> None:
    for texts, wanted, problem in (
        (entry.examples, True, "is not tagged"),
        (entry.counter_examples, False, "is tagged"),
    ):
        for text in texts:
            row = Disclosure(id="example", company=Text(""), description=Text(text))
            tags = classify([row], vocabulary)[0].tags
            if any((tag.kind, tag.id) == (entry.kind, entry.id) for tag in tags) is not wanted:
                raise VocabularyError(
                    f"“{text}” {problem} {entry.id}, against what its entry says.",
                    what_to_do='See what earns which tag with: noticeparse vocabulary try "TEXT".',
                )
