"""Who may be a private person is not published until somebody releases it."""

from __future__ import annotations

from datetime import date

import pytest
from tests.correcting import COMPANIES, notice_text
from typer.testing import CliRunner

from noticeparse import load_vocabulary, parse, read_csv
from noticeparse.cli import app
from noticeparse.comparison import Hiding, Names
from noticeparse.comparison.values import HELD, as_published
from noticeparse.errors import InputError, OutputError
from noticeparse.given import table as csv_table
from noticeparse.model import Disclosure, School, Text
from noticeparse.persons import ENOUGH, likeness
from noticeparse.persons.contacts import without_contacts
from noticeparse.register.publishing import LIST, Site
from noticeparse.reports import rows as reports_rows
from noticeparse.reports.rows import prose_columns

SCHOOL = School("Moorland Edge Primary School", "900101")
PEOPLE = (
    ("Sarah Johnson", "Names of pupils", "Counselling"),
    ("Siân Llewellyn (sian.llewellyn@lessons.example, 07700 900123)", "Names", "Harp lessons"),
    ("J. Pellow", "Names and classes", "Chess club"),
    ("Sensei Dave", "Names", "Karate"),
    ("Oluwaseun Adeyemi", "Names, as Oluwaseun Adeyemi asks", "Drumming workshops"),
    ("Nguyễn Thị Mai, interpreter", "Names of parents", "Meetings with families"),
    ("Coach Mwangi", "Names and medical needs", "Football"),
    ("Katarzyna Wiśniewska-Nowak", "Names", "Speech and language therapy"),
    ("Mr K Ashworth", "Names", "Drums"),
    ("Fr Michael O'Brien", "Names", "Assemblies"),
)
SECRETS = (
    *("johnson", "llewellyn", "lessons.example", "900123", "pellow", "sensei", "adeyemi", "nguy"),
    *("mwangi", "wiśniewska", "wi%c5%9bniewska", "ashworth", "o'brien", "o&#39;brien"),
)
BODIES = (
    (
        "Letterjoin",
        "Names; ask Sarah Johnson, office@moorland.example, 0114 496 0123",
        "Handwriting",
    ),
    ("Quenby Outdoor Centre", "Names", "Residential visits"),
)


@pytest.fixture
def publish(address, at, register, knowledge, tmp_path):
    """Publish a school with these rows."""

    def run(*rows, folder="site"):
        text = notice_text(SCHOOL.name, rows).encode()
        at("2026-09-01").add(parse(text, source_path="notice.txt", schools=[SCHOOL]), text)
        site = Site(tmp_path / folder, Names.of(load_vocabulary()), date(2026, 9, 2))
        with register.reading() as connection:
            site.publish(connection, knowledge)
        return site.folder

    return run


def decide(address, *command):
    done = CliRunner().invoke(
        app, ["register", *command, "--who", "Ada Okafor", "--database", address]
    )
    assert done.exit_code == 0, done.output


