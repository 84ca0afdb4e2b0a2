"""Made-up secrets of every kind in every shape in which people paste them, put together while the tests run."""

from __future__ import annotations

import base64
import html
import json
import random
import string
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

_ALNUM = string.ascii_letters + string.digits
_HEX = "0123456789abcdef"
_SIGNS = "!@#$%^*-_+=?~."
MARK = "QZREDACTEDZQ"


@dataclass(frozen=True)
class Secret:
    """A secret with the text around it that belongs to it, and the key under which such a text is found."""

    kind: str
    key: str
    before: str
    value: str
    after: str = ""
    form: str = "inline"

    @property
    def text(self) -> str:
        """Give the whole text."""
        return self.before + self.value + self.after


@dataclass(frozen=True)
class Sample:
    """A paste with one secret: what it looks like, and what is left when the secret is taken out."""

    secret: Secret
    context: str
    text: str
    left: str


def pick(rng: random.Random, letters: str, size: int) -> str:
    """Give a text of some letters, with at least one capital, one small letter and one digit if they are among them."""
    return "".join(rng.choice(letters) for _ in range(size))


def _bytes64(rng: random.Random, size: int) -> str:
    return base64.b64encode(rng.randbytes(size)).decode()


def guid(rng: random.Random) -> str:
    """Give a GUID."""
    return "-".join(pick(rng, _HEX, size) for size in (8, 4, 4, 4, 12))


def _word(rng: random.Random) -> str:
    return rng.choice("web app data core hub prod dev batch orion atlas".split()) + pick(rng, string.digits, 2)


def _password(rng: random.Random) -> str:
    size = rng.randint(10, 20)
    body = "".join(rng.choice(_ALNUM if rng.random() < 0.8 else _SIGNS) for _ in range(size - 5))
    mixed = [*body, rng.choice(string.ascii_uppercase), rng.choice(string.ascii_lowercase), rng.choice(string.digits)]
    rng.shuffle(mixed)
    return rng.choice(string.ascii_letters) + "".join(mixed) + rng.choice(string.ascii_letters)


def _storage_keys(rng: random.Random) -> Iterator[Secret]:
    for key in ("accountKey", "AZURE_STORAGE_KEY", "storage_account_key", "primary_access_key", "key1", "value"):
        yield Secret("storage-account-key", key, "", _bytes64(rng, 64), form="keyed")
    yield Secret("storage-account-key", "message", "the key ", _bytes64(rng, 64), " of account st" + _word(rng))


def _signatures(rng: random.Random) -> Iterator[Secret]:
    raw = _bytes64(rng, 32)
    until = "2026-12-01T00%3A00%3A00Z"
    head = f"sv=2023-11-03&sr=b&sp=r&se={until}&sig="
    yield Secret(
        "sas-signature", "url", f"https://st{_word(rng)}.blob.core.windows.net/c/b.vhd?{head}", quote(raw, safe="")
    )
    yield Secret(
        "sas-signature", "sasToken", f"?sv=2022-11-02&ss=b&srt=sco&se={until}&sig=", quote(raw, safe=""), "&sp=rl"
    )
    yield Secret("sas-signature", "sas", head, raw)
    uri = f"SharedAccessSignature sr=https%3a%2f%2f{_word(rng)}.servicebus.windows.net%2f&sig="
    yield Secret("sas-signature", "token", uri, quote(_bytes64(rng, 32), safe=""), "&se=1767225600&skn=Root")
    logic = (
        f"https://prod-01.westeurope.logic.azure.com:443/workflows/{pick(rng, _HEX, 32)}/triggers/manual/paths/invoke"
    )
    yield Secret(
        "sas-signature",
        "callbackUrl",
        f"{logic}?api-version=2016-10-01&sp=%2Frun&sv=1.0&sig=",
        pick(rng, _ALNUM + "_-", 43),
    )


