"""Compliance: controls, the rules that decide them, and the evaluations on clients.

A control's rule is data, compiled (``rules``) and evaluated on a client's facts (``facts``, ``collect``);
only the collecting reads the store. An evaluation is recorded (``recording``) with its evidence, and opens or
resolves a remediation. Runs are jobs (``evaluation_run``), requested by a caller or queued by ``schedule``.
The built-in controls are the ``library``.
"""