def published(folder) -> str:
    found = (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    names = " ".join(path.name for path in folder.rglob("*"))
    return (b"\n".join(found).decode("utf-8", "replace") + names).casefold()


def companies(folder) -> set[str]:
    return set(read_csv(folder / "disclosures.csv")["company"])


def test_no_person_has_a_page_a_row_or_a_number(publish) -> None:
    folder = publish(*COMPANIES[:2], *PEOPLE, *BODIES)
    text = published(folder)
    assert [secret for secret in SECRETS if secret in text] == []
    assert companies(folder) == {"Tapestry", "Parentmail", "Letterjoin", "Quenby Outdoor Centre"}
    assert "office@" not in text and "496 0123" not in text
    school = next((folder / "schools").glob("*.html")).read_text("utf-8")
    assert "10 recipients of this school were left out here" in school
    for page in [folder / "index.html", *(folder / "suppliers").glob("*.html")]:
        assert "10 recipients were left out" in page.read_text("utf-8"), page.name


def test_a_person_releases_and_holds(publish, address) -> None:
    publish(*COMPANIES[:2], *PEOPLE, *BODIES)
    decide(address, "release", "Sarah Johnson", "--why", "a company of that name")
    decide(address, "release", "Mr K Ashworth")
    decide(address, "hold", "Quenby Outdoor Centre")
    folder = publish(*COMPANIES[:2], *PEOPLE, *BODIES, folder="again")
    assert companies(folder) == {
        *("Tapestry", "Parentmail", "Letterjoin", "Sarah Johnson"),
        "Mr K Ashworth",
    }
    decide(address, "undo", "Sarah Johnson")
    folder = publish(*COMPANIES[:2], *PEOPLE, *BODIES, folder="undone")
    assert "Sarah Johnson" not in companies(folder)


def test_whose_a_name_is_says_nothing_of_a_person(publish, address) -> None:
    publish(*COMPANIES[:2], PEOPLE[0])
    decide(address, "merge", "Sarah Johnson", "Tapestry")
    assert "johnson" not in published(publish(*COMPANIES[:2], PEOPLE[0], folder="merged"))


def test_a_merge_with_a_held_name_holds_both(publish, address) -> None:
    rows = (*COMPANIES[:2], ("Mr K Ashworth", "Names", "Drums"), ("drum teacher", "Names", "Drums"))
    publish(*rows)
    decide(address, "merge", "drum teacher", "Mr K Ashworth")
    folder = publish(*rows, folder="merged")
    text = published(folder)
    assert "ashworth" not in text and "drum teacher" not in text
    assert companies(folder) == {"Tapestry", "Parentmail"}
    assert len(list((folder / "suppliers").glob("*.html"))) == 2


def test_a_list_that_was_sent_deletes_and_writes_nothing_elsewhere(publish, tmp_path) -> None:
    folder = publish(*COMPANIES[:2])
    victim = tmp_path / "victim.html"
    victim.write_text("mine")
    (folder / "way").symlink_to(tmp_path)
    (folder / LIST).write_text(
        "\n".join(["../victim.html", "way/victim.html", str(victim), "x/../../victim.html"])
    )
    publish(*COMPANIES[:2])
    assert victim.read_text() == "mine"


def test_a_list_of_other_bytes_is_read(publish) -> None:
    folder = publish(*COMPANIES[:2])
    with (folder / LIST).open("ab") as file:
        file.write(b"\xff\xfe\n")
    publish(*COMPANIES[:2])
    assert b"\xff" not in (folder / LIST).read_bytes()


def test_a_folder_that_is_a_link_is_not_written_into(publish, tmp_path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = publish(*COMPANIES[:2])
    for page in (folder / "suppliers").iterdir():
        page.unlink()
    (folder / "suppliers").rmdir()
    (folder / "suppliers").symlink_to(elsewhere)
    with pytest.raises(OutputError, match="a link that leads out"):
        publish(*COMPANIES[:2])
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"x" * 30_000_000])
def test_a_list_that_is_too_long_or_a_link_is_refused(publish, tmp_path, content) -> None:
    folder = publish(*COMPANIES[:2])
    if content:
        (folder / LIST).write_bytes(content)
    else:
        (folder / LIST).unlink()
        (folder / LIST).symlink_to(tmp_path / "none")
    first = (folder / "index.html").read_bytes()
    with pytest.raises(InputError, match="is no list of what was published"):
        publish(*COMPANIES[:2])
    assert (folder / "index.html").read_bytes() == first


def test_a_short_name_mangles_no_table(publish) -> None:
    """It was taken out wherever its letters stood: of "false", of keys and of other names."""
    rows = (*COMPANIES[:2], ("Halden Medical Ltd", "Names; not medical data", "al fresco lessons"))
    before = publish(*rows, folder="before")
    folder = publish(*rows, *((name, "Names", "Drums") for name in ("Al", "Ed", "Ng")))
    exact = ["no_personal_data", "row_key", "id", "not_shared", "purposes", "supplier_id"]
    prose = ["company", "description", "supplier"]
    with_them, without = (read_csv(each / "disclosures.csv") for each in (folder, before))
    assert "Halden Medical Ltd" in list(with_them["company"])
    for column in (*exact, *prose):
        assert list(with_them[column]) == list(without[column]), column
    assert HELD not in published(folder)


def test_a_short_name_goes_as_a_word_of_its_own(publish) -> None:
    folder = publish(("Al", "Names", "Drums"), ("Tapestry", "Names, as Al asks; al fresco", "Art"))
    [text] = read_csv(folder / "disclosures.csv")["description"]
    assert f"as {HELD} asks; al fresco" in text


