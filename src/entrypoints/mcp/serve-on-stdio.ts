/** Serves one client over standard input and output, on whose machine the process runs. */
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { readLogFile } from './log-files.ts'
import type { McpDeps } from './mcp-deps.ts'
import { createMcpServer } from './mcp-server.ts'

/**
 * @param onError told of messages that could not be understood; standard output is the client's alone
 * @returns when the client closes its end
 */
export async function serveOnStdio(deps: Omit<McpDeps, 'readLogFile'>, onError: (error: Error) => void): Promise<void> {
  const handle = serveStdio(() => createMcpServer({ ...deps, readLogFile }), { onerror: onError })
  await new Promise<void>((resolve) => process.stdin.once('close', resolve).once('end', resolve))
  await handle.close()
}
