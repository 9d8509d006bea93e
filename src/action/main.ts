/** Where GitHub enters door 5: the built Action runs this file. */
import { createFetchLogs } from '../attachments/fetch-logs.ts'
import { readActionEnvironment } from '../config/action-environment.ts'
import { createActionClient } from './client.ts'
import { asError } from './commands.ts'
import { runAction } from './run-action.ts'

const print = (line: string) => void process.stdout.write(`${line}\n`)

try {
  const settings = readActionEnvironment()
  const client = createActionClient(settings)
  await runAction(settings, { print, ...client, fetchLogs: createFetchLogs(settings.apiUrl) })
} catch (error) {
  print(asError(error))
  process.exitCode = 1
}
