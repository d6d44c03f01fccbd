"""How fast this API is beside its peers, on the same rows, in the same run: ``make bench``.

``__main__`` runs the sections and writes the table, ``bench.json`` and ``bench.svg``. A section is a module:
``sockets``, ``in_process``, ``refusals``, ``documents``, ``pages``, ``commands``, ``serving`` and ``mocks``.
``peers`` holds the other servers, ``rows`` the database that all of them are given a copy of, ``load`` what
sends requests. Timings decide no test.
"""
