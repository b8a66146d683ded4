"""The catalogue of dry runs: which function, with what, and how it must end. The functions are those of `tests/positions`."""

import json
import pathlib
import shutil
from dataclasses import dataclass

from conftest import TOP

KEY = "11111111-1111-4111-8111-111111111111"
TOKEN = "provider-access-token-SECRET"
REFRESH = "provider-refresh-token-SECRET"
HEADER = "planted-header-value-SECRET"
ANSWER = "planted-answer-value-SECRET"
SECRETS = (KEY, TOKEN, REFRESH, HEADER, ANSWER)
"""In `.env`, in the connection, in a request's header and in a provider's answer; none may be seen."""


@dataclass(frozen=True)
class Case:
    """One run. `code` is that of the diagnostic, `None` for a success; every one of `words` is in what is said."""

    path: str
    input: str | None
    code: str | None
    words: tuple[str, ...]
    connection: str = "conn-1"


def action(name: str, input: object, code: str | None, *words: str, connection="conn-1", integration="crm") -> Case:
    return Case(f"{integration}/actions/{name}.ts", json.dumps(input), code and f"dryrun-{code}", words, connection)


def sync(name: str, code: str | None, *words: str) -> Case:
    return Case(f"crm/syncs/{name}.ts", None, code and f"dryrun-{code}", words)


def answered(path: str, *words: str) -> Case:
    return action("http-status", {"path": path}, "http-error", *words, path)


ANSWERS = [
    action("get-contact", {"contactId": "c7"}, None, "returned its output"),
    action("get-contact", {"contactId": 7, "x": 1}, "validation", "input"),
    action("get-contact", {"contactId": "c1", "extra": 1}, "validation", "input"),
    answered("/s401", "401"),
    answered("/s404", "404"),
    answered("/s404text", "404"),
    answered("/s404empty", "404"),
    answered("/s429", "429"),
    answered("/s500", "500"),
    answered("/s500html", "500"),
    answered("/s500array", "500"),
    answered("/drop", "ECONNRESET"),
    answered("/not/in/fixture", "404"),
    action("http-status", {"path": "/flaky", "retries": 3}, None, "returned its output"),
    action("action-metadata", {}, None, "returned its output"),
    action("action-metadata", {}, "config", "connection", connection="nobody"),
    action("action-metadata", {}, "config", "credentials", connection="conn-expired"),
]
"""What the provider and Nango answer."""

RESULTS = [
    action("type-error", None, "exception", "TypeError"),
    action("ping", None, None, "returned its output"),
    action("ping", {}, "validation", "must be null"),
    action("empty-input", {}, None, "returned its output"),
    action("same-name", None, None, "returned its output", integration="billing", connection="conn-both"),
    action("bad-output", None, "validation", "output"),
    action("strict-output", {"a": 1}, "validation", "output"),
    action("fail-action-error", {"id": "x1"}, "action-error", "Contact not found"),
    action("throws", {"kind": "error"}, "exception", "plain error"),
    action("throws", {"kind": "string"}, "exception", "a string"),
    action("throws", {"kind": "zod"}, "exception", "ZodError"),
    action("throws", {"kind": "reference"}, "exception", "ReferenceError"),
    action("throws", {"kind": "unhandled"}, "exception", "unhandled rejection"),
    action("throws", {"kind": "timer"}, "exception", "thrown in a timer"),
    action("never-promise", None, "no-result", "without a result"),
    sync("contacts", None, "25 saved"),
    sync("bad-record", "validation", "BadRecord"),
    sync("no-id", "validation", "NoId", "id"),
    sync("with-metadata", "exception", "team_id is required"),
    sync("empty", None, "nothing would be saved"),
    sync("many", None, "1000 saved"),
]
"""What functions do."""

OLDER = [
    action("ping", None, None, "returned its output"),
    action("type-error", None, "exception", "TypeError"),
    action("bad-output", None, "validation", "output"),
    action("fail-action-error", {"id": "x1"}, "action-error", "Contact not found"),
    sync("contacts", None, "25 saved"),
]
"""The same with the oldest CLI that we support."""

LEAKING = """\
import { createAction } from 'nango';
import * as z from 'zod';

export default createAction({
    description: 'Tells all it knows',
    version: '1.0.0',
    input: z.void(),
    output: z.any(),
    exec: async (nango) => {
        const connection = await nango.getConnection();
        const headers = { Authorization: 'Bearer HEADER', 'X-Api-Key': 'HEADER' };
        const answer = await nango.get({ endpoint: '/secrets', headers, params: { api_key: 'HEADER' }, retries: 0 });
        console.log(connection.credentials, headers, answer.data);
        console.error('said', { credentials: connection.credentials });
        await nango.log(`as JSON: ${JSON.stringify({ connection, headers, answer: answer.data })}`, { level: 'warn' });
        await nango.log('as a query: /contacts?access_token=HEADER');
        if (METHOD === 'throw') {
            throw new nango.ActionError({ type: 'leak', message: JSON.stringify(headers), connection, answer: answer.data });
        }
        return METHOD === 'return' ? { connection, headers, answer: answer.data } : await nango.get({ endpoint: '/refused', retries: 0 });
    }
});
"""


