/** Serves one client over standard input and output, on the client's own machine. */
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import { runProbe } from '../../app/run-probe.ts'
import { cleanAndRedactCredentials } from '../../core/report/clean-and-redact.ts'
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
  const handle = serveStdio(() => createMcpServer({ ...deps, readLogFile, probe }), {
    onerror: onError,
    transport: new RedactingTransport(),
  })
  await new Promise<void>((resolve) => process.stdin.once('close', resolve).once('end', resolve))
  await handle.close()
}

type Message = Parameters<StdioServerTransport['send']>[0]

/** The protocol's library repeats unknown names of tools and resources in its errors. */
class RedactingTransport extends StdioServerTransport {
  override send(message: Message): Promise<void> {
    if (!('error' in message)) return super.send(message)
    const { data, ...error } = message.error
    const text = cleanAndRedactCredentials(error.message)
    const isChanged = text !== error.message
    return super.send({
      ...message,
      error: { ...error, message: text, ...(data !== undefined && !isChanged && { data }) },
    })
  }
}
