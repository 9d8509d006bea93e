import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { describeOldNode } from '../../src/entrypoints/node-version.ts'
import { type Installed, installPacked, runIn } from './installed.ts'

const CHECKOUT = join(import.meta.dirname, '../..')

/**
 * In bytes: a download that does not take long over a slow connection. A third of it is the compiled pack, with which a
 * command starts four times as fast. The libraries in it need no download of their own.
 */
const MAX_PACKED = 5_000_000

/** Each file costs about half a millisecond to find and compile. One for each source file would be 400. */
const MAX_LOADED = 70

/** Prints the files that a program has loaded. */
const LIST_LOADED = `import { registerHooks } from 'node:module'
const urls = []
registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) })
process.on('exit', () => process.stderr.write(urls.join('\\n')))
`

/** The build names the file that each piece of code is from. */
function librariesIn(code: string): readonly string[] {
  return [...code.matchAll(/^\/\/ node_modules\/(?:.*\/node_modules\/)?((?:@[^/]+\/)?[^/]+)/gm)].map(
    ([, name = '']) => name,
  )
}

/** Returns the names of the packages that have a licence in the folder. */
async function licensedIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true })
  return found.filter((name) => basename(name) === 'LICENSE').map((name) => dirname(name).replaceAll('\\', '/'))
}

let installed: Installed

beforeAll(async () => {
  installed = await installPacked()
}, 180_000)

afterAll(() => installed.remove())

describe('the packed package', () => {
  test('diagnoses a report with `npx auth-triage triage` from an empty folder', async () => {
    await writeFile(
      join(installed.folder, 'file.md'),
      '# Fails\n\nMissing user:mcp_servers scope (scopes=user:inference)\n',
    )
    const { code, out } = await runIn(installed.folder, 'npx', '--offline', '--no', 'auth-triage', 'triage', 'file.md')
    expect(code).toBe(0)
    expect(out).toContain('Token is missing a required scope (`insufficient_scope`)')
  })

  test('loads the bot without development dependencies', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const { code, err } = await runIn(installed.folder, 'npx', '--offline', '--no', 'auth-triage', 'serve')
    vi.unstubAllEnvs()
    expect(code).toBe(1)
    expect(err).toContain('APP_ID and PRIVATE_KEY are not set')
  })

  test('exports a Probot application function, with its type', async () => {
    const source = "import app from 'auth-triage/app'\nprocess.stdout.write(typeof app)\n"
    await writeFile(join(installed.folder, 'probot.mjs'), source)
    expect(await runIn(installed.folder, 'node', 'probot.mjs')).toMatchObject({ code: 0, out: 'function' })
    const types = join(installed.folder, 'node_modules/auth-triage/dist/app.d.ts')
    expect(await readFile(types, 'utf8')).toContain('ApplicationFunction')
  })

  test('names its repository, which provenance requires, and has the manual page', async () => {
    const folder = join(installed.folder, 'node_modules/auth-triage')
    const { repository, homepage, bugs, author, man } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    expect(repository.url).toBe('git+https://github.com/auth-triage/auth-triage.git')
    for (const field of [homepage, bugs, author]) expect(field).toMatch(/auth-triage/)
    // npm links manual pages only if they are a list.
    expect(man).toEqual(['man/auth-triage.1'])
    expect(await readFile(join(folder, man[0]), 'utf8')).toContain('.SH COMMANDS')
  })

  test('has a README without relative links, which a registry would break', async () => {
    const readme = await readFile(join(installed.folder, 'node_modules/auth-triage/README.md'), 'utf8')
    const targets = [...readme.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target)
    expect(targets.length).toBeGreaterThan(20)
    expect(targets.filter((target) => !/^https:/.test(target ?? ''))).toEqual([])
    expect(readme).not.toMatch(/npx auth-triage/)
  })

  test('contains the facts about clients', async () => {
    const probe = ['auth-triage', 'probe', 'http://localhost:1/mcp', '--for', 'emacs']
    const { code, err } = await runIn(installed.folder, 'npx', '--offline', '--no', ...probe)
    expect(code).toBe(2)
    expect(err).toContain('The clients are: claude-ai, claude-code, codex')
  })

  test('is smaller than 5 MB', () => {
    expect(installed.packedBytes).toBeLessThan(MAX_PACKED)
  })

  test('contains the code of libraries only with their licence', async () => {
    const dist = join(installed.folder, 'node_modules/auth-triage/dist')
    const licensed = await licensedIn(join(dist, 'licences'))
    const built = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.js'))
    const texts = await Promise.all(built.map((name) => readFile(join(dist, name), 'utf8')))
    const copied = new Set(texts.flatMap(librariesIn))
    expect(copied.size).toBeGreaterThan(40)
    expect([...copied].filter((name) => !licensed.includes(name))).toEqual([])
  })

  test('reads few files to diagnose a report, and neither the YAML parser nor the schemas', async () => {
    await writeFile(join(installed.folder, 'loaded.mjs'), LIST_LOADED)
    const bin = 'node_modules/auth-triage/dist/entrypoints/cli/bin.js'
    await writeFile(join(installed.folder, 'file.md'), '# Fails\n\nMissing user:mcp_servers scope\n')
    const { err } = await runIn(installed.folder, 'node', '--import', './loaded.mjs', bin, 'triage', 'file.md')
    const files = err.split('\n').filter((url) => url.startsWith('file:'))
    expect(files.length).toBeGreaterThan(20)
    expect(files.length).toBeLessThan(MAX_LOADED)
    const texts = await Promise.all(files.map((url) => readFile(new URL(url), 'utf8')))
    const libraries = new Set(texts.flatMap(librariesIn))
    expect(libraries).toContain('micromark')
    expect([...libraries].filter((name) => ['yaml', 'zod', 'pino'].includes(name))).toEqual([])
  })

  test('has types that a strict program can use', async () => {
    const config = { compilerOptions: { strict: true, module: 'nodenext', target: 'es2024', types: [], noEmit: true } }
    const source =
      "import { diagnose, loadPack } from 'auth-triage'\nexport const typed: [typeof diagnose, typeof loadPack] = [diagnose, loadPack]\n// @ts-expect-error: a pack is an object\nloadPack(7)\n"
    await writeFile(join(installed.folder, 'typed.mts'), source)
    await writeFile(join(installed.folder, 'tsconfig.json'), JSON.stringify({ ...config, files: ['typed.mts'] }))
    const tsc = join(CHECKOUT, 'node_modules/typescript/bin/tsc')
    expect(await runIn(installed.folder, 'node', tsc, '-p', '.')).toEqual({ code: 0, out: '', err: '' })
  })
})

