import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../helpers/command-line.ts'

async function check(text: string, ...options: readonly string[]) {
  await using place = await temporaryFolder([{ path: 'auth-triage.yml', text }])
  return runCommand('config', 'check', `${place.folder}/auth-triage.yml`, ...options)
}

describe('config check', () => {
  test('says that good settings are valid, and ends with 0', async () => {
    expect(await check('mode: label-only\n')).toMatchObject({ code: 0, out: expect.stringMatching(/is valid$/) })
  })

  test('says line and remedy of each mistake, and ends with 1', async () => {
    const { code, out } = await check('mode: comment\nmod: 7\n_extends: other/repo\n')
    expect(code).toBe(1)
    expect(out).toMatch(
      /auth-triage\.yml:2: unknown key `mod` → did you mean `mode`\?\n.*:3: unknown key `_extends` → write/,
    )
  })

  test('names what has no effect, and ends with 0', async () => {
    const { code, out } = await check('signatures: { off: [mising-scope] }')
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('did you mean `missing-scope`?') })
  })

  test('prints one JSON document when told to', async () => {
    const { code, out } = await check('mode: loud', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ valid: false, problems: [{ line: 1 }], remarks: [] })
  })

  test('ends with 2 when it is not told what to check', async () => {
    expect((await runCommand('config', 'check')).code).toBe(2)
  })

  test.each(['README.md', 'docs/configuration.md'])('finds nothing wrong with the example of %s', async (page) => {
    const text = await readFile(new URL(`../../${page}`, import.meta.url), 'utf8')
    const example = /```yaml\n(# yaml-language-server[\s\S]*?)```/.exec(text)?.[1] ?? 'no: example'
    expect((await check(example, '--json')).out).toContain('"problems": [],\n  "remarks": []')
  })
})
