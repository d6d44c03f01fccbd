$request = @{
    client_id     = $env:CLIENT_ID
    client_secret = $env:CLIENT_SECRET
    grant_type    = 'client_credentials'
} | ConvertTo-Json
$token = (Invoke-RestMethod -Method Post -Uri "$env:API/auth/token" `
    -ContentType 'application/json' -Body $request).access_token

$headers = @{ Authorization = "Bearer $token" }
Invoke-RestMethod -Uri "$env:API/clients?limit=1" -Headers $headers | ConvertTo-Json -Depth 10
