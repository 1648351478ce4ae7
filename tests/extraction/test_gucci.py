"""The article that the program was first built for, told in our words, and twenty more that differ from it in every name and date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dealextract import extract
from dealextract.records import Record

ARTICLE = Path(__file__).parents[2] / "data" / "articles" / "gucci-tmall.txt"


@dataclass(frozen=True)
class Swap:
    """What stands in place of what; `first` is the day as written, `first_value` with the year it must get."""

    brand: str
    group: str
    owner: str
    platform: str
    pavilion: str
    first: str
    first_value: str
    second: str
    second_value: str
    product: str
    chief: str
    president: str
    adjective: str = "Chinese"

    def text(self) -> str:
        text = ARTICLE.read_text(encoding="utf-8")
        for old, new in (
            ("Gucci", self.brand),
            ("Kering", self.group),
            ("Alibaba", self.owner),
            ("Tmall", self.platform),
            ("Luxury Pavilion", self.pavilion),
            ("December 21st", self.first),
            ("February 2021", self.second),
            ("beauty", self.product),
            ("Marco Bizzarri", self.chief),
            ("Michael Evans", self.president),
            ("Chinese", self.adjective),
        ):
            text = text.replace(old, new)
        return text


ORIGINAL = Swap(
    "Gucci", "Kering", "Alibaba", "Tmall", "Luxury Pavilion", "December 21st", "2020-12-21", "February 2021", "2021-02",
    "beauty", "Marco Bizzarri", "Michael Evans",
)  # fmt: skip

SWAPS = [
    Swap("Orsetti", "Valmarin", "Hanjin", "Lotmall", "Prestige Hall", "October 5th", "2018-10-05", "January 2019", "2019-01", "eyewear", "Paolo Rinaldi", "Grace Lim", "Korean"),
    Swap("Brunello", "Fiordaliso", "Zeitan", "Zemart", "Grand Gallery", "November 11th", "2021-11-11", "March 2022", "2022-03", "perfume", "Elena Marchetti", "Peter Hoang", "Chinese"),
    Swap("Maison Loup", "Verdier", "Rakuda", "Ichimall", "Salon Ginza", "September 1st", "2016-09-01", "December 2016", "2016-12", "jewellery", "Claire Fontaine", "Kenji Mori", "Japanese"),
    Swap("Albright", "Harcourt", "Flipwala", "Desimart", "Heritage Court", "August 15th", "2019-08-15", "October 2019", "2019-10", "footwear", "James Thornton", "Ravi Menon", "Indian"),
    Swap("Castellani", "Montelupo", "Jindu", "Jinmall", "Black Card Club", "December 3rd", "2017-12-03", "January 2018", "2018-01", "watches", "Luca Ferrero", "David Zhao"),
    Swap("Nordlys", "Bergstad", "Mercado Azul", "Tiendalia", "Casa Fina", "May 9th", "2022-05-09", "July 2022", "2022-07", "homeware", "Ingrid Solberg", "Carlos Prieto", "Mexican"),
    Swap("Sarti", "Bonaventura", "Weilong", "Weimart", "Jade Terrace", "June 18th", "2020-06-18", "September 2020", "2020-09", "childrenswear", "Giorgio Sarti", "Helen Xu"),
    Swap("Duvalle", "Aubrac", "Souqline", "Souqly", "Pearl Avenue", "April 2nd", "2023-04-02", "June 2023", "2023-06", "fragrance", "Hugo Perrin", "Omar Nasser", "Emirati"),
    Swap("Pembroke", "Ashdown", "Tokomaju", "Belanjaku", "Ruang Mewah", "March 12th", "2021-03-12", "May 2021", "2021-05", "lingerie", "Sophie Clarke", "Budi Santoso", "Indonesian"),
    Swap("Rossetto", "Calandra", "Ozora", "Ozonia", "Red Square Select", "November 27th", "2013-11-27", "February 2014", "2014-02", "furniture", "Anna Rossetto", "Igor Belov", "Russian"),
    Swap("Lindqvist", "Hallmark Nord", "Yigou", "Yimall", "Scholar Garden", "October 20th", "2015-10-20", "December 2015", "2015-12", "outdoor", "Karl Lindqvist", "Amy Fong"),
    Swap("Tessier", "Grandval", "Coupong", "Coumart", "Han Atelier", "January 7th", "2020-01-07", "April 2020", "2020-04", "skincare", "Marie Tessier", "Jun Park", "Korean"),
    Swap("Belforte", "Quattroventi", "Dangyuan", "Dangmall", "Silk Pavilion", "December 12th", "2022-12-12", "March 2023", "2023-03", "cosmetics", "Dario Belforte", "Susan Qian"),
    Swap("Hartwell", "Bexley", "Lazuli", "Lazmart", "Orchid Lane", "July 30th", "2019-07-30", "November 2019", "2019-11", "sportswear", "Emma Hartwell", "Wei Tan", "Singaporean"),
    Swap("Moretto", "Serravalle", "Kuaibo", "Kuaimall", "Dragon Mews", "September 19th", "2014-09-19", "January 2015", "2015-01", "ceramics", "Stefano Moretto", "Linda Guo"),
    Swap("Fauchet", "Belcourt", "Trendora", "Trendmall", "Galerie Or", "February 14th", "2024-02-14", "May 2024", "2024-05", "chocolate", "Jules Fauchet", "Elif Kaya", "Turkish"),
    Swap("Winslow", "Garrick", "Shopora", "Shopmall", "Crown Arcade", "August 8th", "2018-08-08", "October 2018", "2018-10", "stationery", "Henry Winslow", "Tony Cheung", "Chinese"),
    Swap("Zanetti", "Primaluce", "Baobei", "Baomart", "Lotus Court", "December 28th", "2021-12-28", "February 2022", "2022-02", "menswear", "Carla Zanetti", "Robert Shen"),
    Swap("Olsson", "Vintergatan", "Gmarkt", "Elevenia", "Maison Seoul", "March 25th", "2017-03-25", "June 2017", "2017-06", "bedding", "Nils Olsson", "Mina Cho", "Korean"),
    Swap("Caprese", "Sant'Andrea", "Pinfan", "Pinmall", "Imperial Walk", "November 2nd", "2019-11-02", "January 2020", "2020-01", "sunglasses", "Fabio Caprese", "Vincent Luo"),
]  # fmt: skip


def facts(record: Record) -> dict[str, object]:
    """What the record says of its one deal that is no history, and of the people."""
    (deal,) = [d for d in record.deals if not d.background]
    companies = {c.id: c.name for c in record.companies}
    return {
        "type": deal.type,
        "status": deal.status,
        "parties": {(p.name, p.role) for p in deal.parties},
        "milestones": [(m.kind, m.date.value, m.date.basis) for m in deal.milestones],
        "because": deal.milestones[0].date.because if deal.milestones else (),
        "summary": deal.summary,
        "people": {(p.name, p.title, companies.get(p.organization or "")) for p in record.people},
    }


def expected(swap: Swap) -> dict[str, object]:
    """What a reader takes from the article."""
    return {
        "type": "partnership",
        "status": "agreed",
        "parties": {(swap.brand, "partner"), (f"{swap.owner} Group", "partner"), (swap.platform, "platform")},
        "milestones": [("launch", swap.first_value, "inferred"), ("launch", swap.second_value, "stated")],
        "because": (f"year from '{swap.second}', the next milestone in the same sequence",),
        "summary": f"{swap.brand}–{swap.owner} {swap.platform} partnership, flagship {swap.first_value}, "
        f"{swap.product} {swap.second_value}",
        "people": {
            (swap.chief, "Chief Executive Officer", swap.brand),
            (swap.president, "president", f"{swap.owner} Group"),
        },
    }


def without_pavilion(said: dict[str, object], swap: Swap) -> dict[str, object]:
    """The pavilion within the platform may stand beside it: readers differ on whether it is a party."""
    parties = said["parties"]
    assert isinstance(parties, set)
    return said | {"parties": parties - {(swap.pavilion, "platform")}}


def test_the_article_gives_exactly_its_deal_and_people() -> None:
    assert without_pavilion(facts(extract(ORIGINAL.text())), ORIGINAL) == expected(ORIGINAL)


def test_the_old_quarrel_is_background() -> None:
    told = {(deal.type, deal.background) for deal in extract(ORIGINAL.text()).deals}
    assert told - {("litigation", True)} == {("partnership", False)}


def differences(swap: Swap) -> set[str]:
    """The fields in which the record of a swapped article differs from what a reader takes from it."""
    record = extract(swap.text())
    if sum(not d.background for d in record.deals) != 1:
        return {"deals"}
    said, wanted = without_pavilion(facts(record), swap), expected(swap)
    return {key for key in wanted if said[key] != wanted[key]}


def test_other_names_and_dates_change_the_record_with_them() -> None:
    """Not every swap is read as exactly as the original yet."""
    found = [differences(swap) for swap in SWAPS]
    assert len(found) == 20
    assert sum(not d for d in found) >= 19, found
    assert sum(not d & {"deals", "type", "status"} for d in found) >= 20, found
    assert sum(not d & {"deals", "milestones", "because"} for d in found) >= 20, found
    assert sum(not d & {"deals", "parties"} for d in found) >= 19, found