def _connection_strings(rng: random.Random) -> Iterator[Secret]:
    key, small, word = _bytes64(rng, 64), _bytes64(rng, 32), _word(rng)

    def made(before: str, value: str, after: str = "") -> Secret:
        return Secret("connection-string", "connectionString", before, value, after)

    yield made(
        f"DefaultEndpointsProtocol=https;AccountName=st{word};AccountKey=", key, ";EndpointSuffix=core.windows.net"
    )
    yield made(f"Endpoint=sb://{word}.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=", small)
    yield made(
        f"Endpoint=sb://{word}.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=",
        small,
        ";EntityPath=hub",
    )
    yield made(f"HostName={word}.azure-devices.net;DeviceId=dev1;SharedAccessKey=", small)
    yield made(
        f"Server=tcp:{word}.database.windows.net,1433;Initial Catalog=db;User ID=sa;Password=",
        _password(rng),
        ";Encrypt=True;",
    )
    yield made(f"Driver={{ODBC Driver 18 for SQL Server}};Server={word};Uid=sa;Pwd=", _password(rng), ";Encrypt=yes")
    yield made(
        f"Host={word}.postgres.database.azure.com;Database=app;Username=pg;Password=",
        _password(rng),
        ";SSL Mode=Require",
    )
    yield made(f"host={word} port=5432 dbname=app user=pg password=", _password(rng), " sslmode=require")
    yield made(
        f"mongodb://{word}:", quote(_bytes64(rng, 64), safe=""), f"@{word}.mongo.cosmos.azure.com:10255/?ssl=true"
    )
    yield made(f"postgresql://pg:", pick(rng, _ALNUM, 16), f"@{word}.postgres.database.azure.com:5432/app")
    yield made(f"{word}.redis.cache.windows.net:6380,password=", small, ",ssl=True,abortConnect=False")
    yield made(f"AccountEndpoint=https://{word}.documents.azure.com:443/;AccountKey=", key, ";")
    yield made(f"Server={word}.mysql.database.azure.com;UserID=my;Password=", _password(rng), ";Database=app")
    yield (
        made(f"rediss://:", small, f"@{word}.redis.cache.windows.net:6380/0")
        if "/" not in small
        else made(f"rediss://:", pick(rng, _ALNUM, 44), f"@{word}.redis.cache.windows.net:6380/0")
    )


def _entra(rng: random.Random) -> str:
    return pick(rng, _ALNUM, 3) + "8Q" + "~" + pick(rng, _ALNUM + "_.-", 33) + rng.choice(_ALNUM)


def _client_secrets(rng: random.Random) -> Iterator[Secret]:
    for key in ("client_secret", "ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET", "clientSecret", "aadClientSecret"):
        yield Secret("client-secret", key, "", _entra(rng), form="keyed")
    yield Secret("client-secret", "client_secret", "", pick(rng, _ALNUM + "_-", 31) + "aZ3", form="keyed")
    yield Secret("client-secret", "password", "", _entra(rng), form="keyed")
    app = guid(rng)
    yield Secret(
        "client-secret", "command", f"az login --service-principal -u {app} -p ", _entra(rng), f" --tenant {guid(rng)}"
    )
    yield Secret("client-secret", "command", f"az aks create -n aks --client-secret ", _password(rng), " --no-wait")
    yield Secret(
        "client-secret",
        "body",
        f"grant_type=client_credentials&client_id={app}&client_secret=",
        _entra(rng),
        "&scope=x",
    )


def _jwt(rng: random.Random) -> str:
    head = base64.urlsafe_b64encode(json.dumps({"typ": "JWT", "alg": "RS256", "kid": pick(rng, _ALNUM, 8)}).encode())
    body = base64.urlsafe_b64encode(json.dumps({"oid": guid(rng), "tid": guid(rng)}).encode())
    return f"{head.decode().rstrip('=')}.{body.decode().rstrip('=')}.{pick(rng, _ALNUM + '_-', 60)}x"


def _bearer_tokens(rng: random.Random) -> Iterator[Secret]:
    yield Secret("bearer-token", "header", "Authorization: Bearer ", _jwt(rng))
    yield Secret("bearer-token", "header", "Authorization: Bearer ", pick(rng, _ALNUM, 40))
    yield Secret(
        "bearer-token", "header", "Authorization: Basic ", base64.b64encode(f"bob:{_password(rng)}".encode()).decode()
    )
    yield Secret("bearer-token", "accessToken", "", _jwt(rng), form="keyed")
    yield Secret("bearer-token", "refresh_token", "", "0.A" + pick(rng, _ALNUM + "_-", 80) + "x7", form="keyed")
    yield Secret("bearer-token", "header", "x-api-key: ", pick(rng, _ALNUM, 31) + "4")
    yield Secret("bearer-token", "header", "Ocp-Apim-Subscription-Key: ", pick(rng, _HEX, 32))
    yield Secret("bearer-token", "message", "invalid token ", _jwt(rng), " for audience https://management.azure.com/")


