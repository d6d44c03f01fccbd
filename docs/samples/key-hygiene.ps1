# On Windows the file is encrypted for the user who wrote it:
#   Get-Credential | Export-Clixml -Path $env:KEY_FILE       (user name: client_id, password: client_secret)
$key = Import-Clixml -Path $env:KEY_FILE
$request = @{
    client_id     = $key.UserName
    client_secret = $key.GetNetworkCredential().Password
    grant_type    = 'client_credentials'
    scope         = 'read'
} | ConvertTo-Json
$issued = Invoke-RestMethod -Method Post -Uri "$env:API/auth/token" `
    -ContentType 'application/json' -Body $request
$headers = @{ Authorization = "Bearer $($issued.access_token)" }
Invoke-RestMethod -Uri "$env:API/clients?limit=1" -Headers $headers
# A job that only reads has a token that can only read.
try {
    Invoke-RestMethod -Method Post -Uri "$env:API/clients" -Headers $headers `
        -ContentType 'application/json' -Body '{}'
} catch {
    [int] $_.Exception.Response.StatusCode
}
