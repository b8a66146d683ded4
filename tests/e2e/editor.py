"""An editor as the server sees one: documents with versions, edits that are applied as an editor applies them, answers
to the server's questions. The client underneath is pytest-lsp's, with the capabilities recorded from real editors."""

import ast
import asyncio
import pathlib
from urllib.parse import unquote, urlparse

from lsprotocol import types as lsp
from pytest_lsp import LanguageClient, client_capabilities

PATIENCE = 120
"""Seconds until a wait for the server (a dry run included) is a failure."""


def path_of(uri: str) -> pathlib.Path:
    return pathlib.Path(unquote(urlparse(uri).path))


def _offset(text: str, at: lsp.Position, encoding: str) -> int:
    """The index in `text` of a position that counts in `encoding`."""
    lines = text.splitlines(keepends=True) + [""]
    before = sum(map(len, lines[: at.line]))
    width = {"utf-8": lambda c: len(c.encode()), "utf-16": lambda c: len(c.encode("utf-16-le")) // 2, "utf-32": len}[encoding]
    units, index = 0, 0
    while units < at.character:
        units += width(lines[at.line][index])
        index += 1
    return before + index


def _as_action(found: lsp.CodeAction | lsp.Command) -> lsp.CodeAction | lsp.Command:
    """lsprotocol takes a code action with nothing but a command for a bare command, and prints the one into the other."""
    if isinstance(found, lsp.Command) and found.command.startswith("{"):
        return lsp.CodeAction(found.title, command=lsp.Command(**ast.literal_eval(found.command)))
    return found


class Editor:
    """One editor with one server."""

    def __init__(self, client: LanguageClient, root: pathlib.Path):
        self.client, self.root = client, root
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.encoding = "utf-16"
        self.rejected: list[str] = []
        self.inputs: list[str | None] = []
        self.buttons: list[str] = []
        self.asked: list[str] = []
        self._listen()

    # What an editor does by itself.

    def _listen(self):
        @self.client.feature(lsp.WORKSPACE_APPLY_EDIT)
        def apply_edit(params: lsp.ApplyWorkspaceEditParams):
            return lsp.ApplyWorkspaceEditResult(applied=self.apply(params.edit))

        @self.client.feature("nango/input")
        def ask(params):
            self.asked.append(params.title)
            return {"value": self.inputs.pop(0) if self.inputs else None}

        @self.client.feature(lsp.WINDOW_SHOW_MESSAGE_REQUEST)
        def choose(params: lsp.ShowMessageRequestParams):
            if [action.title for action in params.actions or []] == ["Show report"]:
                # No question: the message that ends a run.
                self.client.messages.append(lsp.ShowMessageParams(type=params.type, message=params.message))
                return None
            self.asked.append(params.message)
            wanted = self.buttons.pop(0) if self.buttons else None
            return next((action for action in params.actions or [] if action.title == wanted), None)

        @self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def register(params: lsp.RegistrationParams):
            return None

        @self.client.feature(lsp.WORKSPACE_CODE_LENS_REFRESH)
        def refresh(*_):
            return None

    async def start(self, editor: str | lsp.ClientCapabilities, initialization_options=None):
        """Opens the folder in an editor: of this name (as pytest-lsp calls the recorded ones), or with these capabilities."""
        result = await self.client.initialize_session(
            lsp.InitializeParams(
                capabilities=client_capabilities(editor) if isinstance(editor, str) else editor,
                root_uri=self.root.as_uri(),
                workspace_folders=[lsp.WorkspaceFolder(uri=self.root.as_uri(), name="project")],
                initialization_options=initialization_options,
            )
        )
        self.encoding = result.capabilities.position_encoding or "utf-16"
        return result

    # What its user does.

    def open(self, path: str, text: str | None = None) -> str:
        """Opens a file: from the disk, or with a text that is on no disk yet."""
        uri = (self.root / path).as_uri()
        self.texts[uri] = (self.root / path).read_text() if text is None else text
        self.versions[uri] = 1
        document = lsp.TextDocumentItem(uri, "typescript", 1, self.texts[uri])
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
        return uri

    def type(self, uri: str, text: str):
        """Replaces the whole text, as one change."""
        self.texts[uri] = text
        self.versions[uri] += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self.versions[uri], uri),
                [lsp.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def save(self, uri: str):
        path_of(uri).parent.mkdir(parents=True, exist_ok=True)
        path_of(uri).write_text(self.texts[uri])
        self.client.text_document_did_save(lsp.DidSaveTextDocumentParams(lsp.TextDocumentIdentifier(uri)))

    def save_all(self):
        for uri in self.texts:
            self.save(uri)

    def create_on_disk(self, path: str, text: str):
        """A file made outside the editor, which the editor's watcher reports."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        change = lsp.FileEvent(target.as_uri(), lsp.FileChangeType.Created)
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([change]))

    def apply(self, edit: lsp.WorkspaceEdit) -> bool:
        """Applies a workspace edit whole or not at all; edits for another version are refused, as real editors do."""
        changes = edit.document_changes or [
            lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri), edits)
            for uri, edits in (edit.changes or {}).items()
        ]
        for change in changes:
            if isinstance(change, lsp.TextDocumentEdit):
                uri, version = change.text_document.uri, change.text_document.version
                if version is not None and version != self.versions.get(uri):
                    self.rejected.append(uri)
                    return False
        for change in changes:
            if isinstance(change, lsp.CreateFile):
                path_of(change.uri).parent.mkdir(parents=True, exist_ok=True)
                path_of(change.uri).touch()
                self.texts.setdefault(change.uri, "")
            elif isinstance(change, lsp.TextDocumentEdit):
                self._edit(change.text_document.uri, change.edits)
            else:
                raise AssertionError(f"no test needs {change}")
        return True

    def _edit(self, uri: str, edits):
        text = self.texts.get(uri)
        if text is None:
            # Neovim makes an empty buffer of a file that is not there.
            text = path_of(uri).read_text() if path_of(uri).exists() else ""
        spans = [(_offset(text, e.range.start, self.encoding), _offset(text, e.range.end, self.encoding), e.new_text) for e in edits]
        for start, end, new in sorted(spans, key=lambda span: span[0], reverse=True):
            text = text[:start] + new + text[end:]
        if uri in self.versions:
            self.type(uri, text)
        else:
            self.open_with(uri, text)

    def open_with(self, uri: str, text: str):
        """An edit of a file that is not open opens it, unsaved, as VS Code and Neovim do."""
        self.texts[uri], self.versions[uri] = text, 1
        document = lsp.TextDocumentItem(uri, "typescript", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))

    # What its user sees.

    def problems(self, uri: str | None = None) -> list[tuple[str, lsp.Diagnostic]]:
        """All diagnostics shown, or those of one file."""
        return [(u, d) for u, shown in self.client.diagnostics.items() for d in shown if uri in (None, u)]

    def codes(self, uri: str) -> list[str]:
        return [str(d.code) for _, d in self.problems(uri)]

    def severe(self) -> list[str]:
        """Errors and warnings of all files."""
        grave = (lsp.DiagnosticSeverity.Error, lsp.DiagnosticSeverity.Warning)
        return [f"{path_of(u).name}: {d.code}: {d.message}" for u, d in self.problems() if d.severity in grave]

    async def until(self, condition, what: str):
        """Waits until the condition holds."""
        for _ in range(PATIENCE * 50):
            if result := condition():
                return result
            await asyncio.sleep(0.02)
        shown = [f"{path_of(u).name}: {d.code}" for u, d in self.problems()]
        said = [m.message for m in self.client.messages]
        raise AssertionError(f"not seen within {PATIENCE} s: {what}\nproblems: {shown}\nmessages: {said}\nasked: {self.asked}")

    async def until_async(self, request, what: str):
        """Repeats a request until its answer is not empty."""
        for _ in range(PATIENCE * 10):
            if answer := await request():
                return answer
            await asyncio.sleep(0.1)
        raise AssertionError(f"not answered within {PATIENCE} s: {what}")

    async def actions(self, uri: str, diagnostic: lsp.Diagnostic | None = None, only: list[str] | None = None):
        """Code actions at a diagnostic, or for the whole file."""
        everything = lsp.Range(lsp.Position(0, 0), lsp.Position(10_000, 0))
        found = await self.client.text_document_code_action_async(
            lsp.CodeActionParams(
                lsp.TextDocumentIdentifier(uri),
                diagnostic.range if diagnostic else everything,
                lsp.CodeActionContext([diagnostic] if diagnostic else [], only=only),
            )
        )
        return [_as_action(action) for action in found or []]

    async def choose(self, action: lsp.CodeAction):
        """Picks a code action: resolves it, applies its edit, runs its command."""
        if action.edit is None and action.data is not None:
            action = await self.client.code_action_resolve_async(action)
        if action.edit:
            assert self.apply(action.edit), f"{action.title} was made for another version"
        if action.command:
            await self.run(action.command)

    async def run(self, command: lsp.Command):
        return await self.client.workspace_execute_command_async(
            lsp.ExecuteCommandParams(command.command, command.arguments)
        )

    async def lenses(self, uri: str) -> list[lsp.CodeLens]:
        found = await self.client.text_document_code_lens_async(lsp.CodeLensParams(lsp.TextDocumentIdentifier(uri)))
        return [lens if lens.command else await self.client.code_lens_resolve_async(lens) for lens in found or []]

    async def complete(self, uri: str, line: int, character: int) -> list[lsp.CompletionItem]:
        found = await self.client.text_document_completion_async(
            lsp.CompletionParams(lsp.TextDocumentIdentifier(uri), lsp.Position(line, character))
        )
        return found.items if isinstance(found, lsp.CompletionList) else list(found or [])
