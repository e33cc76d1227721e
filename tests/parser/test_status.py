"""What a sentence says of whether a service is used, and of which service it says so."""

import pytest
from tests.parser.building import parsed, table

SAID = {
    "historic": [
        ("Kerboodle", "Homework - no longer used, now Showbie"),
        ("Kerboodle", "The school ceased to use Kerboodle in July."),
        ("Kerboodle", "Kerboodle has since been dropped."),
        ("ClassDojo", "Until last summer we had ClassDojo, which has been switched off."),
        ("Seesaw", "Seesaw has been switched off."),
        ("Evolve", "We had used Evolve for trips until 2022."),
        ("Showbie", "We no longer use Zoom, Showbie or Flipgrid."),
        ("Flipgrid", "We no longer use Zoom, Showbie or Flipgrid."),
        (
            "Aladdin",
            "The Aladdin system was used until June 2021; its data was exported and erased.",
        ),
        ("SIMS", "Arbor replaced SIMS, our previous system."),
        ("SIMS", "We have moved from SIMS to Arbor."),
        ("ParentMail", "We used to use ParentMail for letters."),
        ("Tapestry", "We stopped using Tapestry in 2023."),
        ("Tapestry", "Our subscription to Tapestry has ended."),
        ("Tapestry", "Tapestry was closed down in 2023."),
        ("Flip", "Flip (now withdrawn by Microsoft) was used until July 2024."),
        ("Tapestry", "Our contract with Tapestry has ended."),
        ("Tapestry", "Used for journals, contract ended in July."),
        ("Tapestry", "Our Tapestry account has been closed."),
        ("Purple Mash", "Purple Mash is no longer used."),
        ("Purple Mash", "Purple Mash and Numbots are no longer used."),
        ("Numbots", "Purple Mash and Numbots are no longer used."),
        ("Compass", "Prior to September 2024 the school used Compass for attendance."),
        ("Compass", "Compass has now been withdrawn."),
    ],
    "planned": [
        ("Kerboodle", "Not live yet: homework from May."),
        ("Wonde", "We are looking at Wonde to connect our systems."),
        ("ParentPay", "ParentPay may be introduced next year for school meals."),
        ("Tapestry", "We plan to share pupil names with Tapestry."),
        ("Arbor", "We are considering Arbor as our MIS."),
        ("Bromcom", "We are hoping to move to Bromcom in September."),
        ("Seesaw", "We hope to start using Seesaw."),
        (
            "Schoop",
            "From September 2025 we mean to change to Schoop, but nothing has been loaded yet.",
        ),
        ("Arbor", "From next September we will use Arbor."),
        ("Arbor", "Arbor will replace SIMS in September."),
        ("Arbor", "Arbor is under consideration."),
        ("Arbor", "Governors are considering Arbor and Bromcom."),
        ("Bromcom", "Governors are considering Arbor and Bromcom."),
        ("Kooth", "The school intends to introduce Kooth next term."),
        ("Kooth", "We are thinking of switching to Kooth."),
        ("Compass", "Compass is not yet live."),
        ("Compass", "We have bought Compass but it is not yet used."),
        ("Compass", "Compass, which is due to go live in May, will hold attendance."),
        ("Compass", "Our trust is exploring Compass for attendance."),
    ],
    "not_used": [
        ("Kerboodle", "Licensed but not used"),
        ("TikTok", "TikTok, Snapchat and ChatGPT are blocked on our network and are not used."),
        ("Snapchat", "TikTok, Snapchat and ChatGPT are not used."),
        ("TikTok", "We do not use TikTok with pupils."),
    ],
    "not_approved": [
        ("Discord", "Discord has not been approved."),
        ("Discord", "Discord is banned."),
    ],
    "in_use": [
        (
            "Kerboodle",
            "A Kerboodle account has a name, and it is closed in the summer after they leave.",
        ),
        ("Kerboodle", "Kerboodle is closed at weekends."),
        ("Kerboodle", "So that teachers know where to start from one year to the next."),
        ("Kerboodle", "All that we hold, from next of kin to the care plan."),
        ("Wonde", "We may share data with Wonde."),
        ("Arbor", "We are looking after data in Arbor."),
        ("Arbor", "We are looking at results in Arbor."),
        ("CPOMS", "We are trialling CPOMS."),
        (
            "SpacesEDU",
            "Teachers use SpacesEDU to share samples of student work. Last names are not used.",
        ),
        (
            "AI",
            "It will be used for non-commercial research, to find messages for a report in Schools.",
        ),
        ("Arbor", "We are introducing pupils to Arbor in assembly."),
        ("Arbor", "Arbor has replaced our old MIS."),
        ("Arbor", "Arbor replaced SIMS, our previous system."),
        ("Arbor", "We have moved from SIMS to Arbor."),
        ("Arbor", "Arbor holds names. Photos that are no longer used are deleted."),
        ("Arbor", "Arbor is not allowed to use the data for anything else."),
        (
            "Arbor",
            "Arbor holds data about pupils who are not yet at school, and due to start in September.",
        ),
        ("Arbor", "We share the names of pupils due to start in September with Arbor."),
        ("Arbor", "We do not use cookies. We use Arbor for registers."),
        ("Arbor", "We share details of children who are not at the school any more with Arbor."),
        ("Arbor", "We used to keep paper registers; now Arbor holds them."),
        ("Arbor", "We no longer use paper and Arbor holds it all."),
        ("Wonde", "Data is sent to Wonde until the pupil leaves."),
        ("Evolve", "Evolve holds trip forms until trips have ended."),
        ("Arbor", "Parents who have declined consent are marked in Arbor."),
        ("Arbor", "From September 2020 we have used Arbor."),
        ("Arbor", "From September 2020 Arbor is our MIS."),
        ("SIMS", "Arbor will replace SIMS in September."),
        ("Bromcom", "Governors are considering the budget with data from Bromcom."),
        ("Tapestry", "Tapestry keeps journals. The account is closed when a child leaves."),
        ("Tapestry", "When a child leaves, their Tapestry account is closed."),
        ("Tapestry", "If the contract is terminated, Tapestry deletes the data."),
        ("Tapestry", "Data is deleted when the contract is terminated."),
        ("Kooth", "We intend to be open about what Kooth holds."),
        ("Seesaw", "We may use photos in Seesaw next year."),
        ("NHS", "The school nurse may be introduced to parents; names go to the NHS."),
        ("NHS", "We may be asked to share data with the NHS in an emergency."),
        ("Arbor", "We are looking into attendance with Arbor."),
        ("Arbor", "The office is going to use Arbor data to write to you."),
        ("Tapestry", "Data is deleted when the contract has ended."),
        ("Arbor", "Names are kept in Arbor until no longer needed."),
        ("Arbor", "Arbor holds records of pupils, which are deleted when no longer needed."),
        ("CPOMS", "Concerns are kept in CPOMS; they are passed on if a pupil moves."),
        ("Compass", "Before a trip we send names to Compass."),
        ("Compass", "Until they leave pupils used Compass's login."),
        ("Compass", "Compass has closed questions about health."),
        ("Compass", "We are exploring the outdoors with Compass."),
        ("Compass", "Consent may be withdrawn by writing to Compass."),
        ("Compass", "If consent has been withdrawn, Compass is told."),
        ("Discord", "Pupils who have been banned from Discord are told."),
    ],
}
CASES = [(name, said, status) for status, cases in SAID.items() for name, said in cases]


