"""Sentences that name recipients, and sentences that only seem to."""

import pytest
from tests.parser.building import parsed, rows, table


@pytest.mark.parametrize(
    ("sentence", "companies"),
    [
        ("We use Arbor, Storywing and Kahoot to teach and record.", ["Arbor", "Storywing", "Kahoot"]),
        ("Progress is tracked in software (Stridepath).", ["Stridepath"]),
        ("School lunches are provided by Larkspur Kitchens.", ["Larkspur Kitchens"]),
        ("Parents pay for trips through SchoolMoney.", ["SchoolMoney"]),
        ("Counselling (via Calm Harbour) is offered to older pupils.", ["Calm Harbour"]),
        ("An extract goes every night from SIMS to Groupcall.", ["Groupcall"]),
        ("Our caterer, Greenleaf Kitchens, is told about allergies.", ["Greenleaf Kitchens"]),
        ("PowerSchool is our student information system.", ["PowerSchool"]),
        ("Bus routes are planned with RouteWise, which receives addresses.", ["RouteWise"]),
        ("We have chosen a company called Pebblejot for class diaries.", ["Pebblejot"]),
        ("We report enrolment figures to the Department of Education.", ["Department of Education"]),
        ("School nurses, CAMHS and physiotherapists can see parts of a record.", ["School nurses", "CAMHS", "physiotherapists"]),
        ("Photos are organised through Kookaburra Photography.", ["Kookaburra Photography"]),
        ("We upload observations to our tapestry (online learning journal).", ["tapestry"]),
        ("The school uses Lantern Schools for records, and VSware is used by the juniors.", ["Lantern Schools", "VSware"]),
        ("Enrolment data is uploaded each September to the Primary Online Database.", ["Primary Online Database"]),
        ("We share relevant data with Tusla, the HSE and NEPS.", ["Tusla", "HSE", "NEPS"]),
        ("Teachers may choose Seesaw, FreshGrade or Zumbly for portfolios.", ["Seesaw", "FreshGrade", "Zumbly"]),
        ("Every is used for premises and Compass for catering.", ["Every", "Compass"]),
        ("Our auditors, Bishop & Vale, can see staff pay.", ["Bishop & Vale"]),
        ("Student health plans are shared with the Royal Children's Hospital.", ["Royal Children's Hospital"]),
        ("We utilize Raptor for visitors and GoGuardian to watch Chromebooks.", ["Raptor", "GoGuardian"]),
        ("The prospectus is something that Ashby Print Ltd produces.", ["Ashby Print Ltd"]),
        ("Visitors sign in on InVentry.", ["InVentry"]),
        ("We give names to the following: the NHS, the police and our photographer, Van Cole.", ["NHS", "police", "Van Cole"]),
        ("We do not use TikTok or Instagram with pupils.", ["TikTok", "Instagram"]),
        ("We share names with our test providers (GL Assessment, NFER) and our library (Reading Cloud).", ["GL Assessment", "NFER", "Reading Cloud"]),
        ("Bromcom is the hub that all other programs are fed by.", ["Bromcom"]),
        ("Wonde silently nudges class lists across at night.", ["Wonde"]),
        ("EDUC8 is the county's database of enrolments.", ["EDUC8"]),
        ("Tern Point Lodge welcomes the whole of Year 5 in May.", ["Tern Point Lodge"]),
        ("For NAPLAN the QCAA has a list of those who sit it.", ["QCAA"]),
        ("Year group pictures are done by Osprey Lane Photos in Term 3.", ["Osprey Lane Photos"]),
        ("Judicium acts as our Data Protection Officer.", ["Judicium"]),
        ("Sumdog and Quizzle turn sums into games.", ["Sumdog", "Quizzle"]),
        ("Put it into Evolve by noon.", ["Evolve"]),
        ("2.3 Barley & Rye Ltd, the appointed caterer, is told of allergies.", ["Barley & Rye Ltd"]),
        ("Every class has a log-in for Numbots with a silly password.", ["Numbots"]),
        ("Milk comes in crates from Sorrel Dairies each day.", ["Sorrel Dairies"]),
        ("The keypad, by Locksley, remembers who came in.", ["Locksley"]),
        ("At Easter it is our drama specialist, Kestrel Players, who sees a class list.", ["Kestrel Players"]),
        ("Post goes through Mailchimp in the United States.", ["Mailchimp"]),
        ("Getting home is the work of Teal Line Cabs and of Wexmoor Council.", ["Teal Line Cabs", "Wexmoor Council"]),
        ("Letters are handed to Finch & Rook, solicitors.", ["Finch & Rook"]),
        ("Papers go to Tern & Gull LLP, solicitors to the Trust, for claims.", ["Tern & Gull LLP"]),
    ],
)  # fmt: skip
def test_recipients(sentence: str, companies: list[str]) -> None:
    assert [company for company, _ in rows("# Data", sentence)] == companies


