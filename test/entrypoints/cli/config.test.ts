import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import type { PackFile } from '../../../src/core/signatures/parse.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'
import { signatureFile } from '../../support/packs.ts'

async function check(text: string, ...options: readonly string[]) {
  await using place = await temporaryFolder([{ path: 'auth-triage.yml', text }])
  return await runCommand('config', 'check', `${place.folder}/auth-triage.yml`, ...options)
}

describe('config check', () => {
  test('reports valid settings with exit code 0', async () => {
    expect(await check('mode: label-only\n')).toMatchObject({ code: 0, out: expect.stringMatching(/is valid$/) })
  })

  test('prints the line of each error and its fix, with exit code 1', async () => {
    const { code, out } = await check('mode: comment\nmod: 7\n_extends: other/repo\n')
    expect(code).toBe(1)
    expect(out).toMatch(
      /auth-triage\.yml:2: unknown key `mod` → did you mean `mode`\?\n.*:3: unknown key `_extends` → write/,
    )
  })

  test('prints settings without effect, with exit code 0', async () => {
    const { code, out } = await check('signatures: { off: [mising-scope] }')
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('did you mean `missing-scope`?') })
  })

  test('knows the products', async () => {
    expect(await check('product: { id: claud-code }')).toMatchObject({
      code: 0,
      out: expect.stringContaining('no product is called `claud-code` → did you mean `claude-code`?'),
    })
  })

  test("knows the headings of the repository's issue templates", async () => {
    const form = 'body:\n  - type: input\n    attributes: { label: Fassung }\n'
    await using place = await temporaryFolder([
      { path: '.github/auth-triage.yml', text: 'headings: { Version: [Fassung, Fasung] }' },
      { path: '.github/ISSUE_TEMPLATE/bug.yml', text: form },
    ])
    const { code, out } = await runCommand('config', 'check', `${place.folder}/.github/auth-triage.yml`)
    expect(code).toBe(0)
    expect(out).toContain('no issue template here has the heading `Fasung` → did you mean `Fassung`?')
    expect(out.match(/no issue template/g)).toHaveLength(1)
  })

  test('says nothing about headings without templates', async () => {
    expect((await check('headings: { Version: [Fasung] }')).out).toMatch(/^\S+ is valid$/)
  })

  test('prints one JSON document with --json', async () => {
    const { code, out } = await check('mode: loud', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ valid: false, problems: [{ line: 1 }], remarks: [] })
  })

  describe("with the repository's own signatures", () => {
    async function checkWith(settings: string, ...files: readonly PackFile[]) {
      const own = files.map(({ path, text }) => ({ path: `.github/auth-triage/signatures/${path}`, text }))
      await using place = await temporaryFolder([{ path: '.github/auth-triage.yml', text: settings }, ...own])
      return await runCommand('config', 'check', `${place.folder}/.github/auth-triage.yml`)
    }
    const OWN = 'signatures: { own: true }\n'
    const bentKey = (fields = {}) =>
      signatureFile('bent-key', {
        'confused-with': [{ id: 'missing-scope', tell: 'a scope is named' }],
        examples: [
          { name: 'own', report: 'bent-key found' },
          { name: 'near miss', report: 'no key at all', expect: { signature: 'none' } },
        ],
        ...fields,
      })

    test('accepts valid signatures, and their ids in the settings', async () => {
      const settings = `${OWN}labels: { signatures: { bent-key: { name: "area: keys" } } }\n`
      const { code, out } = await checkWith(settings, bentKey())
      expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^\S+auth-triage\.yml is valid$/) })
    })

    test('prints an example that does not get its result', async () => {
      const examples = [
        { name: 'own', report: 'another key found' },
        { name: 'near miss', report: 'no key at all', expect: { signature: 'none' } },
      ]
      const { code, out } = await checkWith(OWN, bentKey({ examples }))
      expect({ code, out }).toEqual({
        code: 0,
        out: expect.stringMatching(/bent-key\.yaml:1: the example "own" does not/),
      })
    })

    test('prints the line of each of their errors and its fix, with exit code 1', async () => {
      const evidence = [{ id: 'all', in: ['any'], strength: 'strong', regex: 'the' }]
      const { code, out } = await checkWith(OWN, bentKey({ evidence }))
      expect(code).toBe(1)
      expect(out).toMatch(/signatures[\\/]bent-key\.yaml:\d+: clause `all`: .* matches everyday text →/)
      expect(out).toMatch(/the bot ignores those$/)
    })

    test('ignores the signatures if they are not turned on', async () => {
      expect(await checkWith('mode: comment\n', { path: 'broken.yaml', text: 'id: [' })).toMatchObject({ code: 0 })
    })
  })

  test('exits with 2 without an argument', async () => {
    expect((await runCommand('config', 'check')).code).toBe(2)
  })

  test.each(['README.md', 'docs/configuration.md'])('finds no errors in the example in %s', async (page) => {
    const text = await readFile(new URL(`../../../${page}`, import.meta.url), 'utf8')
    const example = /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(text)?.[1] ?? 'no: example'
    expect((await check(example, '--json')).out).toContain('"problems": [],\n  "remarks": []')
  })
})
