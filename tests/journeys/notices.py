"""What the schools of the Fellgate Learning Trust wrote, as they wrote it. All are invented."""

from __future__ import annotations

ANVIL_TITLE = "Anvil Lane Primary School – who has your child’s information?"
ANVIL_INTRO = (
    "This list was last looked at by the office in September 2025. If you think that something is "
    "missing please tell Mrs Dunn."
)
ANVIL = [
    ["Company / app", "What we use it for", "What information they get", "Where it is kept"],
    ["Arbor", "Our MIS – registers, contacts, everything really",
     "All pupil and parent information", "UK"],
    ["ParentPay and Weduc", "Dinner money and messages home",
     "Names, class, parents’ email addresses and mobile numbers", "UK"],
    ["CPOMS", "Keeping children safe",
     "Names, dob, worries about welfare and which agencies are involved", "UK"],
    ["Tapestry (Reception only)", "Learning journey that parents can look at",
     "Names, photos and short videos", "UK"],
    ["[-Purple Mash-]", "[-Computing-]", "[-Names and class-]", "[-UK-]"],
    ["[+Times Tables Rock Stars+]", "[+Times tables practice+]",
     "[+First name, class and a log-in+]", "[+UK+]"],
    ["Evolve", "Trips", "Names, emergency contacts, [-passport numbers, -]medical needs", "UK"],
    ["Cool Milk", "Free milk for the under fives", "Name and date of birth", "–"],
    ["NHS school nurses", "Height and weight checks, hearing tests",
     "Name, address, dob, parents’ phone number", "–"],
]  # fmt: skip

BELLWETHER = """From: Office [mailto:office@bellwether.example]
Sent: 14 October 2025 08:12
To: DPO
Subject: RE: RE: who do we give data to??

Hi Priya

Sorry for the delay, Tina was off. I think this is everything we use at Bellwether Infant School:

SIMS - everything about the children, parents contact details too
Parentmail - childs name, parents email and mobile, for letters and clubs money
CPOMS - safeguarding concerns
Tapestry - names, photos, observations of nursery and reception
TTRS - not till year 2, first name and class only
Wonde - takes names and classes out of SIMS and sends them to TTRS and Spelling Shed
Spelling Shed - same as TTRS
Kitchen (Chartwells) - names, allergies, who is on free dinners
parents evening - SchoolCloud, childs name and parents email
2Simple - logins

The photographer is Tempest, they get names and classes.

We used to have Teachers2Parents but not since Easter. Little Wandle is coming in January, they
only need the number of children.

Thanks
Bev
Business Manager, Bellwether Infant School
01632 960412
"""

CORNCRAKE = """<!doctype html><html><head><title>Privacy: apps | Corncrake Junior School</title></head>
<body>
<div class="cookie-banner" role="dialog">We use cookies and Google Analytics to see how this website
is used. <button>Accept</button> <button>Manage</button></div>
<header><a href="/">Corncrake Junior School</a><nav><ul><li><a href="#">Home</a></li>
<li><a href="#">About us</a></li><li><a href="#">Key information</a></li>
<li><a href="#">Ofsted</a></li><li><a href="#">Contact</a></li></ul></nav></header>
<main><h1>Privacy notice: apps and services</h1>
<p>Corncrake Junior School uses a number of online services. This page says what each of them gets.</p>
<h2>Teaching</h2>
<ul>
<li><b>Google Workspace for Education</b> – name, school email address and the work that pupils save.
We do not give Google dates of birth.</li>
<li><b>Accelerated Reader (Renaissance Learning)</b> – names, classes and reading ages so that
teachers can see progress</li>
<li><b>Kapow Primary</b> – no pupil data, staff log-ins only</li>
<li><b>MyMaths</b>: pupils’ first names and passwords for homework</li>
</ul>
<h2>Office and money</h2>
<p>We take dinner money through <a href="#">ParentPay</a>, which holds the names of pupils and their
parents, email addresses and what has been paid. The kitchen is run by Caterlink; the cook has a list
of the names, photographs and allergies of children with special diets.</p>
<h2>Other people we work with</h2>
<ul><li>Local authority: attendance and exclusions, because the law says so</li>
<li>Department for Education – school census</li>
<li>Mrs P Oldroyd (violin) – names and times of lessons</li>
<li>Our solicitors – only if there is a claim</li></ul></main>
<footer>© 2025 Corncrake Junior School. Website by PrimarySite.</footer></body></html>
"""

_TICKS = ["Supplier", "Used for", "Name", "Class", "DOB", "Photo", "Medical", "SEN"]
REGISTER = {
    "Dovecote CE Primary": [
        ["Apps in use – Dovecote C of E Primary School"],
        [],
        [*_TICKS, "Contract end", "DPIA?"],
        ["Arbor", "MIS", "Y", "Y", "Y", "Y", "Y", "Y", "31/08/2026", "Yes"],
        ["Class Dojo", "Rewards, messages to parents", "Y", "Y", "", "N", "", "", "rolling", "No"],
        ["Evolve", "Trips", "Y", "Y", "Y (residentials only)", "", "Y - allergies and care plans",
         "Limited", "31/03/2026", "Yes"],
        ["Provision Map", "SEN plans", "Y", "Y", "", "", "ask SENCO", "Y", "", "tbc"],
        ["Seesaw", "Learning journal - no longer used, now Class Dojo", "Y", "Y", "", "Y", "", "",
         "ended", ""],
    ],
    "Elderbrook Academy": [
        ["App", "What for", "Data", "Lawful basis", "Notes"],
        ["Bromcom", "MIS", "full pupil record, attendance, behaviour, contacts", "Public task",
         "main system"],
        ["Microsoft 365", "Email, Teams, OneDrive", "name, school email, work", "Public task", ""],
        ["Unifrog", "Careers", "name, email, year group, GCSE predictions", "Public task", "Y9-13"],
        ["AQA, OCR and Pearson", "Exams", "names, DOB, UCI, access arrangements",
         "Legal obligation", ""],
        ["CRB Cunninghams", "Lunch payments", "fingerprint template, name, balance", "Consent", ""],
        ["ClassCharts", "Behaviour, homework", "name, form, behaviour points", "Public task",
         "parents have the app"],
        ["Evolve", "Trips", "name, medical, emergency contacts", "Public task", ""],
        ["Go4Schools", "", "", "", "Not used any more, replaced by Bromcom"],
    ],
    "Key": [["Y means that we share it"], ["Ask Priya before you add a line"]],
}  # fmt: skip

