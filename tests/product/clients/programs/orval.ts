// List, create, read, a conflict and a 404 with the fetch client of orval.
import { createToken, createClient, getClient, listClients } from "../orval/index";
import { verify, nobodyOf, baseUrl, clientId, clientSecret } from "./arguments";

// The generated functions know no base URL.
const plain = globalThis.fetch;
globalThis.fetch = (path, init) => plain(`${baseUrl}${String(path)}`, init);

const token = await createToken({ grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret });
verify(token.status === 200, "a token");
const options = { headers: { Authorization: `Bearer ${token.data.access_token}` } };

const fields = { name: "Willow Bend Optics", tags: ["retail"] };
const made = await createClient(fields, options);
verify(made.status === 201, "a created client");
const id = made.data.id;
const read = await getClient(id, options);
verify(read.status === 200 && read.data.name === fields.name, "read what was created");
const page = await listClients({ limit: 5, search: "willow bend", status: ["active", "onboarding"] }, options);
verify(page.status === 200 && page.data.data.length === 1 && page.data.data[0]?.id === id, "find what was created");
const conflict = await createClient(fields, options);
verify(conflict.status === 409 && conflict.data.code === "name_taken", "a conflict");
const missing = await getClient(nobodyOf(id), options);
verify(missing.status === 404 && missing.data.code === "not_found", "a 404");
console.log(id);
