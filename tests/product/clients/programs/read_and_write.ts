// Get a token, create a client, read it back, find it in a list: fetch, typed by the generated types alone.
// node read_and_write.js BASE_URL CLIENT_ID CLIENT_SECRET; prints the created client's id.
import type { components, operations } from "./brainstormmsp";

type Schemas = components["schemas"];
type ListQuery = NonNullable<operations["listClients"]["parameters"]["query"]>;
type Created = operations["createClient"]["responses"][201]["content"]["application/json"];

declare const process: { argv: string[] };
const [baseUrl, clientId, clientSecret] = process.argv.slice(2) as [string, string, string];

async function send<Answer>(method: string, path: string, token?: string, body?: unknown): Promise<Answer> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (token !== undefined) headers["Authorization"] = `Bearer ${token}`;
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(baseUrl + path, init);
  if (!response.ok) {
    const problem = (await response.json()) as Schemas["Problem"];
    throw new Error(`${problem.status} ${problem.code}`);
  }
  return (await response.json()) as Answer;
}

function verify(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

async function main(): Promise<void> {
  const request: Schemas["TokenRequest"] = {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: "client_credentials",
  };
  const token = await send<Schemas["Token"]>("POST", "/auth/token", undefined, request);
  const access = token.access_token;

  const fields: Schemas["ClientFields"] = { name: "Harbor Bicycle Repair", tags: ["retail"] };
  const made = await send<Created>("POST", "/clients", access, fields);
  const read = await send<Schemas["Client"]>("GET", `/clients/${made.id}`, access);
  verify(read.name === fields.name && read.risk_score === made.risk_score, "read what was created");

  const query: ListQuery = { limit: 5, search: "harbor bicycle", sort: "name" };
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  const page = await send<Schemas["ClientPage"]>("GET", `/clients?${search}`, access);
  verify(page.data.length === 1 && page.data[0]?.id === made.id, "find what was created");
  console.log(made.id);
}

// @ts-expect-error An undocumented order is a type error.
const refused: ListQuery = { sort: "shoe_size" };
void refused;

main().catch((error: unknown) => {
  console.error(error);
  throw error;
});
