"""Where recipients stand in sentences, in many ways of saying it; and capitals that are none."""

import pytest
from tests.parser.building import find, wording

from noticeparse.parser.layouts import Context
from noticeparse.parser.mentions import find_mentions

CONTEXT = Context((), wording(), find)


def named(sentence: str) -> list[str]:
    found = [sentence[one.start : one.end] for one in find_mentions(sentence, CONTEXT)]
    return [name.removeprefix("The ").removeprefix("the ") for name in found]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ('Marlow Coaching CIC comes in on Tuesdays to run dodgeball; it gets a register.', ['Marlow Coaching CIC']),
        ('Tidewater Dental Group screens second graders and is handed a class roster.', ['Tidewater Dental Group']),
        ('Brightpath Therapies look in every fortnight and read the care plan.', ['Brightpath Therapies']),
        ('Northfield Alarms, Drogheda, mind the alarm and keep a list of key holders.', ['Northfield Alarms']),
        ('Lexia asks for a first name and grade.', ['Lexia']),
        ('Rowan Tree Play Therapy and Kestrel Mentors work with some of our pupils.', ['Rowan Tree Play Therapy', 'Kestrel Mentors']),
        ('Anspear Trackers insures staff against long illness.', ['Anspear Trackers']),
        ('Zenvic keeps the library stock.', ['Zenvic']),
        ('Otara Health nurses vaccinate Year 8 and are sent a consent list.', ['Otara Health']),
        ("Dr Plimsoll's surgery is told of allergies.", []),
        ('Lunches are cooked by Fenwick & Daughters, who need a list of allergies.', ['Fenwick & Daughters']),
        ('Children rehearse spellings on Wordwhiz and NumberNinja.', ['Wordwhiz', 'NumberNinja']),
        ('Everything about a learner starts out in Bromcom, our MIS.', ['Bromcom']),
        ('All of the register lives in Pupil Asset.', ['Pupil Asset']),
        ('Our telephones are answered by Ringwell when the office is shut.', ['Ringwell']),
        ('Reports of accidents are made on Assessnet.', ['Assessnet']),
        ('Fees are collected with Toucantech and Stripe.', ['Toucantech', 'Stripe']),
        ('Letters go out through Studybugs.', ['Studybugs']),
        ('The phones of parents get texts by way of Schoolcomms.', ['Schoolcomms']),
        ('Payroll is by Exe Valley Shared Services.', ['Exe Valley Shared Services']),
        ('Insurance is with Zurich Municipal.', ['Zurich Municipal']),
        ('Swimming is taught at Aquaplus, which gets a class list.', ['Aquaplus']),
        ('Staff training is logged on Flick Learning.', ['Flick Learning']),
        ('Our milk comes from Cool Milk, whom we tell the birthdays of under fives.', ['Cool Milk']),
        ('Hearing tests are the business of Medway Audiology.', ['Medway Audiology']),
        ('The school nurse (Kentmere Community NHS Trust) is sent names and addresses.', ['Kentmere Community NHS Trust']),
        ('Our counsellor (Relate Thanet) keeps her own notes.', ['Relate Thanet']),
        ('We give the bus company (Arlen Coaches) a list of names.', ['Arlen Coaches']),
        ("The local SENO (NCSE) sees the student's file.", ['NCSE']),
        ("Children's pictures, which we get through Tempest, stay on file for a year.", ['Tempest']),
        ('School dinners, which Caterlink cooks, are charged monthly.', ['Caterlink']),
        ('If a child is off, Studybugs texts home.', ['Studybugs']),
        ('When a family cannot be reached, Hopewell Outreach Ltd calls with name and address.', ['Hopewell Outreach Ltd']),
        ('For reading at home we have Bug Club, Oxford Owl and Epic!', ['Bug Club', 'Oxford Owl', 'Epic']),
        ('Learners with a hearing loss have Soundbeam, which knows nothing about them.', ['Soundbeam']),
        ('The gate system is Paxton Net2, serviced by Harlow Doors.', ['Paxton Net2', 'Harlow Doors']),
        ('Class lists are given to the photographer, Van Cole, and to Tempest Photography.', ['Van Cole', 'Tempest Photography']),
        ('CCTV is looked after by Denbury Alarms & CCTV for 28 days.', ['Denbury Alarms & CCTV']),
        ('We report concerns to Oranga Tamariki and the Police.', ['Oranga Tamariki', 'Police']),
        ('Marvellous Me sends good news home.', ['Marvellous Me']),
        ('We use Earwig, MAPP and Onwards & Upwards to gather evidence.', ['Earwig', 'MAPP', 'Onwards & Upwards']),
        ('Texts are sent with Unifi:Komeer.', ['Unifi:Komeer']),
        ('Careers are planned in Reach+ (Careers Portal).', ['Reach+']),
        ('Sophos antivirus has no access to files about people.', ['Sophos']),
        ('Attendance is reported to the Ministry of Education each term.', ['Ministry of Education']),
        ('Public Health is told about measles.', ['Public Health']),
        ('Tusla or An Garda Síochána will be told of child protection concerns.', ['Tusla', 'An Garda Síochána']),
        ('We hand the results to the council.', ['council']),
        ('The police may be told where a crime is suspected.', ['police']),
        ('Social services get the file where a child is at risk.', ['Social services']),
        ('The examining boards need names and dates of birth.', ['examining boards']),
        ('NEPS psychologists see support files.', ['NEPS']),
        ('The State Examinations Commission receives entries.', ['State Examinations Commission']),
        ('The WA Department of Health runs the vaccination days.', ['WA Department of Health']),
        ('Kirkby Council SEN Team and Kirkby Passenger Transport must have review papers.', ['Kirkby Council SEN Team', 'Kirkby Passenger Transport']),
        ("The pupil's file and the transfer form go to the receiving school.", ['receiving school']),
    ],
)  # fmt: skip
def test_slots(sentence: str, names: list[str]) -> None:
    assert named(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "Still, we keep the list short.",
        "Drive safely past the gates.",
        "VSware's data is kept in Dublin.",
        "Staff are DBS checked before they start.",
        "This Trust-wide register is reviewed by the Trust Board.",
        "We do not hand diagnoses to software firms.",
        "Q10 Who looks after the doors?",
        "The upload is made under the Education (Welfare) Act 2000.",
        "The Early Years Foundation Stage framework asks us to observe children.",
        "Data is held for seven years, in line with the Records Retention Schedule.",
        "Pupils visit York and sleep in tents.",
        "Mrs Hurst is the school's SENCO and reads every plan.",
        "Camera recordings stay on our own recorder.",
        "The Governing Body approved this page on Monday.",
        "Parents have their own login.",
        "The Headteacher decides who may open the log.",
        "Our Year 6 class makes a film in Media Studies.",
        "You can write to the Information Commissioner in Wilmslow.",
        "Book Week costumes are photographed in the Hall.",
        "Transition Year students wear their own clothes.",
        "We keep the file until the pupil turns 25.",
        "Everything is kept in the EU.",
        "The Head of Year meets parents on Thursdays.",
        "Data is stored in Frankfurt and in Ireland.",
        "Photos appear in the Autumn Newsletter.",
        "Only the Designated Safeguarding Lead can see this.",
        "Sports Day is filmed by parents.",
        "Religious belief is never passed to any of the bodies above.",
    ],
)
def test_capitals_that_name_no_recipient(sentence: str) -> None:
    assert named(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Year 3 have Reading Eggspress and Education Perfect.", ["Reading Eggspress", "Education Perfect"]),
        ("Coaches from Rapid Tennis come on Fridays.", ["Rapid Tennis"]),
        ("We also confirm numbers to ISC for its yearly count.", ["ISC"]),
        ("The till (Vericool) and the canteen (Larkspur Kitchens) know a name.", ["Vericool", "Larkspur Kitchens"]),
        ("All pupils have a Google account.", ["Google"]),
        ("Marks are typed in the ACARA platform.", ["ACARA"]),
        ("We will pilot Mystery Doodle, a notebook made by Pinwheel Learning Inc.", ["Mystery Doodle"]),
        ("The company, Kindyview Pty Ltd of Brisbane, keeps it.", ["Kindyview Pty Ltd"]),
        ("The system is hosted by Fujitsu in British Columbia.", ["Fujitsu"]),
        ("The School Curriculum and Standards Authority receives marks.", ["School Curriculum and Standards Authority"]),
        ("Times are keyed into HyTek Meet Manager.", ["HyTek Meet Manager"]),
        ("We work with Sunnydale NHS Foundation Trust and The Prince's Trust.", ["Sunnydale NHS Foundation Trust", "Prince's Trust"]),
        ("From there Groupcall lifts names for texting.", ["Groupcall"]),
        ("In our lower school Brightpath Phonics keeps scores.", ["Brightpath Phonics"]),
        ("For number work there is NumBots.", ["NumBots"]),
        ("Our clubs - Shine Sports, Little Kickers and Mini Makers - are each handed a register.", ["Shine Sports", "Little Kickers", "Mini Makers"]),
        ("Tusla hears of anyone who misses twenty days.", ["Tusla"]),
        ("Dental checks are the job of the Community Oral Health Service.", ["Community Oral Health Service"]),
    ],
)  # fmt: skip
def test_names_beside_other_words(sentence: str, names: list[str]) -> None:
    assert named(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "The Ferris Flyer is our fortnightly newsletter.",
        "Any app is loaded from KAMAR overnight.",
        "We rely on Standard Contractual Clauses.",
        "You can withdraw it by writing to the Academy Office.",
        "This notice is based on the Department for Education's model.",
        "Tell Ms Tran by 4 April.",
        "The Harmony Carnival is filmed by parent helpers.",
        "Exams: entries and the UCI are kept.",
        "Work is saved to Drive.",
    ],
)
def test_more_capitals_that_name_no_recipient(sentence: str) -> None:
    assert named(sentence) == []
