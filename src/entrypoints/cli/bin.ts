#!/usr/bin/env node
/** The installed `auth-triage` executable: checks the Node version, then runs the command line. */
import { describeOldNode } from '../node-version.ts'

const complaint = describeOldNode(process.versions.node)
if (complaint === null) {
  // Imported only now, because an old Node would fail on the first feature that it does not support.
  const { main } = await import('./main.ts')
  const { processIo } = await import('./io.ts')
  const { endWithOutput } = await import('./system-errors.ts')
  endWithOutput(process, processIo.warn)
  process.exitCode = await main(process.argv.slice(2), processIo)
} else {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 1
}
