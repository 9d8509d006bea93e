#!/usr/bin/env node
/** What `auth-triage` starts once it is installed: looks at the Node that runs it, then opens door 2. */
import { complainOfNode } from '../node-version.ts'

const complaint = complainOfNode(process.versions.node)
if (complaint === null) {
  // Loaded only now: an old Node would stop at the first thing that it does not know.
  const { main } = await import('./main.ts')
  const { processIo } = await import('./io.ts')
  process.exitCode = await main(process.argv.slice(2), processIo)
} else {
  process.stderr.write(`${complaint}\n`)
  process.exitCode = 1
}
