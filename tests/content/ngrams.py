"""Fingerprints of runs of twelve words, to notice copied sentences without keeping them.

The course's source texts are other people's work and stay outside this repository. What is
kept here, in ``source_ngrams.bin``, are truncated hashes of every run of twelve words in
them: enough to recognise such a run in our notes, not enough to read it back. After a change
of the sources, make the file anew, giving every source file::

    python -m tests.content.ngrams tests/content/source_ngrams.bin SOURCE.txt …
"""

from __future__ import annotations

import argparse
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

RUN = 12  # words in a row that count as copied
DIGEST_BYTES = 6  # against ten thousand runs: a false alarm for one run of ours in 10^10

_BLOCK_START = re.compile(r"\s*(?:[-*+] |\d+[.)] |#|>|:\s|Q:|A:|<!--|\|)")


def words(text: str) -> list[str]:
    """The words of *text* in comparable form: no case, no markup, no punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub("['\u2019]", "", plain)
    return re.findall(r"[^\W_]+", plain)


def runs(texts: Iterable[str]) -> Iterator[str]:
    """Every run of twelve words inside one of *texts*; a run never crosses two texts."""
    for text in texts:
        found = words(text)
        for start in range(len(found) - RUN + 1):
            yield " ".join(found[start : start + RUN])


def digest(run: str) -> bytes:
    """The fingerprint of one run: the first bytes of its BLAKE2b hash."""
    return hashlib.blake2b(run.encode(), digest_size=DIGEST_BYTES).digest()


def fingerprints(texts: Iterable[str]) -> set[bytes]:
    """The fingerprints of every run of twelve words in *texts*."""
    return {digest(run) for run in runs(texts)}


def blocks(markdown: str) -> list[str]:
    """The paragraphs, list items, table cells and headings of *markdown*, each for itself."""
    found: list[list[str]] = [[]]
    for line in markdown.splitlines():
        if line.lstrip().startswith("|"):
            found += [[cell] for cell in line.split("|")]
            found.append([])
        elif not line.strip() or (_BLOCK_START.match(line) and not _goes_on(line, found[-1])):
            found.append([line])
        else:
            found[-1].append(line)
    return [" ".join(lines) for lines in found if words(" ".join(lines))]


def _goes_on(line: str, block: list[str]) -> bool:
    """Whether *line* is a further line of the block quote that *block* holds."""
    return line.startswith(">") and bool(block) and block[0].startswith(">")


def load(path: Path) -> set[bytes]:
    """Read a file of fingerprints that :func:`save` wrote."""
    data = path.read_bytes()
    return {data[at : at + DIGEST_BYTES] for at in range(0, len(data), DIGEST_BYTES)}


def save(path: Path, digests: set[bytes]) -> None:
    """Write *digests* sorted, without separators, so that the same texts give the same file."""
    path.write_bytes(b"".join(sorted(digests)))


def main() -> None:
    """Make the file of fingerprints from whole source files, line ends counting as spaces."""
    parser = argparse.ArgumentParser(description="Fingerprint the source texts.")
    parser.add_argument("target", type=Path)
    parser.add_argument("sources", type=Path, nargs="+")
    given = parser.parse_args()
    save(given.target, fingerprints(path.read_text(encoding="utf-8") for path in given.sources))


if __name__ == "__main__":
    main()
