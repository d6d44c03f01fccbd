import { readFileSync, statSync } from "node:fs";

// The file holds client_id and client_secret as JSON, and only its owner may read it (chmod 600).
const path = process.env["KEY_FILE"] ?? "";
if ((statSync(path).mode & 0o077) !== 0) throw new Error(`${path}: others may read this file`);
const key = JSON.parse(readFileSync(path, "utf8")) as { client_id: string; client_secret: string };
const json = { "Content-Type": "application/json" };
const issued = await fetch(`${process.env["API"]}/auth/token`, {
  method: "POST",
  headers: json,
  body: JSON.stringify({ ...key, grant_type: "client_credentials", scope: "read" }),
});
if (!issued.ok) throw new Error(`${issued.status} ${await issued.text()}`);
const { access_token } = (await issued.json()) as { access_token: string };
const headers = { Authorization: `Bearer ${access_token}` };
console.log((await fetch(`${process.env["API"]}/clients?limit=1`, { headers })).status);
// A job that only reads has a token that can only read.
const refused = { method: "POST", headers: { ...headers, ...json }, body: "{}" };
console.log((await fetch(`${process.env["API"]}/clients`, refused)).status);
