"""The ASGI application: Connexion underneath, and the stages that a request passes.

Public are:

- ``application.create_application``: a contract, its handlers and what they work on, as an application
- ``serve.run``, ``serve.serve``: that application over sockets
- ``settings.Settings``, ``settings.load_settings``, ``settings.describe_settings``
- ``logs.configure_logging``, ``request_log.RequestLog``
- ``ports``: what the server needs from outside
- ``errors``: what stops the server itself
- ``refusals.undocumented_refusals``: what a contract lacks

They are imported from their modules, so that whoever needs the ports alone loads no server.
"""
