"""Every kind of secret is found, wherever and however encoded it stands, and nothing else is touched."""

import base64
import json
import random
import re
import string
from urllib.parse import quote_plus

import pytest

from kb.text.redaction import KINDS, redact
from tests.kb.text.redaction_samples import CONTEXTS, MARK, Sample, samples, truncated
from tests.kb.text.redaction_secrets import MAKERS

_MARKED = re.compile(r"\[redacted:[a-z-]+\]")
_ALNUM = string.ascii_letters + string.digits
_SEED = 20261121
_RECALL = 0.995
_RECALL_CUT = 0.99
_EXACT = 0.98
_CHUNK = 8

SAMPLES = list(samples(_SEED))
SECRET = "S3cr" + "et!x9Q"


def _hidden(sample: Sample, out: str) -> bool:
    """Tell whether neither the secret nor a longer piece of it is left."""
    before, _, after = sample.left.partition(MARK)
    secret = sample.text[len(before) : len(sample.text) - len(after)]
    pieces = [secret[at : at + _CHUNK] for at in range(len(secret) - _CHUNK + 1)]
    return secret not in out and not any(piece.isalnum() and piece in out for piece in pieces)


def _cleaned(text: str) -> str:
    return redact(text).text.text


@pytest.mark.parametrize("kind", MAKERS)
def test_recall(kind: str) -> None:
    """Of each kind at least 99.5 % are gone, over more than twenty contexts."""
    of_kind = [sample for sample in SAMPLES if sample.secret.kind == kind]
    missed = [sample.text for sample in of_kind if not _hidden(sample, _cleaned(sample.text))]
    assert len(missed) <= len(of_kind) * (1 - _RECALL), missed[:3]


@pytest.mark.parametrize("kind", MAKERS)
def test_only_the_secret_is_replaced(kind: str) -> None:
    """Everything around the secret is left as it was."""
    of_kind = [sample for sample in SAMPLES if sample.secret.kind == kind]
    touched = [sample.text for sample in of_kind if sample.left != _MARKED.sub(MARK, _cleaned(sample.text))]
    assert len(touched) <= len(of_kind) * (1 - _EXACT), touched[:3]


@pytest.mark.parametrize("kind", MAKERS)
def test_secrets_are_counted_under_their_kind(kind: str) -> None:
    """A lone secret is counted once, as what it is."""
    wrong = [
        sample.text
        for sample in SAMPLES
        if sample.secret.kind == kind and redact(sample.text).counts not in (((kind, 1),), ())
    ]
    assert [] == wrong[:3]


def test_the_samples_cover_kinds_and_contexts() -> None:
    """The generated set has all kinds but e-mail addresses, each in at least twenty contexts or all that fit."""
    assert set(KINDS) - {"email"} == set(MAKERS)
    for kind in MAKERS:
        assert 12 <= len({sample.context for sample in SAMPLES if sample.secret.kind == kind}), kind
    assert 20 <= len({sample.context for sample in SAMPLES})
    assert set(CONTEXTS) <= {sample.context for sample in SAMPLES}


