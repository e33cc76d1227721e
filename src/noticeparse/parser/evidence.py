"""A phrase and its surroundings → the evidence that it is a recipient, or is none.

Evidence is a set of short texts, each one observation: a family, and mostly a value ("kind=known",
"word before=with", "heading says=share"). The families, and how each is said in plain words, are
listed in evidence.tsv of the vocabulary. What a piece is worth is not said here: it is learned
(weights.py). Nothing says which proposer found the phrase.
"""

import re
from collections.abc import Iterator, Sequence

from noticeparse.model import Text
from noticeparse.parser.candidates import GENERIC, Candidate, Token, tokens_of
from noticeparse.parser.context import Context
from noticeparse.parser.marks import INITIALS, LEGAL_FORM
from noticeparse.parser.names import is_ordinary, name_of
from noticeparse.text import first_match, fold, sentences, words
from noticeparse.vocabulary.weights import CROSSED

MOST_WORDS_OF_A_LINE = 20  # of a heading or lead-in
REACH = 8  # words before and after a phrase that are near it
FARTHEST = 1_000  # characters before and after it that are searched: real sentences are shorter
# Characters: from a verb that hands over to the phrase, and from the phrase to the end of such a
# verb, or of one that receives.
_HANDED_TO = 80
_HANDED_AFTER = 50
_RECEIVES_AFTER = 40
_INNER = re.compile(r"[a-z][A-Z]|\d|^[A-Z]{2,}|[A-Z]{2,}[a-z]|\w\.(?:com|org|net|uk|io|is)\b")
_SENTENCE_KEYS = (
    *("hands_over", "receives", "uses", "denies", "is_about_rights", "is_about_law"),
    *("speaks_of_sources", "shares", "aside", "is_about_site", "is_about_school_itself"),
)
_LINE_KEYS = ("lead", "lead_never", "lead_weak", "lists_sources")
# An address or a telephone number: what stands beside it is a place, or whom to ask.
_ADDRESS = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b|(?<!\d)(?:\d[ -]?){9,}\d|\S@\S")
_POINTS = frozenset(("the", "this", "that", "these", "those", "such", "both"))
_OPENERS = ',;:(-–—/"“‘'


def of_name(text: str, context: Context) -> tuple[str, ...]:
    """The evidence of a name by itself."""
    return context.asked.name_evidence.once(text, lambda: tuple(_of_name(text, context)))


def _of_name(text: str, context: Context) -> Iterator[str]:
    tokens = tokens_of(text)
    if not tokens:
        yield "name looks=no words"
        return
    yield from _of_look(text, tokens, context)
    yield from _of_publisher(tokens, context)
    first, last = tokens[0], tokens[-1].folded
    if not first.capital or name_of(text, context).kind == "generic":
        yield f"first word={first.folded}"
        yield f"first and last word={first.folded} {last}"


def _of_look(text: str, tokens: Sequence[Token], context: Context) -> Iterator[str]:
    """What kind of name a text is, how long it is, how it is written, and what its words are."""
    name = name_of(text, context)
    yield f"name reads as={name.kind}"
    yield f"name has words={min(len(tokens), 5)}"
    yield f"last word={tokens[-1].folded}"
    wording, last, inner = context.wording, tokens[-1].folded, _INNER.search(text)
    joiners = context.words("joiners")
    shown = {
        "begins with a known name": name.begins,
        "capital or digit inside": inner,
        "one plain word": not inner and len(tokens) == 1 and text.isalpha(),
        "all capitals": text.isupper(),
        "legal form": LEGAL_FORM.search(text),
        "begins with a capital": tokens[0].capital,
        "every word a capital": all(t.capital or t.folded in joiners for t in tokens),
        "noun of a body": last in context.words("bodies"),
        "plural": last.endswith("s") and not last.endswith("ss"),
        "ordinary": is_ordinary(text, context),
        "supervises data protection": context.says("supervisor", text),
        "person with a title": wording.says("person", text),
        "word of a school": first_match(wording.masthead.get("school_word", ()), text),
    }
    yield from (f"name looks={what}" for what, shows in shown.items() if shows)