def test_columns_of_prose_are_texts_and_no_keys() -> None:
    lines = csv_table(reports_rows.__file__, "columns.csv")
    for line in lines:
        assert (line["prose"] == "yes") == (line["column"] in prose_columns()), line
        if line["prose"]:
            assert line["type"] == "text" and line["key"] != "primary", line
    exact = {"id", "row_key", "notice_key", "urn", "supplier_id", "sha256", "school", "status"}
    assert exact.isdisjoint(prose_columns())
    assert {"company", "description", "section", "source", "text", "other"} <= prose_columns()


@pytest.mark.parametrize(
    "name",
    [
        *("harriet hartley", "ewan o'donnell", "ольга петрова", "TJ Hutchinson", "T.J. Hutchinson"),
        *("HarrietHartley", "harriet.hartley", "Harriet_Hartley", "H.HARTLEY", "EHartley"),
        *("H a r r i e t  H a r t l e y", "H a r r i e t H a r t l e y", "Har\u200briet Hartley"),
        *("Harriet Hartley7", "@harrieth", "harriet hartley gmail", "Harriet Hartley QTS"),
        *("Harriet Hartley, BSc (Hons) PGCE", "swimming teacher Miss Hartley", "PCSO Hartley"),
        *("Headteacher Hartley", "pupil Ewan Hartley Y6", "Ewan's dad", "The Hutchinsons"),
        *(
            "Hutchinson family",
            "李娜",
            "佐藤 花子",
            "박지훈",
            "Ciarán Ó Domhnaill",
            "Ó Domhnaill Ciarán",
        ),
        *("Síle Nic Dhonnchadha", "Nic an tSaoir, Máire", "Graham from the office"),
        *("Thistlewood-Hartley QM", "Cravenmoorside EM", "Bramall, T.K.", "Bramall, TK, harpist"),
        *(
            "van der Bramall EM",
            "the Nowak twins",
            "The Cravenmoor brothers",
            "Hutchinson triplets",
        ),
        *("the Hartley boys", "मीना वर्मा", "ਸਿਮਰਨ", "ليلى", "Νίκος Παππάς", "มาลี", "தமிழ்செல்வி"),
        *("Miss ليلى", "ნინო (tutor)", "harriet@moor", "H.Bramall@moor", "ivor_cravenmoor"),
        *("Ivor.Cravenmoor", "ivor-cravenmoor", "IvorCravenmoor", "QuenbyHutchinson"),
        *("cravenmoor.ivor", "Cravenmoor_Ivor"),
        *("Ewan the window cleaner", "Our music lady Bronagh", "14 Bramble Lane"),
    ],
)
def test_a_person_is_known_in_other_spellings(name) -> None:
    assert likeness(name) >= ENOUGH


@pytest.mark.parametrize(
    "name",
    [
        *("Parent Pay", "Pupil Asset", "Student Finance England", "Family Links", "MarkBook"),
        *("eSchools", "EdTech", "social services", "school nurse", "sports coaches", "UK Power"),
        *("parents", "family doctor", "the school's counsellor", "21 Degrees", "SATs Companion"),
        *("Wonde MIS", "Bromcom UK", "Brackenhill CE", "foster children", "the Reception children"),
        *(
            "Kids@Play",
            "ClassCharts",
            "parent-pay",
            "e-mail",
            "GovernorHub",
            "Larkmoor HR",
            "LetterJoin",
        ),
        *("art club", "local GP", "3P Learning", "Hartley Systems Ltd", "Harriet Hartley Ltd"),
    ],
)
def test_a_body_is_none_in_other_spellings(name) -> None:
    assert likeness(name) < ENOUGH


def test_what_follows_a_person_in_its_cell_is_left_out() -> None:
    """The person went, and the address behind it was published as a company."""
    table = b"""Beck Primary School
Company,Data,Why
"Harriet Hartley, 14 Bramble Cottage, Larkhill",Names,Piano
Larkhill Farm Visits,Names,Visits
"""
    rows = as_published(parse(table, source_path="notice.csv")).disclosures
    shown = [row.company.string for row in rows if not row.held]
    assert shown == ["Larkhill Farm Visits"]


