import os

import httpx

api = os.environ["API"]
request = {
    "client_id": os.environ["CLIENT_ID"],
    "client_secret": os.environ["CLIENT_SECRET"],
    "grant_type": "client_credentials",
}
token = httpx.post(f"{api}/auth/token", json=request, timeout=30).raise_for_status().json()["access_token"]

headers = {"Authorization": f"Bearer {token}"}
clients = httpx.get(f"{api}/clients", params={"limit": 1}, headers=headers, timeout=30).raise_for_status()
print(clients.text)
