import os
import time

import httpx


class Api:
    """Sends requests with a token that it requests once and renews a minute before it expires."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=30)
        self._key = {"client_id": client_id, "client_secret": client_secret}
        self._token = ""
        self._renew_at = 0.0

    def get(self, path: str) -> httpx.Response:
        """Return the response; after a 401, try once more with a new token."""
        response = self._http.get(path, headers=self._authorization())
        if response.status_code == 401:
            self._renew_at = 0.0
            response = self._http.get(path, headers=self._authorization())
        return response

    def _authorization(self) -> dict[str, str]:
        if time.monotonic() >= self._renew_at:
            request = {**self._key, "grant_type": "client_credentials"}
            issued = self._http.post("/auth/token", json=request).raise_for_status().json()
            self._token = issued["access_token"]
            self._renew_at = time.monotonic() + issued["expires_in"] - 60
        return {"Authorization": f"Bearer {self._token}"}


api = Api(os.environ["API"], os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])
print(api.get("/clients").status_code)
print(api.get("/assets").status_code)
