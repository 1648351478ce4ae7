"""Damages inputs of every format and checks that the readers stand it.

    python benchmarks/fuzz_inputs.py --runs 100000 --seed 1
    python benchmarks/fuzz_inputs.py --runs 2000 --seed 1 --formats pdf,docx --extract --keep /tmp/found

Each input is made from a seed and a number alone: a file of another program that is mutated (bits flipped, cut, spliced with another
file, blocks repeated, numbers of a size overwritten, and the same inside of what is packed), or a text that is put together from words,
marks, tags and odd characters. It is read in a process of its own with a watchdog. What must hold:

- no exception but an error of the program's own;
- no input takes over ten seconds of a processor, and the process does not die;
- every input gives an article or an error, every line of a feed one of either;
- what an article says of itself can be written as JSON in UTF-8, and its text can be cleaned (every tenth is).

Exits with 1 when something was found; `--keep` writes those inputs to a folder.
"""

from __future__ import annotations

import argparse
import bz2
import contextlib
import gzip
import io
import json
import lzma
import os
import random
import re
import subprocess
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

FILES = Path(__file__).parents[1] / "tests" / "sources" / "files"
LIMIT = 10.0
"""Seconds of a processor that one input may take."""
PATIENCE = 300.0
"""Seconds by the clock that a process may be silent: others may want the processor too."""
FORMATS: dict[str, tuple[str, ...]] = {
    "html": ("chromium.html", "made-from/news.html", "made-from/release.html"),
    "pdf": ("writer.pdf", "chromium.pdf", "groff.pdf"),
    "docx": ("writer.docx",),
    "eml": ("mutt.eml", "chromium.mhtml"),
    "jsonl": ("feed.jsonl",),
    "csv": ("calc-utf-16.csv", "calc-windows.csv", "calc.tsv"),
    "packed": ("feed.jsonl.gz", "feed.jsonl.bz2", "feed.jsonl.xz", "feed.jsonl.zst"),
    "zip": ("articles.zip",),
    "text": (),
}
SHARES = {"html": 8, "pdf": 6, "docx": 8, "eml": 12, "jsonl": 12, "csv": 12, "packed": 12, "zip": 6, "text": 24}
"""Inputs of each format among a hundred, by how fast they are read."""
TOKENS: dict[str, tuple[bytes, ...]] = {
    "html": (
        b"<div>" * 60, b"<table><tr><td>" * 20, b"</p>", b"<!--", b"<script>", b"<![CDATA[", b"&#0;", b"&amp;" * 50,
        b"<p", b"\0", b'<meta charset="utf-7">', b'<meta charset="punycode">', b"<h1>", b"<li>" * 80, b"<b><i>" * 40,
        b"<br>" * 100, b"<pre>",
    ),
    "pdf": (
        b"endobj", b"stream\r\n", b"/Kids [3 0 R 3 0 R]", b"/Count 99999999", b"/Parent 3 0 R", b"<<" * 90, b"[" * 400,
        b"/Length 4294967295", b"BT (a) Tj ET", b"/Filter [/FlateDecode /FlateDecode]", b"startxref\n9999999",
        b"/Encrypt 1 0 R", b"0 0 0 0 0 0 Tm",
    ),
    "docx": (
        b"<w:p>" * 60, b"</w:p>", b"<!DOCTYPE a>", b"<!ENTITY a 'b'>", b"&a;", b"<w:tbl><w:tr><w:tc>", b"<w:del>",
        b"\xff\xfe", b"]]>",
    ),
    "eml": (
        b"\n\n", b"Content-Type: multipart/mixed; boundary=b\n", b"--b\n", b"=?utf-8?B?!!!!?=", b"=?punycode?Q?a?=",
        b"charset=idna", b"From: <", b"Content-Transfer-Encoding: base64\n", b"Content-Type: message/rfc822\n\n",
        b"Date: Thu, 99 Foo 20210", b"format=flowed; ", b"\r",
    ),
    "jsonl": (
        b"[" * 5000, b'{"a":' * 3000, b"\\ud800", b"1e999", b"NaN", b"9" * 5000, b'{"text":', b"\n", b"\\u0000",
        b'"text": null, ', b"\r\n",
    ),
    "csv": (
        b'"', b'""', b"\n", b",", b";", b"\t", b"\r", b"sep=;\n", b'"\n' * 30, b"\0", b"text", b"," * 500, b"\xff",
    ),
    "text": (
        b"# A\n", b"---\na: b\n---\n", b"**a**", b"[a](b)", b"\0", b"\xff\xfe", b"{\\rtf", b"From: a\nMessage-ID: b\n",
        b"%PDF-1.4\n", b"\x85",
    ),
}  # fmt: skip
SIZES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def made(form: str, seed: int, number: int) -> bytes:
    """The input of a number: the same bytes on every run and machine."""
    dice = random.Random(f"{seed}/{form}/{number}")
    names = FORMATS[form]
    if not names or dice.random() < 0.15:
        return generated(form, dice)
    data = (FILES / dice.choice(names)).read_bytes()
    inside = INSIDE.get(form)
    if inside is not None and dice.random() < 0.7:
        return inside(data, dice)
    return mutated(data, dice, TOKENS.get(form, TOKENS["text"]))


