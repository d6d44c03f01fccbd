const headers = { Authorization: `Bearer ${process.env["TOKEN"]}` };

// The key makes the request safe to repeat if its response is lost.
let response = await fetch(`${process.env["API"]}/evaluations`, {
  method: "POST",
  headers: { ...headers, "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
  body: JSON.stringify({ client_ids: [process.env["CLIENT"]] }),
});
const location = response.headers.get("Location") ?? "";
for (;;) {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const job = (await response.json()) as { status: string };
  if (job.status !== "queued" && job.status !== "running") {
    console.log(job.status);
    break;
  }
  const seconds = Number(response.headers.get("Retry-After") ?? 1);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  response = await fetch(location, { headers });
}

export {};
