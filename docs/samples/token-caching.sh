CACHE=${CACHE:-$HOME/.cache/brainstormmsp-token}
umask 077 # nobody else may read the cached token

# Prints a token, and requests a new one only if the cached one has less than a minute left.
token() {
  if [ -r "$CACHE" ] && [ "$(jq .expires_at "$CACHE")" -gt $(($(date +%s) + 60)) ]; then
    jq -r .access_token "$CACHE"
    return
  fi
  curl -sS --fail-with-body "$API/auth/token" -H 'Content-Type: application/json' -d @- <<JSON |
{"client_id": "$CLIENT_ID", "client_secret": "$CLIENT_SECRET", "grant_type": "client_credentials"}
JSON
    jq --argjson now "$(date +%s)" '. + {expires_at: ($now + .expires_in)}' > "$CACHE.new" &&
    mv "$CACHE.new" "$CACHE" && jq -r .access_token "$CACHE"
}

# Prints the status and, after a 401, tries once more with a new token: the key's tokens may be revoked.
get() {
  status=$(curl -sS -o /dev/null -w '%{http_code}' "$API$1" -H "Authorization: Bearer $(token)")
  if [ "$status" = 401 ]; then
    rm -f "$CACHE"
    status=$(curl -sS -o /dev/null -w '%{http_code}' "$API$1" -H "Authorization: Bearer $(token)")
  fi
  echo "$status"
}

get /clients
get /assets
