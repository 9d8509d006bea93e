import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import commandList from '../../../src/entrypoints/cli/command-list.json' with { type: 'json' }
import { processIo, terminalIo } from '../../../src/entrypoints/cli/io.ts'
import { buildProgram, buildWholeProgram } from '../../../src/entrypoints/cli/program.ts'
import { runCommand } from '../../support/command-line.ts'

const COMMANDS = ['triage', 'eval', 'signatures', 'replay', 'serve', 'demo']

test.each([
  ['an unknown command', ['diagnose'], "unknown command 'diagnose'"],
  ['an unknown option', ['triage', '--loud', 'x.md'], "unknown option '--loud'"],
  ['a missing argument', ['triage'], 'missing required argument'],
  ['an argument too many', ['replay', 'a.json', 'b.json'], 'too many arguments'],
  ['an option without its value', ['triage', 'x.md', '--title'], 'argument missing'],
  ['an unknown command of a command', ['signatures', 'sing'], "unknown command 'sing'"],
])('exits with 2 and refers to --help: %s', async (_, args, words) => {
  const { code, out, err } = await runCommand(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(words)
  expect(err).toContain('--help')
})

test('prints the help and exits with 2 without a command', async () => {
  const { code, out, err } = await runCommand()
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('Usage: auth-triage')
})

test('--version prints the version of the package', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'))
  expect(await runCommand('--version')).toEqual({ code: 0, out: version, err: '' })
})

test.each([
  [['triag'], 'Did you mean triage?'],
  [['signatures', 'explian'], 'Did you mean explain?'],
  [['triage', 'x.md', '--titel', 'x'], 'Did you mean --title?'],
])('suggests what %j may have meant', async (args, suggestion) => {
  expect((await runCommand(...args)).err).toContain(suggestion)
})

test('--help prints the help and exits with 0', async () => {
  const { code, out, err } = await runCommand('--help')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const command of COMMANDS) expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
})

test('the help lists every command as it describes itself', async () => {
  const whole = await buildWholeProgram(terminalIo({ ...processIo, print: () => {}, warn: () => {} }))
  const listed = await buildProgram([], terminalIo(processIo), { code: 0 })
  expect(listed.helpInformation()).toBe(whole.helpInformation())
})

test('help for a command is the same as its --help', async () => {
  expect(await runCommand('help', 'triage')).toEqual(await runCommand('triage', '--help'))
})

test.each(commandList.map(({ name }) => name))('%s is loaded when the command line names it', async (name) => {
  const program = await buildProgram([name], processIo, { code: 0 })
  // A name that loads nothing leaves the list that stands in for the help of all commands.
  const isLoaded = program.commands.length < commandList.length || name === 'completion'
  expect([isLoaded, program.commands.some((it) => it.name() === name)]).toEqual([true, true])
})

test('the help does not list former names of commands', async () => {
  const { out } = await runCommand('--help')
  expect(out).toContain('queue')
  expect(out).not.toContain('inbox')
})

test.each(COMMANDS)('%s --help prints the help and exits with 0', async (command) => {
  expect(await runCommand(command, '--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining(`auth-triage ${command}`),
    err: '',
  })
})