def _pem(rng: random.Random, name: str, size: int) -> Secret:
    rows = "\n".join(textwrap.wrap(_bytes64(rng, size), 64))
    edge = "-" * 5
    return Secret("private-key", "key", "", f"{edge}BEGIN {name}{edge}\n{rows}\n{edge}END {name}{edge}", form="block")


def _private_keys(rng: random.Random) -> Iterator[Secret]:
    for name, size in (
        ("RSA PRIVATE KEY", 1191),
        ("PRIVATE KEY", 1217),
        ("OPENSSH PRIVATE KEY", 400),
        ("EC PRIVATE KEY", 121),
    ):
        yield _pem(rng, name, size)
    pfx = base64.b64encode(
        bytes.fromhex("308209") + rng.randbytes(1) + bytes.fromhex("020103308209") + rng.randbytes(600)
    )
    yield Secret("private-key", "pfx", "", pfx.decode())
    pkcs8 = base64.b64encode(bytes.fromhex("308204bd020100300d06092a864886f70d010101050004") + rng.randbytes(500))
    yield Secret("private-key", "cert", "", pkcs8.decode())


def _url_passwords(rng: random.Random) -> Iterator[Secret]:
    secret = pick(rng, _ALNUM + "!$-_", 16) + "x"
    yield Secret("url-password", "url", f"https://deploy:", secret, f"@{_word(rng)}.scm.azurewebsites.net/site.git")
    yield Secret(
        "url-password",
        "url",
        f"ftp://u{_word(rng)}:",
        pick(rng, _ALNUM, 20),
        "@waws-prod.ftp.azurewebsites.windows.net/x",
    )
    yield Secret("url-password", "proxy", "http://proxy:", pick(rng, _ALNUM, 12), "@10.0.0.4:3128")


def _passwords(rng: random.Random) -> Iterator[Secret]:
    keys = "adminPassword admin_password DB_PASSWORD password Password pwd passphrase apiKey access_key sql_admin_password".split()
    for key in [
        *keys,
        "vmPassword",
        "MYSQL_ROOT_PASSWORD",
        "spring.datasource.password",
        "secret",
        "webhookSecret",
        "Pwd",
    ]:
        yield Secret("password", key, "", _password(rng), form="keyed")
    yield Secret(
        "password",
        "command",
        "az vm create -n vm --admin-username bob --admin-password ",
        _password(rng),
        " --image Ubuntu",
    )
    yield Secret("password", "command", "New-Thing -Name x -Password ", _password(rng), " -Force")
    yield Secret("password", "command", "sshpass -p ", _password(rng), " ssh bob@10.0.0.4")


def _slack_tokens(rng: random.Random) -> Iterator[Secret]:
    digits = f"{pick(rng, string.digits, 12)}-{pick(rng, string.digits, 12)}"
    for start in ("b", "p", "a", "s", "r"):
        yield Secret("slack-token", "SLACK_TOKEN", "", "xox" + f"{start}-{digits}-{pick(rng, _ALNUM, 24)}")
    yield Secret(
        "slack-token",
        "app",
        "",
        "xapp" + f"-1-A{pick(rng, string.digits, 10)}-{pick(rng, string.digits, 12)}-{pick(rng, _HEX, 64)}",
    )
    for host in ("hooks.slack", "hooks.slack-gov"):
        path = f"T{pick(rng, string.digits, 8)}/B{pick(rng, string.digits, 8)}/{pick(rng, _ALNUM, 24)}"
        yield Secret("slack-token", "url", f"https://{host}.com/services/", path)
    teams = f"{guid(rng)}@{guid(rng)}/IncomingWebhook/{pick(rng, _HEX, 32)}/{guid(rng)}"
    yield Secret("slack-token", "url", "https://contoso.webhook.office.com/webhookb2/", teams)


