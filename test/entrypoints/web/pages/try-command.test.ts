import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { commandLine } from '../../../../src/entrypoints/web/pages/try-command.ts'

/** Runs the command in a shell in which `auth-triage` prints its arguments and its input. */
function runIn(command: string): string {
  const shell = `tool() { printf '<%s>' "$@"; printf '\\n'; case " $* " in *' - '*) cat;; esac; }\n${command.replace('auth-triage', 'tool')}\n`
  return execFileSync('sh', ['-c', shell], { encoding: 'utf8' })
}

describe('the command for a shell', () => {
  test.each([
    ["It's $(touch x) `id` \\", 'a $HOME line\n'],
    ['-rf', "REPORT\nREPORT_\n'; id\n"],
    ['', 'plain'],
  ])('passes the title %j and the text unchanged', (title, body) => {
    const printed = runIn(commandLine({ title, body, files: [] }))
    expect(printed).toBe(`<triage><->${title === '' ? '' : `<--title=${title}>`}\n${body}\n`)
  })

  test('names attached files, none of which becomes an option', () => {
    expect(runIn(commandLine({ title: '', body: '', files: ['a b.log', '--json'] }))).toContain(
      '<--attach><a b.log><./--json>',
    )
  })

  test('reads a long text from a file', () => {
    expect(commandLine({ title: 'x', body: 'y'.repeat(5_000), files: [] })).toBe(
      "auth-triage triage report.md --title='x'",
    )
  })
})
