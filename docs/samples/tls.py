import os
import socket
import ssl
from urllib.parse import urlsplit

# Raises ssl.SSLError if this Python, or something between you and the API, does not speak TLS 1.3.
address = urlsplit(os.environ["ORIGIN"])
assert address.hostname is not None
context = ssl.create_default_context()
context.minimum_version = ssl.TLSVersion.TLSv1_3
with (
    socket.create_connection((address.hostname, address.port or 443), timeout=30) as connection,
    context.wrap_socket(connection, server_hostname=address.hostname) as secured,
):
    print(secured.version())
