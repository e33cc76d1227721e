"""Notices → notices.jsonld: linked data whose terms are those of the W3C Data Privacy Vocabulary.

A node a notice, a school, a disclosure, a recipient and a term; one recipient a supplier. What a
term is called in the Data Privacy Vocabulary is told with SKOS, as well as it fits: exactMatch,
closeMatch, broadMatch or relatedMatch. Names of notices are URNs: nothing is published under an
address of ours. A recipient that looks like a person is held back, and counted.

A notice that repeats another one in another format has no disclosures, and names that one.

Limits: what is planned, past or refused is told too, with its status: a query has to mind that.
Statements, the words of lawful bases, evidence, and which values a person decided are in the tables
and the notice files, not here. Two schools of one name without a URN are one node.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from noticeparse.comparison.values import HELD, Hiding, as_published
from noticeparse.decisions import effective_rows
from noticeparse.model import Disclosure, Notice, School
from noticeparse.paths import whole
from noticeparse.reports import Options, Outcome, Result, Writer
from noticeparse.reports.files import AtomicFile, storable
from noticeparse.reports.page import asset
from noticeparse.reports.rows import basis_row, key, term_row
from noticeparse.vocabulary import load_vocabulary

_PLAIN = Options()
_URN = "urn:noticeparse:"
_TAGGED = {"category": "category", "purpose": "purpose", "data_subject": "dataSubject"}


class JsonLd(Writer):
    """Writes notices.jsonld into a folder, a node as it comes."""

    def __init__(self, folder: Path, options: Options = _PLAIN) -> None:
        vocabulary = options.vocabulary or load_vocabulary()
        terms = [*map(term_row, vocabulary.terms), *map(basis_row, vocabulary.lawful_bases)]
        self._terms = {_term(row["kind"], row["id"]): row for row in terms}
        self._told: set[str] = set()  # nodes that several notices share
        self._file = AtomicFile(folder / "notices.jsonld", standing=options.standing)
        self._file.write(storable(f'{{"@context": {asset("context.json")},\n"@graph": ['))
        self._between = "\n"

    def add(self, result: Result) -> None:
        """Write the nodes of a notice."""
        if not isinstance(result, Notice):
            return
        result = as_published(result)
        schools = result.for_schools()
        hide = Hiding.of(result.disclosures, shown=False, public=True, schools=schools)
        rows = effective_rows(result)
        for school in schools:
            notice = f"{_URN}notice:{key(result, school)}"
            self._node(
                notice,
                "Notice",
                source=hide.text(result.source.path),
                sha256=result.source.sha256,
                title=hide.text(str(result.title or "")),
                date=result.dated,
                school=self._school(school, hide),
                sameNoticeAs=hide.text(result.same_notice_as or ""),
                heldBack=sum(map(hide.hides, rows)),
            )
            for row in rows:
                self._disclosure(row, f"{_URN}row:{key(result, school, row.id)}", notice, hide)

    def _disclosure(self, row: Disclosure, name: str, notice: str, hide: Hiding) -> None:
        held = hide.hides(row)
        tagged: dict[str, list[str]] = {}
        for tag in (*row.tags, *row.lawful_bases):
            term = self._term_of(tag.kind, tag.id)
            denied = tag.polarity == "not_shared"
            said = "notShared" if denied else _TAGGED.get(tag.kind, "lawfulBasis")
            terms = tagged.setdefault(said, [])
            terms += [term] * (term not in terms)
        texts = {
            "company": HELD if held else hide.text(row.company.string),
            "description": "" if held else hide.text(row.description.string),
            **{
                field: "" if held else hide.text(str(getattr(row.fields, field) or ""))
                for field in ("location", "retention")
            },
        }
        recipient = self._recipient(row, name, hide)
        about = {"notice": [notice], "recipient": [recipient], "status": row.status}
        nothing = True if row.no_personal_data else None
        self._node(name, "Disclosure", **about, **texts, noPersonalData=nothing, **tagged)

    def _school(self, school: School | None, hide: Hiding) -> list[str]:
        if school is None:
            return []
        called = hide.school(school.name)
        name = f"{_URN}school:{_safe(school.urn or called)}"
        self._once(name, "School", name=called, identifier=school.urn)
        return [name]

    def _recipient(self, row: Disclosure, name: str, hide: Hiding) -> str:
        """The node of a supplier, or one for its row alone.

        So it is of a person, of a body that each school has of its own, and of a match that is only
        proposed, which never makes two rows one.
        """
        match = row.supplier if row.supplier and row.supplier.judgement != "proposed" else None
        called = HELD if hide.hides(row) else hide.text(match.name if match else str(row.company))
        if match is None or match.generic or called != match.name:
            recipient = name.replace(":row:", ":recipient:")
            self._node(recipient, "Recipient", name=called)
        else:
            recipient = f"{_URN}supplier:{_safe(match.id)}"
            self._once(recipient, "Recipient", name=called)
        return recipient

    def _term_of(self, kind: str, id: str) -> str:
        name = _term(kind, id)
        row = self._terms.get(name, {"label": id, "definition": "", "dpv": "", "dpv_match": ""})
        matched = {f"{row['dpv_match']}Match": row["dpv"]} if row["dpv"] else {}
        labels = {"prefLabel": row["label"], "definition": row["definition"]}
        self._once(name, "skos:Concept", **labels, **matched)
        return name

    def _once(self, iri: str, kind: str, **said: Any) -> None:
        if iri not in self._told:
            self._told.add(iri)
            self._node(iri, kind, **said)

    def _node(self, iri: str, kind: str, **said: Any) -> None:
        """Write a node; what is not stated is left out."""
        kind = kind if ":" in kind else f"np:{kind}"
        told = {key: value for key, value in said.items() if value not in (None, "", [])}
        line = json.dumps({"@id": iri, "@type": kind, **told}, ensure_ascii=False)
        self._file.write(storable(self._between + line))
        self._between = ",\n"

    def finish(self) -> Outcome:
        """Put the file in its place."""
        self._file.write(b"\n]}\n")
        self._file.commit()
        return Outcome((self._file.path,))

    def discard(self) -> None:
        """Remove what is half written."""
        self._file.discard()


def _term(kind: str, id: str) -> str:
    return f"{_URN}term:{kind}:{_safe(id)}"


def _safe(name: str) -> str:
    return quote(whole(name), safe="")
