"""Write the dates of TimeML documents in the form that score_dates.py scores, and score them.

    python benchmarks/dates_timebank.py [FOLDER] [--tool FILE] [--errors]

FOLDER holds *.tml files, by default ../shared/benchmarks/dates/timebank beside the repository; FILE is score_dates.py,
by default ../shared/tools/score_dates.py. The creation time of a document is given as its publication date.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from dealextract.dates import find_dates

SHARED = Path(__file__).parents[2] / "shared"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=SHARED / "benchmarks/dates/timebank")
    parser.add_argument("--tool", type=Path, default=SHARED / "tools/score_dates.py")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if not options.tool.is_file() or not any(options.folder.glob("*.tml")):
        sys.exit(f"{options.folder}, {options.tool}: no documents or no scorer; give the folder and --tool")
    texts = subprocess.run(
        [sys.executable, options.tool, "texts", options.folder], capture_output=True, text=True, check=True
    )
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for line in texts.stdout.splitlines():
            row = json.loads(line)
            dates = [
                {"start": d.start, "end": d.end, "value": d.value} for d in find_dates(row["text"], row["published"])
            ]
            print(json.dumps({"id": row["id"], "dates": dates}), file=out)
        out.flush()
        command = [sys.executable, str(options.tool), "score", str(options.folder), out.name]
        subprocess.run(command + ["--errors"] * options.errors, check=True)


if __name__ == "__main__":
    main()
