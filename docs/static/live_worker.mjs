// Python in the reader's own browser: one interpreter for a page, from this site's own folder, asking nobody else.
import { WASI, File, Directory, PreopenDirectory, OpenFile, ConsoleStdout } from "./live/shim/index.js";

const UNSUPPORTED = 52; // WASI's code for what a host does not offer
let python = null;

async function started() {
  const [module, library, own, session] = await Promise.all([
    WebAssembly.compileStreaming(fetch(new URL("live/python.wasm", import.meta.url))),
    ...["live/python315.zip", "live/alignment_games.zip", "live_session.py"].map(async (name) => {
      const answer = await fetch(new URL(name, import.meta.url));
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.arrayBuffer();
    }),
  ]);
  const say = (line) => self.postMessage({ line });
  const folders = new Map([["tmp", new Directory(new Map())]]);
  const libraries = new Map([
    ["python315.zip", new File(library, { readonly: true })],
    ["alignment_games.zip", new File(own, { readonly: true })],
  ]);
  const open = [
    new OpenFile(new File([])),
    ConsoleStdout.lineBuffered(say),
    ConsoleStdout.lineBuffered(say),
    new PreopenDirectory("/usr/local/lib", libraries),
    new PreopenDirectory("/", folders),
  ];
  const wasi = new WASI(["python"], ["HOME=/tmp", "TMPDIR=/tmp"], open, { debug: false });
  const calls = { ...wasi.wasiImport };
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    if (from === "wasi_snapshot_preview1") calls[name] ??= () => UNSUPPORTED;
  }
  const instance = await WebAssembly.instantiate(module, {
    wasi_snapshot_preview1: calls,
    host: { call: () => -1 },
  });
  wasi.inst = instance;
  const turn = (source) => {
    const bytes = new TextEncoder().encode(source);
    const place = instance.exports.host_alloc(bytes.length) >>> 0;
    new Uint8Array(instance.exports.memory.buffer, place, bytes.length).set(bytes);
    instance.exports.turn(place, bytes.length);
  };
  turn(new TextDecoder().decode(session));
  return turn;
}

self.onmessage = async ({ data }) => {
  try {
    python ??= started();
    (await python)(`run(${JSON.stringify(data)})`);
    self.postMessage({ done: true });
  } catch (error) {
    self.postMessage({ line: `Python could not run here: ${error.message}`, done: true });
  }
};
