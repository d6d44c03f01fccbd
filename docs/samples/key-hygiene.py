import json
import os
import stat
from pathlib import Path

import httpx

# The file holds client_id and client_secret as JSON, and only its owner may read it (chmod 600).
path = Path(os.environ["KEY_FILE"])
if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
    raise SystemExit(f"{path}: others may read this file")
api = httpx.Client(base_url=os.environ["API"], timeout=30)
request = {**json.loads(path.read_text()), "grant_type": "client_credentials", "scope": "read"}
issued = api.post("/auth/token", json=request).raise_for_status().json()
api.headers["Authorization"] = f"Bearer {issued['access_token']}"
print(api.get("/clients", params={"limit": 1}).status_code)
# A job that only reads has a token that can only read.
print(api.post("/clients", json={}).status_code)
