type Result = { created: number; updated: number; unchanged: number; failed: number; items: Item[] };
type Item = { index: number; outcome: string; problems?: unknown };
type Job = { status: string; result: Result };

const rows = [["2001", "server", "files-01"], ["2002", "endpoint", "desk-17"]];
const items = rows.map(([id, type, hostname]) => ({
  client_id: process.env["CLIENT"],
  type,
  hostname,
  external_refs: [{ system: "inventory", id }],
}));
const headers = { Authorization: `Bearer ${process.env["TOKEN"]}` };

// Up to 500 items in one request; each has a result of its own.
for (let start = 0; start < items.length; start += 500) {
  const batch = items.slice(start, start + 500);
  const started = await fetch(`${process.env["API"]}/bulk/assets`, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
    body: JSON.stringify({ items: batch }),
  });
  if (!started.ok) throw new Error(`${started.status} ${await started.text()}`);
  const location = started.headers.get("Location") ?? "";
  let job: Job;
  do {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    job = (await (await fetch(location, { headers })).json()) as Job;
  } while (job.status === "queued" || job.status === "running");
  const { created, updated, unchanged, failed } = job.result;
  console.log(`${created + updated + unchanged} stored, ${failed} failed`);
  for (const item of job.result.items) {
    if (item.outcome === "failed") console.log(batch[item.index], item.problems);
  }
}

export {};