def mutated(data: bytes, dice: random.Random, tokens: tuple[bytes, ...]) -> bytes:
    """Some bytes after one to six mutations."""
    found = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        if not found:
            break
        at, other = dice.randrange(len(found)), dice.randrange(len(found))
        length = min(dice.choice((1, 4, 30, 300, 3000)), len(found))
        kind = dice.randrange(10)
        if kind == 0:
            for _ in range(dice.choice((1, 8, 64))):
                found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
        elif kind == 1:
            found[at] = dice.randrange(256)
        elif kind == 2:
            del found[at:]
        elif kind == 3:
            del found[at : at + length]
        elif kind == 4:
            found[at:at] = found[other : other + length]
        elif kind == 5:
            found[at:at] = found[at : at + length] * dice.choice((2, 10, 60))
        elif kind == 6:
            size, width = dice.choice(SIZES), dice.choice((1, 2, 4, 8))
            found[at : at + width] = (size & (1 << 8 * width) - 1).to_bytes(width, dice.choice(("little", "big")))
        elif kind == 7:
            splice = (FILES / dice.choice([name for names in FORMATS.values() for name in names])).read_bytes()
            start = dice.randrange(len(splice))
            found[at : at + length] = splice[start : start + length]
        elif kind == 8:
            found[at:at] = dice.choice(tokens)
        else:
            digits = list(re.finditer(rb"\d+", bytes(found[at : at + 2000])))
            if digits:
                one = dice.choice(digits)
                found[at + one.start() : at + one.end()] = str(dice.choice((*SIZES, -1, 10**30))).encode()
    return bytes(found[:2_000_000])


def _docx(data: bytes, dice: random.Random) -> bytes:
    """A document, one part of which is mutated."""
    return _archive(data, dice, TOKENS["docx"], only=lambda name: name.startswith(("word/", "docProps/core")))


def _zip(data: bytes, dice: random.Random) -> bytes:
    """An archive, one member of which is mutated, or which stands in others."""
    if dice.random() < 0.2:
        for _ in range(dice.choice((1, 2, 6))):
            data = _packed_zip({"inner.zip": data}, dice)
        return data
    return _archive(data, dice, TOKENS["text"], only=lambda name: True)


def _archive(data: bytes, dice: random.Random, tokens: tuple[bytes, ...], only: Callable[[str], bool]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice([name for name in parts if only(name)])
    parts[name] = mutated(parts[name], dice, tokens)
    return _packed_zip(parts, dice)


def _packed_zip(parts: dict[str, bytes], dice: random.Random) -> bytes:
    out = io.BytesIO()
    method = dice.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, compress_type=method)
    return out.getvalue()


def _packed(_data: bytes, dice: random.Random) -> bytes:
    """Something that is mutated and then packed, once or several times."""
    form = dice.choice(("jsonl", "csv", "html", "eml", "text"))
    names = FORMATS[form] or FORMATS["jsonl"]
    data = mutated((FILES / dice.choice(names)).read_bytes(), dice, TOKENS[form])
    for _ in range(dice.choice((1, 1, 1, 2, 5))):
        pack = dice.choice((lambda d: gzip.compress(d, 1, mtime=0), bz2.compress, lambda d: lzma.compress(d, preset=0)))
        data = pack(data)
    return data if dice.random() < 0.7 else data + dice.choice((b"\0" * 100, b"trailing", data))


