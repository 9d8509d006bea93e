/** Serves one client over standard input and output, on the client's own machine. */
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { runProbe } from '../../app/run-probe.ts'
import { readLogFile } from './log-files.ts'
import type { McpDeps, ProbeServer } from './mcp-deps.ts'
import { createMcpServer } from './mcp-server.ts'

/**
 * Resolves when the client closes its end.
 * @param onError called for messages that cannot be parsed; standard output is reserved for the client
 */
export async function serveOnStdio(
  deps: Omit<McpDeps, 'readLogFile' | 'probe'>,
  onError: (error: Error) => void,
): Promise<void> {
  // A model names the URL, so no address inside the user's network is connected to.
  const probe: ProbeServer = (asked) => runProbe({ ...asked, isTyped: false, now: Date.now(), version: deps.version })
  const handle = serveStdio(() => createMcpServer({ ...deps, readLogFile, probe }), { onerror: onError })
  await new Promise<void>((resolve) => process.stdin.once('close', resolve).once('end', resolve))
  await handle.close()
}
