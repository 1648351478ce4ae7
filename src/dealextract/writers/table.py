"""Records for people at a terminal.

Everything is rendered to a string, so that one function decides on width, colour and letters. Text of the article goes
into Rich as `Text` only, never as markup. Colour says nothing that a word does not say too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dealextract.records import (
    Date,
    Deal,
    Diagnostic,
    Money,
    Name,
    Record,
)
from dealextract.writers import wording
from dealextract.writers.facts import (
    Row,
    adviser_text,
    description,
    milestone_rows,
    party_text,
    person_text,
    quotation,
    term_rows,
)
from dealextract.writers.wording import visible

UNWRAPPED = 20_000
"""Columns off a terminal, where nothing is wrapped: `grep` finds a sentence on one line."""
READABLE = 116
"""Lines of text longer than this are hard to read; a wider terminal gets the evidence in a second column instead."""
WIDE = 150
STATUS_STYLES = {
    "rumoured": "magenta",
    "proposed": "yellow",
    "agreed": "cyan",
    "completed": "green",
    "terminated": "red",
}
ASCII = str.maketrans("─·“”‘’–—", "--\"\"''--")
TAIL = re.compile(r"(?:\x1b\[[\d;]*m| )+$")
DIAGNOSTICS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Look:
    """How to render: columns (None: lines are not wrapped), colour or none, letters beyond ASCII or not."""

    width: int | None = None
    colour: bool = False
    unicode: bool = True


def record_table(record: Record, look: Look) -> str:
    """All that an article gave, for people; ends with a line end."""
    parts: list[RenderableType] = [_title(record)]
    for number, deal in enumerate(record.deals, 1):
        parts += [Text(), _deal_head(deal, number, look), _deal(deal, record, look)]
    if not record.deals:
        parts += [Text(), Text("No deals found.", style="bold")]
    parts += _companies(record, look)
    parts += _diagnostics(record.diagnostics, look)
    return _rendered(Group(*parts), look)


def dates_table(dates: Sequence[Date], look: Look) -> str:
    """Date expressions with their values, a line each."""
    rows = [
        (f"{d.start}-{d.end}", wording.date(d), d.precision, d.basis, _quoted(d.text), visible("; ".join(d.because)))
        for d in dates
    ]
    return listing(("offsets", "value", "precision", "basis", "text", "because"), rows, "No dates found.", look)


def money_table(amounts: Sequence[Money], look: Look) -> str:
    """Amounts of money with their values, a line each."""
    rows = [(f"{m.start}-{m.end}", wording.money(m), wording.words(m.qualifier), _quoted(m.text)) for m in amounts]
    return listing(("offsets", "value", "qualifier", "text"), rows, "No amounts of money found.", look)


def _quoted(text: str) -> str:
    return f"“{visible(text)}”"


def _rendered(content: RenderableType, look: Look) -> str:
    stream = StringIO()
    console = Console(
        file=stream,
        width=look.width or UNWRAPPED,
        force_terminal=look.colour,
        color_system="standard" if look.colour else None,
        no_color=not look.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        _environ={},
    )
    console.print(content)
    text = "".join(f"{TAIL.sub(_reset, line)}\n" for line in stream.getvalue().split("\n")[:-1])
    return text if look.unicode else text.translate(ASCII)


def _reset(tail: re.Match[str]) -> str:
    """The end of a line without its blanks, and with colour switched off where it was on."""
    return "\x1b[0m" if "\x1b" in tail[0] else ""


def names_table(names: Sequence[Name], look: Look) -> str:
    """Names with their kinds, a line each."""
    rows = [(f"{n.start}-{n.end}", n.kind, _quoted(n.text)) for n in names]
    return listing(("offsets", "kind", "text"), rows, "No names found.", look)


def listing(heads: Sequence[str], rows: Sequence[Sequence[str]], none: str, look: Look) -> str:
    """Rows under their heads, or what to say where there are none. Cells are plain text; those of the last columns may wrap."""
    if not rows:
        return f"{none}\n"
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for head in heads:
        table.add_column(head, overflow="fold", no_wrap=head not in ("text", "because", "means"))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return _rendered(table, look)


def _title(record: Record) -> Text:
    source = record.source
    title = source.title or source.path or "standard input"
    facts = [source.path or "standard input"] if source.title else []
    facts.append(source.publisher or "")
    if record.published:
        how = {"stated": "", "inferred": " (inferred)"}[record.published.basis]
        facts.append(f"published {wording.date(record.published)}{how}")
    facts += [wording.counted(source.characters, "character"), source.encoding or ""]
    facts.append(wording.counted(len(record.deals), "deal"))
    return Text.assemble((visible(title), "bold"), "\n", (" · ".join(visible(f) for f in facts if f), "dim"))


def _deal_head(deal: Deal, number: int, look: Look) -> Text:
    """`── 1 · Partnership · agreed ───── confidence 0.93 ──`"""
    kind = visible(wording.deal_type(deal))
    left = Text.assemble(
        ("── ", "dim"),
        (f"{number} ", "bold"),
        (f"{kind[:1].upper()}{kind[1:]}", "bold"),
        " · ",
        (wording.words(deal.status), f"bold {STATUS_STYLES[deal.status]}"),
        " · background" if deal.background else "",
        " ",
    )
    right = Text.assemble(f" confidence {deal.confidence:.2f}", (" ──", "dim"))
    taken = left.cell_len + right.cell_len
    fill = _columns(look) - taken if look.width else 4
    return Text.assemble(left, ("─" * max(fill, 2), "dim"), right)


def _columns(look: Look) -> int:
    """The columns that are used of those there are."""
    if look.width is None:
        return UNWRAPPED
    return look.width if look.width >= WIDE else min(look.width, READABLE)


def _deal(deal: Deal, record: Record, look: Look) -> RenderableType:
    wide = look.width is not None and look.width >= WIDE
    grid = _grid()
    sections = _sections(deal, record)
    keys = max((len(key) for _, rows in sections for key, _ in rows if key), default=0)
    for section, rows in sections:
        _rows(grid, section, rows, keys)
    evidence = [quotation(span) for span in deal.evidence]
    known = bool(grid.row_count or evidence)
    summary = Padding(
        Text(visible(deal.summary), style="italic" if look.colour else ""), (0, 0, 1 if known else 0, 3), expand=False
    )
    if not wide:
        _rows(grid, "evidence", [(None, quote) for quote in evidence])
        body: RenderableType = Padding(grid, (0, 0, 0, 3), expand=False)
        return _at_most(Group(summary, body), READABLE, look)
    sides = Table.grid(padding=(0, 4, 0, 0))
    sides.add_column(width=(_columns(look) * 3) // 5 - 4)
    sides.add_column(width=(_columns(look) * 2) // 5)
    quotes = Table.grid(padding=(0, 1, 0, 0))
    quotes.add_column(style="dim" if look.colour else "", no_wrap=True)
    quotes.add_column(overflow="fold")
    for index, quote in enumerate(evidence):
        quotes.add_row(Text("evidence" if index == 0 else ""), quote)
    sides.add_row(Padding(grid, (0, 0, 0, 3), expand=False), quotes)
    return Group(summary, sides)


def _sections(deal: Deal, record: Record) -> list[tuple[str, list[Row]]]:
    """The facts of a deal, section by section; those without a fact are there too, empty."""
    companies = {company.id: company for company in record.companies}
    people = {person.id: person for person in record.people}
    return [
        ("parties", [(wording.words(p.role), party_text(p.company, p.name, companies)) for p in deal.parties]),
        ("terms", term_rows(deal)),
        ("milestones", [row for milestone in deal.milestones for row in milestone_rows(milestone)]),
        ("people", [(None, person_text(people[key], companies)) for key in deal.people if key in people]),
        ("advisers", [(a.kind, adviser_text(a.name, a.side, companies)) for a in deal.advisers]),
        ("before", [(wording.words(h.field), Text(visible(h.value))) for h in deal.history]),
    ]


def _at_most(content: RenderableType, columns: int, look: Look) -> RenderableType:
    if look.width is None or look.width <= columns:
        return content
    frame = Table.grid()
    frame.add_column(width=columns)
    frame.add_row(content)
    return frame


def _grid() -> Table:
    """Three columns: the section, the key within it, the value."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True, width=10)
    grid.add_column(overflow="fold")
    return grid