describe('on an old Node', async () => {
  const { engines } = JSON.parse(await readFile(join(CHECKOUT, 'package.json'), 'utf8'))

  test('the message names the required version and what to do', () => {
    expect(describeOldNode('20.20.2')).toMatch(/^auth-triage needs Node 24 or newer; this is Node 20\.20\.2\.\nInstall/)
  })

  test('the message does not fetch a package that is not published', () => {
    expect(describeOldNode('20.20.2')).toMatch(/or run: npx -p node@24 -c "auth-triage --help"$/)
  })

  test('the message and package.json name the same version', () => {
    const oldest = Number(engines.node.replace('>=', ''))
    expect(describeOldNode(`${oldest}.0.0`)).toBeNull()
    expect(describeOldNode(`${oldest - 1}.9.9`)).toContain(`Node ${oldest} or newer`)
  })
})

describe('the examples in docs/api.md', async () => {
  const page = await readFile(join(CHECKOUT, 'docs/api.md'), 'utf8')
  const examples = [...page.matchAll(/^```ts\n(?<code>.*?)^```\n\n```text\n(?<prints>.*?)^```$/gms)].map(
    ({ groups }) => groups,
  )

  test('include every code block', () => {
    expect(examples).toHaveLength(page.split('```ts\n').length - 1)
  })

  test.each(examples.map((it, at) => [at + 1, it] as const))('print the documented output: %i', async (at, example) => {
    const name = `example-${at}.ts`
    await writeFile(join(installed.folder, name), example?.['code'] ?? '')
    expect(await runIn(installed.folder, 'node', name)).toEqual({ code: 0, out: example?.['prints'], err: '' })
  })
})
