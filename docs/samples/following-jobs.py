import os
import time
import uuid

import httpx

api = httpx.Client(headers={"Authorization": f"Bearer {os.environ['TOKEN']}"}, timeout=30)
# The key makes the request safe to repeat if its response is lost.
response = api.post(
    f"{os.environ['API']}/evaluations",
    json={"client_ids": [os.environ["CLIENT"]]},
    headers={"Idempotency-Key": str(uuid.uuid4())},
).raise_for_status()
location = response.headers["Location"]
while response.json()["status"] in ("queued", "running"):
    time.sleep(int(response.headers.get("Retry-After", "1")))
    response = api.get(location).raise_for_status()
print(response.json()["status"])
