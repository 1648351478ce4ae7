"""Extraction over Arrow batches, for Ray, Spark and whatever else hands them out (extra `parquet`).

A batch goes in with a column `text`, a batch comes out with a row for each of its rows, in their order:

- `id`: the input's column `id` as text, or null where it has none; the record has it too
- `error`: why the document could not be read, else null; a document that fails never stops the others
- `record`: the record as a line of JSON, the same as `Extractor.pipe` gives; null where it failed
- `document`: the columns of the table `documents`, as a struct; null where it failed
- one column for each other tidy table (`deals`, `parties`, `terms` …): a list of structs with its columns

None of them has `document_id`: a row is a document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from dealextract.errors import DealextractError, InstallationError, UsageError
from dealextract.extractor import Extractor, from_text
from dealextract.records import Record
from dealextract.types import Article
from dealextract.writers.arrow import field
from dealextract.writers.extras import extra
from dealextract.writers.rows import Flattener
from dealextract.writers.tables import TABLES

with extra("parquet"):
    import pyarrow as pa

if TYPE_CHECKING:  # loaded where there is a configuration
    from dealextract.knowledge.config import Source as ConfigSource

Batch = TypeVar("Batch", pa.RecordBatch, pa.Table)

ABOUT: Final = ("id", "path", "title", "publisher", "language", "published")
"""Columns of the input that say something about an article, where they are there."""
ROWS: Final = 1_000
"""Rows of a table that become one batch: some tens of megabytes of records."""


@cache
def arrow_schema() -> pa.Schema:
    """The schema of what `extract_arrow` gives."""
    structs = {table.name: pa.struct([field(column) for column in table.columns[1:]]) for table in TABLES}
    document = structs.pop("documents")
    texts = [pa.field(name, pa.string()) for name in ("id", "error", "record")]
    lists = [pa.field(name, pa.list_(struct)) for name, struct in structs.items()]
    return pa.schema([*texts, pa.field("document", document), *lists])


def extract_arrow(batch: Batch, *, min_confidence: float = 0.0, config: ConfigSource | None = None) -> Batch:
    """The deals of the texts of a batch or a table, as a batch or a table of `arrow_schema()`.

    The column `text` must be there. Where they are there, `id` is what the documents are called, `published` (a date, or text such as
    `2021-03-02`), `path`, `title`, `publisher` and `language` are what is known of the articles; other columns are left
    out. `config`: as for `Extractor`. Raises `UsageError` for a batch without texts and for a configuration that does not hold, and
    `InstallationError` where the package is damaged, since that would be the same for every row.
    """
    if isinstance(batch, pa.Table):
        batches = batch.to_batches(max_chunksize=ROWS)
        return pa.Table.from_batches([_extracted(part, min_confidence, config) for part in batches], arrow_schema())
    return _extracted(batch, min_confidence, config)


def extract_arrow_batches(
    batches: Iterable[pa.RecordBatch], *, min_confidence: float = 0.0, config: ConfigSource | None = None
) -> Iterator[pa.RecordBatch]:
    """`extract_arrow` over batches that come one after the other, as Spark's `mapInArrow` hands them out."""
    for batch in batches:
        yield _extracted(batch, min_confidence, config)


def _extracted(batch: pa.RecordBatch, min_confidence: float, config: ConfigSource | None) -> pa.RecordBatch:
    if "text" not in batch.schema.names:
        raise UsageError("the batch has no column text", remedy="rename the column that holds the texts")
    if not batch.num_rows:
        return pa.RecordBatch.from_pylist([], arrow_schema())
    extractor = Extractor(min_confidence=min_confidence, config=config)
    given = {name: batch.column(name).to_pylist() for name in ("text", *ABOUT) if name in batch.schema.names}
    rows = (dict(zip(given, values, strict=True)) for values in zip(*given.values(), strict=True))
    return pa.RecordBatch.from_pylist([_row(extractor, row) for row in rows], arrow_schema())


def _row(extractor: Extractor, given: dict[str, Any]) -> dict[str, Any]:
    """The row of one document."""
    id = given.get("id")
    row = {"id": None if id is None else str(id), "error": None, "record": None, "document": None}
    try:
        record = extractor(_article(**given))
    except InstallationError:
        raise
    except DealextractError as error:
        row["error"] = str(error)
    except Exception as error:  # a bug that one document brings out must not take the others with it
        row["error"] = f"internal error ({type(error).__name__}: {error})"
    else:
        return {**row, "record": record.to_json(), **_tables(record)}
    return {**row, **{table.name: [] for table in TABLES if table.name != "documents"}}


def _article(text: Any, published: Any = None, **about: Any) -> Article:
    """The article that a row stands for."""
    if not isinstance(text, str):
        what = "is null" if text is None else f"is no text but {type(text).__name__}"
        raise UsageError(f"the cell text {what}", remedy="leave the row out")
    if isinstance(published, dt.date):
        published = published.isoformat()[:10]
    article = from_text(text, published=None if published is None else str(published))
    known = {name: str(value) for name, value in about.items() if value is not None}
    return Article(text=article.text, sha256=article.sha256, published=article.published, **known)


def _tables(record: Record) -> dict[str, Any]:
    """The rows of the tidy tables, as structs and lists of them."""
    structs = {
        table.name: [dict(zip(table.names[1:], row[1:], strict=True)) for row in rows]
        for table, rows in zip(TABLES, Flattener().rows(record).values(), strict=True)
    }
    return {"document": structs.pop("documents")[0], **structs}
