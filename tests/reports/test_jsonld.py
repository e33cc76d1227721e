"""Linked data that an RDF library reads: one recipient a supplier, terms that there are."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.reports.made import disclosure, notice

from noticeparse import parse
from noticeparse.comparison.values import HELD
from noticeparse.model import Evidence, Match, Notice, School, Tag, Text
from noticeparse.reports import open_writer
from noticeparse.vocabulary import load_vocabulary

rdflib = pytest.importorskip("rdflib")
# The library warns of a class of its own that its reader uses.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
SAMPLES = Path(__file__).parents[2] / "samples" / "notices"
NP = "urn:noticeparse:vocabulary:"


def graph_of(folder: Path, *notices: Notice):
    writer = open_writer("jsonld", folder)
    for each in notices:
        writer.add(each)
    (path,) = writer.finish().files
    graph = rdflib.Graph()
    graph.parse(path, format="json-ld")
    return graph


def of_type(graph, kind: str):
    return set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(NP + kind)))


def objects(graph, name: str):
    return list(graph.subject_objects(rdflib.URIRef(NP + name)))


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    files = (
        ("alderbrook-primary", "privacy-notice.docx"),
        ("withymoor-primary", "Who we work with.docx"),
    )
    read = [
        parse(SAMPLES / folder / name, source_path=f"{folder}/{name}") for folder, name in files
    ]
    return read, graph_of(tmp_path_factory.mktemp("graph"), *read)


def test_the_graph_counts_what_the_notices_state(samples) -> None:
    notices, graph = samples
    rows = [row for each in notices for row in each.disclosures]
    assert len(of_type(graph, "Disclosure")) == len(rows)
    assert len(of_type(graph, "Notice")) == len(notices)
    for kind, polarity, name in (
        ("category", "shared", "category"),
        ("category", "not_shared", "notShared"),
        ("purpose", None, "purpose"),
        ("data_subject", None, "dataSubject"),
    ):
        stated = {
            (number, tag.id)
            for number, row in enumerate(rows)
            for tag in row.tags
            if (tag.kind, tag.polarity) == (kind, polarity)
        }
        assert len(objects(graph, name)) == len(stated) > 0


def test_a_supplier_is_one_recipient(samples) -> None:
    notices, graph = samples
    named = {
        row.supplier.id
        for each in notices
        for row in each.disclosures
        if row.supplier
        and not (row.supplier.generic or row.held)
        and row.supplier.judgement != "proposed"
    }
    recipients = {str(each) for each in of_type(graph, "Recipient")}
    suppliers = {each for each in recipients if each.startswith("urn:noticeparse:supplier:")}
    assert len(suppliers) == len(named)
    (arbor,) = [each for each in suppliers if each.endswith(":arbor")]
    shared = [row for row, who in objects(graph, "recipient") if str(who) == arbor]
    assert len(shared) == 2  # both schools


def test_every_iri_of_the_privacy_vocabulary_is_one_of_the_taxonomy(samples) -> None:
    _, graph = samples
    vocabulary = load_vocabulary()
    known = {term.dpv[0] for term in vocabulary.terms if term.dpv}
    known |= {basis.iri for basis in vocabulary.lawful_bases}
    used = {str(each) for triple in graph for each in triple if "w3id.org/dpv" in str(each)}
    assert len(used) > 20
    assert used <= known


def test_names_of_persons_are_held_back_and_counted(tmp_path) -> None:
    person = disclosure("Mrs Jo Ashworth", supplier=None)
    beside = disclosure("Arbor", id="d2", description=Text("As Mrs Ashworth asks"), held=False)
    graph = graph_of(tmp_path, replace(notice(person, beside), title=Text("By Mrs Jo Ashworth")))
    text = (tmp_path / "notices.jsonld").read_text("utf-8")
    assert "Ashworth" not in text
    assert text.count(HELD) >= 2
    assert [int(count) for _, count in objects(graph, "heldBack")] == [1]


def test_a_person_in_another_recipient_s_name_is_held_back_too(tmp_path) -> None:
    person = disclosure("Mrs Jo Ashworth", supplier=None)
    lessons = "Lessons (Mrs Jo Ashworth)"
    match = Match("unknown-lessonsmrsjoashworth", lessons, "unknown", 0.0)
    beside = disclosure(lessons, id="d2", supplier=match, held=False)
    graph_of(tmp_path, notice(person, beside, school="School of Mrs Jo Ashworth"))
    assert "ashworth" not in (tmp_path / "notices.jsonld").read_text("utf-8").casefold()


def test_a_notice_that_repeats_another_names_it(tmp_path) -> None:
    graph = graph_of(tmp_path, replace(notice(), same_notice_as="north/privacy.docx"))
    assert not of_type(graph, "Disclosure")
    (told,) = (str(said) for _, said in objects(graph, "sameNoticeAs"))
    assert told == "north/privacy.docx"


def test_bodies_of_each_school_are_not_one_recipient(tmp_path) -> None:
    body = Match("local-authority", "Local authority", "certain", 1.0, (), "local-authority")
    row = disclosure("our council", supplier=body, held=False)
    shared = replace(notice(row), schools=(School("North", "1"), School("South", "2")))
    graph = graph_of(tmp_path, shared)
    assert len(of_type(graph, "Recipient")) == len(of_type(graph, "School")) == 2


def test_a_match_that_is_only_proposed_makes_no_two_rows_one_recipient(tmp_path) -> None:
    perhaps = Match("spelling-shed", "Spelling Shed", "proposed", 0.8)
    rows = [
        disclosure(name, id=name, supplier=perhaps, held=False) for name in ("The Shed", "Shed")
    ]
    graph = graph_of(tmp_path, notice(*rows))
    assert len(of_type(graph, "Recipient")) == 2
    assert "Spelling Shed" not in (tmp_path / "notices.jsonld").read_text("utf-8")


def test_odd_ids_and_names_make_iris_that_can_be_read(tmp_path) -> None:
    odd = 'a b"<>\\ é\n'
    tag = Tag("category", odd, "shared", 0.9, "keyword", Evidence(None, "", 0, 0, ""))
    row = disclosure(odd, supplier=Match(odd, odd, "unknown", 0.0), tags=(tag,), held=False)
    graph = graph_of(tmp_path, notice(row, path=odd, school=odd))
    assert len(of_type(graph, "Disclosure")) == 1
    assert {str(name) for name in graph.objects(None, rdflib.URIRef(NP + "company"))} == {odd}


def test_the_same_notices_give_the_same_bytes(tmp_path) -> None:
    for folder in ("one", "two"):
        graph_of(tmp_path / folder, notice())
    one, two = ((tmp_path / each / "notices.jsonld").read_bytes() for each in ("one", "two"))
    assert one == two