def _pdf(data: bytes, dice: random.Random) -> bytes:
    """A document, one packed stream of which is mutated."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S))
    for one in dice.sample(streams, len(streams)):
        try:
            content = zlib.decompress(one[1])
        except zlib.error:
            continue
        return data[: one.start(1)] + zlib.compress(mutated(content, dice, TOKENS["pdf"])) + data[one.end(1) :]
    return mutated(data, dice, TOKENS["pdf"])


INSIDE: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "docx": _docx,
    "zip": _zip,
    "packed": _packed,
    "pdf": _pdf,
}

PROSE = (
    "Kestrel Oakfield plc acquires £45m $3.2 billion 12% on 2 March 2021 the of – “said” José café 東芝 сделка 🙂 Q1 by June H2"
    " 1,5 (NASDAQ: ABCD) By JANE ROE # ## ** __ > - * | --- ``` [a](http://b) https://a.b"
)
WORDS = (*PROSE.split(" "), "e\u0301", "\u00ad", "\u200b", "\u2028", "\x85", "\x0c", "\ufffd", "\u202e", "")
ELEMENTS = (
    "p div b i a ul li table tr td h1 h2 br span section article pre blockquote script style head title nav svg figure"
)
TAGS = ELEMENTS.split(" ")


def prose(dice: random.Random) -> str:
    """A text of words and marks in lines and paragraphs."""
    pieces = []
    for _ in range(dice.choice((0, 1, 5, 40, 300))):
        pieces.append(
            dice.choice(WORDS) if dice.random() < 0.97 else chr(dice.choice((*range(0x300), 0xFFFE, 0x10FFFF, 0x1F600)))
        )
        pieces.append(dice.choice((" ", " ", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "")))
    return "".join(pieces)


def generated(form: str, dice: random.Random) -> bytes:
    """A small input of a format that is put together at random."""
    text = prose(dice)
    if form == "html":
        parts = []
        for _ in range(dice.choice((1, 10, 100))):
            tag = dice.choice(TAGS)
            parts.append(f"<{tag}>" if dice.random() < 0.6 else f"</{tag}>")
            parts.append(prose(dice) if dice.random() < 0.2 else dice.choice(WORDS))
        text = "<html>" + "".join(parts)
    elif form == "jsonl":
        lines = [
            json.dumps({dice.choice(("text", "body", "a")): prose(dice), "id": dice.choice((1, None, "x", [2]))})
            for _ in range(5)
        ]
        text = "\n".join(line if dice.random() < 0.8 else line[: len(line) // 2] for line in lines)
    elif form == "csv":
        mark = dice.choice(",;\t")
        cells = [
            [dice.choice(("1", "2021-03-02", prose(dice)[:200], '"' + prose(dice)[:200] + '"')) for _ in range(3)]
            for _ in range(5)
        ]
        text = "\n".join([mark.join(("id", "date", "text")), *(mark.join(row) for row in cells)])
    elif form == "eml":
        head = f"From: {prose(dice)[:60]!r}\nSubject: {prose(dice)[:60]!r}\nMessage-ID: <1>\n"
        text = f"{head}Content-Type: text/{dice.choice(('plain', 'html'))}\n\n{text}"
    elif form == "pdf":
        shown = "".join(f"({re.sub('[()]', '', line)}) Tj 0 -14 Td\n" for line in text.splitlines()[:50])
        return _small_pdf(f"BT /F1 12 Tf 72 720 Td\n{shown} ET".encode("latin-1", "replace"))
    elif form in ("docx", "zip"):
        return _packed_zip({"word/document.xml" if form == "docx" else "a.txt": text.encode("utf-8", "replace")}, dice)
    data = text.encode(dice.choice(("utf-8", "utf-8", "utf-8", "utf-16", "utf-8-sig", "utf-32")), "surrogatepass")
    if dice.random() < 0.15:
        data = text.encode(dice.choice(("cp1252", "mac_roman", "gb18030", "shift_jis", "latin-1")), "replace")
    return gzip.compress(data, 1, mtime=0) if form == "packed" else data


def _small_pdf(content: bytes) -> bytes:
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n"


def check(data: bytes, *, cleaned: bool = True, extract: Callable[..., object] | None = None) -> tuple[int, int]:
    """Read an input and give the numbers of articles and errors; raises `AssertionError` for what must not be."""
    from dealextract.cleaning import clean
    from dealextract.errors import DealextractError, InputError
    from dealextract.sources import Reading, read_articles_from

    articles = errors = 0
    for item in read_articles_from(io.BytesIO(data), path="a"):
        if isinstance(item, InputError):
            errors += 1
            said = str(item)
            assert all((item.where, item.message, item.remedy)), f"an error that says too little: {said}"
        else:
            assert isinstance(item, Reading), f"neither an article nor an error: {item!r}"
            articles += 1
            said = json.dumps(
                [asdict(item.article) | {"text": ""}, [note.model_dump() for note in item.diagnostics]],
                ensure_ascii=False,
            )
            assert len(item.article.sha256) == 64, "no hash"
            if cleaned:
                clean(item.article.text).text.encode("utf-8")
            if extract is not None and len(item.article.text) < 20_000:
                with contextlib.suppress(DealextractError):
                    extract(item.article)
        said.encode("utf-8")
    assert articles + errors, "neither an article nor an error"
    return articles, errors


def worker(seed: int, extract: bool) -> None:
    """Read the numbers of inputs from standard input; say what became of each in a line."""
    import dealextract.sources  # noqa: F401 - where it is not to be had, no input is to blame

    run: Callable[..., object] | None = None
    if extract:
        from dealextract.extractor import Extractor, from_text

        run = Extractor()
        run(from_text("Kestrel bought Oakfield for £45m."))
    print("ready", flush=True)
    for line in sys.stdin:
        form, number = line.split()
        data = made(form, seed, int(number))
        began = time.process_time()
        try:
            articles, errors = check(data, cleaned=int(number) % 10 == 0, extract=run)
            said = {"articles": articles, "errors": errors}
        except BaseException as error:  # whatever it is, it is a finding
            import traceback

            frames = traceback.extract_tb(error.__traceback__)
            place = next((f for f in reversed(frames) if "dealextract" in f.filename), frames[-1])
            said = {"found": f"{type(error).__name__}: {str(error)[:200]} ({Path(place.filename).name}:{place.lineno})"}
        print(json.dumps({**said, "seconds": round(time.process_time() - began, 3)}), flush=True)


class Child:
    """A process that reads inputs, and dies with what kills it."""

    def __init__(self, arguments: list[str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--worker", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: SimpleQueue[str] = SimpleQueue()
        self.noise: list[str] = []
        Thread(target=self._listen, daemon=True).start()
        Thread(target=self._hear, daemon=True).start()
        assert self.answer(PATIENCE) == "ready", f"no process to read with: {self.noise}"

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.put(line.strip())
        self.said.put("")

    def _hear(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.noise.append(line.strip())

    def answer(self, seconds: float) -> str | None:
        """The next line; "" when the process is dead, None when it says nothing in time."""
        try:
            return self.said.get(timeout=seconds)
        except Empty:
            return None

    def spent(self) -> float:
        """Seconds of a processor that the process has taken so far; by the clock where the system does not say."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return time.monotonic()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def ask(self, form: str, number: int) -> dict[str, object]:
        """What becomes of an input."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{form} {number}\n")
        self.process.stdin.flush()
        spent, asked = self.spent(), time.monotonic()
        while (line := self.answer(1.0)) is None:
            if self.spent() - spent > LIMIT or time.monotonic() - asked > PATIENCE:
                return {"found": f"takes more than {LIMIT:.0f} s", "dead": True}
        if line == "":
            return {"found": f"the process dies ({self.process.wait()})", "dead": True}
        noise, self.noise = self.noise, []
        return json.loads(line) | ({"found": f"words on standard error: {noise[0][:200]}"} if noise else {})

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


def fuzz(runs: int, seed: int, formats: list[str], *, extract: bool = False, keep: Path | None = None) -> int:
    """Read so many inputs and print a table; gives the number of findings."""
    total = sum(SHARES[form] for form in formats)
    plan = [(form, number) for form in formats for number in range(max(1, runs * SHARES[form] // total))]
    arguments = ["--seed", str(seed), *(["--extract"] if extract else [])]
    child = Child(arguments)
    counts = {form: Counter[str]() for form in formats}
    slowest: dict[str, tuple[float, int]] = dict.fromkeys(formats, (0.0, 0))
    found: list[tuple[str, int, str]] = []
    began = time.perf_counter()
    for form, number in plan:
        result = child.ask(form, number)
        counts[form].update(
            {"inputs": 1, "articles": int(str(result.get("articles", 0))), "errors": int(str(result.get("errors", 0)))}
        )
        slowest[form] = max(slowest[form], (float(str(result.get("seconds", LIMIT))), number))
        if "found" in result:
            found.append((form, number, str(result["found"])))
            print(f"{form} {number}: {result['found']}", file=sys.stderr, flush=True)
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{form}-{seed}-{number}").write_bytes(made(form, seed, number))
        if result.get("dead"):
            child.end()
            child = Child(arguments)
    child.end()
    print(f"seed {seed}, {len(plan):,} inputs in {time.perf_counter() - began:.0f} s")
    print(f"{'format':8} {'inputs':>8} {'articles':>9} {'errors':>8} {'slowest':>9} {'found':>6}")
    for form in formats:
        c = counts[form]
        times = sum(1 for name, _, _ in found if name == form)
        print(f"{form:8} {c['inputs']:8,} {c['articles']:9,} {c['errors']:8,} {slowest[form][0]:7.2f} s {times:6}")
    return len(found)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", default=",".join(FORMATS), help=f"some of {', '.join(FORMATS)}")
    parser.add_argument("--extract", action="store_true", help="take the deals out of what was read, too")
    parser.add_argument("--keep", type=Path, help="a folder for inputs that break something")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    formats = asked.formats.split(",")
    if unknown := set(formats) - set(FORMATS):
        parser.error(f"no such format: {', '.join(sorted(unknown))}")
    if asked.worker:
        worker(asked.seed, asked.extract)
        return 0
    return 1 if fuzz(asked.runs, asked.seed, formats, extract=asked.extract, keep=asked.keep) else 0


if __name__ == "__main__":
    sys.exit(main())
