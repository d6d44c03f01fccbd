import { connect } from "node:tls";

// Emits an error if this Node.js, or something between you and the API, does not speak TLS 1.3.
const address = new URL(process.env["ORIGIN"] ?? "");
const port = Number(address.port || 443);
const secured = connect({ host: address.hostname, port, servername: address.hostname, minVersion: "TLSv1.3" });
secured.on("secureConnect", () => {
  console.log(secured.getProtocol());
  secured.end();
});
