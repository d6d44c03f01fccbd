# ADMIN_TOKEN has the scope api-keys:write, API_KEY is the id of the key to rotate.
$rotated = Invoke-RestMethod -Method Post -Uri "$env:API/api-keys/$env:API_KEY/rotate" `
    -Headers @{ Authorization = "Bearer $env:ADMIN_TOKEN"; 'Idempotency-Key' = [guid]::NewGuid().ToString() } `
    -ContentType 'application/json' -Body (@{ overlap_seconds = 3600 } | ConvertTo-Json)
# On Windows the file is encrypted for the user who writes it.
$secret = ConvertTo-SecureString $rotated.client_secret -AsPlainText -Force
New-Object Management.Automation.PSCredential -ArgumentList $rotated.client_id, $secret |
    Export-Clixml -Path $env:KEY_FILE
# For an hour both secrets work, so that programs may go on until they read the file again.
$request = @{
    client_id     = $rotated.client_id
    client_secret = $rotated.client_secret
    grant_type    = 'client_credentials'
} | ConvertTo-Json
$issued = Invoke-RestMethod -Method Post -Uri "$env:API/auth/token" `
    -ContentType 'application/json' -Body $request
$issued.expires_in
