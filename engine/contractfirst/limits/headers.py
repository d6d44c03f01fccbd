"""The response headers that tell a caller where it stands (draft-ietf-httpapi-ratelimit-headers)."""

from functools import lru_cache

from contractfirst.limits.admission import Decision

__all__ = ["headers"]


def headers(decision: Decision) -> tuple[tuple[str, str], ...]:
    """Return RateLimit-Policy and RateLimit, and Retry-After (RFC 9110 section 10.2.3) after a refusal."""
    name, policy = _policy(decision.rate_name, decision.limit, decision.window, decision.burst)
    state = f"{name};r={decision.remaining};t={decision.reset_seconds}"
    if decision.admitted:
        return (("RateLimit-Policy", policy), ("RateLimit", state))
    return (("RateLimit-Policy", policy), ("RateLimit", state), ("Retry-After", str(decision.retry_after)))


@lru_cache(maxsize=1024)
def _policy(rate_name: str, limit: int, window: int, burst: int) -> tuple[str, str]:
    """Return the name as a structured-field string (RFC 9651 section 3.3.3) and the policy built on it."""
    escaped = rate_name.replace("\\", "\\\\").replace('"', '\\"')
    name = f'"{escaped}"'
    return name, f"{name};q={limit};w={window};bmsp-burst={burst}"