@pytest.mark.parametrize(
    "sentence",
    [
        "Every child is given a password, and Compass points are taught in Geography.",
        "Our website was designed by Webfolk Studios.",
        "Follow us on Facebook and see our YouTube channel.",
        "You may complain to the Information Commissioner's Office.",
        "We receive records from the Local Authority and from Bromcom.",
        "See the Department for Education website for more information.",
        "We process data under the Education Act 1996 and the UK GDPR.",
        "In Year 6 pupils visit London, and staff use computers in English.",
        "The school is inspected by Ofsted every four years.",
        "Data is held in line with our Retention Policy.",
        "Our Data Protection Officer is provided by Judicium.",
        "Data is encrypted at rest using AES-256.",
        "Staff training takes place in Reception every September.",
        "Alderbrook Academy is the data controller.",
        "The National Pupil Database is owned and managed by the Department for Education.",
        "Please give your consent through the Compass App.",
        "Junior and Senior Kindergarten children are not on it.",
        "Class photos are kept at home.",
        "The Education Acts ask us to keep a roll.",
    ],
)
def test_mere_mentions(sentence: str) -> None:
    assert rows("# Data", sentence) == []


def test_each_clause_of_its_own() -> None:
    assert rows("Trips are booked on Evolve; medical notes are kept in Medical Tracker.") == [
        ("Evolve", "Trips are booked on Evolve"),
        ("Medical Tracker", "medical notes are kept in Medical Tracker."),
    ]
    assert rows(
        "Payroll is run by Brook & Vale Ltd, sick leave cover by Zurich, and advice comes from Judicium."
    ) == [
        ("Brook & Vale Ltd", "Payroll is run by Brook & Vale Ltd"),
        ("Zurich", "sick leave cover by Zurich"),
        ("Judicium", "advice comes from Judicium."),
    ]


def test_what_follows_belongs_to_the_name_before_it() -> None:
    found = rows(
        "Safety matters. Dinners are paid for with ParentPay. It gets names and classes. "
        "Texts are sent by Weduc. It has mobile numbers."
    )
    assert found == [
        ("ParentPay", "Dinners are paid for with ParentPay. It gets names and classes."),
        ("Weduc", "Texts are sent by Weduc. It has mobile numbers."),
    ]


def test_a_bare_list_takes_what_was_said_before_it() -> None:
    found = rows(
        "The district manages logins. This gives away a student's name and grade. "
        "Among the tools are ClassLink, Zumbly, and others."
    )
    assert [company for company, _ in found] == ["ClassLink", "Zumbly"]
    assert "name and grade" in found[0][1]


def test_paragraphs_of_a_section_make_one_row_of_a_company() -> None:
    found = rows(
        "# Nursery",
        "Children are added to Famly with name and age.",
        "The session times are also entered in Famly.",
    )
    assert len(found) == 1
    assert "session times" in found[0][1]


def test_two_names_of_one_body_are_one_row() -> None:
    found = rows(
        "We share data with the Department for Education.", "We send the census to the DfE."
    )
    assert len(found) == 1


def test_a_recipient_and_its_items() -> None:
    assert rows(
        "The following information is passed to Brightwater Dental Programme:", "- name", "- home address"
    ) == [
        (
            "Brightwater Dental Programme",
            "The following information is passed to Brightwater Dental Programme: name home address",
        )
    ]  # fmt: skip


def test_prose_beside_a_table_is_introduction() -> None:
    blocks = (
        "We use Arbor and share data with the DfE.",
        table(["Company", "Details"], ["CPOMS", "Safeguarding"], ["ParentPay", "Payments"]),
    )
    assert [str(row.company) for row in parsed(*blocks).disclosures] == ["CPOMS", "ParentPay"]


