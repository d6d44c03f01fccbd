type Issued = { access_token: string; expires_in: number };

// Sends requests with a token that it requests once and renews a minute before it expires.
class Api {
  // Requests that start together wait for the same token.
  private token: Promise<string> | undefined;
  private renewAt = 0;

  constructor(private readonly url: string, private readonly key: { client_id: string; client_secret: string }) {}

  async get(path: string): Promise<Response> {
    const response = await this.send(path);
    if (response.status !== 401) return response;
    this.renewAt = 0; // the key's tokens may be revoked: try once more with a new one
    return this.send(path);
  }

  private async send(path: string): Promise<Response> {
    if (this.token === undefined || performance.now() >= this.renewAt) {
      this.renewAt = Infinity;
      this.token = this.request();
      this.token.catch(() => (this.token = undefined));
    }
    return fetch(this.url + path, { headers: { Authorization: `Bearer ${await this.token}` } });
  }

  private async request(): Promise<string> {
    const response = await fetch(`${this.url}/auth/token`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...this.key, grant_type: "client_credentials" }),
    });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const issued = (await response.json()) as Issued;
    this.renewAt = performance.now() + (issued.expires_in - 60) * 1000;
    return issued.access_token;
  }
}

const { API = "", CLIENT_ID = "", CLIENT_SECRET = "" } = process.env;
const api = new Api(API, { client_id: CLIENT_ID, client_secret: CLIENT_SECRET });
console.log((await api.get("/clients")).status);
console.log((await api.get("/assets")).status);

export {};
