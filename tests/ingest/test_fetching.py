import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from copro_qa.errors import CorpusUnusable, InvalidInput
from ingest import fetching
from ingest.fetching import fetch, missing
from ingest.sources import scan_folder
from ingest.web import Downloaded, NotDownloaded, WebLimits

PDF = b"%PDF-1.7\n..."
PAGE = b"<!doctype html><html><body><p>Please log in.</p></body></html>"


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Stands in for the web: address → what it gives, or why it gives nothing."""

    def give(pages: dict[str, bytes | str], media_type: str = "application/pdf") -> None:
        def download(url: str, file: Path, limits: WebLimits) -> Downloaded:
            page = pages[url]
            if isinstance(page, str):
                file.write_bytes(b"half")
                raise NotDownloaded(page)
            file.write_bytes(page)
            return Downloaded(f"{url}#final", media_type, f"hash of {len(page)}", len(page))

        monkeypatch.setattr(fetching, "download", download)

    return give


def corpus(folder: Path, **urls: str) -> Path:
    entries = "".join(f'[[documents]]\npath = "{path}"\nurl = "{url}"\n' for path, url in urls.items())
    (folder / "sources.toml").write_text(entries, encoding="utf-8")
    return folder


def test_what_is_missing_is_downloaded_and_recorded_with_hash_and_date(tmp_path: Path, serve: Callable[..., None]) -> None:
    serve({"https://a.example/plan": PDF})
    corpus(tmp_path, **{"reports/plan.pdf": "https://a.example/plan", "here.pdf": "https://a.example/here"})
    (tmp_path / "here.pdf").write_bytes(PDF)
    result = fetch(tmp_path)
    assert ([one.path for one in result.fetched], result.failed) == (["reports/plan.pdf"], ())
    assert (tmp_path / "reports" / "plan.pdf").read_bytes() == PDF
    (record,) = tomllib.loads((tmp_path / "fetched.toml").read_text())["fetched"]
    assert (record["path"], record["url"], record["final_url"]) == (
        "reports/plan.pdf",
        "https://a.example/plan",
        "https://a.example/plan#final",
    )
    assert record["sha256"] == f"hash of {len(PDF)}"
    assert record["fetched"].startswith("20")
    assert record["fetched"].endswith("+00:00")
    assert fetch(tmp_path).fetched == ()


def test_one_that_cannot_be_had_is_reported_leaves_nothing_behind_and_the_rest_goes_on(tmp_path: Path, serve: Callable[..., None]) -> None:
    serve({"https://a.example/1": "The server answers 404.", "https://a.example/2": PDF})
    result = fetch(corpus(tmp_path, **{"one.pdf": "https://a.example/1", "two.pdf": "https://a.example/2"}))
    assert result.failed == (("one.pdf", "The server answers 404."),)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fetched.toml", "sources.toml", "two.pdf"]


@pytest.mark.parametrize(
    "name, given, reason",
    [
        ("plan.pdf", PAGE, "no .pdf file, but HTML (text/html). It may be a page that asks for a login"),
        ("plan.docx", PDF, "no .docx file, but PDF (text/html). Mend the ending of the path"),
        ("plan.pdf", b"", "empty"),
        ("plan.html", b"\x89PNG\r\n\x1a\n", "not a document that is read"),
        ("plan.html", PDF, "no .html file"),
    ],
)
def test_what_is_not_the_kind_of_document_that_was_meant_is_not_kept(
    tmp_path: Path, serve: Callable[..., None], name: str, given: bytes, reason: str
) -> None:
    serve({"https://a.example/": given}, media_type="text/html")
    ((path, told),) = fetch(corpus(tmp_path, **{name: "https://a.example/"})).failed
    assert (path, reason in told) == (name, True)
    assert not (tmp_path / name).exists()


def test_plain_text_and_markdown_are_taken_under_either_name(tmp_path: Path, serve: Callable[..., None]) -> None:
    serve({"https://a.example/": b"# Title\n\nText with a [link](x).\n"}, media_type="text/plain")
    result = fetch(corpus(tmp_path, **{"plan.txt": "https://a.example/", "plan.md": "https://a.example/"}))
    assert result.failed == ()


def test_a_document_that_has_changed_since_it_was_first_fetched_is_pointed_out(tmp_path: Path, serve: Callable[..., None]) -> None:
    corpus(tmp_path, **{"plan.pdf": "https://a.example/"})
    serve({"https://a.example/": PDF})
    fetch(tmp_path)
    (tmp_path / "plan.pdf").unlink()
    serve({"https://a.example/": PDF + b"new"})
    assert "has changed" in fetch(tmp_path).warnings[0]


def test_a_damaged_record_is_written_anew_and_odd_names_stay_valid(tmp_path: Path, serve: Callable[..., None]) -> None:
    serve({"https://a.example/": PDF})
    corpus(tmp_path, **{"a 'quoted' – name 😀.pdf": "https://a.example/"})
    (tmp_path / "fetched.toml").write_text("[[fetched", encoding="utf-8")
    assert "written anew" in fetch(tmp_path).warnings[0]
    assert tomllib.loads((tmp_path / "fetched.toml").read_text(encoding="utf-8"))["fetched"][0]["path"] == "a 'quoted' – name 😀.pdf"


def test_a_folder_that_is_a_link_out_of_the_corpus_is_not_written_to(tmp_path: Path, serve: Callable[..., None]) -> None:
    serve({"https://a.example/": PDF})
    inner, outer = tmp_path / "corpus", tmp_path / "outer"
    inner.mkdir()
    outer.mkdir()
    (inner / "link").symlink_to(outer)
    ((_, reason),) = fetch(corpus(inner, **{"link/plan.pdf": "https://a.example/"})).failed
    assert "leaves the corpus folder" in reason
    assert list(outer.iterdir()) == []


def test_only_named_documents_are_fetched_and_an_unknown_name_is_refused(tmp_path: Path) -> None:
    corpus(tmp_path, **{"one.pdf": "https://a.example/1", "two.pdf": "https://a.example/2"})
    assert [entry.path for entry in missing(tmp_path, ["two.pdf"])] == ["two.pdf"]
    with pytest.raises(InvalidInput, match=r"three\.pdf"):
        missing(tmp_path, ["three.pdf"])
    with pytest.raises(CorpusUnusable, match="does not exist"):
        missing(tmp_path / "nowhere")


def test_the_record_is_not_taken_for_a_document(tmp_path: Path) -> None:
    (tmp_path / "fetched.toml").write_text("", encoding="utf-8")
    found = scan_folder(tmp_path)
    assert (found.files, found.ignored, found.failed) == ((), (), ())


def test_an_address_that_cannot_be_fetched_is_said_instead_of_passed_over(tmp_path: Path, serve: Callable[..., None]) -> None:
    serve({})
    result = fetch(corpus(tmp_path, **{"plan.pdf": "ftp://a.example/plan.pdf"}))
    assert (result.fetched, result.failed) == ((), ())
    assert any("must be a web address" in warning and "ftp://a.example/plan.pdf" in warning for warning in result.warnings)


def test_a_folder_that_is_a_link_to_itself_is_reported_and_the_rest_goes_on(tmp_path: Path, serve: Callable[..., None]) -> None:
    serve({"https://a.example/plan": PDF})
    corpus(tmp_path, **{"circle/plan.pdf": "https://a.example/plan", "plan.pdf": "https://a.example/plan"})
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    result = fetch(tmp_path)
    assert [one.path for one in result.fetched] == ["plan.pdf"]
    ((path, reason),) = result.failed
    assert path == "circle/plan.pdf"
    assert reason.startswith("It cannot be written to the corpus folder")


def test_a_name_that_is_too_long_is_reported_and_one_that_just_fits_is_written(tmp_path: Path, serve: Callable[..., None]) -> None:
    serve({"https://a.example/plan": PDF})
    fits = f"{'y' * 250}.pdf"
    corpus(tmp_path, **{f"{'x' * 300}.pdf": "https://a.example/plan", fits: "https://a.example/plan"})
    result = fetch(tmp_path)
    assert [one.path for one in result.fetched] == [fits]
    ((_, reason),) = result.failed
    assert "too long" in reason
