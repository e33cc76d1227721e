"""Which field a label or a caption speaks of, in the many wordings of forms and cards."""

import pytest
from tests.parser.building import wording

WORDING = wording()


@pytest.mark.parametrize(
    ("role", "captions"),
    [
        ("company", "Product; Name of product; App name; Name of the app; Third-party provider; Developer; Given to; Passed on to; Disclosed to; Who receives it; Who gets it; Operator; Software / website; Sent to"),
        ("purpose", "What it is for; What's it for?; Type of service; Kind of software; Service type; About; About this app; About the company; What they do for us; What the app does; Services provided; Educational benefit; Intended use; Reason we use it; How it helps; Objective"),
        ("data", "What the app knows; What it knows; What they see; What the firm receives; What we tell them; What goes into it; What leaves school; Details held; Information we pass on; Data we give them; Student information used; Records held; It holds; Knows; Sees; What is in it?"),
        ("location", "Where it lives; Server; Kept in; Held at; Stored in; Data residency; Region; Location of data; Data centre; Where is it kept?"),
        ("retention", "How long; Kept for; Kept until; Held for; Time kept; Until when; Removed when; Deleted after; When is it wiped and how long is it held; Length of time held"),
        ("lawful_basis", "Lawful condition; Condition relied on; Which law; Statutory authority; Under what law; Legal power; Legal basis; FERPA exception"),
        ("link", "Find out more; Read more; Privacy policy; Web site address; More information"),
        ("subjects", "Who it is about; Whose data?; Who uses it; Who it affects; People concerned; Used by; User groups; Users; Staff or pupils"),
        ("other", "Who can see it; Who has access?; Who sees it; Who looks after it; Who we are; Asked for by; Approved by; Access; Who is allowed to log in"),
    ],
)  # fmt: skip
def test_roles(role: str, captions: str) -> None:
    read = {caption: WORDING.role(caption) for caption in captions.split("; ")}
    assert {caption for caption, found in read.items() if found != role} == set()
