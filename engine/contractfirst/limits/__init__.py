"""Rate limits as token buckets in exact integers; the interface that a shared limiter fills too."""

from contractfirst.limits.admission import Charge, Decision, Limiter, Rate
from contractfirst.limits.headers import headers
from contractfirst.limits.memory import MemoryLimiter

__all__ = ["Charge", "Decision", "Limiter", "MemoryLimiter", "Rate", "headers"]