@pytest.mark.parametrize("kind", MAKERS)
def test_cut_secrets(kind: str) -> None:
    """What is left of a secret at the end of a cut text is taken out too, where something says what it is."""
    cut = [sample for sample in truncated(_SEED) if sample.secret.kind == kind]
    missed = [sample.text for sample in cut if not _hidden(sample, _cleaned(sample.text))]
    assert len(missed) <= len(cut) * (1 - _RECALL_CUT), missed[:3]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ConvertTo-SecureString '", "' -AsPlainText -Force"),
        ("az login --service-principal -u x --tenant y -p ", ""),
        ("az sql server create -u admin -p ", " -n s1"),
        ("sshpass -p '", "' ssh azureuser@10.0.0.4"),
        ("docker login acr1.azurecr.io -u acr1 -p ", ""),
        ("sqlcmd -S s1 -U sa -P ", " -Q 'select 1'"),
        ("mysql -u root -p", " db"),
        ("redis-cli -h cache -a ", " ping"),
        ("net user azureuser ", " /add"),
        (r"net use Z: \\st1.file.core.windows.net\share ", " /user:st1"),
        (r"net use Z: \\st1.file.core.windows.net\share /user:st1 ", ""),
        (r"net use * \\st1.file.core.windows.net\share /u:AZURE\st1 ", ""),
        ("az keyvault secret set --vault-name kv1 --name db --value ", " --output none"),
        ("az keyvault secret set --vault-name kv1 \\\n  --name db --value='", "'"),
        ("cmdkey /add:srv /user:x /pass:", ""),
        ("curl -u admin:", " https://x.net/api"),
        ("curl --user 'admin:", "' https://x.net/api"),
        ("curl -b 'sid=", "' https://x.net"),
        ("echo ", " | docker login --password-stdin -u x"),
        ('echo "azureuser:', '" | chpasswd'),
        ("openssl pkcs12 -in a.pfx -passin pass:", " -nodes"),
        ("machine srv login x password ", ""),
        ("CREATE LOGIN app WITH PASSWORD = '", "'"),
        ("ALTER USER app IDENTIFIED BY '", "'"),
        ('New-Object PSCredential ("x", "', '")'),
        ("subprocess.run(['az', 'login', '--password', '", "'])"),
        ("Login failed for user 'sa' with password '", "'"),
        ("the password ", " was rejected"),
        ("- name: DB_PASSWORD\n  value: ", "\n"),
        ('{"name": "DB_PASSWORD", "slotSetting": false, "value": "', '"}'),
        ('{"value": "', '", "name": "DB_PASSWORD"}'),
        ('{"parameters": {"adminPassword": {"value": "', '"}}}'),
        ('<add key="Password" value="', '" />'),
        ("<tr><td>password</td><td>", "</td></tr>"),
        ("password: |\n  ", "\nuser: x"),
        ("db_password = <<EOT\n", "\nEOT"),
        ("password: str = '", "'"),
        ("param adminPassword string = '", "'"),
        ("Name    Password\n------  ------------\nacr1    ", "\n"),
        ("log: name,password,region\nvm1,", ",westeurope\n"),
        ('PS> $x = "{`"password`":`"', '`"}"'),
        ("x = \x1b[31mpassword\x1b[0m = ", "\x1b[0m"),
        ("“password”: “", "”"),
        ("https://$web1:", "@web1.scm.azurewebsites.net:443/web1.git"),
        ("SecretValueText : ", "\n"),
        ("id: https://kv1.vault.azure.net/secrets/a/b\nname: a\nvalue: ", "\ntags: {}"),
    ],
)
def test_forms(before: str, after: str) -> None:
    """Each form of naming a secret gives exactly the secret."""
    assert [before, after] == _MARKED.split(_cleaned(f"{before}{SECRET}{after}"))


@pytest.mark.parametrize("phrase", ["correct horse battery", "the cat is on a mat", "it''s a horse", "a b"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("az keyvault secret set --name x --value '", "' --output none"),
        ("az keyvault secret set --name x --value \\\n  '", "'"),
        ("['az', 'keyvault', 'secret', 'set', '--value', '", "']"),
        ("az vm create -n web-01 --admin-password '", "' -g rg-web"),
        ("az vm user update -u admin -p '", "' -n web-01"),
        ("az sql server create -u admin -p '", "' -n sql-01"),
        ("az functionapp keys set --key-name k --key-value '", "' -n app-01"),
        ("gh secret set NAME --body '", "' --repo x/y"),
        ("kubectl create secret generic x --from-literal=user='", "' -n web"),
        ("New-AzVM -Name web-01 -AdminPassword (ConvertTo-SecureString '", "' -AsPlainText -Force)"),
        ("ConvertTo-SecureString -AsPlainText -Force -String '", "'"),
    ],
)
def test_passphrases(before: str, after: str, phrase: str) -> None:
    """What stands in quotes behind an option goes whole, whatever its words; a quote in it may be doubled."""
    assert [before, after] == _MARKED.split(_cleaned(f"{before}{phrase}{after}"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("az webapp config appsettings set --settings 'DB_PASSWORD=", "' MODE=dev"),
        ('az webapp config appsettings set --settings MODE="dev" "DB_PASSWORD=', '" X=y'),
        ('terraform apply -var="admin_password=', '" -var vm_name=web-01'),
        ("docker run -e 'DB_PASSWORD=", "' nginx"),
        ("export 'DB_PASSWORD=", "'"),
        ("$p = '", "' | ConvertTo-SecureString -AsPlainText -Force"),
        ('"', '" | ConvertTo-SecureString -AsPlainText'),
        ("az vm create --admin-password 'it'\"'\"'s ", "' -n web-01"),
    ],
)
def test_whole_arguments(before: str, after: str) -> None:
    """An argument in quotes that sets one value, or that is piped on, ends with its quotes and not with a blank."""
    left = _MARKED.split(_cleaned(f"{before}correct horse battery{after}"))
    assert [before.removesuffix("it'\"'\"'s "), after] == left


