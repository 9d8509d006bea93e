/**
 * Measures what it takes to start: the processor time of whole processes, as a multiple of `node -e 0` in the same run,
 * and their peak memory. From the package, and by a checkout with an empty and with a filled cache.
 * Usage: npm run -s bench:start [-- --json] [-- --runs 7] [-- --built]
 * With `--built`, the package is there already and only the package is measured.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type FigureSet, medianOf, printResult } from './result.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean' },
    runs: { type: 'string', default: '7' },
    built: { type: 'boolean', default: false },
  },
})
const runCount = Number(values.runs)

/** Prints peak memory in kilobytes, then user and system time. The `time` command alone has a resolution of 10 ms. */
const TIMED = 'TIMEFORMAT="%3U %3S"; time /usr/bin/env time -f %M "$@"'

/** The first message of an MCP session. The end of the input ends the session. */
const INITIALIZE = `${JSON.stringify({
  ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
})}\n`

const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'bench-start-'))
const report = join(folder, 'report.md')
writeFileSync(report, '# Login fails\n\nThe token endpoint answers `invalid_grant: code expired` after the login.\n')

try {
  if (!values.built) execFileSync(process.execPath, [inRoot('scripts/build.ts')], { stdio: 'ignore' })
  const installed = inRoot('dist/entrypoints/cli/bin.js')
  const checkout = inRoot('src/entrypoints/cli/main.ts')
  const bare = measure(['-e', '0'])
  const figures: FigureSet = {
    ...compared('package, --help', bare, measure([installed, '--help'])),
    ...compared('package, triage', bare, measure([installed, 'triage', report])),
    ...compared('package, mcp initialize', bare, measure([installed, 'mcp'], { input: INITIALIZE })),
    ...(!values.built && {
      ...compared('checkout, triage, cold', bare, measure([checkout, 'triage', report], { isCold: true })),
      ...compared('checkout, triage, warm', bare, measure([checkout, 'triage', report])),
    }),
  }
  printResult(
    {
      name: 'start',
      figures,
      beside: { 'node -e 0': { ms: bare.ms, 'package, triage, ms': bare.ms, 'peak MB': bare.peak } },
    },
    `Diagnosing one report takes the package ${(figures['package, triage, times node'] as number).toFixed(1)} times the processor time of starting Node.`,
  )
} finally {
  rmSync(folder, { recursive: true })
}

interface Cost {
  /** User and system time, in milliseconds. */
  readonly ms: number
  /** In megabytes. */
  readonly peak: number
}

function compared(name: string, bare: Cost, { ms, peak }: Cost): FigureSet {
  return { [`${name}, ms`]: ms, [`${name}, times node`]: ms / bare.ms, [`${name}, peak MB`]: peak }
}

/** @returns the medians over the runs, as the system reports them */
function measure(args: readonly string[], { isCold = false, input = '' } = {}): Cost {
  const cache = join(folder, 'cache')
  const runs = Array.from({ length: runCount }, () => {
    if (isCold) rmSync(cache, { recursive: true, force: true })
    const { stderr, status } = spawnSync('bash', ['-c', TIMED, 'bash', process.execPath, ...args], {
      encoding: 'utf8',
      input,
      env: { PATH: '/usr/bin:/bin', HOME: folder, XDG_CACHE_HOME: cache },
    })
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr.slice(-300)}`)
    const [kilobytes, user, system] = stderr.trim().split(/\s+/).slice(-3).map(Number) as [number, number, number]
    return { ms: (user + system) * 1000, peak: kilobytes / 1024 }
  })
  const median = (of: keyof Cost) => medianOf(runs.map((run) => run[of]))
  return { ms: median('ms'), peak: median('peak') }
}
