import { execFile } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { endWithOutput, explainSystemError } from '../../../src/entrypoints/cli/system-errors.ts'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

const PROGRAM = join(import.meta.dirname, '../../../src/entrypoints/cli/main.ts')
const failure = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: at /home/ada`), { code, ...more })

describe('an error of the operating system', () => {
  test.each([
    ['ENOSPC', 'There is no space left on the disk.'],
    ['EROFS', 'The file system is read-only.'],
    ['EACCES', 'There is no permission to use this file.'],
  ])('%s is explained in one sentence with a remedy', (code, message) => {
    expect(explainSystemError(failure(code, { path: 'out.md' }))).toMatchObject({
      code: 'unreadable-file',
      message: `out.md: ${message}`,
      hint: expect.stringMatching(/\.$/),
    })
  })

  test('of a database on a full disk is explained', () => {
    expect(explainSystemError(failure('ERR_SQLITE_ERROR', { errcode: 13 }))?.message).toMatch(/no space left/)
  })

  test.each([failure('ERR_ASSERTION'), failure('constructor'), new Error('a bug'), 'text', null])(
    'is not seen in %s',
    (error) => {
      expect(explainSystemError(error)).toBeNull()
    },
  )
})

describe('output that cannot be written', () => {
  function start() {
    const streams = { stdout: new EventEmitter(), stderr: new EventEmitter() }
    const exits: number[] = []
    const warned: string[] = []
    endWithOutput({ ...streams, exit: (code) => void exits.push(code) }, (text) => void warned.push(text))
    return { ...streams, exits, warned }
  }

  test('because the reader has enough ends the program without a word', () => {
    const { stdout, exits, warned } = start()
    stdout.emit('error', failure('EPIPE'))
    expect({ exits, warned }).toEqual({ exits: [0], warned: [] })
  })

  test('because the disk is full is a failure with one sentence', () => {
    const { stdout, exits, warned } = start()
    stdout.emit('error', failure('ENOSPC'))
    expect(exits).toEqual([1])
    expect(warned).toEqual([
      expect.stringMatching(/^The output cannot be written\. There is no space left on the disk\. /),
    ])
  })

  test('to standard error ends the program', () => {
    const { stderr, exits } = start()
    stderr.emit('error', failure('EPIPE'))
    expect(exits).toEqual([1])
  })
})

test.skipIf(!existsSync('/dev/full'))(
  'the real program prints no stack trace on a full disk',
  async () => {
    const command = `"${process.execPath}" "${PROGRAM}" signatures list > /dev/full`
    const { code, stderr } = await promisify(execFile)('sh', ['-c', command]).catch((error) => error)
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The output cannot be written\. There is no space left/)
    expect(stderr).not.toMatch(/\n\s+at /)
  },
  30_000,
)

test('a page that cannot be written is explained', async () => {
  await using it = await temporaryFolder([
    { path: 'issues.json', text: '[]' },
    { path: 'file', text: '' },
  ])
  const out = join(it.folder, 'file/below')
  const { code, err } = await runCommand('rehearse', 'a/b', '--from', join(it.folder, 'issues.json'), '--out', out)
  expect(code).toBe(1)
  expect(err).toMatch(/This path leads through a file\.\nCheck the path\.$/)
})
