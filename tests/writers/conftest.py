"""A record with every kind of thing that a record can hold."""

from __future__ import annotations

import pytest

from dealextract.records import (
    Adviser,
    Company,
    Date,
    Deal,
    Diagnostic,
    Former,
    Identifier,
    Milestone,
    MoneyTerm,
    Party,
    PercentTerm,
    Person,
    Record,
    Source,
    Span,
    Terms,
    TextTerm,
)

TEXT = (
    "Halvard Foods buys Brindle & Lowe from Castlemere [bold]Capital[/bold]\n\n"
    "Halvard Foods ASA (OSE: HALV) has raised its bid for Brindle & Lowe to about £1.25bn, the Norwegian group said. "
    "The shops change hands on April 3rd, and the bakeries follow by the end of June 2022.\n\n"
    "Castlemere was advised by Penrose & Co. “We are pleased”, said Ingrid Solheim, chief executive.\n\n"
    "Sign up to our newsletter\n"
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words), text=words)


def place(words: str) -> dict[str, int | str]:
    return span(words).model_dump()


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def record() -> Record:
    halvard, brindle, castlemere = "halvard", "brindle", "castlemere"
    purchase = Deal(
        id="deal-1",
        type="acquisition",
        status="agreed",
        summary="Halvard Foods to acquire Brindle & Lowe from Castlemere Capital, GBP 1.25 billion",
        parties=(
            Party(company=halvard, name="Halvard Foods ASA", role="acquirer", evidence=(span("Halvard Foods ASA"),)),
            Party(company=brindle, name="Brindle & Lowe", role="target"),
            Party(company=castlemere, name="Castlemere [bold]Capital[/bold]", role="seller"),
        ),
        terms=Terms(
            value=MoneyTerm(**place("about £1.25bn"), amount="1250000000", currency="GBP", qualifier="about"),
            stake_percent=PercentTerm(start=0, end=0, text="", value="75.5", qualifier="at_least"),
            duration=TextTerm(value="P5Y"),
            conditions=(TextTerm(value="clearance by the competition authority"), TextTerm(value="a vote")),
        ),
        milestones=(
            Milestone(
                kind="completed",
                label="shops change hands",
                date=Date(
                    **place("April 3rd"),
                    value="2022-04-03",
                    precision="day",
                    basis="inferred",
                    because=("year from 'June 2022', the next milestone in the same sequence",),
                ),
            ),
            Milestone(
                kind="expected_close",
                label="expected close",
                date=Date(**place("by the end of June 2022"), value="2022-06", precision="month", bound="by"),
            ),
            Milestone(
                kind="other",
                label="vote",
                date=Date(**place("April 3rd"), value=None, precision="day", because=("3 April", "4 March")),
            ),
        ),
        people=("ingrid",),
        advisers=(Adviser(company="penrose", name="Penrose & Co", kind="financial", side=castlemere),),
        history=(Former(field="price_per_share", value="GBP 4.10"),),
        confidence=0.934,
        evidence=(
            span(
                "Halvard Foods ASA (OSE: HALV) has raised its bid for Brindle & Lowe to about £1.25bn, "
                "the Norwegian group said."
            ),
        ),
    )
    old = Deal(
        id="deal-2",
        type="stake_purchase",
        status="terminated",
        background=True,
        summary="Castlemere Capital dropped a stake purchase in Brindle & Lowe",
        parties=(Party(company=castlemere, name="Castlemere [bold]Capital[/bold]", role="investor"),),
        confidence=0.41,
    )
    return Record(
        source=Source(
            path="news/halvard.txt",
            sha256="0" * 64,
            encoding="utf-8",
            title="Halvard Foods buys Brindle & Lowe from Castlemere [bold]Capital[/bold]",
            publisher="The Grocer's Week",
            characters=len(TEXT),
        ),
        published=Date(start=0, end=0, text="", value="2022-03-14", precision="day"),
        deals=(purchase, old),
        companies=(
            Company(
                id=halvard,
                name="Halvard Foods ASA",
                aliases=("Halvard Foods",),
                identifiers=(Identifier(scheme="ticker", value="HALV", exchange="OSE"),),
            ),
            Company(id=brindle, name="Brindle & Lowe", kind="brand", parent=castlemere),
            Company(id=castlemere, name="Castlemere [bold]Capital[/bold]", kind="fund"),
        ),
        people=(Person(id="ingrid", name="Ingrid Solheim", title="chief executive", organization=halvard),),
        diagnostics=(
            Diagnostic(code="newsletter", message="newsletter, subscription or alert line", start=400, end=425),
            Diagnostic(code="newsletter", message="newsletter, subscription or alert line", start=430, end=440),
            Diagnostic(code="encoding_guessed", message="the bytes are not UTF-8; read as cp1252"),
        ),
        text=TEXT,
    )
