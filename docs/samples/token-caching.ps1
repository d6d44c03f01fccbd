$script:Token = $null
$script:RenewAt = [DateTime]::MinValue

# Returns a token, and requests a new one only if the last one has less than a minute left.
function Get-Token {
    if ([DateTime]::UtcNow -ge $script:RenewAt) {
        $request = @{
            client_id     = $env:CLIENT_ID
            client_secret = $env:CLIENT_SECRET
            grant_type    = 'client_credentials'
        } | ConvertTo-Json
        $issued = Invoke-RestMethod -Method Post -Uri "$env:API/auth/token" `
            -ContentType 'application/json' -Body $request
        $script:Token = $issued.access_token
        $script:RenewAt = [DateTime]::UtcNow.AddSeconds($issued.expires_in - 60)
    }
    $script:Token
}

# After a 401, tries once more with a new token: the key's tokens may be revoked.
function Get-Api([string] $Path) {
    try {
        Invoke-RestMethod -Uri "$env:API$Path" -Headers @{ Authorization = "Bearer $(Get-Token)" }
    } catch {
        if ([int] $_.Exception.Response.StatusCode -ne 401) { throw }
        $script:RenewAt = [DateTime]::MinValue
        Invoke-RestMethod -Uri "$env:API$Path" -Headers @{ Authorization = "Bearer $(Get-Token)" }
    }
}

Get-Api '/clients'
Get-Api '/assets'
