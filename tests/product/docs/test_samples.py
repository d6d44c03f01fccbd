"""Each sample of the docs does what its page says, in every language; the pages show these very files."""

import html
import json
import ssl
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
import tree_sitter_powershell
from tree_sitter import Language, Parser

from brainstormmsp.contract_file import articles_folder
from contractfirst.server.docs import read_articles
from tests.product.docs.certificates import write_certificate
from tests.product.docs.powershell import FLAVOURS, exchange, invocations
from tests.product.docs.programs import SAMPLES, Programs, missing_program
from tests.product.served import ServedApi, create_key, served

LANGUAGES = (".sh", ".py", ".ts", ".ps1")


@dataclass(frozen=True)
class Customer:
    """A reader of the docs: an API key, a token of it, and a client."""

    api: ServedApi
    key: dict[str, str]
    token: str
    client: str

    @property
    def variables(self) -> dict[str, str]:
        return {
            "API": self.api.base_url,
            "CLIENT_ID": self.key["client_id"],
            "CLIENT_SECRET": self.key["client_secret"],
            "TOKEN": self.token,
            "CLIENT": self.client,
            "KEY": str(uuid.uuid4()),
        }

    @property
    def grant(self) -> dict[str, str]:
        key = {name: self.key[name] for name in ("client_id", "client_secret")}
        return {**key, "grant_type": "client_credentials"}


@pytest.fixture(scope="module")
def customer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Customer]:
    with served(tmp_path_factory.mktemp("served")) as api:
        key = create_key(api.database_url, "Brightwater IT", multiplier="10")
        token = api.token(key)
        made = httpx.post(
            f"{api.base_url}/clients",
            json={"name": "Harbor Dental"},
            headers={"Authorization": f"Bearer {token}"},
        )
        yield Customer(api, key, token, made.raise_for_status().json()["id"])


def every_language(name: str) -> pytest.MarkDecorator:
    """Parametrize ``sample`` with the files of a sample; those of a program that is missing are skipped."""
    return pytest.mark.parametrize(
        "sample",
        [
            pytest.param(
                SAMPLES / f"{name}{suffix}",
                id=suffix[1:],
                marks=pytest.mark.skipif(
                    missing_program(suffix) is not None, reason=f"{missing_program(suffix)} is missing"
                ),
            )
            for suffix in LANGUAGES
        ],
    )


def test_pages_show_every_sample_in_every_language(customer: Customer) -> None:
    shown = ""
    for article in read_articles(articles_folder()):
        path = "authentication" if article.name == "authentication" else f"practices/{article.name}"
        page = httpx.get(f"{customer.api.origin}/docs/{path}").raise_for_status().text
        assert "<script" not in page
        shown += html.unescape(page)
    files = sorted(SAMPLES.iterdir())
    assert {path.suffix for path in files} == set(LANGUAGES)
    assert len(files) == len(LANGUAGES) * len({path.stem for path in files})
    assert [path.name for path in files if path.read_text().rstrip("\n") not in shown] == []


def test_authentication_page_starts_with_the_token_request_and_response(customer: Customer) -> None:
    page = html.unescape(httpx.get(f"{customer.api.origin}/docs/authentication").text)
    blocks = [part.partition("</code></pre>")[0] for part in page.split('<pre tabindex="0"><code>')[1:]]
    assert json.loads(blocks[0]).keys() == {"client_id", "client_secret", "grant_type"}
    assert json.loads(blocks[0])["grant_type"] == "client_credentials"
    response = json.loads(blocks[1])
    assert response.keys() == {"access_token", "token_type", "expires_in", "scope"}
    assert (response["token_type"], response["expires_in"], response["scope"]) == (
        "Bearer",
        3600,
        "read write",
    )
    assert "POST /api/v1/auth/token" in page.partition("<pre")[0]


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.ps1")), ids=lambda path: path.stem)
def test_powershell_samples_parse(sample: Path) -> None:
    parser = Parser(Language(tree_sitter_powershell.language()))
    assert not parser.parse(sample.read_bytes()).root_node.has_error
    # The parser knows what is wrong.
    assert parser.parse(sample.read_bytes() + b"\nif (").root_node.has_error


@every_language("first-request")
def test_the_first_request_is_answered(customer: Customer, programs: Programs, sample: Path) -> None:
    printed = json.loads(programs.run(sample, customer.variables))
    assert [client["id"] for client in printed["data"]] == [customer.client]