def test_the_house_of_a_person_is_left_out_behind_a_known_role() -> None:
    table = b"""Beck Primary School
Company,Data,Why
"Harriet Hartley, speech therapist, 4 Rose Hall",Names,Speech
"Larkhill Farm Visits, 3 Rivers Rafting",Names,Visits
"""
    rows = as_published(parse(table, source_path="notice.csv")).disclosures
    shown = " ".join(row.company.string for row in rows if not row.held)
    assert "Rose" not in shown and "3 Rivers Rafting" in shown


TEXTS = (
    ("All data incl. pupil Ewan Bramall's SEN", "Bramall", "All data incl. pupil "),
    ("MIS, managed by Adunni Bakare", "Bakare", "MIS, managed by "),
    ("kept by Mrs Hartley until July", "Hartley", " until July"),
    ("ask Harriet Hartley, or Dr R. Ashworth", "Ashworth", "ask "),
    ("Home of Bronagh Tuell", "Tuell", "Home of "),
    ("Data protection officer: Harriet O'Malley", "Malley", "Data protection officer: "),
    ("Harriet OMalley list.csv", "OMalley", " list.csv"),
    ("Contact: @harrieth", "harrieth", "Contact: "),
    ("ask Harriet\nHartley first", "Hartley", " first"),
    ("ask Harriet-Hartley first", "Hartley", " first"),
    ("ask Harriet\u200bHartley first", "Hartley", " first"),
    ("list of Hartley, Harriet (Y4)", "Hartley", " (Y4)"),
    ("ask Harriet Hartley. Trust her", "Hartley", ". Trust her"),
    ("ask Harriet Hartley\nTrust office", "Hartley", "Trust office"),
    ("parent of Ewan Cravenmoor, Year 4", "Cravenmoor", ", Year 4"),
    ("for Ewan Cravenmoor (Y4) only", "Ewan", " (Y4) only"),
    ("pupil Quenby Hutchinson", "Quenby", "pupil "),
    ("Headteacher: Heledd Hutchinson", "Heledd", "Headteacher: "),
    ("DPO \u2013 Nkiruka Okafor", "Nkiruka", "DPO \u2013 "),
    ("contact: Zubeda Malik", "Zubeda", "contact: "),
    ("kept by Máire Ní Dhonnchadha", "Dhonnchadha", "kept by "),
    ("ask Niamh Ní Chonaill or Liam Ó Murchú", "Murchú", " or "),
    ("ask Trần Thị Bích or Pham Van Duc", "Duc", " or "),
    ("ask Pieter van der Berg today", "Berg", " today"),
    ("https://example.org/~harriet/", "harriet", "https://example.org/"),
)


@pytest.mark.parametrize(("text", "secret", "rest"), TEXTS)
def test_a_person_in_another_text_is_taken_out(text, secret, rest) -> None:
    told = Hiding.of((), shown=False, public=True).text(text)
    assert secret not in told and rest in told and "held back" in told


@pytest.mark.parametrize(
    "text",
    [
        "Accelerated Reader, White Rose Maths and Dr Frost Maths; Duke of Edinburgh's Award",
        "Names of Pupils and Date of Birth are sent to Oxford University Press.",
        "We use Google Classroom, Thomas Telford School and St John Ambulance in Smith Street.",
        "pupils who miss school; Year Head; Head of Maths; the Data Protection Act 2018",
        "Harriet Hartley Academy Trust and Hartley and Sons Ltd",
        "Beck Harriet Hartley Primary School",
        "We write to Hartley Academy and to parents of Ysgol Bryn Hutchinson for Election Day.",
        "Pearson, Oxford, Collins, Jordan; Laurel, AL; ask for Reading Eggs and for Maths Whizz",
    ],
)
def test_other_words_of_a_text_stay(text) -> None:
    hide = Hiding.of((), shown=False, public=True, schools=[School("Harriet Hartley")])
    assert hide.text(text) == text


def test_a_held_name_is_found_in_other_spellings() -> None:
    row = Disclosure("d1", Text("Miss Harriet Bramall MBE (piano)"), Text(""), held=True)
    hide = Hiding.of([row], shown=False)
    for name in (
        *("Harriet Bramall", "HARRIET  BRAMALL", "harriet-bramall", "Harriet\nBramall"),
        *("HarrietBramall", "Bramall, Harriet", "H. Bramall", "Har\u200briet Bramall"),
    ):
        assert hide.text(f"as {name}, our") == f"as {HELD}, our", name
    assert hide.text("Harriet Bramallson") == "Harriet Bramallson"


