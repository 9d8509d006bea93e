/** Entry point of the GitHub Action. The built Action runs this file, and so does each worker thread that it starts. */
import { isMainThread } from 'node:worker_threads'
import { createFetchLogs } from '../../adapters/attachments/fetch-logs.ts'
import type { AttachmentLinkContext } from '../../adapters/attachments/link-forms.ts'
import { readShippedPack } from '../../adapters/compiled-pack/shipped.ts'
import { readActionEnvironment } from '../../adapters/config/action-environment.ts'
import { unlessUnreadable } from '../../app/analysis/analysis.ts'
import { startPool } from '../../app/analysis/pool.ts'
import { decodePack } from '../../core/signatures/compiled-pack.ts'
import { createActionClient } from './client.ts'
import { asError, asWarning } from './commands.ts'
import { runAction } from './run-action.ts'

const print = (line: string) => void process.stdout.write(`${line}\n`)

async function run(): Promise<void> {
  const settings = readActionEnvironment()
  const { apiUrl } = settings
  const compiledPack = await readShippedPack()
  const pool = startPool({ compiledPack, threads: 1, threadFile: new URL(import.meta.url) })
  try {
    const linksIn = (markdown: string, context: AttachmentLinkContext) =>
      unlessUnreadable(pool.run('links', { markdown, context }), [])
    await runAction(settings, {
      print,
      openPack: async () => decodePack(compiledPack),
      analysis: pool,
      ...createActionClient({
        ...settings,
        onNativeUnsupported: () =>
          print(asWarning('GitHub offers no suggestions in this repository: labels are added without a reason.')),
      }),
      fetchLogs: createFetchLogs({ apiUrl, linksIn }),
    })
  } finally {
    await pool.stop()
  }
}

if (isMainThread) {
  await run().catch((error: unknown) => {
    print(asError(error))
    process.exitCode = 1
  })
} else await import('../../app/analysis/thread.ts')