@every_language("token-caching")
def test_two_requests_share_one_token(
    customer: Customer, programs: Programs, sample: Path, tmp_path: Path
) -> None:
    variables = {**customer.variables, "CACHE": str(tmp_path / "token")}
    before = tokens_issued(customer)
    printed = programs.run(sample, variables)
    assert tokens_issued(customer) - before == 1
    if sample.suffix != ".ps1":
        assert printed.split() == ["200", "200"]


@pytest.mark.skipif(missing_program(".sh") is not None, reason=f"{missing_program('.sh')} is missing")
def test_a_cached_token_that_is_refused_is_replaced(
    customer: Customer, programs: Programs, tmp_path: Path
) -> None:
    cache = tmp_path / "token"
    cache.write_text(json.dumps({"access_token": "revoked", "expires_at": int(time.time()) + 3600}))
    before = tokens_issued(customer)
    printed = programs.run(SAMPLES / "token-caching.sh", {**customer.variables, "CACHE": str(cache)})
    assert printed.split() == ["200", "200"]
    assert tokens_issued(customer) - before == 1
    assert cache.stat().st_mode & 0o077 == 0


@every_language("incremental-sync")
def test_a_sync_reads_changes_and_deletions(
    customer: Customer, programs: Programs, sample: Path, tmp_path: Path
) -> None:
    headers = {"Authorization": f"Bearer {customer.token}"}
    with httpx.Client(base_url=customer.api.base_url, headers=headers, timeout=30) as api:
        made = api.post("/assets", json=asset(customer, f"sync-{sample.suffix}")).raise_for_status().json()
        variables = {**customer.variables, "STATE": str(tmp_path / "state")}
        first = programs.run(sample, variables)
        api.delete(f"/assets/{made['id']}").raise_for_status()
        second = programs.run(sample, variables)
    if sample.suffix == ".sh":
        items = [json.loads(line) for line in second.splitlines()]
        assert made["id"] in first
        assert [bool(item.get("deleted_at")) for item in items if item["id"] == made["id"]] == [True]
    else:
        assert int(second.split()[0]) == int(first.split()[0]) - 1
        assert first.split()[1] == made["updated_at"]
        assert second.split()[1] > first.split()[1]


@every_language("following-jobs")
def test_a_job_is_followed_to_its_end(customer: Customer, programs: Programs, sample: Path) -> None:
    assert programs.run(sample, customer.variables).strip() == "succeeded"


@every_language("bulk")
def test_items_of_a_bulk_request_are_stored(customer: Customer, programs: Programs, sample: Path) -> None:
    assert programs.run(sample, customer.variables).strip() == "2 stored, 0 failed"


@every_language("key-hygiene")
def test_a_key_from_a_file_gets_a_token_that_only_reads(
    customer: Customer, programs: Programs, sample: Path, tmp_path: Path
) -> None:
    if sample.suffix == ".ps1":
        pytest.skip("the file is one that PowerShell itself has written")
    key = tmp_path / "key.json"
    key.write_text(json.dumps({name: customer.key[name] for name in ("client_id", "client_secret")}))
    key.chmod(0o600)
    assert programs.run(sample, {**customer.variables, "KEY_FILE": str(key)}).split() == ["200", "403"]


@every_language("key-rotation")
def test_a_rotated_key_is_stored_and_both_secrets_work(
    customer: Customer, programs: Programs, sample: Path, tmp_path: Path
) -> None:
    key = create_key(customer.api.database_url, "Brightwater IT")
    path = tmp_path / "key.json"
    printed = programs.run(
        sample, {**customer.variables, **rotation_of(customer, key), "KEY_FILE": str(path)}
    )
    customer.api.token(key)
    if sample.suffix != ".ps1":
        assert printed.strip() == "200"
        stored = json.loads(path.read_text())
        assert stored["client_id"] == key["client_id"]
        assert stored["client_secret"] != key["client_secret"]
        assert path.stat().st_mode & 0o077 == 0
        customer.api.token(stored)


