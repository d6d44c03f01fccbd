import json
import os
import uuid
from pathlib import Path

import httpx

# ADMIN_TOKEN has the scope api-keys:write, API_KEY is the id of the key to rotate.
path = Path(os.environ["KEY_FILE"])
api = httpx.Client(base_url=os.environ["API"], timeout=30)
headers = {"Authorization": f"Bearer {os.environ['ADMIN_TOKEN']}", "Idempotency-Key": str(uuid.uuid4())}
rotated = api.post(
    f"/api-keys/{os.environ['API_KEY']}/rotate", json={"overlap_seconds": 3600}, headers=headers
).raise_for_status()
key = {name: rotated.json()[name] for name in ("client_id", "client_secret")}
new = path.with_suffix(".new")
new.touch(mode=0o600)
new.write_text(json.dumps(key))
new.replace(path)  # at once: no program reads half of it
# For an hour both secrets work, so that programs may go on until they read the file again.
print(api.post("/auth/token", json={**key, "grant_type": "client_credentials"}).status_code)
