/**
 * Measures the speed of scanning a large generated log: the whole process of the installed `scan` command, compared
 * with ripgrep using the same patterns, one combined `RegExp`, and one `RegExp` per pattern.
 * Usage: npm run -s bench:scan [-- --json] [-- --mb 200] [-- --built]   (with it, the package is there already, and only
 * it is measured)
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { shippedPack } from '../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../src/adapters/pack-folder.ts'
import { loadPack } from '../src/core/signatures/load.ts'
import { writeLog } from './log-file.ts'
import { madeUpSignatures } from './made-up-signatures.ts'
import { type FigureSet, printResult } from './result.ts'

const RUNS = 3

const { values } = parseArgs({
  options: { mb: { type: 'string', default: '200' }, json: { type: 'boolean' }, built: { type: 'boolean' } },
})
const megabytes = Number(values.mb)
const pack = loadPack(await readPackFolder(shippedPack()))
/** The patterns that `scan` searches for. */
const patterns = pack.scanner.clauses.flatMap(({ clause }) => [clause.regex ?? []].flat())
const folder = mkdtempSync(join(tmpdir(), 'bench-scan-'))

try {
  const log = join(folder, 'big.log')
  const stream = createWriteStream(log)
  writeLog(stream, megabytes * 1e6)
  await finished(stream.end())
  const build = fileURLToPath(new URL('../scripts/build.ts', import.meta.url))
  if (!values.built) execFileSync(process.execPath, [build], { stdio: 'ignore' })
  const installed = fileURLToPath(new URL('../dist/entrypoints/cli/bin.js', import.meta.url))
  const ours = measure(process.execPath, [installed, 'scan', '--json', log])
  const patternFile = join(folder, 'patterns')
  writeFileSync(patternFile, `${patterns.map(toRipgrep).join('\n')}\n`)
  const hasRipgrep = spawnSync('rg', ['--version']).status === 0
  if (!hasRipgrep) process.stderr.write('ripgrep is not installed and is skipped (Debian: apt-get install ripgrep)\n')
  const ripgrep = hasRipgrep
    ? measure('rg', [
        '-n',
        '-i',
        '--no-config',
        '--regex-size-limit',
        '2G',
        '--dfa-size-limit',
        '2G',
        '-f',
        patternFile,
        log,
      ])
    : null
  // JavaScript's own regular expressions are too slow for the whole log, so they read only its first tenth.
  const part = Math.max(1, megabytes / 10)
  const combined = await measureLines(log, part, [
    new RegExp(patterns.map((it) => `(?:${unnamed(it)})`).join('|'), 'i'),
  ])
  const single = await measureLines(
    log,
    part,
    patterns.map((it) => new RegExp(it, 'i')),
  )
  const ratio = ripgrep === null ? Number.NaN : (ours['MB/s'] as number) / (ripgrep['MB/s'] as number)
  printResult(
    {
      name: 'scan',
      figures: {
        ...ours,
        patterns: patterns.length,
        ...(!values.built && { 'seconds with 300 signatures to 30': median(300, log) / median(30, log) }),
        'times RegExp per pattern': (ours['MB/s'] as number) / (single['MB/s'] as number),
      },
      beside: { ...(ripgrep === null ? {} : { ripgrep }), 'RegExp combined': combined, 'RegExp per pattern': single },
    },
    ripgrep === null
      ? `A log of ${megabytes} MB is scanned at ${(ours['MB/s'] as number).toFixed(0)} MB/s.`
      : `A log of ${megabytes} MB is scanned at ${ratio.toFixed(2)} times the speed of ripgrep with the same ${patterns.length} patterns.`,
  )
} finally {
  rmSync(folder, { recursive: true })
}

/** Returns the seconds it takes to scan the log with that many generated signatures, without the time to load them. */
function median(signatures: number, log: string): number {
  const { scanner } = loadPack(madeUpSignatures(signatures))
  const runs = Array.from({ length: RUNS }, () => {
    const stream = scanner.stream({ maxPerClause: 20 })
    const handle = openSync(log, 'r')
    const buffer = new Uint8Array(1 << 20)
    const start = performance.now()
    for (let bytes = 1; bytes > 0; ) {
      bytes = readSync(handle, buffer)
      stream.push(buffer.subarray(0, bytes))
    }
    stream.end()
    closeSync(handle)
    return (performance.now() - start) / 1000
  })
  return runs.sort((a, b) => a - b)[Math.floor(RUNS / 2)] as number
}

/** Measures the median wall time of the whole process, and its peak memory as reported by the system. */
function measure(command: string, args: readonly string[]): FigureSet {
  const runs = Array.from({ length: RUNS }, () => {
    const start = performance.now()
    const timed = ['time', '-f', '%M', command, ...args]
    const { stderr, status } = spawnSync('/usr/bin/env', timed, { maxBuffer: 1e9, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr.slice(-300)}`)
    return { ms: performance.now() - start, peak: Number(stderr.trim().split('\n').at(-1)) / 1024 }
  }).sort((a, b) => a.ms - b.ms)
  const middle = runs[Math.floor(RUNS / 2)] as { ms: number; peak: number }
  return { 'MB/s': megabytes / (middle.ms / 1000), 'peak MB': middle.peak }
}

async function measureLines(file: string, part: number, regexes: readonly RegExp[]): Promise<FigureSet> {
  const lines: string[] = []
  let bytes = 0
  for await (const line of createInterface({ input: createReadStream(file) })) {
    lines.push(line)
    bytes += line.length + 1
    if (bytes > part * 1e6) break
  }
  const start = performance.now()
  let hits = 0
  for (const line of lines) for (const regex of regexes) if (regex.test(line)) hits++
  return { 'MB/s': bytes / 1e6 / ((performance.now() - start) / 1000), hits }
}

/** ripgrep reads line by line and joins all patterns into one, in which a group name may occur only once. */
function toRipgrep(pattern: string): string {
  return unnamed(pattern).replaceAll('[^\\n]', '.').replaceAll('\\n', '\\s').replaceAll('\\/', '/')
}

/** Removes group names, because a name may occur only once in a pattern. */
function unnamed(pattern: string): string {
  return pattern.replace(/\(\?<[a-z_]\w*>/gi, '(')
}
