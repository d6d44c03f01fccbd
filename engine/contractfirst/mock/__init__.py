"""A mock of any OpenAPI 3.1 document, built on the server's own stages.

Public are:

- ``application.create_mock``: a contract as an application that mocks it
- ``document.load_mockable``: a contract, with names for operations that have none
- ``handlers.MockHandlers``: the handlers alone, for a server that lacks some
"""
