"""Made-up secrets of every kind, put together while the tests run."""

from __future__ import annotations

import base64
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
    yield made("postgresql://pg:", pick(rng, _ALNUM, 16), f"@{word}.postgres.database.azure.com:5432/app")
    yield made(f"{word}.redis.cache.windows.net:6380,password=", small, ",ssl=True,abortConnect=False")
    yield made(f"AccountEndpoint=https://{word}.documents.azure.com:443/;AccountKey=", key, ";")
    yield made(f"Server={word}.mysql.database.azure.com;UserID=my;Password=", _password(rng), ";Database=app")
    yield (
        made("rediss://:", small, f"@{word}.redis.cache.windows.net:6380/0")
        if "/" not in small
        else made("rediss://:", pick(rng, _ALNUM, 44), f"@{word}.redis.cache.windows.net:6380/0")
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
    yield Secret("client-secret", "command", "az aks create -n aks --client-secret ", _password(rng), " --no-wait")
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
    yield Secret("url-password", "url", "https://deploy:", secret, f"@{_word(rng)}.scm.azurewebsites.net/site.git")
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
