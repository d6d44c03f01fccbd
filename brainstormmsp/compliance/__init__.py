"""Compliance: controls, the rules that decide them, and the evaluations on clients.

A control's rule is data, compiled (``rules``) and judged over a client's facts (``facts``, ``collect``); both
are pure but for the collecting. An evaluation is recorded (``recording``) with its evidence, and opens or
resolves a remediation. Runs are jobs (``evaluation_run``), asked for by a caller or queued by ``schedule``.
The built-in controls are the ``library``.
"""
