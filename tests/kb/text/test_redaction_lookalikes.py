"""What looks like a secret and is none: names, ids, digests, addresses, error texts, placeholders."""

import base64
import html
import json
import random
import string
from collections.abc import Callable
from urllib.parse import quote

import pytest

from kb.text.redaction import redact
from tests.kb.text.redaction_secrets import guid, pick

_HEX = "0123456789abcdef"
_BASE32 = string.ascii_lowercase + "234567"
_ALNUM = string.ascii_letters + string.digits
_WORDS = "web app sql vm aks prod dev hub core fabrikam contoso atlas orion".split()

# {word}, {name}, {guid}, {hex40}, {HEX40}, {base64x16}, {digits8}, {base32x13} … are made up anew each time.
IDS = """
correlationId: {guid}
"trackingId": "{guid}"
x-ms-request-id: {guid}
x-ms-correlation-request-id={guid}
x-ms-client-request-id: {guid}
x-ms-routing-request-id: WESTEUROPE:20261121T101112Z:{guid}
Request ID: {guid}
Operation ID: {hex32}
activityId={guid}
vmId: {guid}
principalId {guid} roleDefinitionId {guid}
appId={guid} tenant={guid}
clientId: {guid}
tenant_id = "{guid}"
ARM_CLIENT_ID={guid}
ARM_TENANT_ID={guid}
InstrumentationKey={guid}
waagent-{guid}.settings
/subscriptions/{guid}/resourceGroups/rg-{name}/providers/Microsoft.Compute/virtualMachines/{name}
/subscriptions/{guid}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-{name}/secrets/db-password
/subscriptions/{guid}/resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets/{name}
deployment name: Microsoft.Template-{digits14}
uniqueString {base32x13}
nodepool aks-nodepool1-{digits8}-vmss000003
pod {name}-7d9f8b6c5d-x2x9q
resourceVersion: "{digits9}"
git commit {hex40}
Serial Number: {hex32}
MAC 00-0D-3A-1B-2C-3D
snapshotId: {hex24}
continuationToken: {base64x40}
skipToken={hex40}
"nextLink": "https://management.azure.com/skus?api-version=2021-07-01&$skiptoken={base64x30}"
System.Web, Version=4.0.0.0, Culture=neutral, PublicKeyToken={hex16}
"""
DIGESTS = """
mcr.microsoft.com/aks/x@sha256:{hex64}
docker-pullable://mcr.microsoft.com/x@sha256:{hex64}
Digest: sha256:{hex64}
--discovery-token-ca-cert-hash sha256:{hex64}
sha512-{base64x64}
integrity sha384-{base64x48}
Content-MD5: {base64x16}
ETag: "0x8D{HEX13}"
"etag": "W/\\"{guid}\\""
"etag": "{guid}"
Thumbprint: {HEX40}
"thumbprint": "{hex40}"
thumbprint={HEX40}
"protectedSettingsCertThumbprint": "{HEX40}"
cache key: node-cache-Linux-npm-{hex64}
ssh-rsa AAAAB3NzaC1yc2E{base64x200} azureuser@vm
ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{alnum43} azureuser@vm
SHA256:{alnum43} azureuser@vm
certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t{base64x90}
"""
NAMES = """
storage account 'st{word}{digits6}' was not found
AccountName=st{word}{digits4}
--account-name st{word}{digits6}
storageAccountName: st{word}{digits6}
AzureWebJobsStorage__accountName=st{word}{digits4}
secretName: {name}
"secretName": "{name}"
secret "{name}" not found
secret: {name}
MountVolume.SetUp failed for volume "x" : secret "{name}-secret" not found
Error: secrets "{name}" already exists
imagePullSecrets: [{name}]
keyVaultSecretId: https://kv-{word}.vault.azure.net/secrets/x/{hex32}
key_vault_secret_id = "https://kv-{word}.vault.azure.net/secrets/x/{hex32}"
https://kv-{word}.vault.azure.net/secrets/sql-admin-password/{hex32}
https://kv-{word}.vault.azure.net/keys/disk-key/{hex32}
keyUrl: https://kv-{word}.vault.azure.net/keys/k/{hex32}
SharedAccessKeyName=RootManageSharedAccessKey
Standard_D4s_v5
sku: Standard_LRS
acr{word}.azurecr.io/app:20261121.1
oci://acr{word}.azurecr.io/x:1.2
"key": "node.kubernetes.io/not-ready"
{"keyName":"key1","permissions":"FULL"}
partitionKey=eastus2-Prod01
primaryKey: id
PRIMARY KEY constraint 'PK_Users_1a2B3c4D' violated
PWD=/home/azureuser
OLDPWD=/var/lib/waagent
/var/run/secrets/kubernetes.io/serviceaccount/token
Microsoft.KeyVault/vaults/secrets/read
Microsoft.Storage/storageAccounts/listKeys/action
username,password,region
"""
ADDRESSES = """
https://aka.ms/DeployOperations
https://st{word}01.blob.core.windows.net/vhds/os.vhd
https://learn.microsoft.com/azure/virtual-machines/error-codes?view=x&tabs=y
https://portal.azure.com/#@contoso.onmicrosoft.com/resource/subscriptions/{guid}/overview
https://login.microsoftonline.com/{guid}/oauth2/v2.0/token
https://func.azurewebsites.net/api/run?name=x&code=404
jdbc:sqlserver://sql1.database.windows.net:1433;database=db;user=app@sql1
mongodb://localhost:27017/db
redis://cache:6379/0
git@github.com:contoso/repo.git
ssh://git@github.com:22/contoso/repo.git
https://user@dev.azure.com/org/p/_git/r
10.0.0.4:443
fe80::20d:3aff:fe12:3456
someone@contoso.com
"""
ERRORS = """
(InvalidParameter) The supplied password must be between 12-123 characters long and must satisfy at least 3 of these
Target: adminPassword
"target": "adminPassword"
Parameter name: password
password is required
adminPassword is missing
passwords do not match
code: SecretNotFound
code: PasswordTooShort
code: KeyVaultSecretNotFound
Failed to get secret: SecretNotFound
error: unable to read token: permission denied
token: expired
Invalid token: signature verification failed
The access token is invalid.
The access token expiry UTC time '11/21/2026 1:00:00 PM' is earlier than current UTC time
AADSTS7000215: Invalid client secret provided. Ensure the secret being sent is the value, not the client secret ID.
AADSTS700016: Application with identifier '{guid}' was not found. Trace ID: {guid} Correlation ID: {guid}
WWW-Authenticate: Bearer authorization_uri="https://login.windows.net/{guid}", error="invalid_token"
Bearer token is missing
"tokenType": "Bearer"
ERROR: argument --admin-password: expected one argument
Please provide --admin-password or --ssh-key-values
Enter password:
[sudo] password for azureuser:
paramName: PasswordCredentials, paramValue: , objectType: Microsoft.Online.DirectoryServices.Application
{"error":{"code":"InvalidParameter","target":"adminPassword","message":"Required parameter 'adminPassword' is missing."}}
Set-Cookie header missing
ARRAffinity cookie is disabled
The signature is invalid: Signature did not match. String to sign used was r
0x80070005 E_ACCESSDENIED
npm ERR! code E401
PASS: test_create_vm (12.3s)
pass: 10, fail: 2
lastRotated: key1 2026-01-01
passwordLastSet: 2026-01-01T00:00:00Z
PasswordNeverExpires : True
PasswordAuthentication no
disable_password_authentication = false
"disablePasswordAuthentication": true
own rules (SAS sig, AccountKey/SharedAccessKey/Password/PWD, Bearer)
"""
PLACEHOLDERS = """
admin_password = (sensitive value)
~ admin_password = (sensitive value) -> (known after apply)
password: (sensitive value)
--admin-password <password>
--admin-password '<your-password>'
--password myPassword
password=***
password: ********
password: REDACTED
password = ""
Password=;
Pwd={your_password_here};
PASSWORD=${DB_PASSWORD}
password=%DB_PASSWORD%
-Password $env:ADMIN_PASSWORD
-Password $securePassword
password: null
"adminPassword": null
admin_password = var.admin_password
admin_password = random_password.vm.result
admin_password = azurerm_key_vault_secret.vm.value
"DB_PASSWORD": "@Microsoft.KeyVault(VaultName=kv;SecretName=x)"
"adminPassword": "[parameters('adminPassword')]"
"adminPassword": {"type": "securestring"}
client_secret: ${{ secrets.AZURE_CLIENT_SECRET }}
password: $(adminPassword)
password: !vault |
$password = Read-Host -AsSecureString
ConvertTo-SecureString $plain -AsPlainText -Force
password = os.environ['DB_PASSWORD']
password=settings.DB_PASSWORD,
    password=password,
def connect(user: str, password: str = None):
Password : System.Security.SecureString
Authorization: Bearer <token>
Authorization: Bearer $TOKEN
sig=<signature>
protectedSettings: '***'
password: [redacted:password]
AccountKey=[redacted:connection-string];EndpointSuffix=core.windows.net
az keyvault secret show --vault-name kv1 --name db-password --query value -o tsv
az keyvault secret set --vault-name kv1 --name db --value "$DB_PASSWORD"
az keyvault secret set --vault-name kv1 --name db --value <value>
az keyvault secret set --vault-name kv1 --name db --file ./db.txt
az keyvault secret set-attributes --vault-name kv1 --name db --enabled true
az appconfig kv set --name cfg --key colour --value blue
net use Z: /delete
net use Z: \\\\fs01.corp.example\\data /persistent:yes
net use Z: \\\\fs01.corp.example\\data /user:corp\\joe *
az storage account keys list -g rg -n st1 --query '[0].value' -o tsv
az ad sp credential reset --name x --query password --output tsv
| password | string | yes | Password for the VM |
"""
BLOCKS = (
    "kind: Secret\nmetadata:\n  name: {name}\ntype: Opaque\n",
    "| Parameter | Type | Description |\n|---|---|---|\n| adminPassword | securestring | The password of the admin |\n",
    "-----BEGIN " + "CERTIFICATE-----\n{rows}\n-----END " + "CERTIFICATE-----\n",
    "-----BEGIN " + "PUBLIC KEY-----\n{rows}\n-----END " + "PUBLIC KEY-----\n",
    "- name: adminPassword\n  valueFrom:\n    secretKeyRef:\n      name: {name}\n      key: password\n",
)
LOOKALIKES = [
    line for text in (IDS, DIGESTS, NAMES, ADDRESSES, ERRORS, PLACEHOLDERS) for line in text.strip("\n").split("\n")
]
PLACES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "json": lambda text: json.dumps({"code": "BadRequest", "message": text}),
    "json twice": lambda text: json.dumps({"error": json.dumps({"code": "BadRequest", "message": text})}),
    "log": lambda text: f"2026-11-21T10:11:12Z ERROR [w] {text} (HTTP 409)",
    "html": lambda text: f"<p>{html.escape(text)}</p>",
    "url": lambda text: "state=" + quote(text, safe=""),
    "terraform": lambda text: "│ Error: x\n│ " + text.replace("\n", "\n│ ") + "\n╵",
    "csv": lambda text: '1,"' + text.replace('"', '""') + '",x',
    "python": lambda text: repr({"message": text, "n": 1}),
}


