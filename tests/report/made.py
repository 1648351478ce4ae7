"""Records made by hand, with the texts that they were read from, so that no test here waits for the reader."""

from __future__ import annotations

import hashlib
from typing import Any

from dealextract.records import (
    Adviser,
    Company,
    Date,
    Deal,
    Diagnostic,
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

BAKER = (
    "Kestrel Foods plc buys Oakfield 🥖\n\n"
    "Kestrel Foods plc said on 2 March 2021 that it had agreed to buy the baker Oakfield for £45m. "
    "Kestrel expects to close the purchase by June.\n\n"
    "In 2019 Tarn Equity sold Ellistown to Kestrel for an undisclosed sum.\n\n"
    "Brightwell also told of a joint venture with Corvane.\n"
)
BUSES = "Penhallow Motors will supply 40 buses to Marrow Transit from 2022. The price is $12.5m.\n"
QUIET = "Nothing was bought and nothing was sold.\n"


def at(text: str, words: str) -> dict[str, Any]:
    """Where words stand in a text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def party(text: str, name: str, role: Any, words: str | None = None) -> Party:
    return Party(company=name, name=name, role=role, evidence=(Span(**at(text, words or name)),))


def record(text: str, path: str | None, *deals: Deal, aliases: dict[str, str] | None = None, **source: Any) -> Record:
    """A record of a text with the companies that its deals name."""
    names = dict.fromkeys(p.company for d in deals for p in d.parties)
    return Record(
        source=Source(
            path=path,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            characters=len(text),
            **source,
        ),
        deals=deals,
        companies=tuple(
            Company(id=n, name=n, aliases=((aliases or {})[n],) if n in (aliases or {}) else ()) for n in names
        ),
        text=text,
    )


def baker(path: str | None = "baker.txt") -> Record:
    """Two deals, one of them history; a third was turned down."""
    purchase = Deal(
        id="d1",
        type="acquisition",
        status="agreed",
        summary="Kestrel Foods–Oakfield acquisition, GBP 45m",
        parties=(party(BAKER, "Kestrel Foods plc", "acquirer"), party(BAKER, "Oakfield", "target")),
        terms=Terms(value=MoneyTerm(**at(BAKER, "£45m"), amount="45000000", currency="GBP")),
        milestones=(
            Milestone(kind="announced", label="announced", date=Date(**at(BAKER, "2 March 2021"), value="2021-03-02", precision="day")),
            Milestone(
                kind="expected_close",
                label="close",
                date=Date(
                    **at(BAKER, "by June"), value="2021-06", precision="month", bound="by", basis="inferred",
                    because=("year from '2 March 2021', the step before",),
                ),
            ),
        ),
        confidence=0.91,
        evidence=(Span(**at(BAKER, BAKER.split("\n\n")[1].partition(". ")[0] + ".")),),
    )  # fmt: skip
    old = Deal(
        id="d2",
        type="acquisition",
        status="completed",
        background=True,
        summary="Kestrel–Ellistown acquisition, 2019",
        parties=(
            party(BAKER, "Kestrel Foods plc", "acquirer", "Kestrel for"),
            party(BAKER, "Ellistown", "target"),
            party(BAKER, "Tarn Equity", "seller"),
        ),
        confidence=0.42,
        evidence=(Span(**at(BAKER, BAKER.split("\n\n")[2])),),
    )
    made = record(
        BAKER, path, purchase, old, aliases={"Kestrel Foods plc": "Kestrel"}, title="Kestrel Foods plc buys Oakfield"
    )
    turned_down = at(BAKER, "a joint venture with Corvane")
    return made.noting(
        [
            Diagnostic(
                code="parties_missing", message="no partner is near", start=turned_down["start"], end=turned_down["end"]
            )
        ]
    )


def buses(path: str | None = "buses.txt") -> Record:
    supply = Deal(
        id="d3",
        type="supply",
        status="agreed",
        summary="Penhallow Motors–Marrow Transit supply deal",
        parties=(party(BUSES, "Penhallow Motors", "supplier"), party(BUSES, "Marrow Transit", "customer")),
        terms=Terms(value=MoneyTerm(**at(BUSES, "$12.5m"), amount="12500000", currency="USD")),
        milestones=(
            Milestone(kind="effective", label="from", date=Date(**at(BUSES, "2022"), value="2022", precision="year", bound="from")),
        ),
        confidence=0.77,
        evidence=(Span(**at(BUSES, BUSES.partition(". ")[0] + ".")),),
    )  # fmt: skip
    return record(BUSES, path, supply)


def quiet(path: str | None = "quiet.txt") -> Record:
    return record(QUIET, path)


SERUM = (
    "Larchfield Biotech licensed its serum to Quillon Pharma for five years. Quillon pays $30m to $40m, $5m of it upfront, and a "
    "royalty of 8%.\n\nThe licence is exclusive in Japan, subject to approval by the regulator. Dunmore & Vale advised Larchfield.\n\n"
    '"It is a good day," said Jane Orwell, chief executive of Larchfield. Pim Aalders, an analyst, disagreed.\n'
)


def serum(path: str | None = "serum.txt") -> Record:
    """A licence with terms of every kind, an adviser, and two people, of whom one takes part."""
    licence = Deal(
        id="d4",
        type="licensing",
        status="agreed",
        summary="Larchfield Biotech–Quillon Pharma licence",
        parties=(party(SERUM, "Larchfield Biotech", "licensor"), party(SERUM, "Quillon Pharma", "licensee")),
        terms=Terms(
            value=MoneyTerm(
                **at(SERUM, "$30m to $40m"), amount="40000000", currency="USD", qualifier="range", minimum="30000000",
                maximum="40000000",
            ),
            upfront=MoneyTerm(**at(SERUM, "$5m"), amount="5000000", currency="USD"),
            royalty=PercentTerm(**at(SERUM, "8%"), value="8"),
            duration=TextTerm(value="P5Y", evidence=(Span(**at(SERUM, "for five years")),)),
            exclusivity=TextTerm(value="exclusive", evidence=(Span(**at(SERUM, "exclusive")),)),
            territory=TextTerm(value="Japan"),
            conditions=(TextTerm(value="approval by the regulator"),),
        ),
        people=("p1",),
        advisers=(
            Adviser(
                company="dv", name="Dunmore & Vale", kind="legal", side="Larchfield Biotech",
                evidence=(Span(**at(SERUM, "Dunmore & Vale")),),
            ),
        ),
        confidence=0.83,
        evidence=(Span(**at(SERUM, SERUM.partition(". ")[0] + ".")),),
    )  # fmt: skip
    made = record(SERUM, path, licence, aliases={"Larchfield Biotech": "Larchfield"})
    people = (
        Person(
            id="p1", name="Jane Orwell", title="chief executive", organization="Larchfield Biotech",
            evidence=(Span(**at(SERUM, "Jane Orwell")),),
        ),
        Person(id="p2", name="Pim Aalders", evidence=(Span(**at(SERUM, "Pim Aalders")),)),
    )  # fmt: skip
    return made.model_copy(
        update={"people": people, "companies": (*made.companies, Company(id="dv", name="Dunmore & Vale"))}
    )


TEXTS = {"baker.txt": BAKER, "buses.txt": BUSES, "quiet.txt": QUIET}


def records() -> list[Record]:
    return [baker(), buses(), quiet()]


def many(count: int) -> list[Record]:
    """As many deals in half as many articles, no two of which are alike."""
    out = []
    for n in range(count // 2):
        text = f"Item {n}: {BAKER}"
        deals = [
            d.model_copy(update={"id": f"{d.id}-{n}", "summary": f"{d.summary} no. {n}", "confidence": (n % 97) / 97})
            for d in shifted(baker(), len(text) - len(BAKER)).deals
        ]
        out.append(record(text, f"many/{n:05}.txt", *deals))
    return out


def shifted(value: Any, by: int) -> Any:
    """The same with every stretch of the text further on."""
    if isinstance(value, tuple):
        return tuple(shifted(item, by) for item in value)
    if not hasattr(type(value), "model_fields"):
        return value
    update = {name: shifted(getattr(value, name), by) for name in type(value).model_fields}
    if "start" in update and update["start"] is not None:
        update |= {"start": value.start + by, "end": value.end + by}
    return value.model_copy(update=update)
