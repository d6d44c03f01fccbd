"""Planted defects: each breaks one promise of the contract, and names the check that must find it."""
