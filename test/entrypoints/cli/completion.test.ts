import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

/** Completes a line in a real bash that has sourced the script. */
async function completeInBash(...words: readonly string[]): Promise<readonly string[]> {
  const { out } = await runCommand('completion', 'bash')
  await using it = await temporaryFolder([{ path: 'completion.bash', text: out }])
  const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _auth_triage; printf '%s\\n' "\${COMPREPLY[@]}"`
  const args = ['--norc', '-c', script, 'bash', join(it.folder, 'completion.bash'), 'auth-triage', ...words]
  const { stdout } = await promisify(execFile)('bash', args)
  return stdout.trim().split('\n')
}

describe.skipIf(process.platform === 'win32')('in bash', () => {
  test('a command is completed', async () => {
    expect(await completeInBash('reh')).toEqual(['rehearse'])
  })

  test('a command below a command is completed', async () => {
    expect(await completeInBash('signatures', 'ex')).toEqual(['explain'])
  })

  test('an option of the command is completed, after other words', async () => {
    expect(await completeInBash('triage', 'report.md', '--ti')).toEqual(['--title'])
    expect(await completeInBash('signatures', 'list', '--js')).toEqual(['--json'])
  })

  test('nothing is offered for a file name, so that the shell completes it', async () => {
    expect(await completeInBash('triage', 'report')).toEqual([''])
  })
})

test.each(['zsh', 'fish'])('the script for %s knows every command and its options', async (shell) => {
  const { code, out } = await runCommand('completion', shell)
  expect(code).toBe(0)
  for (const word of ['rehearse', 'explain', 'title']) expect(out).toContain(word)
})

test('another shell is refused with the known ones', async () => {
  const { code, err } = await runCommand('completion', 'csh')
  expect(code).toBe(2)
  expect(err).toMatch(/bash, zsh, fish/)
})
