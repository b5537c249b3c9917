from pathlib import Path

import pytest

from copro_qa.errors import DocumentUnreadable
from ingest.file_kind import FileKind, recognise
from ingest.reading import read
from tests.ingest.reading_blocks import blocks_of

PAGE = (
    "<html><head><link rel=stylesheet href='cid:a@b'></head><body><h1>Caf=C3=A9 grants</h1>"
    "<p>Anyone=20may app=\r\nly.</p><p class=3D'sr'>For listeners.</p></body></html>"
)
SHEET = ".sr { display: none } </style><p>No text.</p>"


def saved(head: str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://fife.example/grants\r\n") -> bytes:
    return (
        f'{head}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="x1"\r\n\r\n\r\n'
        f"--x1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{PAGE}\r\n"
        f"--x1\r\nContent-Type: text/css; charset=utf-8\r\nContent-Location: cid:a@b\r\n\r\n{SHEET}\r\n--x1--\r\n"
    ).encode()


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.txt", "page"])
def test_a_page_that_a_browser_saved_in_one_file_is_read_with_its_style_sheets(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(saved())
    document = read(tmp_path / name)
    assert blocks_of(document) == [("title", "Café grants"), ("paragraph", "Anyone may apply.")]
    assert document.facts.url == "https://fife.example/grants"
    assert document.report.left_out == {"hidden text": 1}


@pytest.mark.parametrize("lines", [200, 2000])
def test_a_long_head_does_not_make_text_of_a_saved_page(tmp_path: Path, lines: int) -> None:
    head = "".join(f"X-Received: by server {number} of the council, at some time of the day\r\n" for number in range(lines))
    first = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://fife.example/grants\r\nMIME-Version: 1.0\r\n"
    (tmp_path / "page").write_bytes(first.encode() + saved(head))
    assert blocks_of(read(tmp_path / "page")) == [("title", "Café grants"), ("paragraph", "Anyone may apply.")]


def test_a_page_that_word_saved_in_one_file_goes_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "page.mht").write_bytes(saved(""))
    assert blocks_of(read(tmp_path / "page.mht")) == [("title", "Café grants"), ("paragraph", "Anyone may apply.")]
    assert recognise(saved(""), "message.txt") is FileKind.EMAIL  # with pictures, an e-mail looks the same


@pytest.mark.parametrize("told", ['start="<a@b>"; ', ""])
def test_the_page_itself_is_read_where_a_frame_of_it_comes_first(tmp_path: Path, told: str) -> None:
    head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example/a\r\nMIME-Version: 1.0\r\n"
    frame = "--bb\r\nContent-Type: text/html\r\nContent-Location: https://x.example/frame\r\n\r\n<p>In a frame.</p>\r\n"
    place = "Content-ID: <a@b>" if told else "Content-Location: https://x.example/a"
    page = f"--bb\r\nContent-Type: text/html\r\n{place}\r\n\r\n<p>The fee is nothing.</p>\r\n--bb--\r\n"
    kind = f"Content-Type: multipart/related; {told}boundary=bb\r\n\r\n"
    (tmp_path / "page.mhtml").write_text(head + kind + frame + page)
    assert blocks_of(read(tmp_path / "page.mhtml")) == [("paragraph", "The fee is nothing.")]


def test_what_an_e_mail_quotes_makes_no_page_of_it() -> None:
    message = b"From: Ann\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nSnapshot-Content-Location: x\n--b--\n"
    assert recognise(message, "minutes.eml") is FileKind.EMAIL


def test_an_e_mail_with_parts_is_none_though_it_is_called_text() -> None:
    message = b"From: Ann <ann@example.org>\nTo: Bo\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nText\n--b--\n"
    assert recognise(message, "minutes.txt") is FileKind.EMAIL
    assert recognise(b"From: Ann\nTo: Bo\nSubject: Care\n\nText of a letter.\n", "letter.txt") is FileKind.TEXT


def test_a_saved_page_that_is_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "page.mhtml").write_bytes(saved().partition(b"For listeners")[0])
    assert blocks_of(read(tmp_path / "page.mhtml")) == [("title", "Café grants"), ("paragraph", "Anyone may apply.")]
    (tmp_path / "page.mhtml").write_bytes(saved().partition(b"<html>")[0])
    with pytest.raises(DocumentUnreadable, match="no text"):
        read(tmp_path / "page.mhtml")


def test_parts_in_parts_without_end_are_refused(tmp_path: Path) -> None:
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n' for level in range(3000))
    (tmp_path / "page.mhtml").write_bytes(f"From: <Saved by Blink>\nMIME-Version: 1.0\n{deep}".encode())
    with pytest.raises(DocumentUnreadable):
        read(tmp_path / "page.mhtml")
