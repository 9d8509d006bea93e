import { describe, expect, test } from 'vitest'
import { evidenceOfLink } from '../../../src/core/duplicates/link.ts'
import { indexed } from './reports.ts'

const fenced = (line: string) => `\`\`\`\n${line}\n\`\`\``
const SCOPE = 'ERROR Missing user:mcp_servers scope for the connector'
const here = indexed('Tools are gone', fenced(SCOPE), { number: 30, shows: { signature: 'missing-scope' } })
const there = indexed('No tools', fenced(SCOPE), { number: 18, shows: { signature: 'missing-scope' } })
const fingerprint = there.digest.lines[0]?.fingerprint as string
const match = { sameCause: true, sharedLines: [fingerprint] }

describe('a link to the canonical report of a cluster', () => {
  test('quotes the line that this report shares', () => {
    const { line, reasons } = evidenceOfLink(here, { canonical: there, there, match })
    expect(line).toEqual({ there: SCOPE, here: SCOPE })
    expect(reasons).toContain('same line')
  })

  test('never quotes the line of another report of the cluster as its own', () => {
    const canonical = indexed('Connector is silent', fenced('ERROR the connector answered with an empty list'), {
      number: 17,
    })
    expect(evidenceOfLink(here, { canonical, there, match })).toEqual({
      line: null,
      reasons: ['same cluster as #18'],
    })
  })

  test("quotes the canonical report's own line if it has the same one", () => {
    const canonical = indexed('Scope', fenced(`${SCOPE}\nERROR the tool list is empty now`), { number: 17 })
    const { line, reasons } = evidenceOfLink(here, { canonical, there, match })
    expect(line?.there).toBe(SCOPE)
    expect(reasons).toEqual(expect.arrayContaining(['same line', 'same cluster as #18']))
  })
})
