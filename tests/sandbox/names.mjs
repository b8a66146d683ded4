// Names that TypeScript lets a function use: the globals of Node and of CommonJS, some of browsers (the compiler's `lib` has them
// too), and those of the language itself.
export const names = [
    // Node.
    'AbortController', 'AbortSignal', 'Blob', 'BroadcastChannel', 'Buffer', 'ByteLengthQueuingStrategy', 'CompressionStream',
    'CountQueuingStrategy', 'Crypto', 'CryptoKey', 'CustomEvent', 'DOMException', 'DecompressionStream', 'Event', 'EventTarget',
    'File', 'FormData', 'Headers', 'MessageChannel', 'MessageEvent', 'MessagePort', 'Performance', 'PerformanceObserver',
    'ReadableStream', 'Request', 'Response', 'SubtleCrypto', 'TextDecoder', 'TextDecoderStream', 'TextEncoder',
    'TextEncoderStream', 'TransformStream', 'URL', 'URLSearchParams', 'WebSocket', 'WritableStream', 'atob', 'btoa',
    'clearImmediate', 'clearInterval', 'clearTimeout', 'console', 'crypto', 'fetch', 'global', 'navigator', 'performance',
    'process', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout', 'structuredClone',
    // CommonJS.
    '__dirname', '__filename', 'exports', 'module', 'require',
    // Browsers.
    'DOMParser', 'FileReader', 'XMLHttpRequest', 'XMLSerializer', 'alert', 'cancelAnimationFrame', 'document', 'localStorage',
    'requestAnimationFrame', 'self', 'sessionStorage', 'window',
    // The language.
    'AggregateError', 'Array', 'ArrayBuffer', 'Atomics', 'BigInt', 'Boolean', 'DataView', 'Date', 'Error', 'EvalError',
    'FinalizationRegistry', 'Function', 'Infinity', 'Intl', 'JSON', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy',
    'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String', 'Symbol', 'SyntaxError',
    'TypeError', 'URIError', 'Uint8Array', 'WeakMap', 'WeakRef', 'WeakSet', 'WebAssembly', 'decodeURI', 'decodeURIComponent',
    'encodeURI', 'encodeURIComponent', 'escape', 'eval', 'globalThis', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined',
    'unescape'
];

/** What fails there although its name is known, and what is not what it seems: an expression that says so. */
export const attempts = {
    eval: "eval('1')",
    'new Function': "new Function('return 1')()",
    Function: "Function('return 1')()",
    'WebAssembly.Module': 'new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
    'import()': "import('crypto')",
    'TypeError instanceof Error': '(() => { try { null.x; } catch (error) { return error instanceof Error; } })()',
    'new TypeError instanceof Error': 'new TypeError() instanceof Error',
    'new Error instanceof Error': 'new Error() instanceof Error'
};
