"""The notebook of the documentation runs from the first cell to the last, and is kept without outputs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def test_it_is_kept_without_outputs() -> None:
    for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The outputs of the code cells, run in an empty folder."""
    why = "is not installed: pip install 'dealextract[docs]'"
    nbclient = pytest.importorskip("nbclient", reason=f"nbclient {why}")
    nbformat = pytest.importorskip("nbformat", reason=f"nbformat {why}")
    pytest.importorskip("ipykernel", reason=f"ipykernel {why}")
    pytest.importorskip("pandas", reason=f"pandas {why}")
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    source = Path(__file__).parents[2] / "src"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(source), os.environ.get("PYTHONPATH", "")]))
        nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    assert (folder / "deals.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    return [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]


pytestmark = pytest.mark.filterwarnings("ignore")  # of the notebook's machinery


def test_each_cell_shows_something_and_nothing_else(executed: list[Any]) -> None:
    for outputs in executed:
        assert outputs
        assert not [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"]


def test_a_record_and_a_deal_show_as_html_with_their_evidence(executed: list[Any]) -> None:
    for (shown,) in executed[:2]:
        html = shown.data["text/html"]
        assert "Kestrel Foods plc" in html
        assert '<mark title="1 value"' in html or '<mark title="value"' in html
