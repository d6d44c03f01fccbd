// List, create, read, a conflict and a 404 with the client of hey-api.
import { createToken, createClient, getClient, listClients, type ClientInput } from "../hey-api/index";
import { client } from "../hey-api/client.gen";
import { verify, nobodyOf, baseUrl, clientId, clientSecret } from "./arguments";

client.setConfig({ baseUrl });
const token = await createToken({
  body: { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret },
});
verify(token.data !== undefined, "a token");
client.setConfig({ auth: token.data.access_token });

const body: ClientInput = { name: "Quarry Lane Books", tags: ["retail"] };
const made = await createClient({ body });
// Properties that `required` names beside allOf are optional in its types.
const id = made.data?.id;
verify(id !== undefined, "a created client");
const read = await getClient({ path: { client_id: id } });
verify(read.data?.name === body.name, "read what was created");
const page = await listClients({ query: { limit: 5, search: "quarry lane", status: ["active", "onboarding"] } });
verify(page.data?.data.length === 1 && page.data.data[0]?.id === id, "find what was created");
const conflict = await createClient({ body });
verify(conflict.error?.status === 409 && conflict.error.code === "name_taken", "a conflict");
const missing = await getClient({ path: { client_id: nobodyOf(id) } });
verify(missing.error?.status === 404 && missing.error.code === "not_found", "a 404");
console.log(id);
