#!/usr/bin/env node
/** The installed executable `auth-triage`: checks the version of Node, then runs the command line. */
import { describeOldNode } from '../node-version.ts'

const complaint = describeOldNode(process.versions.node)
if (complaint === null) {
  // Loaded only now: an old Node would fail at the first feature that it does not know.
  const { main } = await import('./main.ts')
  const { processIo } = await import('./io.ts')
  process.exitCode = await main(process.argv.slice(2), processIo)
} else {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 1
}
