// List, create, read, a conflict and a 404 with the typescript-fetch client of openapi-generator.
import { AuthApi, ClientsApi, Configuration, ResponseError, type ClientInput } from "../openapi-generator/index";
import { verify, nobodyOf, baseUrl, clientId, clientSecret } from "./arguments";

async function statusOf(promise: Promise<unknown>): Promise<number> {
  try {
    await promise;
    return 200;
  } catch (error) {
    if (error instanceof ResponseError) return error.response.status;
    throw error;
  }
}

const token = await new AuthApi(new Configuration({ basePath: baseUrl })).createToken({
  tokenRequest: { grantType: "client_credentials", clientId, clientSecret },
});
// The generator sends an OAuth 2.0 token without its scheme.
const clients = new ClientsApi(new Configuration({ basePath: baseUrl, accessToken: `Bearer ${token.accessToken}` }));
const clientInput: ClientInput = { name: "Larch Street Pottery", tags: new Set(["retail"]) };
const made = await clients.createClient({ clientInput });
verify((await clients.getClient({ clientId: made.id })).name === clientInput.name, "read what was created");
const page = await clients.listClients({ limit: 5, search: "larch street", status: new Set(["active", "onboarding"] as const) });
verify(page.data.length === 1 && page.data[0]?.id === made.id, "find what was created");
verify((await statusOf(clients.createClient({ clientInput }))) === 409, "a conflict");
verify((await statusOf(clients.getClient({ clientId: nobodyOf(made.id) }))) === 404, "a 404");
console.log(made.id);
