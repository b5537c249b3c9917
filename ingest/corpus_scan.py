"""Which sources a corpus holds, whether it is a folder or a file with a document on each line."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from copro_qa.store.index_folder import cache_folder
from ingest.corpus_lines import read_corpus_lines
from ingest.sources import Corpus, scan_folder
from ingest.stat_cache import StatCache

__all__ = ["scan"]


def scan(corpus: Path, index: Path, *, remember: bool = False) -> Corpus:
    """The sources in a corpus folder, or in a corpus file with a document on each line. Raises CorpusUnusable.

    Files that were hashed before and not touched since are not read; ``remember`` keeps in mind those that are hashed now.
    """
    if corpus.is_file():
        return read_corpus_lines(corpus)
    known = StatCache(cache_folder(index) / f"files-{hashlib.sha256(os.fsencode(corpus.resolve())).hexdigest()[:16]}.json")
    found = scan_folder(corpus, leave_out=[index], known=known)
    if remember:
        known.save()
    return found
