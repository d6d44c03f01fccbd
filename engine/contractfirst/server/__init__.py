"""The ASGI application: Connexion underneath, and the stages that a request passes.

Public are:

- ``application.create_application``: a contract, its handlers and what they work on, as an application
- ``serve.run``, ``serve.serve``: that application over sockets
- ``components.Components``: what a project brings to ``contractfirst serve``
- ``settings.ServerSettings``, ``settings.load_settings``, ``settings.describe_settings``
- ``logs.configure_logging``, ``request_log.RequestLog``
- ``errors``: what stops the server itself
- ``refusals.undocumented_refusals``: which statuses a contract lacks

They are imported from their modules, so that importing one does not load the whole server.
"""
