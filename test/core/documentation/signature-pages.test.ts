import { beforeAll, describe, expect, test } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { readPackFolder } from '../../../src/adapters/pack-folder.ts'
import { renderSignaturePages } from '../../../src/core/documentation/signature-pages.ts'
import { loadPack } from '../../../src/core/signatures/load.ts'
import { loadedPackOf, packFilesOf } from '../../support/loaded-pack.ts'
import { nodesOf, parseMarkdown } from '../../support/markdown.ts'
import { signatureOf } from '../../support/signatures.ts'

const FOUNDING = ['missing-scope', 'invalid-scope', 'stale-session', 'stale-catalogue', 'compaction-auth-loss'] as const

describe('the pages of the shipped pack', () => {
  let pages: ReadonlyMap<string, string>

  beforeAll(async () => {
    const files = await readPackFolder(shippedPack())
    pages = renderSignaturePages(loadPack(files), files)
  })

  test.each(FOUNDING)('include one for %s without HTML except the note on its source', (id) => {
    const html = [...nodesOf(parseMarkdown(pages.get(`${id}.md`) ?? ''))].filter((it) => it.type === 'html')
    expect(html).toHaveLength(1)
  })

  test('link only to each other and to https URLs', () => {
    const urls = [...pages.values()].flatMap((page) =>
      [...nodesOf(parseMarkdown(page))].flatMap((it) => (it.type === 'link' ? [it.url] : [])),
    )
    expect(urls.length).toBeGreaterThan(50)
    expect(urls.filter((url) => !/^(?:https:\/\/|#)/.test(url) && !pages.has(url))).toEqual([])
  })

  test('are all in the index', () => {
    const index = pages.get('README.md') ?? ''
    expect([...pages.keys()].filter((name) => name !== 'README.md' && !index.includes(`(${name})`))).toEqual([])
  })
})

test('the index groups the signatures by what packs.yaml says of their folder, with links to the groups', () => {
  const both = [withExamples('missing-scope', 'invalid-scope'), withExamples('invalid-scope', 'missing-scope')]
  const described = loadedPackOf(both, { packs: { oauth: { title: 'OAuth, and the rest' } } })
  const index = renderSignaturePages(described, packFilesOf(both)).get('README.md') ?? ''
  expect(index).toContain('- [OAuth, and the rest](#oauth-and-the-rest) (`oauth`): 2')
  expect(index).toContain('## OAuth, and the rest\n\n| failure')
})

function withExamples(id: string, sibling: string) {
  const examples = [
    { name: 'own', report: 'x', expect: {} },
    { name: 'near', report: 'y', expect: { signature: 'none' } },
  ]
  return signatureOf(id, { 'confused-with': [{ id: sibling, tell: 'x' }], examples })
}

test('the index lists the signatures by folder', () => {
  const signatures = [
    signatureOf('missing-scope', { title: 'A | B', products: ['cowork', 'codex'] }),
    signatureOf('invalid-scope', {
      title: 'C',
      status: 'experimental',
      'confused-with': [{ id: 'missing-scope', tell: 'x' }],
    }),
  ].map((it) => ({
    ...it,
    examples: [
      { name: 'own', report: 'x', expect: {} },
      { name: 'near', report: 'y', expect: { signature: 'none' } },
    ],
  }))
  const files = packFilesOf(signatures)
  const index = renderSignaturePages(loadedPackOf(signatures), files).get('README.md') ?? ''
  expect(index).toContain('2 known authentication failures, 1 of them stable')
  expect(index).toContain(
    '## oauth\n\n| failure | label | products | status | easily confused with |\n| --- | --- | --- | --- | --- |\n',
  )
  expect(index).toContain(
    '| [A \\| B](missing-scope.md) | `auth: missing scope` | `cowork`, `codex` | stable | [C](invalid-scope.md) |',
  )
})
