import { describe, expect, test } from 'vitest'
import type { TimelineEvent } from '../../../src/adapters/github/issue-reader.ts'
import { crawl } from '../../../src/app/issue-dossier/crawl.ts'
import { findWorkarounds } from '../../../src/app/issue-dossier/find-workarounds.ts'
import { comment, linksOf, madeUpReader, ref } from './made-up-world.ts'

async function workarounds(...happenings: readonly TimelineEvent[]) {
  const reader = madeUpReader({ 'acme/app#1': { happenings } })
  const found = await crawl(ref(1), { reader, linksOf }, { depth: 1, most: 1, host: 'github.com' })
  return found === null ? [] : findWorkarounds(found.start)
}

describe('workarounds', () => {
  test('are found together with the people who confirmed and refuted them', async () => {
    const found = await workarounds(
      comment('ann', 1, 'Same here.'),
      comment('bob', 2, 'Workaround: remove the entry and add it again. It holds for a day.', { up: 4, down: 1 }),
      comment('cleo', 3, 'Thanks, that worked!'),
      comment('dan', 4, '@bob did not help here, still fails.'),
      comment('eve', 5, '> Workaround: remove the entry and add it again.\n\nConfirmed on 1.2.'),
    )
    expect(found).toEqual([
      {
        by: 'bob',
        at: 2,
        url: expect.stringContaining('#issuecomment-2'),
        words: 'Workaround: remove the entry and add it again. It holds for a day.',
        confirmedBy: ['cleo', 'eve'],
        refutedBy: ['dan'],
        thumbsUp: 4,
        thumbsDown: 1,
      },
    ])
  })

  test.each([
    'Is there a way around it?',
    '> Workaround: add it again\n\nthis does not work',
    '```\nworkaround\n```',
    'The workaround does not work for me',
  ])('are not found in: %s', async (body) => {
    expect(await workarounds(comment('ann', 1, body))).toEqual([])
  })

  test('are not confirmed by their author, nor by a comment addressed to somebody else', async () => {
    const [found] = await workarounds(
      comment('bob', 1, 'What worked for me: a new login.'),
      comment('bob', 2, 'Yes, it works.'),
      comment('ann', 3, '@cleo it works.'),
    )
    expect(found?.confirmedBy).toEqual([])
  })
})
