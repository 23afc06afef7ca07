// node live_image.mjs STATIC SESSION: start a session, and keep its memory, so that readers need not wait for it.
import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [folder, session] = process.argv.slice(2);
const { LIBRARIES, interpreter } = await import(pathToFileURL(`${folder}/live_python.mjs`));
const read = (name) => readFile(`${folder}/live/${name}`);
const module = await WebAssembly.compile(await read("python.wasm"));
const said = [];
const { memory, run } = await interpreter(module, await Promise.all(LIBRARIES.map(read)), (line) => said.push(line));
run(await readFile(session, "utf8"));
if (said.length) throw new Error(`the session says:\n${said.join("\n")}`);
await writeFile(`${folder}/live/session.bin`, gzipSync(new Uint8Array(memory.buffer)));
