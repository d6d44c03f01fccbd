const api = process.env["API"];
const answer = await fetch(`${api}/auth/token`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
    client_id: process.env["CLIENT_ID"],
    client_secret: process.env["CLIENT_SECRET"],
    grant_type: "client_credentials",
  }),
});
if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
const { access_token } = (await answer.json()) as { access_token: string };

const headers = { Authorization: `Bearer ${access_token}` };
const clients = await fetch(`${api}/clients?limit=1`, { headers });
console.log(await clients.text());

export {};