@every_language("tls")
def test_tls_sample_passes_with_1_3_and_fails_without(
    programs: Programs, sample: Path, tmp_path: Path
) -> None:
    certificate = write_certificate(tmp_path)
    trust = {name: str(certificate) for name in ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")}
    for version, passes in ((ssl.TLSVersion.TLSv1_3, True), (ssl.TLSVersion.TLSv1_2, False)):
        with tls_server(certificate, version) as origin:
            done = programs.finish(sample, {**trust, "ORIGIN": origin})
        assert (done.returncode == 0) is passes, done.stderr
        if passes and sample.suffix != ".ps1":
            assert done.stdout.strip() == ("200" if sample.suffix == ".sh" else "TLSv1.3")


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize(
    "name",
    [
        "first-request",
        "token-caching",
        "incremental-sync",
        "following-jobs",
        "bulk",
        "key-hygiene",
        "key-rotation",
    ],
)
def test_bytes_of_powershell_are_accepted(customer: Customer, name: str, flavour: str) -> None:
    assert send_as_powershell(customer, name, flavour) == []


def send_as_powershell(customer: Customer, name: str, flavour: str) -> list[str]:
    """Send the requests of a PowerShell sample in their order; return those that are refused."""
    token, location, refused = customer.token, "", []
    values = {"$query": "limit=100&sort=updated_at&include_deleted=true", "$cursor": "", "$Path": "/clients"}
    bodies: dict[str, object] = {
        "/auth/token": {**customer.grant, "scope": "read"} if name == "key-hygiene" else customer.grant,
        "/evaluations": {"client_ids": [customer.client]},
        "/bulk/assets": {"items": [asset(customer, number) for number in ("2001", "2002")]},
        "/clients": {},
    }
    if name == "key-rotation":
        rotation = rotation_of(customer, create_key(customer.api.database_url, "Brightwater IT"))
        token = rotation["ADMIN_TOKEN"]
        values["$env:API_KEY"] = rotation["API_KEY"]
        bodies[f"/api-keys/{rotation['API_KEY']}/rotate"] = {"overlap_seconds": 3600}
    for invocation in invocations((SAMPLES / f"{name}.ps1").read_text()):
        url = invocation.uri
        for variable, value in {**values, "$location": location, "$env:API": customer.api.base_url}.items():
            url = url.replace(variable, value)
        path = url.removeprefix(customer.api.base_url)
        # The token endpoint is asked without a token.
        headers = {} if path == "/auth/token" else {"Authorization": f"Bearer {token}"}
        if path.startswith(("/evaluations", "/bulk/", "/api-keys/")):
            headers["Idempotency-Key"] = str(uuid.uuid4())
        status, content = exchange(flavour, invocation, url, headers, bodies.get(path))
        read_only = name == "key-hygiene" and invocation.method == "POST" and path == "/clients"
        if status != 403 if read_only else status not in (200, 202):
            refused.append(f"{invocation.method} {path}: {status} {content.decode(errors='replace')}")
        elif path == "/auth/token":
            token = json.loads(content)["access_token"]
        elif path.endswith("/rotate"):
            rotated = json.loads(content)
            key = {each: rotated[each] for each in ("client_id", "client_secret")}
            bodies["/auth/token"] = {**key, "grant_type": "client_credentials"}
        elif status == 202:
            location = f"{customer.api.base_url}/jobs/{json.loads(content)['id']}"
    return refused


def rotation_of(customer: Customer, key: dict[str, str]) -> dict[str, str]:
    """Return the variables of a sample that rotates a key."""
    scope = "read write api-keys:write"
    admin = customer.api.token(create_key(customer.api.database_url, "Brightwater IT", scope=scope), scope)
    headers = {"Authorization": f"Bearer {admin}"}
    listed = httpx.get(f"{customer.api.base_url}/api-keys", params={"limit": 100}, headers=headers)
    found = [each["id"] for each in listed.json()["data"] if each["client_id"] == key["client_id"]]
    return {"ADMIN_TOKEN": admin, "API_KEY": found[0]}


def asset(customer: Customer, number: str) -> dict[str, object]:
    references = [{"system": "inventory", "id": number}]
    return {"client_id": customer.client, "type": "server", "hostname": number, "external_refs": references}


def tokens_issued(customer: Customer) -> int:
    metrics = httpx.get(f"{customer.api.origin}/metrics").raise_for_status().text
    lines = [line for line in metrics.splitlines() if "createToken" in line and "_total" in line]
    return int(sum(float(line.rpartition(" ")[2]) for line in lines if 'status="200"' in line))


@contextmanager
def tls_server(certificate: Path, version: ssl.TLSVersion) -> Iterator[str]:
    """Serve with one version of TLS only; the value is the server's origin."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = context.maximum_version = version
    context.load_cert_chain(certificate)
    with HTTPServer(("127.0.0.1", 0), _Health) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"https://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


class _Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Log nothing."""
