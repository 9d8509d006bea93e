import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { TEST_CERTIFICATE, TEST_KEY } from '../adapters/attachments/certificate.ts'

/** A fake of GitHub's attachment server. */
export interface FileServer {
  readonly port: number
  /** Adds a file. Returns the URL that an issue on `host` uses to link to it. */
  put(host: string, name: string, bytes: Uint8Array): string
  /** The number of files that have been fetched. */
  readonly fetched: () => number
  close(): Promise<void>
}

export async function startFileServer(): Promise<FileServer> {
  const files = new Map<string, Uint8Array>()
  let fetched = 0
  const server = createServer({ key: TEST_KEY, cert: TEST_CERTIFICATE }, (request, response) => {
    const bytes = files.get(request.url ?? '')
    if (bytes === undefined) return void response.writeHead(404).end()
    fetched++
    response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    fetched: () => fetched,
    put(host, name, bytes) {
      const path = `/user-attachments/files/${files.size + 1}/${name}`
      files.set(path, bytes)
      return `https://${host}${path}`
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
