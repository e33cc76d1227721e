"""Which documents of a page are fetched."""

import pytest

from noticeparse.errors import ReadError
from noticeparse.register.sync import documents_of
from noticeparse.vocabulary import load_vocabulary

HOME = "https://alderbrook.example/policies/"


def links_of(page, address=HOME):
    return documents_of(page.encode(), address, load_vocabulary().links["document"])


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("a.pdf", "Privacy notice"), ("a.DOCX", "Our <b>pri</b>vacy <i>notice</i>"),
        ("a.odt", "How we use pupils' information"), ("a.doc", "Who we share data with"),
        ("a.docm", "Data Protection"), ("a.pdf?v=2#page=3", "GDPR"), ("a.pdf", "Third parties"),
        ("a.pdf", "Our suppliers and processors"), ("PupilPrivacyNotice2026.pdf", "here"),
        ("privacynotice.pdf", "here"), ("privacy_notice.pdf", ""), ("2026%20Data-Sharing.pdf", "x"),
        ("third%20party%20list.docx", "Download"), ("ROPA2026.pdf", "here"),
    ],
)  # fmt: skip
def test_a_document_that_speaks_of_privacy(href, text) -> None:
    (found,) = links_of(f"<p>Policies</p><a href='{href}'>{text}</a>")
    assert found.startswith(HOME)
    assert "#" not in found


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("a.pdf", "Lunch menu"), ("privacy.html", "Privacy"), ("/privacy/", "Privacy"),
        ("privacy.pdf.exe", "Privacy"), ("mailto:privacy@a.example", "Privacy"),
        ("javascript:open('privacy.pdf')", "Privacy"), ("ftp://a.example/privacy.pdf", "Privacy"),
        ("http://[1/privacy.pdf", "Privacy"), ("data:application/pdf,/privacy.pdf", "Privacy"),
        ("", "Privacy"), ("a.pdf", "Shared lunch"), ("europapark.pdf", "Trip"),
    ],
)  # fmt: skip
def test_what_is_no_such_document(href, text) -> None:
    assert links_of(f"<p>Policies</p><a href='{href}'>{text}</a>") == ()


def test_addresses_are_those_of_the_page() -> None:
    page = "<head><base href='/files/'></head><p>x</p><a href='a.pdf'>GDPR</a>"
    page += "<a href='//other.example/a.pdf'>GDPR</a><a href=' a.pdf '>GDPR</a>"
    assert links_of(page) == (
        "https://alderbrook.example/files/a.pdf",
        "https://other.example/a.pdf",
    )


def test_a_page_of_very_many(monkeypatch) -> None:
    links = "".join(f"<a href='{number}.pdf'>GDPR</a>" for number in range(3000))
    assert len(links_of(f"<p>x</p>{links}")) == 1000


def test_what_is_no_page() -> None:
    with pytest.raises(ReadError):
        links_of("")