def _of_publisher(tokens: Sequence[Token], context: Context) -> Iterator[str]:
    """Whether a name is that of the publisher, or stands in the title."""
    own = {token.folded for token in tokens}
    school = set(words(context.masthead.school or ""))
    if school and own <= school | {"the", "of"}:
        yield "name is=the publisher"
    elif len(own & school) > 1:
        yield "name is=part of the publisher's name"
    if own <= set(words(context.title or "")):
        yield "name is=in the title"


def data_named(text: str, context: Context) -> set[str]:
    """The kinds of data that a text names, folded."""
    folded, patterns = fold(text).string, context.wording.prose.get("names_data", ())
    return {match.group() for pattern in patterns for match in pattern.finditer(folded)}


def of_sentence(sentence: str, context: Context) -> tuple[str, ...]:
    """The evidence of a sentence, for every phrase in it."""
    found = [f"sentence does={key}" for key in _SENTENCE_KEYS if context.says(key, sentence)]
    found.append(f"sentence names data={min(len(data_named(sentence, context)), 3)}")
    own = words(sentence)
    found.append(f"sentence length={min(len(own) // 10, 4)}")
    found += ["sentence has=an address"] * (_ADDRESS.search(sentence) is not None)
    found += ["sentence asks"] * sentence.rstrip().endswith("?")
    found += [f"sentence has={word}" for word in ("we", "our", "you", "your", "us") if word in own]
    return tuple(found)


def of_line(line: Text | None, what: str, context: Context) -> tuple[str, ...]:
    """The evidence of the line above: `what` is "heading" or "lead"."""
    if line is None or not line:
        return (f"{what} absent",)
    string = line.string
    return context.asked.line_evidence.once(
        (what, string), lambda: tuple(_of_line(string, what, context))
    )


def _of_line(line: str, what: str, context: Context) -> Iterator[str]:
    last = line[slice(*sentences(line)[-1])]
    yield from (f"{what} does={key}" for key in _LINE_KEYS if context.says(key, last))
    yield from (f"{what} does={key}" for key in _SENTENCE_KEYS if context.says(key, line))
    said = [word for word in words(line) if len(word) > 2][-MOST_WORDS_OF_A_LINE:]
    yield from (f"{what} says={word}" for word in sorted(set(said)))


def of_place(
    one: Candidate, kind: str, chain: Sequence[Candidate], sentence: str, context: Context
) -> Iterator[str]:
    """The evidence of where a phrase stands that reads as a `kind`; `chain` is its list."""
    tokens = tokens_of(sentence)
    yield f"kind={one.kind}"
    article = _article(one, tokens, context)
    yield f"article={article}"
    if one.kind == GENERIC:
        yield f"article and noun={article} {tokens[one.last - 1].folded}"
    before, after = _before(one, sentence, tokens, context), _after(one, sentence, tokens)
    yield f"word before={before[-1]}"
    yield f"words before={' '.join(before)}"
    yield f"word after={after[0]}"
    yield f"words after={' '.join(after)}"
    yield f"kind and word before={one.kind} {before[-1]}"
    yield f"kind and word after={one.kind} {after[0]}"
    yield f"word before={before[-1]}{CROSSED}{kind}"
    yield f"word after={after[0]}{CROSSED}{kind}"
    for token in tokens[max(0, one.first - REACH) : one.first]:
        yield f"near before={token.folded}"
        yield f"near and word before={token.folded} … {before[-1]}"
    yield from (f"near after={t.folded}" for t in tokens[one.last : one.last + REACH - 2])
    for said in _around(sentence[: one.start], sentence[one.end :], context):
        yield f"around={said}"
        yield f"kind and around={one.kind} {said}"
    if one.first == 0 or (one.first == 1 and article != "none"):
        yield "begins the sentence"
    yield from _brackets(one, sentence)
    yield from _of_chain(one, chain, sentence, context)


