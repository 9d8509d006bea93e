import { describe, expect, test } from 'vitest'
import { crawl } from '../../../src/app/issue-dossier/crawl.ts'
import { comment, linksOf, madeUpReader, ref, START } from './made-up-world.ts'

const OPTIONS = { depth: 2, most: 60, host: 'github.com' }

async function crawled(reader: ReturnType<typeof madeUpReader>, options = OPTIONS) {
  const found = await crawl(ref(1), { reader, linksOf }, options)
  if (found === null) throw new Error('The issue does not exist.')
  return found
}

describe('the crawl', () => {
  test('follows links in texts, mentions from other issues, sub-issues and parents for two steps', async () => {
    const reader = madeUpReader({
      'acme/app#1': {
        body: 'Like #2',
        parent: ref(7),
        subIssues: [ref(8)],
        happenings: [
          comment('ann', START, 'not the same as #3'),
          { kind: 'reference', by: 'bob', at: START, from: ref(4, 'other') },
        ],
      },
      'acme/app#2': { body: 'see #5' },
      'acme/app#3': {},
      'acme/other#4': {},
      'acme/app#5': { body: 'see #6' },
      'acme/app#6': {},
      'acme/app#7': {},
      'acme/app#8': {},
    })
    const { known, unread } = await crawled(reader)
    expect(
      [...known.values()].map(({ head, distance }) => `${head.ref.repo}#${head.ref.number} ${distance}`).toSorted(),
    ).toEqual(['app#1 0', 'app#2 1', 'app#3 1', 'app#5 2', 'app#7 1', 'app#8 1', 'other#4 1'])
    expect(unread).toEqual(new Map([['acme/app#6', { ref: ref(6), why: 'not-followed' }]]))
  })

  test('follows the most informative links first, and reads no timelines at the maximum distance', async () => {
    const reader = madeUpReader({
      'acme/app#1': { body: '#2 has it too. Duplicate of #3. See #4.' },
      'acme/app#2': {},
      'acme/app#3': {},
      'acme/app#4': {},
    })
    await crawled(reader, { ...OPTIONS, depth: 1, most: 3 })
    expect(reader.asked).toEqual(['acme/app#1', 'timeline of acme/app#1', 'acme/app#3', 'acme/app#4'])
  })

  test('stays within its limits among 5,000 issues that all mention each other', async () => {
    const body = Array.from({ length: 5_000 }, (_, at) => `#${at + 1}`).join(' ')
    const reader = madeUpReader(
      Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`acme/app#${at + 1}`, { body }])),
    )
    const { known, links, unread } = await crawled(reader)
    expect(known.size).toBe(60)
    expect(links.length).toBeLessThanOrEqual(60 * 2_000)
    expect(unread.size).toBe(500 - 60)
    expect(reader.asked.length).toBeLessThanOrEqual(120)
  })

  test('reads an issue only once, even if it mentions itself or two issues mention each other', async () => {
    const reader = madeUpReader({ 'acme/app#1': { body: '#1 and #2' }, 'acme/app#2': { body: 'ACME/App#1' } })
    expect((await crawled(reader)).known.size).toBe(2)
    expect(reader.asked.filter((it) => it === 'acme/app#1')).toHaveLength(1)
  })

  test('recognises a moved issue under both its old and its new name', async () => {
    const moved = new Map([['old/app#9', ref(2)]])
    const reader = madeUpReader({ 'acme/app#1': { body: 'old/app#9 and #2' }, 'acme/app#2': {} }, { moved })
    const { known, links } = await crawled(reader)
    expect([...known.keys()]).toEqual(['acme/app#1', 'acme/app#2'])
    for (const link of links) expect(link.to).toEqual(ref(2))
  })

  test('lists deleted issues as unread and continues', async () => {
    const reader = madeUpReader({ 'acme/app#1': { body: 'see #2, and #3' }, 'acme/app#3': {} })
    const { known, unread } = await crawled(reader)
    expect(unread.get('acme/app#2')).toEqual({ ref: ref(2), why: 'gone' })
    expect(known.has('acme/app#3')).toBe(true)
  })

  test('keeps the issues that it read before the rate limit was used up', async () => {
    const reader = madeUpReader({ 'acme/app#1': { body: '#2 #3' }, 'acme/app#2': {}, 'acme/app#3': {} }, { calls: 4 })
    const { known, unread, waitMs } = await crawled(reader)
    expect(waitMs).toBe(600_000)
    expect([...known.keys()]).toEqual(['acme/app#1', 'acme/app#2'])
    expect(unread.get('acme/app#3')).toMatchObject({ why: 'interrupted' })
  })

  test('returns null if the issue itself does not exist', async () => {
    expect(await crawl(ref(1), { reader: madeUpReader({}), linksOf }, OPTIONS)).toBeNull()
  })
})
