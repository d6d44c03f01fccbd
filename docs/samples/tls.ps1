# Windows PowerShell 5.1 and PowerShell 7. Fails if this Windows and .NET do not speak TLS 1.3. Do not set
# [Net.ServicePointManager]::SecurityProtocol to Tls12 in your scripts: that switches TLS 1.3 off.
$address = [Uri] $env:ORIGIN
$connection = New-Object Net.Sockets.TcpClient -ArgumentList $address.Host, $address.Port
$secured = New-Object Net.Security.SslStream -ArgumentList $connection.GetStream()
# 12288 is Tls13; Windows PowerShell may not know the name.
$secured.AuthenticateAsClient($address.Host, $null, [Security.Authentication.SslProtocols] 12288, $false)
$secured.SslProtocol
$secured.Dispose()
