/**
 * Runs the official MCP conformance suite against `/mcp` of a server without reports. The suite is fetched by npx: it
 * brings some hundred packages, which no other check needs. Fails if a scenario fails that is not in
 * `test/conformance/expected-failures.yaml`, or if one there passes.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSampleSite } from '../test/browser/sample-site.ts'

const SUITE = '@modelcontextprotocol/conformance@0.1.16'
const EXPECTED = fileURLToPath(new URL('../test/conformance/expected-failures.yaml', import.meta.url))

const site = await startSampleSite([], Date.now())
const results = mkdtempSync(join(tmpdir(), 'mcp-conformance-'))
try {
  const target = ['--url', `${site.url}/mcp`, '--suite', 'all', '--expected-failures', EXPECTED, '-o', results]
  const suite = spawn('npx', ['--yes', SUITE, 'server', ...target], { stdio: 'inherit' })
  const [code] = await once(suite, 'exit')
  process.exitCode = code ?? 1
} finally {
  rmSync(results, { recursive: true })
  await site.stop()
}
