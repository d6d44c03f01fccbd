# Up to 500 items in one request; each has a result of its own.
location=$(curl -sS --fail-with-body -o /dev/null -D - "$API/bulk/assets" -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' -H "Idempotency-Key: $KEY" -d @- <<JSON | tr -d '\r' | sed -n 's/^location: //Ip'
{"items": [
  {"client_id": "$CLIENT", "type": "server", "hostname": "files-01",
   "external_refs": [{"system": "inventory", "id": "2001"}]},
  {"client_id": "$CLIENT", "type": "endpoint", "hostname": "desk-17",
   "external_refs": [{"system": "inventory", "id": "2002"}]}
]}
JSON
)
until job=$(curl -sS --fail-with-body "$location" -H "Authorization: Bearer $TOKEN") &&
  echo "$job" | jq -e '.status == "succeeded" or .status == "failed"' > /dev/null; do
  sleep 1
done
echo "$job" | jq -r '"\(.result.created + .result.updated + .result.unchanged) stored, \(.result.failed) failed"'
echo "$job" | jq -c '.result.items[] | select(.outcome == "failed")'
