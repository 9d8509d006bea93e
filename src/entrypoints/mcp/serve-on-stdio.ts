/** Serves one client over standard input and output, on the client's own machine. */
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { readLogFile } from './log-files.ts'
import type { McpDeps } from './mcp-deps.ts'
import { createMcpServer } from './mcp-server.ts'

/**
 * Resolves when the client closes its end.
 * @param onError called for messages that cannot be parsed; standard output is reserved for the client
 */
export async function serveOnStdio(deps: Omit<McpDeps, 'readLogFile'>, onError: (error: Error) => void): Promise<void> {
  const handle = serveStdio(() => createMcpServer({ ...deps, readLogFile }), { onerror: onError })
  await new Promise<void>((resolve) => process.stdin.once('close', resolve).once('end', resolve))
  await handle.close()
}