def _devops_tokens(rng: random.Random) -> Iterator[Secret]:
    for start in ("p", "o", "s", "u"):
        yield Secret("devops-token", "GITHUB_TOKEN", "", f"gh{start}" + "_" + pick(rng, _ALNUM, 36))
    yield Secret("devops-token", "x", "", "github" + "_pat_" + pick(rng, _ALNUM, 22) + "_" + pick(rng, _ALNUM, 59))
    yield Secret("devops-token", "x", "", "gl" + "pat-" + pick(rng, _ALNUM, 19) + "7")
    base32 = string.ascii_lowercase + "234567"
    yield Secret("devops-token", "AZURE_DEVOPS_EXT_PAT", "", pick(rng, base32, 51) + "4", form="keyed")
    yield Secret("devops-token", "x", "", pick(rng, _ALNUM, 76) + "AZDO" + pick(rng, _ALNUM, 4))
    yield Secret("devops-token", "url", "https://", pick(rng, base32, 51) + "4", "@dev.azure.com/org/_git/repo")


def _cloud_keys(rng: random.Random) -> Iterator[Secret]:
    yield Secret("cloud-key", "x", "", "AK" + "IA" + pick(rng, string.ascii_uppercase + "234567", 16))
    yield Secret("cloud-key", "x", "", "AS" + "IA" + pick(rng, string.ascii_uppercase + "234567", 16))
    yield Secret("cloud-key", "aws_secret_access_key", "", pick(rng, _ALNUM + "+/", 38) + "a1", form="keyed")
    yield Secret("cloud-key", "x", "", "AI" + "za" + pick(rng, _ALNUM + "_-", 35))
    yield Secret("cloud-key", "private_key_id", "", pick(rng, _HEX, 40), form="json")


def _key_vault_secrets(rng: random.Random) -> Iterator[Secret]:
    name = f'"id": "https://kv-{_word(rng)}.vault.azure.net/secrets/db/{pick(rng, _HEX, 32)}"'
    value = rng.choice([_password(rng), pick(rng, string.ascii_lowercase, 10), "three plain words"])
    yield Secret(
        "key-vault-secret",
        "out",
        '{"attributes": {"enabled": true}, ' + name + ', "name": "db", "tags": {}, "value": "',
        value,
        '"}',
    )
    yield Secret(
        "key-vault-secret",
        "out",
        '{"value": "',
        value,
        '", "contentType": null, ' + name + ', "attributes": {"enabled": true}}',
    )
    yield Secret("key-vault-secret", "secretText", "", _password(rng), form="json")
    jwk = (
        '{"kid": "https://kv.vault.azure.net/keys/k/1", "kty": "RSA", "e": "AQAB", "n": "'
        + pick(rng, _ALNUM, 80)
        + '", "d": "'
    )
    yield Secret("key-vault-secret", "jwk", jwk, pick(rng, _ALNUM + "_-", 80), '"}')
    yield Secret("key-vault-secret", "jwk", '{"kty": "oct", "k": "', pick(rng, _ALNUM + "_-", 43), '"}')


def _kubeconfig_tokens(rng: random.Random) -> Iterator[Secret]:
    yield Secret("kubeconfig-token", "client-key-data", "", _bytes64(rng, 300), form="keyed")
    head = "apiVersion: v1\nkind: Config\nusers:\n- name: clusterUser\n  user:\n    token: "
    yield Secret("kubeconfig-token", "config", head, pick(rng, _HEX, 128), "\n", form="block")
    head = "apiVersion: v1\ndata:\n  password: "
    yield Secret(
        "kubeconfig-token", "x", head, _bytes64(rng, 16), "\nkind: Secret\nmetadata:\n  name: db\n", form="block"
    )
    head = '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "db"}, "data": {"config": "'
    yield Secret("kubeconfig-token", "x", head, _bytes64(rng, 30), '"}}')


def _cookies(rng: random.Random) -> Iterator[Secret]:
    for name in ("ARRAffinity", ".AspNetCore.Cookies", "FedAuth", "ESTSAUTH", "session"):
        yield Secret(
            "cookie",
            "header",
            f"Cookie: {name}=",
            pick(rng, _ALNUM + "-_", 63) + "3",
            "; path2=x" if name == "x" else "",
        )
    yield Secret(
        "cookie", "header", "Set-Cookie: ARRAffinitySameSite=", pick(rng, _HEX, 64), "; Path=/; HttpOnly; Secure"
    )
    yield Secret("cookie", "ESTSAUTHPERSISTENT", "", "0.A" + pick(rng, _ALNUM + "-_", 90) + "1", form="cookie")


