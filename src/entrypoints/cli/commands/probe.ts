/** `probe`: walks through the stages of a login at a live server and says which one is broken, and on whose side. */
import type { Command } from 'commander'
import { programVersion } from '../../../adapters/config/version.ts'
import { TriageError } from '../../../core/errors.ts'
import { STAGES } from '../../../core/flow/stage.ts'
import type { ProbeResult } from '../../../core/probe/probe.ts'
import type { Finished, Io } from '../io.ts'
import { createStepProgress } from '../progress.ts'
import { toJson } from '../terminal-text.ts'

interface Options {
  readonly for?: string
  readonly login?: boolean
  readonly register?: boolean
  readonly clientId?: string
  readonly clientIdUrl?: string
  readonly json?: boolean
  readonly block?: boolean
}

export function addProbe(program: Command, io: Io, finished: Finished): void {
  program
    .command('probe')
    .description(
      'walk through the stages of a login at an MCP server or an OAuth or OpenID Connect issuer; print the first broken stage and whose fault it is (exit code 1 if one is broken)',
    )
    .argument('<url>', 'URL of the server or issuer; it may be on this machine')
    .option('--for <client>', 'what this client needs: claude-ai, claude-code, codex, vscode, cursor or chatgpt')
    .option('--login', 'log in with the browser, up to the first requests; tokens stay in memory')
    .option('--register', 'register a client at the authorization server, which keeps it')
    .option('--client-id <id>', 'client id that is registered already')
    .option('--client-id-url <url>', 'URL of a client ID metadata document to log in with')
    .option('--json', 'print one JSON document')
    .option('--block', 'print only the block to paste into an issue')
    .action(async (url: string, options: Options) => {
      const result = await probe(url, options, io)
      if (result.broken !== null) finished.code = 1
      const { fencedBlock, printProbe } = await import('../probe/print-probe.ts')
      if (options.json) io.print(toJson(result))
      else io.print(options.block ? fencedBlock(result) : printProbe(result))
    })
}

async function probe(url: string, options: Options, io: Io): Promise<ProbeResult> {
  const { clientId, clientIdUrl, register = false } = options
  const ways = [clientId !== undefined, clientIdUrl !== undefined, register].filter((it) => it).length
  if (ways > 1 || (options.login && ways === 0)) throw needsClient()
  const { runProbe } = await import('../../../app/run-probe.ts')
  const login = options.login ? await startLogin(io) : undefined
  const progress = createStepProgress('stages')
  try {
    return await runProbe({
      url,
      isTyped: true,
      client: options.for ?? null,
      clientId,
      clientDocument: clientIdUrl,
      register,
      login,
      onStage: (stage) => progress.report(STAGES.indexOf(stage), STAGES.length),
      now: Date.now(),
      version: programVersion(),
    })
  } finally {
    progress.clear()
    login?.close()
  }
}

/** Standard output belongs to the result. */
async function startLogin(io: Io) {
  const { startLoopbackLogin } = await import('../../../adapters/probe/loopback-callback.ts')
  return startLoopbackLogin({ show: (url) => io.warn(`Open this URL in your browser to log in:\n${url}`) })
}

function needsClient(): TriageError {
  return new TriageError('wrong-use', '--login needs a client id, from one place.', {
    hint: 'Add --client-id with one that you registered, --client-id-url with the URL of a client ID metadata document, or --register to register a client now.',
  })
}
