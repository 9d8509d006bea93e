/** A network in which only the given files exist, so that the demo reads attachments without a connection. */
import type { Network, NetworkAnswer } from '../../../adapters/attachments/network.ts'

/** A public address, as the checks of addresses require. Nothing connects to it. */
const ADDRESS = '192.30.255.112'

/** @param files their texts by URL */
export function createFileNetwork(files: ReadonlyMap<string, string>): Network {
  return {
    lookup: async () => [ADDRESS],
    async get({ url }) {
      const text = files.get(url.href)
      return text === undefined ? answer(404, '') : answer(200, text)
    },
  }
}

function answer(status: number, text: string): NetworkAnswer {
  const bytes = new TextEncoder().encode(text)
  const headers = { 'content-type': 'text/plain', 'content-length': String(bytes.length) }
  return { status, headers, body: pieces(bytes), close: () => undefined }
}

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
