"""The response headers of a rate limit (draft-ietf-httpapi-ratelimit-headers)."""

from functools import lru_cache

from contractfirst.limits.admission import Decision

__all__ = ["headers"]


def headers(decision: Decision, burst_parameter: str) -> tuple[tuple[str, str], ...]:
    """Return RateLimit-Policy and RateLimit, and Retry-After (RFC 9110 section 10.2.3) after a refusal.

    ``burst_parameter`` is the policy's parameter for the burst: the draft has none, and asks that parameters
    of one's own begin with a vendor's name.
    """
    name, policy = _policy(
        decision.rate_name, decision.limit, decision.window, decision.burst, burst_parameter
    )
    state = f"{name};r={decision.remaining};t={decision.reset_seconds}"
    if decision.admitted:
        return (("RateLimit-Policy", policy), ("RateLimit", state))
    return (("RateLimit-Policy", policy), ("RateLimit", state), ("Retry-After", str(decision.retry_after)))


@lru_cache(maxsize=1024)
def _policy(rate_name: str, limit: int, window: int, burst: int, burst_parameter: str) -> tuple[str, str]:
    """Return the name as a structured-field string (RFC 9651 section 3.3.3) and the policy built on it."""
    escaped = rate_name.replace("\\", "\\\\").replace('"', '\\"')
    name = f'"{escaped}"'
    return name, f"{name};q={limit};w={window};{burst_parameter}={burst}"
