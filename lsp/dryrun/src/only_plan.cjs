// Run by Node before the CLI when only the plan of a deployment is wanted: the CLI may ask Nango what a deployment would
// change, and nothing else leaves this process. It holds by what is possible, not by what the CLI is known to do: beside the
// question no connection can be opened, and none is left open behind it.
'use strict';

const { Socket } = require('node:net');

const QUESTIONS = ['/sync/deploy/confirmation', '/functions/deployments/bundle/preview'];
const REFUSED = 'only the plan was asked for';

const sockets = new Set();
let asking = 0;

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...address) {
    if (asking === 0) {
        // Who opens it listens for errors a moment later.
        setImmediate(() => this.destroy(new Error(REFUSED)));
        return this;
    }
    sockets.add(this);
    return connect.apply(this, address);
};

const send = globalThis.fetch;
globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (!QUESTIONS.includes(pathname)) throw new TypeError(REFUSED);
    asking += 1;
    try {
        return await whole(await send(input, init));
    } finally {
        asking -= 1;
        if (asking === 0) {
            for (const socket of sockets) socket.destroy();
            sockets.clear();
        }
    }
};

/** The answer with all of its body, so that its connection can go. */
async function whole(response) {
    const headers = new Headers(response.headers);
    // The body has been decoded.
    for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) headers.delete(name);
    const { status, statusText } = response;
    return new Response(await response.arrayBuffer(), { status, statusText, headers });
}
