//! What each construct becomes.

use insta::assert_snapshot;

use crate::dump::dump;

#[test]
fn an_action() {
    assert_snapshot!(dump(
        "import { createAction } from 'nango';
import * as z from 'zod';
const Input = z.object({ id: z.string().optional() });
export default createAction({
    description: `Get one`,
    input: Input,
    exec: async (nango, input: z.infer<typeof Input>): Promise<Out> => {
        const { data } = await nango.get<Out>({ endpoint: `/a/${input.id}`, retries: 3 });
        return data;
    }
});
"
    ));
}

#[test]
fn a_sync() {
    assert_snapshot!(dump(
        "export default createSync({
    exec: async (nango) => {
        for await (const page of nango.paginate(config)) {
            await nango.batchSave(page as Issue[], 'Issue');
        }
        for (const a of b) c;
        for (const a in b) c;
        for (let i = 0; i < 3; i++) { continue; }
        for (;;) break;
    },
    async onWebhook(nango, payload) {}
});
const sync = createSync({});
export default sync;
"
    ));
}

#[test]
fn modules() {
    assert_snapshot!(dump(
        "import './side.js';
import {} from 'nothing';
import type Foo, { type Bar as B, \"a-b\" as C } from 'z' with { type: 'json' };
import * as ns from 'a';
import x = require('y');
import A = B.C;
export * from './all';
export * as ns from './ns';
export type * from './types';
export type * as types from './types';
export type { T } from './t';
export { type X, a, b as default };
export const one = 1;
export default class {}
export default function f() {}
export default async () => {};
export = foo;
export as namespace Foo;
"
    ));
}

#[test]
fn expressions() {
    assert_snapshot!(dump(
        "a?.[b]?.(c)?.d!;
x = y as const;
<Foo>bar; foo<Bar>; x satisfies Y;
new Foo; new Foo<A>(b, ...c);
import('x'); import.meta.url;
tag`x${y}\\n`;
void 0; typeof x; delete a.b; -1; i++; --i;
a + b; a && b; a ?? b; a in b; a instanceof B; #p in o;
a.b ??= c; a += 1;
(a, b);
[a, , ...b];
t ? /r\\/e/g : null;
foo<T>(x);
"
    ));
}

/// The grammar takes the operator for a part of what is called.
#[test]
fn operators_before_type_arguments() {
    assert_snapshot!(dump(
        "await nango.get<T>(config);
await f<T>(x).then(y)!;
(await f<T>(x)).data;
a + await f<T>(x) + b;
!await f<T>(x)[0];
x = i < a.length || f > (g);
"
    ));
}

#[test]
fn objects_and_patterns() {
    assert_snapshot!(dump(
        "const o = { async *m() {}, get x() { return 1; }, 'k': 1, [c]: 2, 3: 4, s, ...t };
const { a, b: c = 1, d = 2, ...e } = f;
[x, , y = 3, z.w] = v;
({ a } = b);
function f({ a }: T = {}, b?: U, ...rest: any[]) {}
const g = x => x;
"
    ));
}

#[test]
fn statements() {
    assert_snapshot!(dump(
        "if (a) b; else if (c) { d } else e;
label: while (1) { break label; }
do { } while (x);
switch (a) { case 1: b; break; default: c }
try { a } catch (e) { throw e; } finally { }
try { } catch { }
function* g() { yield* x; yield; return; }
using u = open();
await using v = open();
debugger;
;
"
    ));
}

#[test]
fn declarations() {
    assert_snapshot!(dump(
        "declare global { var x: number }
declare module 'foo' { const y: string; }
namespace A.B { f(); }
declare const z: any;
type U = A | B;
type I = z.infer<typeof S>;
type P = (Foo[]);
interface I { a: string }
enum E { A = 1 }
function over(a: string): void;
abstract class F<T> extends G<T> implements H, I {
    @dec() private readonly x: string = 'a';
    static async *foo(a?: number) {}
    get x() { return 1; }
    constructor(private y = 2) { super(); }
    abstract bar(): void;
    static { a(); }
    [k: string]: any;
}
"
    ));
}

#[test]
fn broken_code_keeps_its_parts() {
    assert_snapshot!(dump("const a = { b: 1, c d: 2 };\nfoo(;\nnango.\n}\nconst e = f();\n"));
}