def made(template: str, rng: random.Random) -> str:
    """Give the look-alike with ids and names made up."""
    word, other = rng.sample(_WORDS, 2)
    text = template.replace("{word}", word).replace("{name}", f"{word}-{other}-{rng.randint(1, 99):02}")
    text = text.replace("{rows}", "\n".join("MIID" + pick(rng, _ALNUM, 60) for _ in range(6)))
    while "{guid}" in text:
        text = text.replace("{guid}", guid(rng), 1)
    for size in (13, 16, 24, 32, 40, 64):
        text = text.replace(f"{{hex{size}}}", pick(rng, _HEX, size))
        text = text.replace(f"{{HEX{size}}}", pick(rng, _HEX, size).upper())
    for size in (4, 6, 8, 9, 14):
        text = text.replace(f"{{digits{size}}}", pick(rng, string.digits, size))
    for size in (16, 30, 40, 48, 64, 90, 200):
        text = text.replace(f"{{base64x{size}}}", base64.b64encode(rng.randbytes(size)).decode())
    return text.replace("{base32x13}", pick(rng, _BASE32, 13)).replace("{alnum43}", pick(rng, _ALNUM, 43))


@pytest.mark.parametrize("place", PLACES)
def test_look_alikes_stay(place: str) -> None:
    """No name, id, digest, address, error text or placeholder is taken out, wherever it stands."""
    rng = random.Random(f"look-alikes {place}")
    texts = [PLACES[place](made(template, rng)) for template in (*LOOKALIKES, *BLOCKS) for _ in range(5)]
    lost = [text for text in texts if redact(text).counts or redact(text).text.text != text]
    assert [] == lost


def test_look_alikes_stay_beside_a_secret() -> None:
    """A secret in the same text does not draw its neighbours with it."""
    rng = random.Random("neighbours")
    secret = "S3cret" + pick(rng, _ALNUM, 12)
    for template in LOOKALIKES:
        before, after = made(template, rng), made(rng.choice(LOOKALIKES), rng)
        text = f"{before}\nDB_PASSWORD={secret}\n{after}\n"
        assert f"{before}\nDB_PASSWORD=[redacted:password]\n{after}\n" == redact(text).text.text


def test_all_look_alikes_in_one_text_stay() -> None:
    """A long text of look-alikes is given back byte for byte."""
    rng = random.Random("together")
    text = "\n".join(made(rng.choice(LOOKALIKES), rng) for _ in range(1500))
    assert (text, ()) == (redact(text).text.text, redact(text).counts)