def test_status_of_what_is_not_used() -> None:
    found = parsed("We do not use TikTok with pupils.").disclosures
    assert [row.status for row in found] == ["not_used"]


def test_the_school_itself_receives_nothing() -> None:
    found = rows(
        "# Coláiste Bhaile an Chuain",
        "Coláiste Bhaile an Chuain is obliged to share names with State bodies.",
        "The HSE is given names for the clinic.",
    )
    assert [company for company, _ in found] == ["HSE"]


def test_a_name_that_sums_up_the_one_before_it() -> None:
    found = rows(
        "Portraits are taken by Osprey Lane Photos. The photographer is given class lists. "
        "Returns are sent to the Ministry of Education. The Ministry receives names."
    )
    assert [company for company, _ in found] == ["Osprey Lane Photos", "Ministry of Education"]
    assert "class lists" in found[0][1]
    assert found[1][1].endswith("The Ministry receives names.")


def test_a_letter_that_goes_on_to_others_is_read_as_prose() -> None:
    found = rows(
        "# Re: Introduction of Edsby",
        "Our school will use Edsby for report cards.",
        "Fees are paid on SchoolCash Online, which holds names.",
        "Osprey Lines is given the stop of each rider.",
        "Pictures will be taken by Lifetouch.",
        "Nurses from Fernside Health receive birth dates.",
        "BrightWay Child Care runs the after school program.",
    )
    assert [company for company, _ in found] == [
        *("Edsby", "SchoolCash Online", "Osprey Lines", "Lifetouch", "Fernside Health"),
        "BrightWay Child Care",
    ]


def test_short_lines_below_a_label_are_what_a_passage_speaks_of() -> None:
    found = rows(
        "# Buses",
        "Teal River Transit drives our routes.",
        "What leaves the district:",
        "name",
        "pickup corner and time",
        "# Pictures",
        "Lifetouch takes portraits in September.",
    )
    assert found == [
        (
            "Teal River Transit",
            "Teal River Transit drives our routes. name pickup corner and time",
        ),
        ("Lifetouch", "Lifetouch takes portraits in September."),
    ]


@pytest.mark.parametrize(
    ("sentence", "whose"),
    [
        ("Both of them are given a class.", ["Sumdog", "Seneca"]),
        ("Neither of these companies is given a photo.", ["Sumdog", "Seneca"]),
        ("All three take the class from Arbor.", ["Satchel One", "Sumdog", "Seneca"]),
        ("It is given a class.", ["Sumdog", "Seneca"]),
    ],
)
def test_who_is_spoken_of_together(sentence: str, whose: list[str]) -> None:
    found = rows(
        f"Homework is set on Satchel One. We use Sumdog and Seneca for revision. {sentence}"
    )
    assert [name for name, said in found if sentence in said] == whose


def test_a_short_name_is_the_one_it_is_short_for() -> None:
    found = rows(
        "Years 4 to 6 use Google Classroom and Sumdog. We give a name to Google and a class to the"
        " other one. What children save in Google stays there."
    )
    assert [(name, "save" in said, "a class" in said) for name, said in found] == [
        ("Google Classroom", True, True),
        ("Sumdog", False, True),
    ]


def test_a_passage_without_data_joins_the_one_of_another_section() -> None:
    found = parsed(
        "# Lessons",
        "We send finished books home through ParentMail.",
        "# Messages",
        "ParentMail has the phone number and e-mail address of each parent.",
        "# Sums",
        "We give Sumdog a name and a class.",
        "# Clubs",
        "For the club we give Sumdog a name and an e-mail address.",
    ).disclosures
    assert [str(row.company) for row in found] == ["ParentMail", "Sumdog", "Sumdog"]


def test_councils_of_two_names_and_nurses_of_a_trust() -> None:
    found = rows(
        "Strath and Quern Council is sent attendance. A psychologist from NEPS is given reports.",
        "The Hollow Lane, a charity in the town, sees pupils. The photographer is Quern Lens.",
    )
    names = [name for name, _ in found]
    assert names == ["Strath and Quern Council", "NEPS", "Hollow Lane", "Quern Lens"]


