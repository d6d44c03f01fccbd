// What the programs have in common: node PROGRAM.mjs BASE_URL CLIENT_ID CLIENT_SECRET.
export const [baseUrl, clientId, clientSecret] = process.argv.slice(2) as [string, string, string];

export function verify(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`expected ${what}`);
}

// Returns an identifier that nobody has.
export function nobodyOf(id: string): string {
  return id.slice(0, -1) + (id.endsWith("0") ? "1" : "0");
}
