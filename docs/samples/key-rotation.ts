import { renameSync, writeFileSync } from "node:fs";

// ADMIN_TOKEN has the scope api-keys:write, API_KEY is the id of the key to rotate.
const { API = "", ADMIN_TOKEN = "", API_KEY = "", KEY_FILE = "" } = process.env;
const json = { "Content-Type": "application/json" };
const rotated = await fetch(`${API}/api-keys/${API_KEY}/rotate`, {
  method: "POST",
  headers: { ...json, Authorization: `Bearer ${ADMIN_TOKEN}`, "Idempotency-Key": crypto.randomUUID() },
  body: JSON.stringify({ overlap_seconds: 3600 }),
});
if (!rotated.ok) throw new Error(`${rotated.status} ${await rotated.text()}`);
const { client_id, client_secret } = (await rotated.json()) as { client_id: string; client_secret: string };
writeFileSync(`${KEY_FILE}.new`, JSON.stringify({ client_id, client_secret }), { mode: 0o600 });
renameSync(`${KEY_FILE}.new`, KEY_FILE); // at once: no program reads half of it
// For an hour both secrets work, so that programs may go on until they read the file again.
const body = JSON.stringify({ client_id, client_secret, grant_type: "client_credentials" });
console.log((await fetch(`${API}/auth/token`, { method: "POST", headers: json, body })).status);
