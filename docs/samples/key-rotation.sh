# ADMIN_TOKEN has the scope api-keys:write, API_KEY is the id of the key to rotate.
umask 077 # nobody else may read the key
printf 'Authorization: Bearer %s' "$ADMIN_TOKEN" |
  curl -sS --fail-with-body "$API/api-keys/$API_KEY/rotate" -H @- -H 'Content-Type: application/json' \
    -H "Idempotency-Key: $KEY" -d '{"overlap_seconds": 3600}' > "$KEY_FILE.rotated" || exit
jq '{client_id, client_secret}' "$KEY_FILE.rotated" > "$KEY_FILE.new"
mv "$KEY_FILE.new" "$KEY_FILE" # at once: no program reads half of it
rm "$KEY_FILE.rotated"
# For an hour both secrets work, so that programs may go on until they read the file again.
jq -c '. + {grant_type: "client_credentials"}' "$KEY_FILE" |
  curl -sS -o /dev/null -w '%{http_code}\n' "$API/auth/token" -H 'Content-Type: application/json' -d @-
