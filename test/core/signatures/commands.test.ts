/**
 * Runs the commands of the shipped checklists: against a guarded MCP server, on sample files, or at least past a shell.
 * Their forms for Windows are checked in windows-commands.test.ts, since there is no PowerShell to run them.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillCommand } from '../../../src/core/comments/authored.ts'
import { codeIn, readsAsSentence } from '../../../src/core/signatures/authored-text.ts'
import { startGuardedServer } from '../../support/guarded-mcp-server.ts'
import { SAMPLE_FILES } from '../../support/sample-files.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'

const run = promisify(execFile)

interface Step {
  readonly name: string
  readonly command: string
}

/** Menus, screens of a program, PowerShell and SQL are no commands of a shell. */
const NO_SHELL = /→|^\/|^[A-Z][\w ]+ > |^Get-|^SELECT /

const STEPS: readonly Step[] = [...pack.signatures.values()].flatMap(({ id, checklist }) =>
  checklist.flatMap(({ how = '' }, at) =>
    (readsAsSentence(how) ? codeIn(how).filter((it) => /^[a-z]+ -/.test(it)) : [how])
      .filter((command) => command !== '' && !NO_SHELL.test(command))
      .map((command) => ({ name: `${id} ${at + 1}`, command })),
  ),
)

const named = (filter: (step: Step) => boolean): readonly [string, string][] =>
  STEPS.filter(filter).map(({ name, command }) => [name, command])

const isForServer = ({ command }: Step) => /^(?:curl|for a)\b.*\{\{(?:server-|auth-server|issuer)/.test(command)
const isGrep = ({ command }: Step) => /^grep\b/.test(command)
const isEnvironment = ({ command }: Step) => /^env \|/.test(command)
const isTokenReader = ({ command }: Step) => command.endsWith('< token.txt')

let folder = ''
const server = await startGuardedServer()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'))
  for (const [path, text] of Object.entries(SAMPLE_FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

/** @returns what the command prints, with its exit code as the last line */
async function output(command: string, env: Record<string, string> = {}): Promise<string> {
  // biome-ignore lint/style/noProcessEnv: the shell finds its programs by the path
  const path = process.env['PATH'] ?? ''
  const options = { cwd: folder, env: { PATH: path, HOME: folder, TOKEN: server.token, ...env }, timeout: 20_000 }
  const { stdout } = await run('bash', ['-c', `${command}\necho "exit $?"`], options)
  return stdout
}

describe('a command of a checklist', () => {
  test('is one that a shell can read, whatever is filled in', async () => {
    const values = { 'server-url': 'https://a.example/mcp', scheme: 'app', port: '8443' }
    const wrong: string[] = []
    const commands = STEPS.flatMap(({ command }) => [fillCommand(command, {}), fillCommand(command, values)])
    for (const command of new Set(commands)) {
      await run('bash', ['-n', '-c', command]).catch(() => wrong.push(command))
    }
    expect(wrong).toEqual([])
    expect(STEPS.length).toBeGreaterThan(120)
  }, 60_000)

  test.each(named(isForServer))('shows on a healthy server what the step looks for: %s', async (_, command) => {
    const printed = await output(fillCommand(command, server.values))
    expect(printed).toMatch(/exit 0\n$/)
    expect(printed.replace(/exit 0\n$/, '').trim()).not.toBe('')
    if (command.includes('$TOKEN')) expect(printed).toMatch(/HTTP\/1\.1 200[\s\S]*"serverInfo"/)
    else if (/^curl -i (?:-X POST )?\{\{server-url\}\}/.test(command)) {
      expect(printed).toMatch(/HTTP\/1\.1 401[\s\S]*www-authenticate: Bearer/i)
    }
  })

  test.each(named(isGrep))('finds in a sample file what the step looks for: %s', async (_, command) => {
    const printed = await output(command)
    expect(printed.replace(/exit \d\n$/, '').trim()).not.toBe('')
  })

  test.each(named(isEnvironment))('lists variables that are set, and no secret: %s', async (_, command) => {
    const secret = 'hush-hush-4711'
    const names = ['ANTHROPIC_API_KEY', 'GITHUB_TOKEN', 'TWINE_PASSWORD', 'UV_PUBLISH_TOKEN']
    const plain = {
      GH_HOST: 'ghe.example',
      AWS_REGION: 'eu-west-1',
      HTTPS_PROXY: 'http://proxy.example',
      OPENAI_BASE_URL: 'https://api.example/v1',
    }
    const printed = await output(command, { ...Object.fromEntries(names.map((it) => [it, secret])), ...plain })
    expect(printed.replace(/exit \d+\n$/, '').trim()).not.toBe('')
    expect(printed).not.toContain(secret)
  })

  test.each(named(isTokenReader))("reads a token's claims: %s", async (_, command) => {
    const printed = await output(command)
    expect(printed).toMatch(/exit 0\n$/)
    expect(printed).toMatch(/idp\.example|1700000000/)
  })

  test('reads the dates of a client certificate in a kubeconfig', async () => {
    const [, command = ''] = named((step) => step.command.includes('client-certificate-data'))[0] ?? []
    const certificate =
      'openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=admin -days 2'
    await output(`${certificate} 2>/dev/null`)
    // Stands in for kubectl, which prints this field in base64.
    const stub = 'kubectl() { base64 -w0 < cert.pem; }'
    expect(await output(`${stub}\n${command}`)).toMatch(/subject=.*admin[\s\S]*notAfter=/)
  })
})
