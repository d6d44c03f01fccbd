# Prints what changed since the last run, one JSON object a line; deleted items have deleted_at.
STATE=${STATE:-assets.since}

since=$(cat "$STATE" 2>/dev/null || true)
cursor=
while :; do
  page=$(curl -sS --fail-with-body -G "$API/assets" -H "Authorization: Bearer $TOKEN" \
    -d limit=100 -d sort=updated_at -d include_deleted=true \
    ${since:+--data-urlencode "updated_since=$since"} ${cursor:+--data-urlencode "cursor=$cursor"}) ||
    { echo "$page" >&2; exit 1; }
  echo "$page" | jq -c '.data[]'
  # What was printed is done with: after an interruption the next run starts here.
  latest=$(echo "$page" | jq -r '.data[-1].updated_at // empty')
  [ -z "$latest" ] || echo "$latest" > "$STATE"
  cursor=$(echo "$page" | jq -r '.next_cursor // empty')
  [ -n "$cursor" ] || break
done
