import { describe, expect, test } from 'vitest'
import { type CauseSource, causesAcross } from '../../../src/core/overview/causes-across.ts'
import type { IssueEntry } from '../../../src/core/overview/issue-entry.ts'
import { roleOfProduct } from '../../../src/core/report/products.ts'
import { verdictOf } from '../../support/feedback-events.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { entry } from './entries.ts'

const pack = twoSignaturePack()
const SIGNATURE = 'lost-badge'

function source(repo: string, issues: readonly Partial<IssueEntry>[], fields: Partial<CauseSource> = {}): CauseSource {
  const its = issues.map((it, at) => entry({ number: at + 1, signature: SIGNATURE, decided: null, ...it }))
  return { repository: { owner: 'acme', repo }, role: null, product: null, issues: its, fixes: [], ...fields }
}

describe('a cause of several repositories', () => {
  test('is one entry with each repository, the one that saw it first in front', () => {
    const all = [
      source(
        'app',
        [
          { createdAt: 5, cluster: 4 },
          { createdAt: 9, open: false, cluster: 4 },
        ],
        { role: 'client' },
      ),
      source('sdk', [{ createdAt: 2, version: '1.4.0', cluster: null }], { role: 'sdk' }),
    ]
    expect(causesAcross(all, pack)).toMatchObject([
      {
        cause: SIGNATURE,
        host: null,
        firstSeen: 2,
        lastSeen: 9,
        reports: 3,
        repositories: [
          { repository: { repo: 'sdk' }, role: 'sdk', firstSeen: 2, reports: 1, open: 1, clusters: [], began: '1.4.0' },
          { repository: { repo: 'app' }, role: 'client', firstSeen: 5, reports: 2, open: 1, clusters: [4] },
        ],
      },
    ])
  })

  test('is told apart by the server that failed', () => {
    const at = (host: string) => [{ host }]
    expect(causesAcross([source('a', at('one.example')), source('b', at('two.example'))], pack)).toEqual([])
    const [found] = causesAcross([source('a', at('One.example')), source('b', at('one.example'))], pack)
    expect(found?.host).toBe('one.example')
  })

  test('has the role of the product, unless the settings name one', () => {
    const products = [
      source('a', [{ product: 'keycloak' }]),
      source('b', [{}], { product: 'fastmcp' }),
      source('c', [{}]),
    ]
    const [found] = causesAcross(products, pack)
    expect(found?.repositories.map(({ role }) => role)).toEqual(['provider', 'sdk', null])
    const [named] = causesAcross([source('a', [{ product: 'keycloak' }], { role: 'server' }), source('b', [{}])], pack)
    expect(named?.repositories[0]?.role).toBe('server')
  })

  test('has the fix that the signature names for the product', () => {
    const signature = pack.signatures.get(SIGNATURE)
    if (signature === undefined) throw new Error('no such signature')
    const fixes = ['2.0.9', '2.0.10'].map((version) => ({ product: 'cowork', version, source: 'https://example.com' }))
    const signatures = new Map([[SIGNATURE, { ...signature, 'fixed-in': fixes }]])
    const all = [source('a', [{ product: 'cowork' }]), source('b', [{ product: 'keycloak' }])]
    const [found] = causesAcross(all, { signatures })
    expect(found?.repositories.map(({ fix }) => fix)).toEqual([
      { by: 'signature', state: null, product: 'cowork', version: '2.0.10' },
      null,
    ])
  })

  test('has the fix that is claimed in the repository, with what its reporters found, and without who claimed it', () => {
    const claim = { version: '2.0.9', by: 'command', who: 'max', url: null, number: 7, at: 1 } as const
    const fixes = [{ cluster: 4, ledger: { state: 'contradicted', product: 'cowork', claim } as const }]
    const single = [
      { cluster: null, ledger: { state: 'claimed', product: null, claim: { ...claim, number: 1 } } as const },
    ]
    const all = [
      source('a', [{ cluster: 4 }], { fixes }),
      source('b', [{ cluster: 5 }], { fixes }),
      source('c', [{}], { fixes: single }),
    ]
    const [found] = causesAcross(all, pack)
    const known = { by: 'command', version: '2.0.9' }
    expect(found?.repositories.map(({ fix }) => fix)).toEqual([
      { ...known, state: 'contradicted', product: 'cowork' },
      null,
      { ...known, state: 'claimed', product: null },
    ])
  })

  test('has no title, no name and no text of a report', () => {
    const issue = { title: 'Private words', author: 'ann' }
    expect(JSON.stringify(causesAcross([source('a', [issue]), source('b', [issue])], pack))).not.toMatch(/Private|ann/)
  })
})

describe('no entry is made', () => {
  const other = source('other', [{}])

  test('for a cause of one repository, however many reports it has', () => {
    expect(causesAcross([source('a', [{}, {}, {}]), source('b', [{ signature: 'torn-ticket' }])], pack)).toEqual([])
  })

  test('from a question, or from an answer that people rejected', () => {
    const decided = { decision: 'ask', reason: 'unsure', confidence: 0.4, question: null, since: 1 } as const
    const asked = { ...decided, signature: SIGNATURE, credentialSince: null }
    const rejected = verdictOf({ ref: { owner: 'acme', repo: 'a', number: 1 }, kind: 'wrong-signature' })
    expect(causesAcross([other, source('a', [{ decided: asked }])], pack)).toEqual([])
    expect(causesAcross([other, source('a', [{ rejected }])], pack)).toEqual([])
  })
})

test('a product that is not in the table has no role', () => {
  expect([roleOfProduct('keycloak'), roleOfProduct('abacus')]).toEqual(['provider', null])
})
