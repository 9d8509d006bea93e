import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { main } from '../../../src/entrypoints/cli/main.ts'
import { runCommand, silentIo, temporaryFolder } from '../../support/command-line.ts'
import { signatureFile, twoSignatures } from '../../support/packs.ts'

const AUTH = 'OAuth login fails, '
const EXAMPLES = [
  { name: 'own', report: `${AUTH}lost-badge found` },
  { name: 'near miss', report: `${AUTH}torn-ticket found`, expect: { signature: 'torn-ticket' } },
]
const TAKEN = { name: 'taken', report: `${AUTH}torn-ticket found, badge`, expect: { signature: 'lost-badge' } }

async function tested(files: Parameters<typeof temporaryFolder>[0], ...args: string[]) {
  await using place = await temporaryFolder(files)
  return await runCommand('signatures', 'test', ...args, '--pack', place.folder)
}

test('passes a valid pack', async () => {
  expect(await tested(twoSignatures())).toEqual({ code: 0, out: '2 signatures, 4 examples, 0 failed', err: '' })
})

describe('a failure', () => {
  const failing = twoSignatures({ examples: [...EXAMPLES, TAKEN] })

  test('prints the expected and the actual result', async () => {
    const { code, out } = await tested(failing)
    expect(code).toBe(1)
    expect(out).toContain('lost-badge: "taken"\n  - first: lost-badge\n  + first: torn-ticket\n')
  })

  test('prints what the two contenders found and missed', async () => {
    const { out } = await tested(failing)
    expect(out).toMatch(/lost-badge \(expected, not considered\)\n +miss +own-line \(decisive\): none of/)
    expect(out).toMatch(/torn-ticket \(ranks first, .* log-odds\)\n +hit +own-line \(decisive\): OAuth login fails/)
  })

  test('of another signature is ignored if ids are given', async () => {
    const broken = { name: 'broken', report: 'nothing' }
    const files = twoSignatures({ examples: [...EXAMPLES, broken] })
    expect(await tested(files, 'torn-ticket')).toMatchObject({ code: 0, out: '1 signature, 2 examples, 0 failed' })
  })
})

test('fails for a finding of the pack checks, and prints the fix', async () => {
  const unused = { id: 'never', in: ['any'], strength: 'strong', regex: 'nobody writes this' }
  const [lost] = twoSignatures({
    evidence: [{ id: 'own-line', in: ['any'], strength: 'decisive', regex: 'lost-badge found' }, unused],
  })
  const { code, out } = await tested([lost ?? signatureFile('lost-badge'), signatureFile('torn-ticket')])
  expect(code).toBe(1)
  expect(out).toContain('lost-badge: the evidence clause `never` matches no example in the pack\n  → add an example')
  expect(out).toContain('pack checks: 1 to fix')
})

test('rejects a capture used in code if it can match more than a plain value, and prints the fix', async () => {
  const evidence = [{ id: 'own-line', in: ['any'], strength: 'decisive', regex: 'lost-badge found (?<server>.*)' }]
  const { code, err } = await tested(twoSignatures({ evidence, cause: 'Run `mytool --server {{server}}`.' }))
  expect(code).toBe(1)
  expect(err).toMatch(
    /lost-badge\.yaml:\d+: `\{\{server\}\}` is used in code, .* can capture `\.` → write .* outside backticks/,
  )
})

test('rejects an unknown id', async () => {
  expect(await tested(twoSignatures(), 'nobody')).toMatchObject({ code: 2 })
})

test('--watch tests again on every change, survives a broken file, and stops on SIGINT', async () => {
  await using place = await temporaryFolder(twoSignatures())
  const file = join(place.folder, 'lost-badge.yaml')
  const printed: string[] = []
  const io = { ...silentIo(), print: (text: string) => void printed.push(text) }
  const printedText = (text: string) => vi.waitFor(() => expect(printed.splice(0).join('\n')).toContain(text), 5_000)
  const ended = main(['signatures', 'test', '--watch', '--pack', place.folder], io)
  await printedText('0 failed')
  await writeFile(file, 'id: [')
  await printedText('The signature pack has')
  await writeFile(file, signatureFile('lost-badge', { examples: [...EXAMPLES, TAKEN] }).text)
  await printedText('1 failed')
  io.signals.emit('SIGINT')
  expect(await ended).toBe(0)
})

/** The command checks every example of the pack. */
const WHOLE_PACK = { timeout: 180_000 }

test('the worked example of the authors’ guide passes with the shipped pack', WHOLE_PACK, async () => {
  const guide = await readFile(join(shippedPack(), 'README.md'), 'utf8')
  const [, text = ''] = /worked example: begin -->\n\n```yaml\n([\s\S]*?)\n```\n/.exec(guide) ?? []
  await using place = await temporaryFolder([
    ...(await readPackFolder(shippedPack())),
    { path: 'oauth/device-code-expired.yaml', text },
  ])
  const { code, out } = await runCommand('signatures', 'test', 'device-code-expired', '--pack', place.folder)
  expect({ code, out }).toEqual({ code: 0, out: '1 signature, 3 examples, 0 failed' })
})
