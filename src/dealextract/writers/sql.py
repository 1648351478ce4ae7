"""The tidy tables in SQL: statements that make them and the views that answer usual questions, for SQLite and DuckDB.

Both write the same statements but for the names of types and how the names of a group are joined, in their order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from dealextract.records import Role
from dealextract.writers.columns import Table, Type
from dealextract.writers.tables import BY_NAME, TABLES

ABOUT: Final = "about_columns"
"""The table that explains the columns."""


def quoted(name: str) -> str:
    """A name as SQL writes it, whatever words are reserved."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def create_table(table: Table, types: Mapping[Type, str], *, to_itself: bool) -> str:
    """The statement that makes a table. `to_itself`: whether ties of a table to itself can be declared."""
    lines = [f"{quoted(c.name)} {types[c.type]}{'' if c.null else ' NOT NULL'}" for c in table.columns]
    lines.append(f"PRIMARY KEY ({_list(table.key)})")
    for tie in table.ties:
        if to_itself or tie.table != table.name:
            lines.append(f"FOREIGN KEY ({_list(tie.columns)}) REFERENCES {quoted(tie.table)} ({_list(tie.key)})")
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def explain_columns() -> Iterator[str]:
    """The statements that make and fill the table that explains the columns."""
    yield (
        f'CREATE TABLE {ABOUT} ("table" TEXT NOT NULL, "column" TEXT NOT NULL, "type" TEXT NOT NULL, "unit" TEXT, '
        '"meaning" TEXT NOT NULL, PRIMARY KEY ("table", "column"))'
    )
    for table in TABLES:
        rows = [
            f"({literal(table.name)}, {literal(c.name)}, {literal(c.type)}, "
            f"{literal(c.unit) if c.unit else 'NULL'}, {literal(c.meaning)})"
            for c in table.columns
        ]
        yield f"INSERT INTO {ABOUT} VALUES " + ", ".join(rows)


def views(joined: str) -> Iterator[str]:
    """The statements that make the views. `joined`: the aggregate that joins the `name`s of a group by their `number`."""
    deal = ", ".join(f"d.{quoted(name)}" for name in BY_NAME["deals"].names[2:] if name not in ("parties", "evidence"))
    roles = ",\n  ".join(f"{joined} FILTER (WHERE role = {literal(role)}) AS {quoted(role)}" for role in get_args(Role))
    yield f"""CREATE VIEW deals_with_parties AS
SELECT d.document_id, d.deal_id, s.path, s.title, s.published, {deal},
  {", ".join(f"p.{quoted(role)}" for role in get_args(Role))}
FROM deals d JOIN documents s USING (document_id)
LEFT JOIN (
  SELECT document_id, deal_id,
  {roles}
  FROM (SELECT * FROM parties ORDER BY document_id, deal_id, number) ordered
  GROUP BY document_id, deal_id
) p ON p.document_id = d.document_id AND p.deal_id = d.deal_id"""
    yield """CREATE VIEW latest_milestones AS
SELECT document_id, deal_id, type, status, summary, kind, label, date, date_from, date_to, precision, bound, basis
FROM (
  SELECT m.*, d.type, d.status, d.summary,
    row_number() OVER (PARTITION BY m.document_id, m.deal_id ORDER BY m.date_to DESC, m.number DESC) AS place
  FROM milestones m JOIN deals d ON d.document_id = m.document_id AND d.deal_id = m.deal_id
  WHERE m.date_to IS NOT NULL
) ranked
WHERE place = 1"""
    yield """CREATE VIEW deals_by_company AS
SELECT p.name AS company, p.role, d.type, d.status, d.background, d.summary, d.value_amount, d.value_currency,
  s.published, d.confidence, s.path, d.document_id, d.deal_id, p.company_id
FROM parties p
JOIN deals d ON d.document_id = p.document_id AND d.deal_id = p.deal_id
JOIN documents s ON s.document_id = p.document_id"""
    yield """CREATE VIEW deals_by_type_and_month AS
SELECT d.type,
  CASE WHEN s.published_precision IN ('day', 'week', 'month') THEN substr(CAST(s.published_from AS TEXT), 1, 7) END
    AS published_month,
  count(*) AS deals,
  sum(CASE WHEN d.background THEN 1 ELSE 0 END) AS background_deals,
  count(d.value_amount) AS deals_with_value
FROM deals d JOIN documents s ON s.document_id = d.document_id
GROUP BY 1, 2"""


def indexes() -> Iterator[str]:
    """The statements that make what is looked up quickly."""
    for table, columns in (("parties", ("name",)), ("deals", ("type",)), ("milestones", ("date_from",)),
                           ("evidence", ("document_id", "deal_id"))):  # fmt: skip
        yield f"CREATE INDEX {table}_by_{'_'.join(columns)} ON {quoted(table)} ({_list(columns)})"


def _list(names: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, names))