def leaking(how: str) -> str:
    return LEAKING.replace("HEADER", HEADER).replace("METHOD === ", f"('{how}' as string) === ")


LEAKS = [
    action("leak-return", None, None, "returned its output"),
    action("leak-throw", None, "action-error", "leak"),
    action("leak-fail", None, "http-error", "403"),
]
"""Functions that print, return and throw every secret they can get at."""


def project(root: pathlib.Path, cli: pathlib.Path, version: str, url: str) -> pathlib.Path:
    """The project of the catalogue, with this CLI installed and the stand-in for Nango's API in its `.env`."""
    for folder in ("crm", "billing", ".nango"):
        shutil.copytree(TOP / "tests" / "positions" / folder, root / folder)
    index = (TOP / "tests" / "positions" / "index.ts").read_text()
    for how in ("return", "throw", "fail"):
        (root / f"crm/actions/leak-{how}.ts").write_text(leaking(how))
        index += f"import './crm/actions/leak-{how}.js';\n"
    (root / "index.ts").write_text(index)
    manifest = {"name": "integrations", "private": True, "type": "module", "devDependencies": {"nango": version, "zod": "4.3.6"}}
    (root / "package.json").write_text(json.dumps(manifest))
    (root / ".env").write_text(f"NANGO_SECRET_KEY_DEV={KEY}\nNANGO_HOSTPORT={url}\n")
    (root / "node_modules").symlink_to(cli / "node_modules")
    return root


def _get(path: str, **respond: object) -> dict:
    return {"match": {"path": path}, "respond": respond}


NANGO = {
    "secretKeys": {"dev": KEY},
    "integrations": [{"unique_key": "crm", "provider": "hubspot"}, {"unique_key": "billing", "provider": "stripe"}],
    "connections": [
        {
            "connection_id": "conn-1", "provider_config_key": "crm", "connection_config": {"region": "eu-west"},
            "credentials": {"type": "OAUTH2", "access_token": TOKEN, "refresh_token": REFRESH, "raw": {"access_token": TOKEN}},
        },
        {"connection_id": "conn-both", "provider_config_key": "crm"},
        {"connection_id": "conn-both", "provider_config_key": "billing"},
        {"connection_id": "conn-expired", "provider_config_key": "crm", "invalidCredentials": True},
    ],
    "proxy": [
        _get("/ping", json={"pong": True}),
        _get("/contacts/:id", json={"id": "{{params.id}}", "email": "{{params.id}}@example.com", "created_at": "2025-01-02T03:04:05Z"}),
        {
            "match": {"path": "/contacts"},
            "paginate": {
                "style": "cursor", "responsePath": "contacts", "nextPath": "pagination.next_cursor", "limitParam": "limit",
                "generate": {"count": 25, "template": {"id": "c{{n}}", "email": "c{{n}}@example.com", "updated_at": "2025-01-{{n}}T00:00:00Z"}},
            },
        },
        _get("/s401", status=401, json={"error": {"message": "bad token"}}),
        _get("/s404", status=404, json={"message": "not here", "code": "NOT_FOUND"}),
        _get("/s404text", status=404, text="plain not found"),
        _get("/s404empty", status=404, text=""),
        _get("/s429", status=429, headers={"retry-after": "30"}, json={"error": "rate limited"}),
        _get("/s500", status=500, json={"payload": {"inner": "a field"}, "message": "boom"}),
        _get("/s500html", status=500, headers={"content-type": "text/html"}, text="<html><body>Internal error</body></html>"),
        _get("/s500array", status=500, json=["a", "b"]),
        _get("/drop", drop=True),
        _get("/secrets", headers={"set-cookie": f"session={ANSWER}"}, json={"client_secret": ANSWER, "user": {"api_key": ANSWER}}),
        _get("/refused", status=403, json={"message": "no", "access_token": ANSWER, "sent": f"Bearer {HEADER}"}),
        {"match": {"path": "/flaky"}, "sequence": [{"status": 500, "json": {}}, {"status": 500, "json": {}}, {"status": 200, "json": {"ok": True}}]},
    ],
}
"""What the stand-in for Nango's API knows and answers."""
