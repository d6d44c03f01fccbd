# A CGI script: the headers are in the environment, the body on standard input. WEBHOOK_SECRET is the secret.
STORE=${STORE:-/var/lib/brainstormmsp-events}
answer() { printf 'Status: %s\r\n\r\n' "$1"; exit; }

body=$(mktemp) && trap 'rm -f "$body"' EXIT && cat > "$body"
id=$(printf %s "$HTTP_WEBHOOK_ID" | tr -cd 'A-Za-z0-9_-')
age=$(($(date +%s) - HTTP_WEBHOOK_TIMESTAMP))
[ "$age" -gt -300 ] && [ "$age" -lt 300 ] || answer '401 Unauthorized'
key=$(printf %s "${WEBHOOK_SECRET#whsec_}" | base64 -d | od -An -tx1 -v | tr -d ' \n')
expected=$({ printf '%s.%s.' "$HTTP_WEBHOOK_ID" "$HTTP_WEBHOOK_TIMESTAMP"; cat "$body"; } |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64 -w 0)
case " $HTTP_WEBHOOK_SIGNATURE " in *" v1,$expected "*) ;; *) answer '401 Unauthorized' ;; esac

# A delivery may come twice: mkdir succeeds once for each webhook-id.
mkdir -p "$STORE/seen" "$STORE/state"
mkdir "$STORE/seen/$id" 2>/dev/null || answer '204 No Content'

# Deliveries may come in another order: keep what has the larger sequence.
object=$(jq -r '.data.id' "$body" | tr -cd 'A-Za-z0-9_-')
have=$(jq '.sequence' "$STORE/state/$object" 2>/dev/null || echo -1)
if [ "$(jq '.data.sequence' "$body")" -gt "$have" ]; then
  jq -c '.data' "$body" > "$STORE/state/$object.new" && mv "$STORE/state/$object.new" "$STORE/state/$object"
fi
answer '204 No Content'
