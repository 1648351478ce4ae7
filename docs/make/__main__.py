"""Make what is made of the documentation again: `python -m docs.make`, in the folder of the project.

Say a part of a path to make what it names alone: `python -m docs.make cli` makes `docs/reference/cli.md`.
"""

from __future__ import annotations

import sys

from docs.make.pages import MADE, REPOSITORY


def main(parts: list[str]) -> int:
    """Write the files that differ and name them."""
    chosen = {path: make for path, make in MADE.items() if not parts or any(part in path for part in parts)}
    if not chosen:
        print(
            f"nothing that is made has {' or '.join(parts)} in its path; there are {', '.join(MADE)}", file=sys.stderr
        )
        return 2
    for path, make in chosen.items():
        target = REPOSITORY / path
        text = make()
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
