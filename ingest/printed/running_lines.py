"""Running headers, running footers and page numbers: left out of the text, and used to learn what is printed on each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from statistics import median

from ingest.left_out import LeftOut, Reason
from ingest.printed.browser_lines import browser_lines
from ingest.printed.chapter_headers import chapter_headers
from ingest.printed.margin_sentences import margin_sentences
from ingest.printed.page import Line, PrintedPage
from ingest.printed.page_numbers import counted_pages, edge_lines, label_pages, numbers_on_spreads, page_numbers
from ingest.printed.repeated_lines import Place, are_at_one_place, pattern_of, repeated_lines
from ingest.printed.repeated_text import RepeatedText
from ingest.sections import letters_of

__all__ = ["drop_running_lines"]

_TITLE_LARGER = 1.4  # a title is this much larger than the running line that repeats it
_TITLE_LETTERS = 4  # fewer are a number, or the mark of a footnote
_FEWEST_ALIKE = 2  # other pages that have a running line at a place
_SAME_ROW = 1.5  # points between two baselines
_FEWEST_NUMBERS = 3  # times that a number comes again, such as a year, before it is none of the text


def drop_running_lines(pages: list[PrintedPage], left_out: LeftOut) -> list[Line]:
    """Takes running lines out of the pages, counts and names them, and labels pages that the file gives no labels for.

    Gives those that are sentences, each once, as the last page has them.
    """
    browser = browser_lines(pages)
    on_spreads = numbers_on_spreads(pages)
    of_spreads = {number: lines[0] for number, lines in on_spreads.items()}
    beside = {id(line) for lines in on_spreads.values() for line in lines}
    numbers = page_numbers(pages) | of_spreads | browser.numbers
    running = _running(pages, {id(line) for line in numbers.values()} | beside | browser.others) | browser.others
    counted = counted_pages([(page, line) for page in pages for line in page.lines if id(line) in running])
    numbers = page_numbers(pages, [line for _, line in counted.values()]) | of_spreads | browser.numbers
    label_pages(pages, numbers, counted)
    said = list(margin_sentences(pages[-1], running - browser.others)) if pages else []
    stays = {id(line) for line, _ in said}
    for page in pages:
        kept = []
        for line in page.lines:
            if line is numbers.get(page.number) or id(line) in beside:
                left_out[Reason.PAGE_NUMBER] += 1
            elif id(line) in running and id(line) not in stays:
                left_out.add(Reason.RUNNING_LINE, line.flat, kind=pattern_of(line) if _has_letters(line) else "")
            elif id(line) not in stays:
                kept.append(line)
        page.lines = kept
    return [sentence for _, sentence in said]


def _running(pages: Sequence[PrintedPage], furniture: Collection[int]) -> set[int]:
    """The ids of the running lines. ``furniture`` holds those of page numbers and of what a browser has added."""
    sizes = [line.size for page in pages for line in page.lines for _ in line.text]
    if not sizes:
        return set()
    text = RepeatedText(pages, median(sizes))
    repeated = repeated_lines(pages, median(sizes))
    running = set(text.leave_text(repeated, furniture))
    running |= _small_titles(pages, text, running | set(furniture))
    running |= chapter_headers(pages, text, running | set(furniture))
    return _with_rows(pages, running, furniture)


def _with_rows(pages: Sequence[PrintedPage], running: set[int], furniture: Collection[int]) -> set[int]:
    """With what stands beside running lines and is set like them: the name of a chapter, say, which changes.

    Such words are printed elsewhere too, or come again. What is said nowhere else is text, such as a name behind "Name:".
    """
    letters = "\n".join(letters_of(line.flat) for page in pages for line in page.lines)
    patterns = Counter(pattern_of(line) for page in pages for line in page.lines)
    flat = Counter(line.flat for page in pages for line in dict.fromkeys(edge_lines(page)))
    others = set(running)
    for page in pages:
        rows = [line for line in page.lines if id(line) in running]
        for line in page.lines:
            beside = [other for other in rows if abs(line.baseline - other.baseline) < _SAME_ROW and abs(line.size - other.size) < 1]
            if id(line) in running or id(line) in furniture or not beside:
                continue
            if _has_letters(line):
                comes_again = patterns[pattern_of(line)] > 1 or letters.count(letters_of(line.flat)) > 1
            else:  # every number is like every other, and may be a mark that somebody gave
                comes_again = flat[line.flat] >= _FEWEST_NUMBERS
            if comes_again:
                others.add(id(line))
            else:
                others -= {id(other) for other in beside if other.flat.endswith(":")}
    return others


def _has_letters(line: Line) -> bool:
    """Whether anything but numbers stays of a line when they change."""
    return any(character.isalpha() for character in pattern_of(line))


def _small_titles(pages: Sequence[PrintedPage], text: RepeatedText, running: Collection[int]) -> set[int]:
    """The lines at head and foot that repeat a title, set much smaller: in a short document a running line may stand there once only.

    It is the title of the document, or stands where other pages have running lines. A line that is set like its neighbours, such as an
    entry of a contents list, is none.
    """
    largest: dict[str, float] = {}
    for page in pages:
        for line in page.lines:
            largest[line.flat.casefold()] = max(line.size, largest.get(line.flat.casefold(), 0.0))
    first = next((page for page in pages if page.lines), None)
    title = max(first.lines, key=lambda line: line.size).flat.casefold() if first else ""
    places = [(page, line) for page in pages for line in edge_lines(page) if id(line) in running]
    return {
        id(line)
        for page in pages
        for line in edge_lines(page)
        if len(letters_of(line.flat)) >= _TITLE_LETTERS
        and line.size * _TITLE_LARGER < largest[line.flat.casefold()]
        and (line.flat.casefold() == title or _is_among_others((page, line), places))
        and not text.stands_in_text(page, line, running)
    }


def _is_among_others(place: Place, running: Sequence[Place]) -> bool:
    """Whether other pages have running lines where a line stands, set as large."""
    return len({page.number for page, line in running if page is not place[0] and are_at_one_place(place, (page, line))}) >= _FEWEST_ALIKE
