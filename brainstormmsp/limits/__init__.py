"""Rate limits as token buckets in exact integers; the interface that a shared limiter fills too."""

from brainstormmsp.limits.admission import Charge, Decision, Limiter, Rate
from brainstormmsp.limits.headers import headers
from brainstormmsp.limits.memory import MemoryLimiter

__all__ = ["Charge", "Decision", "Limiter", "MemoryLimiter", "Rate", "headers"]