def of_back(one: Candidate, kind: str, sentence: str, before: str) -> Iterator[str]:
    """To what "the provider" points back: its noun, in its sentence or in the one before it."""
    said = [token.folded for token in tokens_of(sentence)[: one.last]]
    if said[: one.first][-1:] and said[one.first - 1] in _POINTS:
        inside = said[-1] in said[: one.first]
        if inside or said[-1] in words(before):
            back = "in its sentence" if inside else "in the one before"
            yield from (f"points back={back}", f"kind points back={kind} {back}")


def _article(one: Candidate, tokens: Sequence[Token], context: Context) -> str:
    word = tokens[one.first - 1].folded if one.first else ""
    return word if word in context.words("articles") else "none"


def _before(
    one: Candidate, sentence: str, tokens: Sequence[Token], context: Context
) -> tuple[str, str]:
    """The two words before a phrase and its article; a sign that parts them is one."""
    at = one.first - (_article(one, tokens, context) != "none")
    sign = sentence[: tokens[at].start].rstrip()[-1:]
    first = tokens[at - 1].folded if at else "start"
    second = tokens[at - 2].folded if at > 1 else "start"
    return (first, sign) if sign and sign in _OPENERS else (second, first)


def _after(one: Candidate, sentence: str, tokens: Sequence[Token]) -> tuple[str, str]:
    sign = sentence[one.end :].lstrip()[:1]
    words_after = [*(t.folded for t in tokens[one.last : one.last + 2]), "end", "end"]
    if sign and not sign.isalnum() and sign not in "'’":
        return sign, words_after[0]
    return words_after[0], words_after[1]


def _around(before: str, after: str, context: Context) -> tuple[str, ...]:
    """What the words before and after a phrase do."""
    before, after = before[-FARTHEST:], after[:FARTHEST]
    return context.asked.around.once(
        (before, after),
        lambda: tuple(_says_around(fold(before).string, fold(after).string, context)),
    )


def _says_around(before: str, after: str, context: Context) -> Iterator[str]:
    prose = context.wording.prose
    handed = [m.end() for p in prose.get("hands_over", ()) for m in p.finditer(before)]
    if handed:
        yield "hands over before"
        rest = before[handed[-1] :]
        if re.search(r"\b(?:to|with|on)\b", rest) and len(rest) < _HANDED_TO:
            yield "hands over to"
    for key, text, what in (
        ("hands_over", after[:_HANDED_AFTER], "hands over after"),
        ("receives", after[:_RECEIVES_AFTER], "receives after"),
        ("denies", before, "denied before"),
        ("from_before", before, "from before"),
        ("by_before", before, "by before"),
        ("gives_examples", before, "example"),
        ("before_use", before, "used"),
        ("before_by", before, "run by"),
        ("after_subject", after, "subject of a service"),
        ("after_verb", after, "subject"),
    ):
        if text and first_match(prose.get(key, ()), text):
            yield what


def _brackets(one: Candidate, sentence: str) -> Iterator[str]:
    before, after = sentence[: one.start], sentence[one.end :]
    if INITIALS.match(after):
        yield "bracket=short form follows"
    if before.count("(") > before.count(")"):
        yield "bracket=in a bracket"
        if before.rstrip().endswith("(") and after.lstrip().startswith(")"):
            yield "bracket=fills a bracket"


def _of_chain(
    one: Candidate, chain: Sequence[Candidate], sentence: str, context: Context
) -> Iterator[str]:
    """What the list that a phrase stands in adds: how long it is, and what stands around it."""
    yield f"listed={min(len(chain), 4)}"
    if len(chain) < 2:
        return
    yield f"listed known={min(2, sum(other.kind == 'known' for other in chain))}"
    first, last, tokens = chain[0], chain[-1], tokens_of(sentence)
    if first.start < one.start:
        before = _before(first, sentence, tokens, context)
        yield f"word before list={before[-1]}"
        yield f"words before list={' '.join(before)}"
        for said in _around(sentence[: first.start], "", context):
            yield f"around list={said}"
    if last.end > one.end:
        after = _after(last, sentence, tokens)
        yield f"word after list={after[0]}"
        yield f"words after list={' '.join(after)}"
