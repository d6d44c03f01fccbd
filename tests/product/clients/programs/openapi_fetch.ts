// List, create, read, a conflict and a 404: openapi-fetch with the types of openapi-typescript.
import createClient from "openapi-fetch";
import type { paths, components } from "../openapi-typescript/index";
import { verify, nobodyOf, baseUrl, clientId, clientSecret } from "./arguments";

type Schemas = components["schemas"];

const open = createClient<paths>({ baseUrl });
const request: Schemas["TokenRequest"] = {
  client_id: clientId,
  client_secret: clientSecret,
  grant_type: "client_credentials",
};
const token = await open.POST("/auth/token", { body: request });
verify(token.data !== undefined, "a token");

const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token.data.access_token}` } });
const fields: Schemas["ClientInput"] = { name: "Harbor Bicycle Repair", tags: ["retail"] };
const made = await api.POST("/clients", { body: fields });
verify(made.data !== undefined, "a created client");
const id = made.data.id;
const read = await api.GET("/clients/{client_id}", { params: { path: { client_id: id } } });
verify(read.data?.name === fields.name, "read what was created");
const query = { limit: 5, search: "harbor bicycle", status: ["active" as const, "onboarding" as const] };
const page = await api.GET("/clients", { params: { query } });
verify(page.data?.data.length === 1 && page.data.data[0]?.id === id, "find what was created");

const conflict = await api.POST("/clients", { body: fields });
verify(conflict.response.status === 409 && conflict.error?.code === "name_taken", "a conflict");
const missing = await api.GET("/clients/{client_id}", { params: { path: { client_id: nobodyOf(id) } } });
verify(missing.response.status === 404 && missing.error?.code === "not_found", "a 404");
// @ts-expect-error An undocumented order is a type error.
void (() => api.GET("/clients", { params: { query: { sort: "shoe_size" } } }));
console.log(id);