@pytest.mark.parametrize(
    "text",
    [
        "az vm create -n web-01 --admin-password 'enter your password here'",
        "az vm create -n web-01 --admin-password 'a secret that is long'",
        'az keyvault secret set --name x --value "$VALUE"',
        "az keyvault secret set --name x --value '<secret-value>' --output none",
        "az keyvault secret set-attributes --vault-name kv-web --name x --enabled false",
        "az tag create --resource-id x --value 'cost centre one'",
        "New-AzVM -Name web-01 -AdminPassword (ConvertTo-SecureString $text -AsPlainText -Force)",
        "az appconfig kv set --key x --value 'vm web-01'",
        "the setting 'MODE=dev test' of web-01",
    ],
)
def test_arguments_that_stay(text: str) -> None:
    """Placeholders, what speaks of passwords, and values that nothing calls secret stay as they are."""
    assert text == _cleaned(text)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"customData": base64.b64encode(f"#cloud-config\npassword: {SECRET}\n".encode()).decode()}),
        "powershell -EncodedCommand " + base64.b64encode(f"net user x {SECRET} /add".encode("utf-16-le")).decode(),
        json.dumps({"value": base64.b64encode(f"apiVersion: v1\npassword: {SECRET}\n".encode()).decode()}),
    ],
)
def test_base64_of_a_known_format(text: str) -> None:
    """Cloud-init data, encoded commands and kubeconfigs that hold a secret are taken out as a whole."""
    assert 1 == len(_MARKED.findall(_cleaned(text)))
    assert not re.search(r"[A-Za-z0-9+/]{24}", _cleaned(text))


def test_base64_without_a_secret_stays() -> None:
    """Cloud-init data without a secret stays as it is."""
    text = json.dumps({"customData": base64.b64encode(b"#cloud-config\npackages: [nginx]\nruncmd: [ls]\n").decode()})
    assert text == _cleaned(text)


def test_form_encoding() -> None:
    """A plus sign is a blank in a form's body."""
    body = "body=" + quote_plus(f"az vm create --admin-password {SECRET} --image x")
    assert SECRET[:-1] not in _cleaned(body)


def _key(name: str, rows: int) -> str:
    rng = random.Random(name)
    lines = "\n".join(base64.b64encode(rng.randbytes(48)).decode() for _ in range(rows))
    return f"{'-' * 5}BEGIN {name}{'-' * 5}\n{lines}\n{'-' * 5}END {name}{'-' * 5}"


def test_a_key_without_its_end() -> None:
    """The rows of a cut private key go, what follows stays."""
    cut = _key("RSA PRIVATE KEY", 10)[:300]
    assert "key:\n[redacted:private-key]\n\nafter it\n" == _cleaned(f"key:\n{cut}\n\nafter it\n")


def test_a_key_without_its_beginning() -> None:
    """The rows above the last line of a private key go with it."""
    cut = _key("OPENSSH PRIVATE KEY", 10)[200:]
    assert "tail:\n[redacted:private-key]\nafter" == _cleaned(f"tail:\n{cut}\nafter")


def test_public_keys_stay() -> None:
    """Certificates and public keys are no secrets, beside a private key either."""
    public = _key("CERTIFICATE", 8)
    assert f"{public}\n[redacted:private-key]\n{public}" == _cleaned(f"{public}\n{_key('PRIVATE KEY', 8)}\n{public}")


def test_a_config_map_is_no_secret() -> None:
    """Of a list of manifests only the data of secrets go."""
    value = base64.b64encode(b"some value").decode()
    config = f"- apiVersion: v1\n  data:\n    a: {value}\n  kind: ConfigMap\n"
    secret = "- apiVersion: v1\n  data:\n    a: {}\n  kind: Secret\n"
    text = f"items:\n{config}{secret.format(value)}{config}"
    assert f"items:\n{config}{secret.format('[redacted:kubeconfig-token]')}{config}" == _cleaned(text)


def test_kinds_in_one_object() -> None:
    """The object decides: a value beside a vault's address is a secret, one beside a name is not."""
    vault = "https://kv1.vault.azure.net/secrets/db"
    text = json.dumps([{"value": "plain"}, {"attributes": {"enabled": True}, "value": "hunter", "id": vault}])
    assert text.replace("hunter", "[redacted:key-vault-secret]") == _cleaned(text)
