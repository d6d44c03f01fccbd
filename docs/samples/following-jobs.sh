headers=$(mktemp)
# The key makes the request safe to repeat if its response is lost.
job=$(curl -sS --fail-with-body -D "$headers" "$API/evaluations" -H "Authorization: Bearer $TOKEN" \
  -H 'Content-Type: application/json' -H "Idempotency-Key: $KEY" -d "{\"client_ids\": [\"$CLIENT\"]}")
location=$(tr -d '\r' < "$headers" | sed -n 's/^location: //Ip')

while echo "$job" | jq -e '.status == "queued" or .status == "running"' > /dev/null; do
  wait=$(tr -d '\r' < "$headers" | sed -n 's/^retry-after: //Ip')
  sleep "${wait:-1}"
  job=$(curl -sS --fail-with-body -D "$headers" "$location" -H "Authorization: Bearer $TOKEN")
done
rm -f "$headers"
echo "$job" | jq -r .status
