"""Property tests are the same in every run, and no busy machine fails them."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "repository", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repository")
