"""/docs: the contract to read and try, and a guide that is made from it; this origin alone, no network."""

from contractfirst.server.docs.articles import Article, ArticleError, read_articles
from contractfirst.server.docs.docs import docs_pages
from contractfirst.server.docs.layout import Layout

__all__ = ["Article", "ArticleError", "Layout", "docs_pages", "read_articles"]
