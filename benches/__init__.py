"""How fast things are, beside their peers in the same run: ``python -m benches``."""
