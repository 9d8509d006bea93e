/** Where GitHub enters door 5: the built Action runs this file. */
import { createFetchLogs } from '../attachments/fetch-logs.ts'
import { readActionEnvironment } from '../config/action-environment.ts'
import { shippedPack } from '../config/shipped-pack.ts'
import { readPackFolder } from '../signatures/folder.ts'
import { loadPack } from '../signatures/load.ts'
import { createActionClient } from './client.ts'
import { asError } from './commands.ts'
import { runAction } from './run-action.ts'

const print = (line: string) => void process.stdout.write(`${line}\n`)

try {
  const settings = readActionEnvironment()
  const client = createActionClient(settings)
  const openPack = async () => loadPack(await readPackFolder(shippedPack()))
  await runAction(settings, { print, openPack, ...client, fetchLogs: createFetchLogs(settings.apiUrl) })
} catch (error) {
  print(asError(error))
  process.exitCode = 1
}