FERNHOLLOW = """Fernhollow Nursery School
Mill Row, Larksby

1 September 2025

Dear parents and carers,

Data protection - who we share with

You asked at the last meeting who sees your child's details. We use Famly to keep our registers, and
it holds your child's name, date of birth, your phone numbers and who may collect. Photos and
observations go on Tapestry so you can see what your child has been doing. Larkshire County Council
receives names and dates of birth so that we can be paid for the funded hours. Our health visitor is
told your child's name, address and any worries about speech, with your consent. We don't share
anything with advertisers.

With best wishes,
Janet Ruddle
Head of Fernhollow Nursery School
"""

GORSEHILL = (
    "# Gorsehill High School: our suppliers and your data",
    "Reviewed by governors 12 March 2025. All of the below act on our instructions.",
    "# Satchel One (used to be Show My Homework)",
    "What they get: names, form groups, timetable",
    "Why: so homework can be set and parents can see it",
    "Where: AWS, London",
    "# ParentPay",
    "What they get: pupils’ names, parents’ names and email addresses, free school meal entitlement",
    "Why: catering and trip payments",
    "Where: UK",
    "# Sparx Maths",
    "What they get: names, year group, answers to homework",
    "Why: maths homework",
    "Where: UK and EU",
    "# Inventry",
    "What they get: names and photographs of pupils, staff and visitors, car registrations",
    "Why: signing in, and knowing who is in the building if there is a fire",
    "# My Concern",
    "What they get: child protection records",
    "Why: so that staff can log worries",
    "# Larkshire Youth Support Service",
    "What they get: name, address and date of birth of pupils over 13",
    "Why: the law says we must",
)

HARROWDENE_TITLE = "Harrowdene Special School"
HARROWDENE_INTRO = "Companies that have information about our pupils (May 2025)"
_HARROWDENE_HEAD = ["Company", "What they receive", "Why"]
HARROWDENE = [
    _HARROWDENE_HEAD,
    ["Arbor", "Names, dates of birth, addresses, medical needs", "School records"],
    ["Earwig Academic", "Names, photographs, progress", "Assessment"],
    ["Widgit Online", "No pupil data", "Symbols for lessons"],
]
HARROWDENE_2 = [
    _HARROWDENE_HEAD,
    ["Larkshire Passenger Transport", "Names, addresses, seizure plans", "School transport"],
    ["B Squared", "Names and assessments", "Tracking progress"],
]

INGLEWOOD = (
    "# Inglewood Primary School – who has what (KS1 & KS2)",
    "updated sept 25 – please don’t change without asking Jan",
    "* Scholarpack: our database, holds all pupil records NB Mr Hale to check the contract!!",
    "* Parent Mail; names, emails, phone numbers. For newsletters + payments",
    "* NFER – tests in Y3-5 (names, DOB, UPN, scores)",
    "* Purple Mash: log-ins and first names",
    "* Coram Life Education – visit once a year, no data given",
    "* School nurse: names and dates of birth for the vision screening",
    "* Sports coaches (Premier Education) get registers with names, medical & emergency numbers for "
    "after-school clubs",
)

JUNIPER_TITLE = "Juniper Road Primary School"
JUNIPER_INTRO = "Who we share personal data with. Approved by governors on 3 February 2025."
JUNIPER = [
    ["Service", "Data", "Reason"],
    ["Arbor", "Name, DOB, address, attendance, SEN, ethnicity, religion",
     "Management of the school"],
    ["Wonde", "As Arbor", "To pass data from one system to another"],
    ["Insight Tracking", "Names, UPN, assessment results, pupil premium", "Tracking progress"],
    ["Provision Map (Edukey, part of Tes)", "Names, SEN plans", "Support for pupils with SEND"],
    ["ParentPay", "Parents’ names, emails; pupils’ meals", "Online payments"],
    ["Medical Tracker", "Names, medical conditions, medicines given", "First aid and medicines"],
    ["Evolve", "Names, contacts, medical", "Educational visits"],
    ["Inventry", "Visitor names, photos, car reg", "Signing in"],
    ["EPM", "Staff names, NI numbers, bank details", "Payroll"],
]  # fmt: skip
JUNIPER_END = "We also use Canva and Kahoot. No pupil names are put into either."

LARKRISE = """<html><body><nav><a href="#">Home</a> <a href="#">Courses</a> <a href="#">Apply</a></nav>
<h1>Larkrise Sixth Form College: how we use your information</h1>
<p>We keep information about our students so that we can teach them. We only pass it on where the law
asks us to, or where you have agreed. Please ask at reception if you would like to know more.</p>
</body></html>
"""