def test_the_others_of_a_list_and_each_of_them() -> None:
    assert rows(
        "For tables we use Mathletics, Numbots and Sumdog. Mathletics keeps the scores. "
        "With the other two the teacher types in a first name."
    ) == [
        (
            "Mathletics",
            "For tables we use Mathletics, Numbots and Sumdog. Mathletics keeps the scores.",
        ),
        (
            "Numbots",
            "For tables we use Mathletics, Numbots and Sumdog. "
            "With the other two the teacher types in a first name.",
        ),
        (
            "Sumdog",
            "For tables we use Mathletics, Numbots and Sumdog. "
            "With the other two the teacher types in a first name.",
        ),
    ]
    assert [
        said[-26:]
        for _, said in rows(
            "We use Sumdog for sums and Numbots for facts. Each is given first names."
        )
    ] == ["Each is given first names."] * 2


def test_a_body_whose_name_is_cut_short() -> None:
    found = rows(
        "We work with Wexmoor Teaching Health Board, Action for Children and Wexmoor County Council. "
        "The Health Board is sent names and addresses. The Council has attendance."
    )
    assert [(name, said.rsplit(". ", 1)[-1]) for name, said in found] == [
        ("Wexmoor Teaching Health Board", "The Health Board is sent names and addresses."),
        (
            "Action for Children",
            "We work with Wexmoor Teaching Health Board, Action for Children and Wexmoor County Council.",
        ),
        ("Wexmoor County Council", "The Council has attendance."),
    ]


@pytest.mark.parametrize(
    ("paragraph", "companies"),
    [
        (
            "The cooks work for Larkspur Kitchens. On Mondays they get a list of names.",
            ["Larkspur Kitchens"],
        ),
        (
            "In May Quern Portraits sets up in the hall. They have class lists and names from us.",
            ["Quern Portraits"],
        ),
        ("Our walk ends near Larkspur Manor. It has a fine view.", []),
        ("Aldwick Council of Teachers keeps a register. It is told nothing about names.", []),
        (
            "Children may use any of Mathletics, Sumdog, Seneca and Numbots.",
            ["Mathletics", "Sumdog", "Seneca", "Numbots"],
        ),
    ],
)
def test_who_is_told_by_what_follows(paragraph: str, companies: list[str]) -> None:
    assert [name for name, _ in rows(paragraph)] == companies


def test_prose_beside_a_table_that_tells_whom_else_data_goes_to() -> None:
    found = rows(
        table(["Company", "Data"], ["Arbor", "Names"], ["ParentPay", "Balances"], header=True),
        "Wexmoor Health Board is sent names, dates of birth and addresses before the jabs.",
        "Entries are sent to AQA, OCR and WJEC with names and dates of birth.",
        "Aldwick Arts has a fine website.",
    )
    bodies = ["Wexmoor Health Board", "AQA", "OCR", "WJEC"]
    assert [name for name, _ in found] == ["Arbor", "ParentPay", *bodies]


def test_sentences_beside_a_table_tell_together() -> None:
    found = rows(
        table(["Company", "Data"], ["Arbor", "Names"], ["ParentPay", "Balances"], header=True),
        "The Quern Ministry takes a return from us. Each child's name and birth date goes with it.",
        "The Quern Library takes a walk with us. Each child's coat and hat goes with it.",
    )
    assert found[2:] == [
        (
            "Quern Ministry",
            "The Quern Ministry takes a return from us. "
            "Each child's name and birth date goes with it.",
        )
    ]


def test_lists_below_prose_that_say_what_all_and_some_receive() -> None:
    found = dict(
        rows(
            "We use Sumdog for sums and ParentMail for letters.",
            "Every service named above gets these:",
            "- first name",
            "- class",
            "One of them gets a bit more than that:",
            "- ParentMail: mobile numbers of parents",
            "Every company above has signed a contract about the data and the names.",
        )
    )
    assert found == {
        "Sumdog": "We use Sumdog for sums and ParentMail for letters. first name, class",
        "ParentMail": "We use Sumdog for sums and ParentMail for letters. "
        "first name, class, mobile numbers of parents",
    }


def test_the_sentence_of_a_section_tells_of_its_bare_names() -> None:
    assert rows(
        "# Practice",
        "These get a first name and a class.",
        "- Sumdog",
        "- Mathletics",
    ) == [
        ("Sumdog", "These get a first name and a class."),
        ("Mathletics", "These get a first name and a class."),
    ]