def test_a_released_name_stays_in_other_texts(publish, address) -> None:
    rows = (*COMPANIES[:1], ("Harriet Hartley", "Names, to Harriet Hartley", "Piano"))
    publish(*rows)
    decide(address, "release", "Harriet Hartley")
    folder = publish(*rows, folder="released")
    assert "to Harriet Hartley" in " ".join(read_csv(folder / "disclosures.csv")["description"])


def test_offsets_go_only_where_words_went(publish) -> None:
    folder = publish(("Tapestry", "Names, for Mrs Hartley", "Art"), ("Wonde", "Names", "Accounts"))
    tags = read_csv(folder / "tags.csv")
    starts = dict(zip(tags["company"], tags["start"], strict=True))
    assert not starts["Tapestry"] and starts["Wonde"] not in ("", None)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0044 7700 900321",
            "7700900321",
            "07700–900–321",
            "０７７００９００３２１",
            "(0114) 496 0321",
        ),
        *(
            "harriet at moor dot example",
            "harriet [at] moor.example",
            "harriet(at)moor(dot)example",
        ),
        *("harriet＠moor.example", "harriet%40moor.example", "harriet @ moor . example"),
        *('"h b"@moor.example', "h@[192.0.2.1]", "h&#64;moor.example", "skype:harrieth"),
        *("01632/960321", "01632 960321x14", "01632 960321, ext. 14", "O1632 960321"),
        *("44 1632 960321", "447700900321", "٠١٦٣٢٩٦٠٣٢١", "०१६३२ ९६०३२१"),
        *("harriet@moor(.)example", "harriet.at.moor.org.uk", "harriet -at- moor.org"),
        "harriet[dot]h[at]moor[dot]example",
    ],
)
def test_addresses_and_numbers_in_other_spellings(text) -> None:
    assert without_contacts(f"ask {text}, please", "-", "-") == "ask -, please"


def test_whose_a_profile_is_goes_from_its_address() -> None:
    for site in ("https://www.linkedin.com/in/", "facebook.com/", "https://tiktok.com/@"):
        assert without_contacts(f"see {site}harriet.hartley-7.", "-", "-") == f"see {site}-."
    for url in ("https://facebook.com/privacy/policy", "linkedin.com/company/larkmoor"):
        assert without_contacts(url, "-", "-") == url


def test_numbers_behind_others_are_found() -> None:
    told = without_contacts("2019/2020 01632 960321/01632 960322", "-", "-")
    assert told == "2019/2020 -/-"


@pytest.mark.parametrize(
    "text",
    [
        *("01.09.2026 - 31.08.2027", "Years 7 8 9 10 11 12", "look at arbor.com"),
        *("2019-2020 2020-2021", "01/09/2026 - 31/08/2027", "31/08/2027 01/09/2028"),
        *("look-at-home.html", "a.look.at.maths.pdf", "0123/4567/890123", "44 123456789012"),
    ],
)
def test_no_address_and_no_number(text) -> None:
    assert without_contacts(text, "-", "-") == text


def test_two_notices_whose_paths_name_persons_stay_two(at, register, knowledge, tmp_path) -> None:
    """Keys are made of the paths that are shown."""
    for place, path in enumerate(("Harriet Hartley.txt", "Ewan Hutchinson.txt")):
        text = notice_text(SCHOOL.name, [COMPANIES[place]]).encode()
        at("2026-09-01").add(parse(text, source_path=path, schools=[SCHOOL]), text)
    site = Site(tmp_path / "site", Names.of(load_vocabulary()), date(2026, 9, 2))
    with register.reading() as connection:
        site.publish(connection, knowledge)
    notices = read_csv(site.folder / "notices.csv")
    assert sorted(notices["source"]) == [f"{HELD}.txt", f"{HELD}~2.txt"]
    assert len(set(notices["notice_key"])) == 2
    rows = read_csv(site.folder / "disclosures.csv")
    assert set(rows["notice_key"]) == set(notices["notice_key"])
    assert not {"hartley", "hutchinson"} & set(published(site.folder).split())
