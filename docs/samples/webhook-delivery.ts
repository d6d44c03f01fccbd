type Data = { id: string; sequence: number };

// Keep both in a database, and write them in one transaction.
export const seen = new Set<string>();
export const state = new Map<string, Data>();

// Stores one delivery and returns the status to respond with.
export async function receive(secret: string, headers: Headers, body: string): Promise<number> {
  const id = headers.get("webhook-id") ?? "";
  const sentAt = headers.get("webhook-timestamp") ?? "";
  if (!(Math.abs(Date.now() / 1000 - Number(sentAt)) <= 300)) return 401;
  const bytes = (text: string) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(secret.replace(/^whsec_/, "")), hmac, false, ["verify"]);
  const signed = new TextEncoder().encode(`${id}.${sentAt}.${body}`);
  const given = (headers.get("webhook-signature") ?? "").split(" ").filter((each) => each.startsWith("v1,"));
  const valid = given.map((each) => crypto.subtle.verify("HMAC", key, bytes(each.slice(3)), signed));
  if (!(await Promise.all(valid)).includes(true)) return 401;

  if (seen.has(id)) return 204; // a delivery may come twice
  const { data } = JSON.parse(body) as { data: Data };
  // Deliveries may come in another order: keep what has the larger sequence.
  if (data.sequence > (state.get(data.id)?.sequence ?? -1)) state.set(data.id, data);
  seen.add(id);
  return 204;
}
