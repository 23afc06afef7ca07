// Python in the reader's own browser: one session for a page, from this site's own folder, asking nobody else.
import { LIBRARIES, interpreter } from "./live_python.mjs";

let session = null;

async function fetched(name) {
  const answer = await fetch(new URL(`live/${name}`, import.meta.url));
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
  return answer;
}

async function unpacked(name) {
  const { body } = await fetched(name);
  return new Uint8Array(await new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
}

async function started() {
  const [module, image, ...libraries] = await Promise.all([
    WebAssembly.compileStreaming(fetched("python.wasm")),
    unpacked("session.bin"),
    ...LIBRARIES.map(async (name) => (await fetched(name)).arrayBuffer()),
  ]);
  return interpreter(module, libraries, (line) => self.postMessage({ line }), image);
}

self.onmessage = async ({ data }) => {
  try {
    session ??= started();
    (await session).run(`run(${JSON.stringify(data)})`);
    self.postMessage({ done: true });
  } catch (error) {
    self.postMessage({ line: `Python could not run here: ${error.message}`, done: true });
  }
};
