type Asset = { id: string; updated_at: string; deleted_at?: string | null };
type Page = { data: Asset[]; next_cursor?: string | null };

// Brings a copy up to date; the caller stores both, in `save`, after each page.
export async function synchronise(
  copy: Map<string, Asset>,
  since: string | undefined,
  save: (copy: Map<string, Asset>, since: string | undefined) => Promise<void>,
): Promise<void> {
  const query = new URLSearchParams({ limit: "100", sort: "updated_at", include_deleted: "true" });
  if (since !== undefined) query.set("updated_since", since);
  for (;;) {
    const response = await fetch(`${process.env["API"]}/assets?${query}`, {
      headers: { Authorization: `Bearer ${process.env["TOKEN"]}` },
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const page = (await response.json()) as Page;
    for (const asset of page.data) {
      if (asset.deleted_at) copy.delete(asset.id);
      else copy.set(asset.id, asset);
      since = asset.updated_at;
    }
    await save(copy, since); // after an interruption the next run starts from here
    if (!page.next_cursor) return;
    query.set("cursor", page.next_cursor);
  }
}

const copy = new Map<string, Asset>();
let latest: string | undefined;
await synchronise(copy, undefined, async (_, since) => void (latest = since));
console.log(copy.size, latest);
