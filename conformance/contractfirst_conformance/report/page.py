"""One self-contained HTML page: the matrix, the verdict by area, every failure with what shows it."""
# ruff: noqa: E501 - markup reads worse when its lines are broken

import re
from datetime import UTC, datetime
from html import escape
from itertools import groupby

from contractfirst_conformance.check import Result
from contractfirst_conformance.exchange import Headers
from contractfirst_conformance.failure import CheckStatus, Failure
from contractfirst_conformance.outcome import ExitCode, Outcome
from contractfirst_conformance.recorder import Evidence
from contractfirst_conformance.report.picture import picture
from contractfirst_conformance.report.style import STYLE

__all__ = ["page"]

_MOST = 50
_CODE = re.compile(r"`([^`]+)`")
_SENTENCES = {
    ExitCode.PASSED: ("pass", "Every promise that was judged is kept."),
    ExitCode.FAILED: ("fail", "The contract is broken."),
    ExitCode.INCOMPLETE: ("error", "The suite could not judge."),
}


def page(outcome: Outcome) -> str:
    """Return the report as one HTML document that loads nothing."""
    kind, sentence = _SENTENCES.get(outcome.exit_code, ("error", ""))
    started = datetime.fromtimestamp(outcome.started, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    counts = ", ".join(f"{outcome.counts[each]} {each.value}" for each in CheckStatus if outcome.counts[each])
    title = f"Conformance of {outcome.title or outcome.url}"
    broken_off = f"<p class='error'>Broken off: {escape(outcome.aborted)}</p>" if outcome.aborted else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{escape(title)}</title><style>{STYLE}</style></head><body>
<h1>{escape(title)}</h1>
<p class="dim"><code>{escape(outcome.url)}</code> against <code>{escape(outcome.document)}</code>, {started},
seed {outcome.seed}, {outcome.exchanges} exchanges in {outcome.seconds:.1f} s ({outcome.waited:.1f} s waiting)</p>
<p class="verdict {kind}">{sentence} <span class="dim">{counts}</span></p>{broken_off}
<h2>By area</h2>{_areas(outcome)}
{_section("Broken promises", outcome, CheckStatus.FAIL)}
{_section("Could not be judged", outcome, CheckStatus.ERROR)}
<h2>Statuses</h2>{_key()}<div class="scroll">{picture(outcome)}</div>
<h2>Every check</h2>{_checks(outcome)}
</body></html>
"""


def _areas(outcome: Outcome) -> str:
    head = "".join(f"<th class='n'>{verdict.value}</th>" for verdict in CheckStatus)
    rows = []
    by_area = sorted(outcome.results, key=lambda result: result.check.area)
    for area, results in groupby(by_area, key=lambda result: result.check.area):
        verdicts = [result.status for result in results]
        cells = "".join(
            f"<td class='n {verdict.value if verdicts.count(verdict) else 'dim'}'>{verdicts.count(verdict)}</td>"
            for verdict in CheckStatus
        )
        rows.append(f"<tr><td>{escape(area)}</td>{cells}</tr>")
    return f"<div class='scroll'><table><tr><th>Area</th>{head}</tr>{''.join(rows)}</table></div>"


def _section(title: str, outcome: Outcome, verdict: CheckStatus) -> str:
    results = [result for result in outcome.results if result.status is verdict]
    if not results:
        return ""
    opened = len(results) <= 3
    return f"<h2>{title}</h2>" + "".join(_result(result, opened) for result in results)


def _result(result: Result, opened: bool) -> str:
    check = result.check
    count = len(result.failures)
    told = f" <span class='dim'>{count} {'failure' if count == 1 else 'failures'}</span>" if count else ""
    failures = "".join(map(_failure, result.failures[:_MOST]))
    left = f"<p class='dim'>… and {count - _MOST} more in report.json</p>" if count > _MOST else ""
    reason = f"<pre>{escape(result.reason)}</pre>" if result.reason else ""
    evidence = "".join(map(_exchange, result.evidence))
    return (
        f"<details id='{check.id}'{' open' if opened else ''}><summary>"
        f"<span class='tag {result.status.value}'>{check.id}</span> <h3>{escape(check.title)}</h3>{told}</summary>"
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


def _exchange(evidence: Evidence) -> str:
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
        check, verdict = result.check, result.status.value
        notes = [escape(result.reason.splitlines()[0])] if result.reason else []
        notes += [f"{escape(failure.fingerprint)}: {escape(reason)}" for failure, reason in result.waived]
        told = f"<br><span class='dim'>{'<br>'.join(notes)}</span>" if notes else ""
        rows.append(
            f"<tr><td><code>{check.id}</code></td><td class='{verdict}'>{verdict}</td>"
            f"<td>{escape(check.title)}{told}</td><td class='n'>{result.assertions}</td>"
            f"<td class='n'>{result.exchanges}</td><td class='n'>{result.seconds:.1f}</td></tr>"
        )
    return (
        "<div class='scroll'><table><tr><th>Check</th><th>CheckStatus</th><th>Promise</th><th class='n'>Judgements</th>"
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