MAKERS: dict[str, Callable[[random.Random], Iterator[Secret]]] = {
    "storage-account-key": _storage_keys,
    "sas-signature": _signatures,
    "connection-string": _connection_strings,
    "client-secret": _client_secrets,
    "bearer-token": _bearer_tokens,
    "private-key": _private_keys,
    "url-password": _url_passwords,
    "password": _passwords,
    "slack-token": _slack_tokens,
    "devops-token": _devops_tokens,
    "cloud-key": _cloud_keys,
    "key-vault-secret": _key_vault_secrets,
    "kubeconfig-token": _kubeconfig_tokens,
    "cookie": _cookies,
}

Context = Callable[[str, str], str]


def _escaped(times: int) -> Context:
    def render(key: str, value: str) -> str:
        text = json.dumps({key: value, "status": "Failed"})
        for _ in range(times):
            text = json.dumps({"error": {"code": "BadRequest", "message": text}})
        return text

    return render


def _xml(key: str, value: str) -> str:
    return f"<config><add key='region' value='x'/><{key}>{html.escape(value)}</{key}><code>Conflict</code></config>"


def _boxed(text: str) -> str:
    return "╷\n│ Error: creating resource\n│ \n" + "\n".join(f"│   {line}" for line in text.split("\n")) + "\n│ \n╵\n"


def _quoted(value: str) -> str:
    return json.dumps(value)


