# The secret is read from standard input, so that it is in no process list.
TOKEN=$(curl -sS --fail-with-body "$API/auth/token" -H 'Content-Type: application/json' -d @- <<JSON | jq -r .access_token
{"client_id": "$CLIENT_ID", "client_secret": "$CLIENT_SECRET", "grant_type": "client_credentials"}
JSON
)
curl -sS --fail-with-body "$API/clients?limit=1" -H "Authorization: Bearer $TOKEN"
