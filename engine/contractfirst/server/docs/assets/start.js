"use strict";

const root = document.documentElement;
const darkness = matchMedia("(prefers-color-scheme: dark)");
const follow = () => root.classList.toggle("dark-mode", darkness.matches);
darkness.addEventListener("change", follow);
follow();

// The servers that the document names may be another origin than the one the page was opened from; the
// page tries operations on its own.
function adapted(contract, base) {
  contract.servers = [{ url: base }];
  for (const scheme of Object.values(contract.components?.securitySchemes ?? {})) {
    for (const flow of Object.values(scheme.flows ?? {})) {
      if (!flow.tokenUrl) continue;
      const path = new URL(flow.tokenUrl, location.href).pathname;
      if (path.startsWith(base)) flow.tokenUrl = location.origin + path;
    }
  }
  return contract;
}

const place = document.getElementById("swagger-ui");
fetch("/openapi.json")
  .then((response) => response.json())
  .then((contract) => {
    window.ui = SwaggerUIBundle({
      spec: adapted(contract, place.dataset.base),
      dom_id: "#swagger-ui",
      deepLinking: true,
      displayRequestDuration: true,
      docExpansion: "list",
      filter: true,
      persistAuthorization: false,
      tryItOutEnabled: true,
      validatorUrl: null,
      presets: [SwaggerUIBundle.presets.apis],
    });
  })
  .catch((error) => {
    place.textContent = `The contract could not be loaded: ${error.message}`;
  });
