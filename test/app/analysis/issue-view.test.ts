import { describe, expect, test } from 'vitest'
import { viewIssue } from '../../../src/app/analysis/issue-view.ts'
import { plainRules } from '../../../src/core/settings/plain-rules.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'

const rules = plainRules(await openPack())
const LINE = 'Missing user:mcp_servers scope (scopes=user:inference)'

function view(body: string) {
  return viewIssue({ title: 'No tools', body, attachments: [] }, rules)
}

describe('an issue for its page', () => {
  test('has its text line by line, with the evidence in its place', () => {
    const { lines } = view(`Before\n\n\`\`\`\nfirst\n${LINE}\nlast\n\`\`\`\n`)
    const shown = lines.filter(({ text }) => text !== '').map(({ line, text, shows }) => [line, text, shows.length > 0])
    expect(shown).toEqual([
      [1, 'Before', false],
      [4, 'first', false],
      [5, LINE, true],
      [6, 'last', false],
    ])
  })

  test('is redacted', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`
    expect(JSON.stringify(view(`${LINE}\n${token}`))).not.toContain(token)
  })

  test('is cut down to the lines around its evidence if it is long', () => {
    const { lines, left } = view(`\`\`\`\n${'quiet\n'.repeat(400)}${LINE}\n${'quiet\n'.repeat(400)}\`\`\`\n`)
    expect(lines.length).toBe(13)
    expect(lines[6]).toMatchObject({ text: LINE })
    expect(left).toBeGreaterThan(780)
  })
})
