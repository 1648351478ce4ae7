"""Messages: which part is the article, what the header says, what is left unread, and what is made to do harm."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from dealextract.errors import InputError
from tests.sources.reading import codes, one

TEXT = "Kestrel Foods said on Tuesday that it had bought the baker Oakfield for £45m in cash, ending a long auction of it.\n"
HEAD = (
    "From: Kestrel Press <press@kestrel.example>\nSubject: Kestrel buys Oakfield\nDate: Tue, 2 Mar 2021 23:30:00 -0500\n"
    "Message-ID: <1@a>\n"
)


def message(body: str, *, head: str = HEAD, kind: str = "text/plain; charset=utf-8") -> bytes:
    return f"{head}MIME-Version: 1.0\nContent-Type: {kind}\n\n{body}".encode()


def made(**parts: str) -> EmailMessage:
    found = EmailMessage(policy=SMTP)
    found["From"] = "José Muñoz <jose@kestrel.example>"
    found["Subject"] = "Kestrel buys Oakfield – “for cash”"
    found["Date"] = "Tue, 02 Mar 2021 10:00:00 +0000"
    if "text" in parts:
        found.set_content(parts["text"])
    if "html" in parts:
        if "text" in parts:
            found.add_alternative(parts["html"], subtype="html")
        else:
            found.set_content(parts["html"], subtype="html")
    return found


def test_the_header_gives_title_publisher_date_and_id() -> None:
    article = one(message(TEXT)).article
    assert (article.title, article.publisher, article.published, article.id) == (
        "Kestrel buys Oakfield",
        "Kestrel Press",
        "2021-03-02",
        "1@a",
    )
    assert (article.media_type, article.text) == ("message/rfc822", TEXT)


def test_a_message_of_a_library_is_read() -> None:
    article = one(made(text=TEXT, html=f"<p>{TEXT}</p>").as_bytes()).article
    assert (article.title, article.publisher) == ("Kestrel buys Oakfield – “for cash”", "José Muñoz")
    assert article.text.replace("\r\n", "\n").strip() == TEXT.strip()


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("=?iso-8859-1?Q?Jos=E9?= buys", "José buys"),
        ("=?utf-8?B?Sm9zw6k=?=\n =?utf-8?B?IE0=?=", "José M"),
        ("=?utf-8?B?!!!?= x", "x"),
        ("=?punycode?Q?abc?=", "abc"),
        ("=?no-such?Q?a=E9?=", "aé"),
        ("Re: plain", "Re: plain"),
        ("caf\u00e9 as it is", "café as it is"),
    ],
)
def test_a_subject_is_decoded(header: str, wanted: str) -> None:
    assert one(message(TEXT, head=f"From: a@b.example\nSubject: {header}\n")).article.title == wanted


@pytest.mark.parametrize(
    ("sender", "wanted"),
    [("a@b.example", "a@b.example"), ('"Roe, Jane" <j@b.example>', "Roe, Jane"), ("", None), ("<<>>", None)],
)
def test_the_publisher_is_the_name_of_the_sender_or_the_address(sender: str, wanted: str | None) -> None:
    assert one(message(TEXT, head=f"From: {sender}\nSubject: x\n")).article.publisher == wanted


@pytest.mark.parametrize(
    "date", ["yesterday", "Tue, 99 Mar 2021", "Tue, 2 Mar 99999 10:00", "", "Tue, 2 Mar 2021 10:00:00 +9999999"]
)
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    assert one(message(TEXT, head=f"From: a@b.example\nDate: {date}\n")).article.published is None


def test_the_html_part_is_read_where_there_is_no_other() -> None:
    article = one(made(html=f"<html><body><p>{TEXT}</p><p>It pays £45m.</p></body></html>").as_bytes()).article
    assert article.text == f"{TEXT.strip()}\n\nIt pays £45m."


def test_a_text_part_that_only_says_that_there_is_html_is_passed_over() -> None:
    article = one(
        made(
            text="Your program shows no HTML.", html=f"<html><body><p>{TEXT}</p><p>{TEXT}</p></body></html>"
        ).as_bytes()
    ).article
    assert article.text.startswith("Kestrel Foods said")


def test_attachments_are_named_and_not_read() -> None:
    mail = made(text=TEXT)
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Bedingungen–ü.pdf")
    mail.add_attachment("a,b\n", subtype="csv", filename="figures.csv")
    mail.add_attachment(made(text="inner"))
    reading = one(mail.as_bytes())
    assert reading.article.text.strip() == TEXT.strip()
    assert codes(reading) == ["attachments_not_read"]
    said = reading.diagnostics[0].message
    assert "Bedingungen–ü.pdf (application/pdf), figures.csv (text/csv), without a name (message/rfc822)" in said


def test_a_message_without_text_names_what_it_holds() -> None:
    mail = made()
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="terms.pdf")
    with pytest.raises(
        InputError,
        match=r"^a: is a message without text; it holds terms.pdf \(application/pdf\); save what is attached",
    ):
        one(mail.as_bytes(), path="a")


def test_an_empty_message_is_an_error() -> None:
    with pytest.raises(InputError, match="is a message without text"):
        one(message(""))


@pytest.mark.parametrize(
    ("charset", "encoded", "told", "notes"),
    [
        ("iso-8859-1", "cp1252", "cp1252", []),
        ("utf-8", "cp1252", "cp1252", ["encoding_guessed"]),
        ("no-such", "utf-8", "utf-8", []),
        ("idna", "utf-8", "utf-8", []),
        ("koi8-r", "koi8-r", "koi8-r", []),
    ],
)
def test_the_charset_of_a_part_is_declared_and_not_trusted(
    charset: str, encoded: str, told: str, notes: list[str]
) -> None:
    text = "Kestrel – the café – paid £45m.\n" if encoded != "koi8-r" else "Кестрел buys Oakfield.\n"
    data = (
        HEAD.encode()
        + f"MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
        + text.encode(encoded)
    )
    reading = one(data)
    assert (reading.article.text, reading.article.encoding, codes(reading)) == (text, told, notes)


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_damaged_transfer_encoding_gives_what_there_is(encoding: str) -> None:
    body = (
        base64.b64encode(TEXT.encode()).decode()[:-3] + "!!"
        if encoding == "base64"
        else "Kestrel buys Oakfield for =ZZ=C2=A345m.="
    )
    data = f"{HEAD}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{body}".encode()
    reading = one(data)
    assert reading.article.text.startswith("Kestrel")
    assert codes(reading) == (["part_damaged"] if encoding == "base64" else [])


WRAPPED = (
    "Kestrel Foods said on Tuesday that it had bought the baker Oakfield for\n"
    "45m in cash, ending an auction that had drawn five bidders from all over\n"
    "Europe.\n\nTerms:\n- 45m in cash now, the rest of it when the authorities have given their\n  consent\n- none in shares\n\n"
    "Oakfield employs 300 people in the Midlands, and will keep all of its\nbakeries, which number three.\n\nKestrel plc\n1 Mill Lane\n"
)


def test_lines_that_were_broken_at_a_margin_are_paragraphs_again() -> None:
    assert one(message(WRAPPED)).article.text.split("\n") == [
        "Kestrel Foods said on Tuesday that it had bought the baker Oakfield for 45m in cash, ending an auction that had drawn five "
        "bidders from all over Europe.",
        "",
        "Terms:",
        "- 45m in cash now, the rest of it when the authorities have given their",
        "  consent",
        "- none in shares",
        "",
        "Oakfield employs 300 people in the Midlands, and will keep all of its bakeries, which number three.",
        "",
        "Kestrel plc",
        "1 Mill Lane",
        "",
    ]


def test_flowed_text_flows() -> None:
    body = "Kestrel buys \nOakfield for \n45m.\n From here on\n-- \nJane \nRoe\n"
    assert (
        one(message(body, kind="text/plain; format=flowed")).article.text
        == "Kestrel buys Oakfield for 45m.\nFrom here on\n--\nJane Roe\n"
    )
    joined = one(message("Oak \nfield\n", kind="text/plain; format=flowed; delsp=yes")).article.text
    assert joined == "Oakfield\n"


def nested(depth: int) -> bytes:
    lines = [HEAD + "MIME-Version: 1.0"]
    for number in range(depth):
        lines.append(f'Content-Type: multipart/mixed; boundary="b{number}"\n\n--b{number}')
    lines.append(f"Content-Type: text/plain\n\n{TEXT}")
    return "\n".join(lines).encode()


def test_parts_are_gone_into_as_deep_as_messages_are() -> None:
    assert one(nested(8)).article.text.strip() == TEXT.strip()


@pytest.mark.parametrize("depth", [12, 190, 300, 5_000])
def test_a_message_that_is_nested_too_deep_is_an_error(depth: int) -> None:
    with pytest.raises(InputError, match=r"^a: nests "):
        one(nested(depth), path="a")


@pytest.mark.parametrize(
    "text",
    [
        "From: Kestrel Foods\nDate: 2 March 2021\nSubject: a deal\n\nKestrel buys Oakfield.\n",
        "To: all editors\n\nKestrel buys Oakfield.\n",
        "Message-ID: what it means\n\nKestrel buys Oakfield.\n",
        "Received: from the court, a writ.\n",
    ],
)
def test_a_release_with_a_letterhead_is_plain_text(text: str) -> None:
    article = one(text.encode()).article
    assert (article.media_type, article.text) == ("text/plain", text)


def test_a_mailbox_of_one_message_is_a_message_and_one_of_several_is_an_error() -> None:
    line = b"From press@kestrel.example Tue Mar  2 10:00:00 2021\n"
    assert one(line + message(TEXT)).article.text == TEXT
    with pytest.raises(
        InputError, match=r"^a: is a mailbox of several messages; save each message as a file of its own"
    ):
        one(line + message(TEXT) + b"\n" + line + message(TEXT), path="a")


@pytest.mark.parametrize("field", ["Content-Type: text/plain; ", "Content-Disposition: attachment; filename="])
def test_a_header_that_would_take_for_ever_is_an_error(field: str) -> None:
    with pytest.raises(InputError, match=r"^a: has a header field of more than 20,000 characters"):
        one(f"From: a@b.example\nMessage-ID: <1>\n{field}{';' * 2_000_000}\n\nKestrel\n".encode(), path="a")


def test_a_subject_that_has_no_end_is_cut() -> None:
    article = one(message(TEXT, head=f"From: a@b.example\nSubject: {'=?utf-8?Q?a?= ' * 3_000}\n")).article
    assert article.title is not None
    assert len(article.title) == 1000


def test_lines_that_are_held_against_many_boundaries_are_an_error_when_they_are_too_many() -> None:
    head = HEAD + "MIME-Version: 1.0\n" + "X: boundary=\n" * 150
    with pytest.raises(InputError, match=r"^a: has too many lines for its parts; save its text as plain text"):
        one(f"{head}\n{chr(10) * 100_000}".encode(), path="a")
