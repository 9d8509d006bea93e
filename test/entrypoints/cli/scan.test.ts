import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { processIo } from '../../../src/entrypoints/cli/io.ts'
import { zip } from '../../adapters/attachments/archives.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

const LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'

describe('scan', () => {
  test('prints the evidence lines of a known failure, with file and line number', async () => {
    await using it = await temporaryFolder([
      { path: 'a.log', text: `quiet\n${LINE}\n` },
      { path: 'b.log', text: 'quiet\n' },
    ])
    const file = join(it.folder, 'a.log')
    const { code, out } = await runCommand('scan', file, join(it.folder, 'b.log'))
    expect(code).toBe(0)
    expect(out).toContain(`${file}:2: missing-scope (decisive): ${LINE}`)
    expect(out).not.toContain('b.log')
  })

  test('prints one document with --json', async () => {
    await using it = await temporaryFolder([{ path: 'a.log', text: `${LINE}\n` }])
    const file = join(it.folder, 'a.log')
    expect(JSON.parse((await runCommand('scan', file, '--json')).out)).toMatchObject({
      files: [file],
      lines: expect.arrayContaining([
        expect.objectContaining({ file, line: 1, signature: 'missing-scope', text: LINE }),
      ]),
    })
  })

  test('says so if nothing is found', async () => {
    await using it = await temporaryFolder([{ path: 'a.log', text: 'quiet\n' }])
    expect(await runCommand('scan', join(it.folder, 'a.log'))).toEqual({
      code: 0,
      out: 'No evidence of a known failure found.',
      err: '',
    })
  })

  test('prints at most --most lines per clause', async () => {
    await using it = await temporaryFolder([{ path: 'a.log', text: `${LINE}\nquiet\n`.repeat(9) }])
    const { out } = await runCommand('scan', join(it.folder, 'a.log'), '--most', '2', '--json')
    const { lines } = JSON.parse(out) as { lines: { evidence: string; line: number }[] }
    for (const its of Map.groupBy(lines, ({ evidence }) => evidence).values()) expect(its.length).toBeLessThanOrEqual(2)
    expect(lines.map(({ line }) => line)).toContain(3)
  })

  test.each(['0', '-1', '1.5', 'many'])('rejects --most %s', async (most) => {
    await using it = await temporaryFolder([{ path: 'a.log', text: LINE }])
    expect(await runCommand('scan', join(it.folder, 'a.log'), '--most', most)).toMatchObject({ code: 2 })
  })

  test.each<[string, string, Uint8Array, string]>([
    ['UTF-16', 'a.log', Buffer.from(`\ufeffquiet\n${LINE}\n`, 'utf16le'), 'a.log'],
    ['a gzip', 'a.log.gz', gzipSync(`quiet\n${LINE}\n`), 'a.log.gz'],
    ['a zip', 'logs.zip', zip([{ name: 'main.log', text: `quiet\n${LINE}\n` }]), 'logs.zip/main.log'],
  ])('reads %s as the bot reads attachments', async (_, name, bytes, shown) => {
    await using it = await temporaryFolder([])
    await writeFile(join(it.folder, name), bytes)
    const { out } = await runCommand('scan', join(it.folder, name))
    expect(out).toContain(`${join(it.folder, shown)}:2: missing-scope (decisive): ${LINE}`)
  })

  test('says which file in an archive it could not read', async () => {
    await using it = await temporaryFolder([])
    const picture = { name: 'x.png', text: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1') }
    await writeFile(join(it.folder, 'logs.zip'), zip([picture, { name: 'main.log', text: LINE }]))
    const { out, err } = await runCommand('scan', join(it.folder, 'logs.zip'))
    expect(err).toContain('logs.zip/x.png is a picture.')
    expect(out).toContain('main.log:1: missing-scope')
  })

  test('fails for a missing file, and names it', async () => {
    const { code, err } = await runCommand('scan', '/no/such/file.log')
    expect([code, err]).toEqual([1, expect.stringContaining('/no/such/file.log cannot be read.')])
  })

  test('says that a folder is no file, as every command does', async () => {
    await using it = await temporaryFolder([])
    const { code, err } = await runCommand('scan', it.folder)
    expect([code, err]).toEqual([1, `${it.folder} is a folder.\nName the files in it.`])
    await expect(processIo.read(it.folder)).rejects.toThrow('is a folder.')
  })
})
