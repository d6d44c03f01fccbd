"""The page's style sheet; light and dark, by what the reader's system asks for."""
# ruff: noqa: E501 - one declaration a line would be longer than what it styles

__all__ = ["STYLE"]

STYLE = """
:root { color-scheme: light dark; --bg: #ffffff; --fg: #1b1f24; --dim: #57606a; --line: #d0d7de; --card: #f6f8fa;
  --pass: #1a7f37; --fail: #c62828; --error: #7b3fa0; --skip: #6e7781; --waived: #9a6700; --accent: #0969da;
  --never: #ffffff; --code: #eef1f4; }
@media (prefers-color-scheme: dark) { :root { --bg: #0f1318; --fg: #e6edf3; --dim: #9aa5b1; --line: #313944;
  --card: #171c23; --pass: #3fb950; --fail: #f4766e; --error: #c792ea; --skip: #8b949e; --waived: #d9a441;
  --accent: #6cb6ff; --never: #0f1318; --code: #1d242d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem 4rem; background: var(--bg); color: var(--fg);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0; display: inline; }
p { margin: .4rem 0; } .dim { color: var(--dim); } a { color: var(--accent); }
code, pre { font: 12.5px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
pre { background: var(--code); border-radius: 6px; padding: .6rem .75rem; margin: .4rem 0; overflow-x: auto;
  white-space: pre-wrap; overflow-wrap: anywhere; max-height: 24rem; }
.verdict { font-size: 1.25rem; font-weight: 600; margin: 1rem 0 .25rem; padding: .75rem 1rem; border-radius: 8px;
  background: var(--card); border-left: 6px solid currentColor; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .error { color: var(--error); }
.skip { color: var(--skip); } .waived { color: var(--waived); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem;
  border-bottom: 1px solid var(--line); vertical-align: top; } th { font-weight: 600; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; } td code { white-space: nowrap; } .scroll { overflow-x: auto; }
details { border: 1px solid var(--line); border-radius: 8px; margin: .6rem 0; background: var(--card); }
details > summary { cursor: pointer; padding: .55rem .8rem; } details > div { padding: 0 .8rem .8rem; }
details details { background: var(--bg); } summary:focus-visible { outline: 2px solid var(--accent); }
.tag { display: inline-block; min-width: 4.2em; font-weight: 600; font-size: .85rem; }
.exchange { border-left: 3px solid var(--line); padding-left: .75rem; margin: .75rem 0; }
svg text { fill: var(--fg); font: 12px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
svg .head { font-weight: 600; } svg .mark { fill: #fff; font-weight: 700; text-anchor: middle; }
svg .group { fill: var(--dim); } svg .none { fill: var(--card); } svg .p { fill: var(--pass); }
svg .f { fill: var(--fail); } svg .m { fill: var(--never); stroke: var(--fail); stroke-width: 2; }
svg .m + text { fill: var(--fail); } svg .w { fill: var(--waived); }
.key span { margin-right: 1.25rem; white-space: nowrap; }
.box { display: inline-block; width: .85em; height: .85em; border-radius: 3px; margin-right: .35em; vertical-align: -1px; }
"""
