/**
 * How often `probe` names the first broken stage and its side: 30 servers with one fault each, and 10 that work, all on
 * this machine. Beside it, the official SDK's client, which says that a login fails but neither where nor whose fault it
 * is. Doctors that the npm registry has are run in a temporary folder; those without a command for this are named.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { BROKEN_SERVERS, type BrokenServer } from '../test/support/probe/broken-servers.ts'
import { GOOD_SERVERS } from '../test/support/probe/good-servers.ts'
import { type LoginServer, startLoginServer } from '../test/support/probe/login-server.ts'
import { probeServer } from '../test/support/probe/probe-server.ts'
import { logInWithSdk } from '../test/support/probe/sdk-client.ts'
import { type FigureSet, printResult } from './result.ts'

const run = promisify(execFile)

/** Tools with the same purpose, by their names on npm, and the words in their help that name such a command. */
const DOCTORS: readonly (readonly [name: string, command: RegExp])[] = [
  ['mcp-oauth-doctor', /oauth|doctor/i],
  ['@mcpjam/cli', /\boauth\b/i],
  ['authprobe', /\bscan\b/i],
]

const wrong: string[] = []
const figures = await measureProbe()
const beside = { 'SDK client': await measureSdk() }
const notes = await Promise.all(DOCTORS.map(([name, command]) => lookAt(name, command)))
const missed = wrong.length === 0 ? '' : ` Wrong: ${wrong.join('; ')}.`
printResult({ name: 'probe', figures, beside }, `${notes.join(' ')}${missed}`)

async function measureProbe(): Promise<FigureSet> {
  let right = 0
  let noticed = 0
  for (const row of BROKEN_SERVERS) {
    const { broken } = await during(startLoginServer({ rules: [row.rule] }), ({ url }) =>
      probeServer(url, { login: row.login ?? false, browser: row.browser }),
    )
    if (broken !== null) noticed++
    if (broken?.stage === row.stage && broken.side === row.side) right++
    else wrong.push(`${row.name} (${broken?.stage ?? 'nothing'}, ${broken?.side ?? 'nobody'})`)
  }
  let alarms = 0
  for (const { name, start } of GOOD_SERVERS) {
    const { broken } = await during(start(), ({ url }) => probeServer(url))
    if (broken === null) continue
    alarms++
    wrong.push(`${name} (${broken.stage})`)
  }
  return {
    'broken servers': BROKEN_SERVERS.length,
    'fault noticed': noticed,
    'stage and side right': right,
    'good servers': GOOD_SERVERS.length,
    'false alarms': alarms,
  }
}

/** Its user agent is Node's, so rules against other clients do not concern it. */
async function measureSdk(): Promise<FigureSet> {
  let noticed = 0
  for (const row of BROKEN_SERVERS) if (await failsWithSdk(startLoginServer({ rules: [row.rule] }), row)) noticed++
  const servers = GOOD_SERVERS.filter(({ isMcp = true }) => isMcp)
  let alarms = 0
  for (const { start } of servers) if (await failsWithSdk(start())) alarms++
  return {
    'broken servers': BROKEN_SERVERS.length,
    'fault noticed': noticed,
    'good servers': servers.length,
    'false alarms': alarms,
  }
}

function failsWithSdk(server: Promise<LoginServer>, row?: BrokenServer): Promise<boolean> {
  return during(server, ({ url }) =>
    logInWithSdk(url, row?.browser).then(
      () => false,
      () => true,
    ),
  )
}

async function during<T>(starting: Promise<LoginServer>, use: (server: LoginServer) => Promise<T>): Promise<T> {
  const server = await starting
  try {
    return await use(server)
  } finally {
    await server.close()
  }
}

/** @returns one sentence: whether the tool can be had, and whether it has a command to compare with */
async function lookAt(name: string, command: RegExp): Promise<string> {
  const version = await run('npm', ['view', name, 'version'], { timeout: 60_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  )
  if (version === null) return `${name} cannot be had from npm.`
  const folder = await mkdtemp(join(tmpdir(), 'auth-triage-bench-'))
  try {
    const args = ['--yes', '--prefix', folder, '--cache', folder, `${name}@${version}`, '--help']
    const { stdout } = await run('npx', args, { cwd: folder, timeout: 300_000 })
    const has = command.test(stdout.replace(/^Usage:.*$/m, ''))
    return has
      ? `${name} ${version} has such a command; how to read its output is not written yet.`
      : `${name} ${version} from npm has no command that examines a login.`
  } catch {
    return `${name} ${version} does not run here.`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