_TIME = "2026-11-21T10:11:12.123Z"
CONTEXTS: dict[str, Context] = {
    "plain": lambda k, v: f"{k}: {v}",
    "json": _escaped(0),
    "json once escaped": _escaped(1),
    "json twice escaped": _escaped(2),
    "json thrice escaped": _escaped(3),
    "json pretty": lambda k, v: json.dumps({"properties": {k: v, "sku": "Standard_D2s_v5"}}, indent=2),
    "url-encoded": lambda k, v: f"GET /api/log?state={quote(f'{k}={v}', safe='')}&api-version=2024-01-01 HTTP/1.1",
    "url-encoded twice": lambda k, v: f"https://x.net/r?u={quote(quote(f'{k}={v}', safe=''), safe='')}&n=1",
    "yaml": lambda k, v: f"settings:\n  region: westeurope\n  {k}: {v}\n  tier: Basic\n",
    "yaml quoted": lambda k, v: f"settings:\n  {k}: {_quoted(v)}\n  tier: Basic\n",
    "env file": lambda k, v: f"REGION=westeurope\n{k}={v}\nTIER=Basic\n",
    "export": lambda k, v: f"$ export {k}='{v}'\n$ az group list\n",
    "powershell": lambda k, v: f'PS C:\\> $env:{k} = "{v}"\nPS C:\\> Get-AzVM -Name web-01\n',
    "terraform": lambda k, v: f'resource "azurerm_x" "y" {{\n  {k} = {_quoted(v)}\n  location = "westeurope"\n}}\n',
    "terraform output": lambda k, v: _boxed(f"with azurerm_x.y,\n  {k} = {_quoted(v)}\ncode: Conflict"),
    "log line": lambda k, v: (
        f"{_TIME} ERROR [worker-3] request failed {k}={v} correlationId=7d3c2a10-aaaa-4bbb-8ccc-1234567890ab"
    ),
    "log json": lambda k, v: f"{_TIME} ERROR failed: {_escaped(0)(k, v)} (HTTP 409)",
    "stack trace": lambda k, v: (
        f'Traceback (most recent call last):\n  File "/app/x.py", line 3, in f\nValueError: bad {k}={v}\n'
    ),
    "html": lambda k, v: f"<p>Failed: {html.escape(f'{k}={v}')}</p><p>Code &quot;Conflict&quot;</p>",
    "html json": lambda k, v: f"<pre>{html.escape(_escaped(0)(k, v))}</pre>",
    "markdown": lambda k, v: f"| name | {k} |\n|---|---|\n| web-01 | {v} |\n| web-02 | n/a |\n",
    "markdown row": lambda k, v: f"| setting | content |\n|---|---|\n| {k} | {v} |\n| region | westeurope |\n",
    "xml": _xml,
    "xml attribute": lambda k, v: (
        f'<settings><add key="{k}" value="{html.escape(v)}" /><add key="tier" value="Basic" /></settings>'
    ),
    "curl": lambda k, v: f"curl -X POST https://management.azure.com/x?api-version=2024-01-01 -d '{_escaped(0)(k, v)}'",
    "az arguments": lambda k, v: f"az deployment group create -g rg-web -p {k}='{v}' location=westeurope",
    "az option": lambda k, v: f"az thing create -g rg-web --{k.replace('_', '-').replace('.', '-')} '{v}' --no-wait",
    "csv": lambda k, v: f"name,{k},region\nweb-01,{v},westeurope\nweb-02,n/a,westeurope\n",
    "csv json": lambda k, v: 'time,body\n2026-11-21,"' + _escaped(0)(k, v).replace('"', '""') + '"\n',
    "cut": lambda k, v: '{"error": {"details": [{"' + k + '": "' + v.replace('"', '\\"'),
    "ini": lambda k, v: f"[main]\nregion = westeurope\n{k} = {v}\ntier = Basic\n",
    "python": lambda k, v: f"failed with { ({'region': 'westeurope', k: v, 'tier': 'Basic'})!r}",
    "c#": lambda k, v: (
        f"System.InvalidOperationException: Cannot use '{k}={v}'. ---> System.Exception: x\n   at A.B.C() in C:\\x.cs:line 3"
    ),
    "java": lambda k, v: f"java.lang.IllegalStateException: {{{k}={v}, region=westeurope}}\n\tat com.x.Y.z(Y.java:12)",
}
_BLOCKS = frozenset(
    "plain,json,json once escaped,json twice escaped,json thrice escaped,json pretty,url-encoded,url-encoded twice,yaml quoted,"
    "export,powershell,terraform,log json,html json,curl,csv json,python,boxed,indented,quoted,heredoc,log rows,cut".split(
        ","
    ),
)
_TEXTS: dict[str, Callable[[str], str]] = {
    "boxed": _boxed,
    "indented": lambda t: "spec:\n" + textwrap.indent(t, "    ") + "\n    end: x\n",
    "quoted": lambda t: "\n".join(f"> {line}" for line in t.split("\n")) + "\n",
    "heredoc": lambda t: f"cat > x <<EOF\n{t}\nEOF\necho done",
    "log rows": lambda t: f"{_TIME} INFO read:\n{t}\n{_TIME} INFO code Conflict",
}
_ROWS = frozenset({"markdown", "markdown row", "csv", "xml"})
_JSON = frozenset(
    {"json", "json once escaped", "json twice escaped", "json thrice escaped", "json pretty", "log json", "html json", "curl",
     "csv json", "cut", "python"},
)  # fmt: skip


def contexts_of(secret: Secret) -> Iterator[str]:
    """Give the contexts in which a secret of this form is met."""
    for name in CONTEXTS:
        breaks = "," in secret.text or "|" in secret.text or '"' in secret.text
        if secret.form == "json" and name not in _JSON:
            continue
        if secret.form == "block" and name not in _BLOCKS:
            continue
        if name in ("csv", "markdown", "markdown row") and breaks:
            continue
        if name in ("c#", "export", "powershell", "az option", "az arguments", "curl") and (
            "'" in secret.text or '"' in secret.text
        ):
            continue
        if secret.form == "cookie" and name in ("csv", "markdown", "az option"):
            continue
        if name in ("cut",) and secret.after:
            continue
        yield name
    if secret.form == "block":
        yield from _TEXTS


def render(secret: Secret, context: str) -> Sample:
    """Give the paste, and the same with a mark in place of the secret."""
    make = _TEXTS.get(context)
    text, left = (
        make(body) if make else CONTEXTS[context](secret.key, body)
        for body in (secret.text, secret.before + MARK + secret.after)
    )
    return Sample(secret, context, text, left)


def samples(seed: int, rounds: int = 1) -> Iterator[Sample]:
    """Give every secret in every context that fits it, made from the seed."""
    rng = random.Random(seed)
    for _ in range(rounds):
        for make in MAKERS.values():
            for secret in make(rng):
                for context in contexts_of(secret):
                    yield render(secret, context)
