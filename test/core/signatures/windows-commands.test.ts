/**
 * The commands for PowerShell in the shipped checklists. There is no PowerShell here to run them, so these tests check
 * their form: closed quotation marks and brackets, known programs and cmdlets, and no way to print a secret.
 */
import { describe, expect, test } from 'vitest'
import { fillCommand } from '../../../src/core/comments/authored.ts'
import { codeIn, namesIn, readsAsSentence } from '../../../src/core/signatures/authored-text.ts'
import { posixOnlyIn } from '../../../src/core/signatures/posix-only.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'

interface Step {
  readonly name: string
  readonly command: string
  /** The same command for a POSIX shell; empty if the step is for Windows only. */
  readonly how: string
}

const commandsIn = (text: string): readonly string[] => (readsAsSentence(text) ? codeIn(text) : [text])

const STEPS: readonly Step[] = [...pack.signatures.values()].flatMap(({ id, checklist }) =>
  checklist.flatMap(({ how = '', windows }, at) => {
    const shown = windows ?? (/^Get-/.test(how) ? how : undefined)
    if (shown === undefined) return []
    return commandsIn(shown).map((command) => ({
      name: `${id} ${at + 1}`,
      command,
      how: windows === undefined ? '' : how,
    }))
  }),
)

const EACH = STEPS.map(({ name, command, how }) => [name, command, how] as const)

/** All are in Windows PowerShell 5.1 and in PowerShell 7, except for those of Exchange. */
const CMDLETS = [
  'ConvertFrom-Json ForEach-Object Format-List Format-Table Get-Acl Get-ChildItem Get-CimInstance Get-Command',
  'Get-Content Get-Date Get-Item Get-NetTCPConnection Get-Process Invoke-RestMethod Join-Path Measure-Command',
  'Measure-Object Remove-Item Resolve-DnsName Select-Object Select-String Where-Object Get-CASMailbox Get-TransportConfig',
].flatMap((it) => it.split(' '))
/** Programs of Windows, programs that exist for every system, and those that the reporter fills in. */
const PROGRAMS = [
  'cmd icacls klist w32tm aws az cd claude curl.exe docker gcloud gh git .\\gradlew hf keyring kubectl',
  'ssh ssh-keygen YOUR_COMMAND COMMAND-AND-ARGUMENTS-OF-THE-EXEC-ENTRY',
].flatMap((it) => it.split(' '))

/** A text, a value, a type, a method or an operator; a key in a table; a keyword; what an argument in brackets starts. */
const EXPRESSION = /^(?:['"$[.!\d&,+*%-]|@|\w+ =|if$|else$|$)/

/** A command without the content of its texts, and the mark of a text that is not closed. */
function withoutTexts(command: string): { bare: string; open: string } {
  let [bare, open] = ['', '']
  for (let at = 0; at < command.length; at++) {
    const mark = command.charAt(at)
    if (mark === '`' && open !== "'") at++
    else if (open === '' && (mark === "'" || mark === '"')) open = mark
    else if (open !== '' && mark === open) open = ''
    else if (open === '') bare += mark
    if (mark === open) bare += mark
  }
  return { bare, open }
}

/** The first word of every part that PowerShell may read as a command. */
function programsIn(command: string): readonly string[] {
  const parts = withoutTexts(fillCommand(command, {}, 'powershell')).bare.split(/[|;{}()]/)
  return parts
    .map((part) => part.trim())
    .filter((part) => !EXPRESSION.test(part))
    .map((part) => part.split(' ', 1)[0] as string)
}

/** Names of variables that contain secrets. */
const SECRETS = ['ANTHROPIC_API_KEY', 'GITHUB_TOKEN', 'TWINE_PASSWORD', 'UV_PUBLISH_TOKEN', 'HF_TOKEN', 'HTTPS_PROXY']

describe('a command for PowerShell', () => {
  test('exists in most signatures', () => {
    expect(STEPS.length).toBeGreaterThan(100)
  })

  test.each(EACH)('closes its quotation marks and brackets: %s', (_, command) => {
    const { bare, open } = withoutTexts(command)
    expect(open).toBe('')
    for (const [left, right] of ['()', '{}', '[]'] as const) {
      expect(bare.split(left as string).length).toBe(bare.split(right as string).length)
    }
    // PowerShell reads the curved ones as quotation marks, too.
    expect(command).not.toMatch(/[‘’‚‛“”„]/)
  })

  test.each(EACH)('runs only cmdlets and programs that Windows has: %s', (_, command) => {
    expect(programsIn(command).filter((it) => ![...CMDLETS, ...PROGRAMS].includes(it))).toEqual([])
    expect(posixOnlyIn(command)).toBeNull()
  })

  test.each(EACH)('keeps a value in quotation marks and as one argument: %s', (_, command) => {
    const values = Object.fromEntries(namesIn(command).map((name) => [name, 'zqz.example']))
    const filled = fillCommand(command, values, 'powershell')
    expect(withoutTexts(filled)).toMatchObject({ bare: expect.not.stringContaining('zqz'), open: '' })
    // After a quoted text, the rest of a word is an argument of its own.
    expect(filled).not.toMatch(/(?<=^|\s)'zqz\.example'[^\s;)'",]/)
  })

  test.each(EACH)('prints no secret of the environment: %s', (_, command) => {
    for (const [, pattern = ''] of command.matchAll(/Get-ChildItem Env: \| Where-Object Name -Match '([^']*)'/g)) {
      const isListed = SECRETS.some((it) => new RegExp(pattern, 'i').test(it))
      const rest = command.slice(command.indexOf(pattern) + pattern.length)
      if (isListed) expect(rest).toMatch(/^' \| Select-Object (?:-ExpandProperty )?Name(?:;|$)/)
    }
    // A secret may be sent in a header, measured and tested.
    const sent =
      /"(?:Authorization: Bearer |(?:x-(?:goog-)?)?api-key: |USER:)\$env:\w+"|\$env:\w+\.Length|if \(\$env:\w+\)/g
    expect(command.replace(sent, '')).not.toMatch(/\$env:\w*(?:KEY|TOKEN|PASSWORD|SECRET|NAME_OF)/i)
  })

  test.each(EACH.filter(([, , how]) => /\bgrep -\w*[ol]|cut -d= -f1/.test(how) && !/=\.\*|curl/.test(how)))(
    'prints no more than names where its POSIX form does: %s',
    (_, command) => {
      expect(command).toMatch(/Select-Object (?:-ExpandProperty )?(?:Name|Path|Filename)|Matches|Properties\.Name$/)
    },
  )
})