def _rows(grid: Table, section: str, rows: Sequence[Row], keys: int = 0) -> None:
    """Add the rows of a section, its name before the first; their keys stand in a column of `keys` letters."""
    if not rows:
        return
    keyed = any(key for key, _ in rows)
    inner = Table.grid(padding=(0, 2, 0, 0))
    if keyed:
        inner.add_column(no_wrap=True, min_width=max(keys, *(len(key or "") for key, _ in rows)))
    inner.add_column(overflow="fold")
    for key, value in rows:
        inner.add_row(*([Text(key or "", style="bold")] if keyed else []), value)
    grid.add_row(Text(section), inner)


def _companies(record: Record, look: Look) -> Iterable[RenderableType]:
    if not record.companies:
        return []
    companies = {company.id: company for company in record.companies}
    text = Text()
    for index, company in enumerate(record.companies):
        text.append(" · " if index else "")
        text.append(visible(company.name))
        described = description(company, companies).strip()
        aliases = [f"“{visible(alias)}”" for alias in company.aliases if alias != company.name]
        notes = "; ".join(note for note in (described, f"also {', '.join(aliases)}" if aliases else "") if note)
        if notes:
            text.append(f" ({notes})", style="dim")
    grid = _grid()
    grid.add_row(Text("companies"), text)
    return [Text(), _at_most(Padding(grid, (0, 0, 0, 3), expand=False), READABLE, look)]


def _diagnostics(diagnostics: Sequence[Diagnostic], look: Look) -> Iterable[RenderableType]:
    """Dim and last; those that say the same are one line with their places."""
    if not diagnostics:
        return []
    groups: dict[tuple[str, str], list[str]] = {}
    for item in diagnostics:
        place = f"{item.start}–{item.end}" if item.start is not None and item.end is not None else ""
        groups.setdefault((item.code, item.message), []).append(place)
    grid = _grid()
    rows: list[Row] = []
    for (code, message), places in list(groups.items())[:DIAGNOSTICS_SHOWN]:
        where = ", ".join(place for place in places if place)
        said = visible(message) + (f" [{where}]" if where else "")
        rows.append((wording.words(visible(code)), Text(said, style="dim")))
    if len(groups) > DIAGNOSTICS_SHOWN:
        rows.append((None, Text(f"and {len(groups) - DIAGNOSTICS_SHOWN} more; --format json has all", style="dim")))
    _rows(grid, "notes", rows)
    return [Text(), _at_most(Padding(grid, (0, 0, 0, 3), expand=False), READABLE, look)]
