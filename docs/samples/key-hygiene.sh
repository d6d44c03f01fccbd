# KEY_FILE holds client_id and client_secret as JSON, and only its owner may read it (chmod 600).
request=$(jq -c '. + {grant_type: "client_credentials", scope: "read"}' "$KEY_FILE")
# The secret and the token are on standard input, not in the arguments that every user of the machine can list.
TOKEN=$(printf %s "$request" | curl -sS --fail-with-body "$API/auth/token" \
  -H 'Content-Type: application/json' -d @- | jq -r .access_token)
printf 'Authorization: Bearer %s' "$TOKEN" |
  curl -sS -o /dev/null -w '%{http_code}\n' "$API/clients?limit=1" -H @-
# A job that only reads has a token that can only read.
printf 'Authorization: Bearer %s' "$TOKEN" |
  curl -sS -o /dev/null -w '%{http_code}\n' "$API/clients" -H @- -H 'Content-Type: application/json' -d '{}'