@pytest.mark.parametrize(("name", "said", "status"), CASES)
def test_a_status_is_said_of_the_service_itself(name: str, said: str, status: str) -> None:
    found = parsed(table(["Company", "Details"], ["Evolve Trips", "Trips"], [name, said]))
    assert [row.status for row in found.disclosures] == ["in_use", status]


@pytest.mark.parametrize(
    ("sentence", "name", "status"),
    [
        (
            "Until last summer we had ClassDojo, which has been switched off.",
            "ClassDojo",
            "historic",
        ),
        ("We are looking at Wonde to connect our systems.", "Wonde", "planned"),
        ("ParentPay may be introduced next year for school meals.", "ParentPay", "planned"),
        ("We are considering Arbor as our MIS.", "Arbor", "planned"),
        ("We may share names with Wonde.", "Wonde", "in_use"),
    ],
)
def test_status_in_running_text(sentence: str, name: str, status: str) -> None:
    found = parsed(f"We share names with Cool Milk so that milk can be ordered. {sentence}")
    told = {str(row.company): row.status for row in found.disclosures}
    assert told == {"Cool Milk": "in_use", name: status}


def test_a_heading_says_what_is_planned() -> None:
    found = parsed(
        "# Apps we are considering",
        table(["Company", "Data"], ["Seesaw", "Names"], ["Arbor", "All"]),
    )
    assert [row.status for row in found.disclosures] == ["planned", "planned"]
