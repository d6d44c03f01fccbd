import os
import time
import uuid

import httpx

rows = [("2001", "server", "files-01"), ("2002", "endpoint", "desk-17")]
items = [
    {
        "client_id": os.environ["CLIENT"],
        "type": kind,
        "hostname": hostname,
        "external_refs": [{"system": "inventory", "id": number}],
    }
    for number, kind, hostname in rows
]
api = httpx.Client(headers={"Authorization": f"Bearer {os.environ['TOKEN']}"}, timeout=30)
for start in range(0, len(items), 500):  # up to 500 items in one request; each has a result of its own
    batch = items[start : start + 500]
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    started = api.post(f"{os.environ['API']}/bulk/assets", json={"items": batch}, headers=headers)
    location = started.raise_for_status().headers["Location"]
    while (job := api.get(location).raise_for_status().json())["status"] in ("queued", "running"):
        time.sleep(1)
    result = job["result"]
    stored = result["created"] + result["updated"] + result["unchanged"]
    print(f"{stored} stored, {result['failed']} failed")
    for item in result["items"]:
        if item["outcome"] == "failed":
            print(batch[item["index"]], item["problems"])
