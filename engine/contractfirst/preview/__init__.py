"""A document while it is being written: docs, mock and lint findings follow every save.

Public are:

- ``application.Preview``: the ASGI application
- ``edition.read_edition``: what one state of the document gives
- ``serve.serve_preview``: that over a socket
"""
