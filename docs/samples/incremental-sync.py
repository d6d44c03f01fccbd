import json
import os
from pathlib import Path

import httpx

STATE = Path(os.environ.get("STATE", "assets.json"))

# The copy, and the latest updated_at in it; both are stored together.
state = json.loads(STATE.read_text()) if STATE.exists() else {"since": None, "assets": {}}
query = {"limit": "100", "sort": "updated_at", "include_deleted": "true"}
if state["since"] is not None:
    query["updated_since"] = state["since"]
with httpx.Client(headers={"Authorization": f"Bearer {os.environ['TOKEN']}"}, timeout=30) as api:
    while True:
        page = api.get(f"{os.environ['API']}/assets", params=query).raise_for_status().json()
        for asset in page["data"]:
            if asset.get("deleted_at"):
                state["assets"].pop(asset["id"], None)
            else:
                state["assets"][asset["id"]] = asset
            state["since"] = asset["updated_at"]
        new = STATE.with_suffix(".new")
        new.write_text(json.dumps(state))
        new.replace(STATE)  # after an interruption the next run starts from here
        if not page.get("next_cursor"):
            break
        query["cursor"] = page["next_cursor"]
print(len(state["assets"]), state["since"])
