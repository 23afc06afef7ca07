// The interpreter in WebAssembly and what it asks of a system; in a reader's browser, and where the site is built.
import { WASI, File, Directory, PreopenDirectory, OpenFile, ConsoleStdout } from "./live/shim/index.js";

export const LIBRARIES = ["python315.zip", "alignment_games.zip"];
const UNSUPPORTED = 52; // WASI's code for what a host does not offer
const PAGE = 65536; // bytes by which memory grows

// module: compiled; libraries: the bytes of each archive; say: takes each line of output; image: the memory of a session
// that has been started before and stood between two turns, when all that it is lies in its memory.
// Returns that memory, and the function that runs a piece of Python.
export async function interpreter(module, libraries, say, image = null) {
  const archives = LIBRARIES.map((name, k) => [name, new File(libraries[k], { readonly: true })]);
  const open = [
    new OpenFile(new File([])),
    ConsoleStdout.lineBuffered(say),
    ConsoleStdout.lineBuffered(say),
    new PreopenDirectory("/usr/local/lib", new Map(archives)),
    new PreopenDirectory("/", new Map([["tmp", new Directory(new Map())]])),
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
  const { memory, host_alloc: room, turn } = instance.exports;
  if (image) {
    memory.grow((image.length - memory.buffer.byteLength) / PAGE);
    new Uint8Array(memory.buffer).set(image);
  }
  const run = (source) => {
    const bytes = new TextEncoder().encode(source);
    const place = room(bytes.length) >>> 0;
    new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
    turn(place, bytes.length);
  };
  return { memory, run };
}
