"""Articles: pages that a project writes beside its contract, with samples in several languages."""

import re
from pathlib import Path

import pytest

from contractfirst.contract import Contract
from contractfirst.server.docs import ArticleError, docs_pages, read_articles
from contractfirst.server.docs.guide import layout_for
from tests.engine.server.harness import DOCUMENTS

SAMPLES = "```samples\ngreeting\n```\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "greeting.py").write_text("print('<hello>')\n")
    (tmp_path / "samples" / "greeting.sh").write_text("echo '<hello>'\n")
    return tmp_path


def test_articles_are_pages_linked_from_best_practices(folder: Path) -> None:
    (folder / "2-second.md").write_text("# The *second*\nText.\n")
    (folder / "1-first.md").write_text(f"# The first\n## How\nBefore.\n\n{SAMPLES}\nAfter.\n")
    contract = Contract.load(DOCUMENTS / "plain.yaml")
    articles = read_articles(folder)
    assert [(each.name, each.title) for each in articles] == [
        ("first", "The first"),
        ("second", "The *second*"),
    ]
    pages = docs_pages(contract, layout_for(contract), "https://here.example", articles)
    listed = pages.exact["/docs/practices"]().body.decode()
    assert re.findall(r'href="/docs/practices/([^"]+)"', listed) == ["first", "second"]
    page = pages.folders["/docs/practices/"]("first")
    assert page is not None
    text = page.body.decode()
    # curl comes first and is the one that is open; the source is escaped.
    opened = "<details open><summary>curl</summary>\n"
    assert f'{opened}<pre tabindex="0"><code>echo &#39;&lt;hello&gt;&#39;</code></pre></details>' in text
    assert text.index("Before.") < text.index("curl") < text.index("Python") < text.index("After.")
    assert pages.folders["/docs/practices/"]("third") is None


def test_an_article_with_the_name_of_a_page_is_part_of_that_page(folder: Path) -> None:
    (folder / "authentication.md").write_text(f"# Authentication\nMore on tokens.\n\n{SAMPLES}")
    contract = Contract.load(DOCUMENTS / "library.yaml")
    pages = docs_pages(contract, layout_for(contract), "", read_articles(folder))
    assert "More on tokens." in pages.exact["/docs/authentication"]().body.decode()
    assert "/docs/practices/authentication" not in pages.exact["/docs/practices"]().body.decode()


@pytest.mark.parametrize(
    "text", ["No title.\n", "# Title\n```samples\nmissing\n```\n"], ids=["title", "samples"]
)
def test_an_article_that_is_not_complete_is_an_error(folder: Path, text: str) -> None:
    (folder / "article.md").write_text(text)
    with pytest.raises(ArticleError, match=r"article\.md"):
        read_articles(folder)


def test_a_sample_in_an_unknown_language_is_an_error(folder: Path) -> None:
    (folder / "samples" / "greeting.cobol").write_text("DISPLAY 'HELLO'.\n")
    (folder / "article.md").write_text(f"# Title\n{SAMPLES}")
    with pytest.raises(ArticleError, match="greeting"):
        read_articles(folder)
