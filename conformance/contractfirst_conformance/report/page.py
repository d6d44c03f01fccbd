"""One self-contained HTML page: results by area, every failure with its exchanges, the statuses."""
# ruff: noqa: E501 - markup reads worse when its lines are broken

import re
from datetime import UTC, datetime
from html import escape
from itertools import groupby

from contractfirst_conformance.check import Result
from contractfirst_conformance.exchange import Headers
from contractfirst_conformance.failure import CheckStatus, Failure
from contractfirst_conformance.outcome import ExitCode, Outcome
from contractfirst_conformance.recorder import ExchangeEvidence
from contractfirst_conformance.report.picture import picture
from contractfirst_conformance.report.summary import SENTENCES, counted_exchanges

__all__ = ["page"]

_MOST = 50
_CODE = re.compile(r"`([^`]+)`")
_KINDS = {ExitCode.PASSED: "pass", ExitCode.FAILED: "fail"}


def page(outcome: Outcome) -> str:
    """Return the report as one HTML document that loads nothing."""
    kind, sentence = _KINDS.get(outcome.exit_code, "error"), SENTENCES.get(outcome.exit_code, "")
    started = datetime.fromtimestamp(outcome.started, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    counts = ", ".join(f"{outcome.counts[each]} {each.value}" for each in CheckStatus if outcome.counts[each])
    title = f"Conformance of {outcome.title or outcome.url}"
    broken_off = f"<p class='error'>Ended early: {escape(outcome.aborted)}</p>" if outcome.aborted else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{escape(title)}</title><style>{_STYLE}</style></head><body>
<h1>{escape(title)}</h1>
<p class="dim"><code>{escape(outcome.url)}</code> against <code>{escape(outcome.document)}</code>, {started},
seed {outcome.seed}, {counted_exchanges(outcome)} in {outcome.seconds:.1f} s ({outcome.waited:.1f} s waiting)</p>
<p class="verdict {kind}">{sentence} <span class="dim">{counts}</span></p>{broken_off}
<h2>By area</h2>{_areas(outcome)}
{_section("Failures", outcome, CheckStatus.FAIL)}
{_section("Errors", outcome, CheckStatus.ERROR)}
<h2>Statuses</h2>{_key()}<div class="scroll">{picture(outcome)}</div>
<h2>Every check</h2>{_checks(outcome)}
</body></html>
"""


def _areas(outcome: Outcome) -> str:
    head = "".join(f"<th class='n'>{check_status.value}</th>" for check_status in CheckStatus)
    rows = []
    by_area = sorted(outcome.results, key=lambda result: result.check.area)
    for area, results in groupby(by_area, key=lambda result: result.check.area):
        check_statuses = [result.status for result in results]
        cells = "".join(
            f"<td class='n {check_status.value if check_statuses.count(check_status) else 'dim'}'>{check_statuses.count(check_status)}</td>"
            for check_status in CheckStatus
        )
        rows.append(f"<tr><td>{escape(area)}</td>{cells}</tr>")
    return f"<div class='scroll'><table><tr><th>Area</th>{head}</tr>{''.join(rows)}</table></div>"


def _section(title: str, outcome: Outcome, check_status: CheckStatus) -> str:
    results = [result for result in outcome.results if result.status is check_status]
    if not results:
        return ""
    opened = len(results) <= 3
    return f"<h2>{title}</h2>" + "".join(_result(result, opened) for result in results)


def _result(result: Result, opened: bool) -> str:
    check = result.check
    count = len(result.failures)
    reported = f" <span class='dim'>{count} {'failure' if count == 1 else 'failures'}</span>" if count else ""
    failures = "".join(map(_failure, result.failures[:_MOST]))
    left = f"<p class='dim'>… and {count - _MOST} more in report.json</p>" if count > _MOST else ""
    reason = f"<pre>{escape(result.reason)}</pre>" if result.reason else ""
    evidence = "".join(map(_exchange, result.evidence))
    return (
        f"<details id='{check.id}'{' open' if opened else ''}><summary>"
        f"<span class='tag {result.status.value}'>{check.id}</span> <h3>{escape(check.title)}</h3>{reported}</summary>"
        f"<div><p class='dim'>{escape(check.source)}</p>{_paragraphs(check.page)}{reason}{evidence}{failures}{left}"
        "</div></details>"
    )


def _failure(failure: Failure) -> str:
    where = " ".join(filter(None, (failure.operation, failure.subject)))
    times = f" <span class='dim'>seen {failure.count} times</span>" if failure.count > 1 else ""
    exchanges = "".join(map(_exchange, failure.evidence))
    return (
        f"<details><summary><b>{escape(where) or 'In general'}</b>{times}<br>{escape(failure.explanation)}</summary>"
        f"<div>{exchanges}</div></details>"
    )


def _exchange(evidence: ExchangeEvidence) -> str:
    sent = f"{evidence.method} {evidence.url}\n{_lines(evidence.request_headers)}"
    if evidence.request_body:
        sent += f"\n{evidence.request_body}"
    came = evidence.failure or (
        f"{evidence.status} {evidence.reason}\n{_lines(evidence.response_headers)}\n{evidence.response_body}"
    )
    return (
        f"<div class='exchange'><p class='dim'>Exchange {evidence.number}, as {escape(evidence.identity)}, "
        f"{evidence.seconds * 1000:.0f} ms</p><pre>{escape(evidence.curl)}</pre>"
        f"<details><summary>Request</summary><div><pre>{escape(sent)}</pre></div></details>"
        f"<pre>{escape(came)}</pre></div>"
    )


def _checks(outcome: Outcome) -> str:
    rows = []
    for result in outcome.results:
        check, check_status = result.check, result.status.value
        notes = [escape(result.reason.splitlines()[0])] if result.reason else []
        notes += [f"{escape(failure.fingerprint)}: {escape(reason)}" for failure, reason in result.waived]
        reported = f"<br><span class='dim'>{'<br>'.join(notes)}</span>" if notes else ""
        rows.append(
            f"<tr><td><code>{check.id}</code></td><td class='{check_status}'>{check_status}</td>"
            f"<td>{escape(check.title)}{reported}</td><td class='n'>{result.assertions}</td>"
            f"<td class='n'>{result.exchanges}</td><td class='n'>{result.seconds:.1f}</td></tr>"
        )
    return (
        "<div class='scroll'><table><tr><th>Check</th><th>Result</th><th>Title</th><th class='n'>Assertions</th>"
        f"<th class='n'>Exchanges</th><th class='n'>Seconds</th></tr>{''.join(rows)}</table></div>"
    )


def _key() -> str:
    box = "<span><i class='box' style='{}'></i>{}</span>"
    entries = (
        ("background:var(--pass)", "seen, as documented"),
        ("background:var(--fail)", "seen, not as documented (×) or not documented (!)"),
        ("border:2px solid var(--fail)", "documented, never seen"),
        ("background:var(--waived)", "never seen, waived"),
    )
    return f"<p class='key dim'>{''.join(box.format(*entry) for entry in entries)}</p>"


def _paragraphs(text: str) -> str:
    marked = _CODE.sub(r"<code>\1</code>", escape(text))
    return "".join(f"<p>{paragraph}</p>" for paragraph in marked.split("\n\n"))


def _lines(headers: Headers) -> str:
    return "".join(f"{name}: {value}\n" for name, value in headers)


_STYLE = """
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
