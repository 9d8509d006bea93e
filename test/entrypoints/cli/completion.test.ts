import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { runCommand, temporaryFolder } from '../../support/command-line.ts'

const isInstalled = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0

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

/** Saves the script as `name`, and runs `program` in the shell with the script's path and the words as arguments. */
async function runInShell(shell: 'zsh' | 'fish', name: string, program: string, words: readonly string[]) {
  const { out } = await runCommand('completion', shell)
  await using it = await temporaryFolder([{ path: name, text: out }])
  const options = shell === 'zsh' ? ['-f', '-c', program, 'zsh'] : ['--no-config', '-c', program]
  const { stdout } = await promisify(execFile)(shell, [...options, it.folder, ...words])
  return stdout.trim().split('\n')
}

/** Everything that the function offers when it is called for the first time, as zsh calls it from $fpath. */
const offeredInZsh = (...words: readonly string[]) =>
  runInShell(
    'zsh',
    '_auth-triage',
    `fpath=($1 $fpath); shift; autoload -Uz _auth-triage; compdef() { : }; _files() { : }
     compadd() { shift; print -l -- $@ }; words=("$@"); CURRENT=$#; _auth-triage`,
    ['auth-triage', ...words],
  )

describe.skipIf(!isInstalled('zsh'))('in zsh, saved in a folder of $fpath', () => {
  test('the first completion offers commands, and then those below a command', async () => {
    expect(await offeredInZsh('reh')).toContain('rehearse')
    expect(await offeredInZsh('signatures', 'ex')).toContain('explain')
  })

  test('options of the command are offered after other words', async () => {
    expect(await offeredInZsh('triage', 'report.md', '--ti')).toContain('--title')
  })
})

const completeInFish = (line: string) =>
  runInShell('fish', 'auth-triage.fish', "source $argv[1]/auth-triage.fish; complete -C 'auth-triage '$argv[2]", [line])

describe.skipIf(!isInstalled('fish'))('in fish', () => {
  test('commands and options are completed, with their descriptions', async () => {
    expect(await completeInFish('reh')).toEqual([expect.stringMatching(/^rehearse\t\S/)])
    expect(await completeInFish('signatures ex')).toEqual([expect.stringMatching(/^explain\t/)])
    expect(await completeInFish('triage report.md --ti')).toEqual([expect.stringMatching(/^--title\t/)])
  })
})

test('another shell is refused with the known ones', async () => {
  const { code, err } = await runCommand('completion', 'csh')
  expect(code).toBe(2)
  expect(err).toMatch(/bash, zsh, fish/)
})
