"""Ray and Spark, on this machine with two workers: the same records as the extractor, for 2,000 short documents.

They are in the extra `distributed`, which the tests do not need; without it, or without Java, these are skipped.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pyarrow as pa
import pytest

import dealextract
from dealextract import Extractor
from dealextract.extractor import from_text
from tests.frames.texts import short_texts

COUNT = 2_000
REPOSITORY = Path(__file__).parents[2]

pytestmark = pytest.mark.filterwarnings("ignore")  # of the two frameworks


EXTRA = "is not installed: pip install 'dealextract[distributed]'"
# Marks rather than skips within a fixture: those of the module would be made first, and the lines cost half a minute.
with_ray = pytest.mark.skipif(find_spec("ray") is None, reason=f"ray {EXTRA}")
with_spark = pytest.mark.skipif(find_spec("pyspark") is None, reason=f"pyspark {EXTRA}")
with_java = pytest.mark.skipif(which("java") is None, reason="Java is not installed, and Spark runs on it")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return short_texts(COUNT)


@pytest.fixture(scope="module")
def lines(texts: list[str]) -> list[str]:
    """The JSON Lines of the extractor, for documents that are called by their numbers."""
    articles = (replace(from_text(text), id=str(number)) for number, text in enumerate(texts))
    return [record.to_json() for record in Extractor().pipe(articles)]


@pytest.fixture(autouse=True)
def importable_in_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    places = [str(REPOSITORY / "src"), str(REPOSITORY), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, places)))


@pytest.fixture
def ray() -> Iterator[Any]:
    import ray

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    yield ray
    ray.shutdown()


@pytest.fixture
def spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", str(tmp_path))
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


@with_ray
def test_ray_gives_the_records_of_the_extractor(ray: Any, texts: list[str], lines: list[str]) -> None:
    table = pa.table({"id": list(range(COUNT)), "text": texts})
    dataset = ray.data.from_arrow(table).repartition(2)
    output = dataset.map_batches(dealextract.extract_arrow, batch_format="pyarrow", batch_size=250, concurrency=2)
    rows = {int(row["id"]): row for row in output.take_all()}
    assert [rows[n]["record"] for n in range(COUNT)] == lines
    assert all(row["error"] is None for row in rows.values())
    assert_typed(rows[0], lines[0])


@with_spark
@with_java
def test_spark_gives_the_records_of_the_extractor(spark: Any, texts: list[str], lines: list[str]) -> None:
    from pyspark.sql.pandas.types import from_arrow_schema

    schema = from_arrow_schema(dealextract.arrow_schema())
    documents = spark.createDataFrame(list(enumerate(texts)), "id long, text string").repartition(2)
    output = documents.mapInArrow(dealextract.extract_arrow_batches, schema)
    rows = {int(row["id"]): row.asDict(recursive=True) for row in output.collect()}
    assert [rows[n]["record"] for n in range(COUNT)] == lines
    assert all(row["error"] is None for row in rows.values())
    assert_typed(rows[0], lines[0])
    output.createOrReplaceTempView("documents")
    deals = spark.sql("SELECT id, d.type, d.value_amount FROM documents LATERAL VIEW explode(deals) AS d")
    assert deals.count() == sum(len(json.loads(line)["deals"]) for line in lines)


def assert_typed(row: dict[str, Any], line: str) -> None:
    """The typed columns say what the record says."""
    (deal,) = json.loads(line)["deals"]
    assert [(d["deal_id"], d["type"], d["confidence"]) for d in row["deals"]] == [
        (deal["id"], deal["type"], deal["confidence"])
    ]
    assert [str(d["value_amount"]) for d in row["deals"]] == [f"{deal['terms']['value']['amount']}.000000"]
    assert row["document"]["characters"] == json.loads(line)["source"]["characters"]
