/**
 * Runs Spectral's recommended rules on the OpenAPI document that a server sends. npx fetches Spectral: it brings 150
 * packages and an install script, which no other check needs. Redocly's rules run in the tests.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startSampleSite } from '../test/browser/sample-site.ts'

const SPECTRAL = '@stoplight/spectral-cli@6.16.3'
const RULES = fileURLToPath(new URL('../test/conformance/spectral.yaml', import.meta.url))

const site = await startSampleSite([], Date.now())
try {
  const lint = ['lint', `${site.url}/api/v1/openapi.json`, '--ruleset', RULES, '--fail-severity', 'hint']
  const spectral = spawn('npx', ['--yes', '--ignore-scripts', SPECTRAL, ...lint], { stdio: 'inherit' })
  const [code] = await once(spectral, 'exit')
  process.exitCode = code ?? 1
} finally {
  await site.stop()
}
