"""What all pages share: head, navigation and Content-Security-Policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from contractfirst.contract.exchange import EncodedResponse
from contractfirst.server.docs.prose import rendered
from contractfirst.server.pages import page

__all__ = ["ASSETS", "Layout", "NavigationLink"]

ASSETS = Path(__file__).parent / "assets"
_TEMPLATES = Path(__file__).parent / "templates"
# No other origin is contacted, and only our own scripts run.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link of the navigation."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Makes pages from templates; ``title`` names the API, ``entries`` are the links of the navigation."""

    title: str = "API"
    entries: Sequence[NavigationLink] = ()

    def page(
        self,
        template: str,
        path: str,
        title: str,
        values: Mapping[str, object],
        *,
        inline_styles: bool = False,
    ) -> EncodedResponse:
        """Return the page at ``path``, made of ``values``.

        ``inline_styles`` admits style attributes, which Swagger UI sets.
        """
        text = (
            _environment()
            .get_template(template)
            .render(api=self.title, entries=self.entries, here=path, title=title, **values)
        )
        policy = _POLICY.format(styles=" 'unsafe-inline'" if inline_styles else "")
        return page(
            text.encode("utf-8"),
            "text/html; charset=utf-8",
            headers={
                "Content-Security-Policy": policy,
                "Referrer-Policy": "no-referrer",
                "Cache-Control": "no-cache",
            },
        )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["prose"] = rendered
    return environment
