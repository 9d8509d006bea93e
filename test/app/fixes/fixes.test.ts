/** Fixes, from webhooks to the comments, the store, and what is written to GitHub. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { shippedPack } from '../../../src/adapters/config/shipped-pack.ts'
import { fixOf, listFixes } from '../../../src/app/fixes/cluster-fix.ts'
import { offeredPatch } from '../../../src/app/fixes/offered-patch.ts'
import { openPack } from '../../../src/entrypoints/cli/pack.ts'
import { about } from '../../support/made-up-bot.ts'
import { openFixBot, REPOSITORY } from './fix-bot.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const QUESTION = 'If you reported this: does it work there? Reply `works on 1.2.3` or `still fails on 1.2.3`.'
const pack = await openPack()
let bot: Awaited<ReturnType<typeof openFixBot>>

beforeEach(async () => {
  bot = await openFixBot(pack)
  bot.github.giveRole('keeper', 'triage')
  return () => bot.store.close()
})

/** Two reports by Ann and Bob, and a day after each. */
async function twoReports(): Promise<void> {
  for (const author of ['ann', 'bob']) {
    await bot.report(author, '1.2.1')
    bot.wait(DAY_MS)
  }
}

async function release(tag = 'v1.2.3', notes = 'Fixes #1'): Promise<void> {
  await bot.release(tag, notes)
  bot.wait(DAY_MS)
}

const say = (number: number, author: string, text: string) => bot.say(bot.issue(number), text, author)
const commentOn = (number: number) => bot.commentOn(bot.issue(number))
const ledger = async () => (await fixOf(bot.issue(1), bot.store))?.ledger
const writes = () => bot.github.writes.filter((it) => it.includes('Comment'))

describe('the question to the reporters', () => {
  test('stands at the top of the comment on the canonical report, and only there', async () => {
    await twoReports()
    await release()
    expect(await commentOn(1)).toContain(
      `\n**A fix is claimed in \`1.2.3\`** ([release](https://redirect.github.com/acme/desktop/releases/tag/v1.2.3)). ${QUESTION}\n\nThis looks like`,
    )
    expect(await commentOn(2)).not.toContain('A fix is claimed')
  })

  test('is an edit of the comment, made once', async () => {
    await twoReports()
    const before = writes().length
    await release()
    expect(writes().slice(before)).toEqual(['updateComment acme/desktop#1'])
    await bot.release('v1.2.3', 'Fixes #1', false, 'released')
    expect(writes().slice(before)).toHaveLength(1)
  })

  test('stays in the same comment when the fix closes the canonical report', async () => {
    await twoReports()
    await bot.merge(1, 34)
    await bot.report('dan', '1.2.1')
    await release('v1.2.3', '* scopes (#34)')
    expect(await commentOn(1)).toContain(QUESTION)
    expect(await bot.asking()).toBe(1)
    await say(2, 'bob', 'works on 1.2.3')
    expect(await commentOn(1)).toContain('works for one reporter')
    for (const number of [2, 3]) expect(await commentOn(number)).not.toContain('does it work there')
  })

  test('keeps its place when a maintainer makes another report the canonical one', async () => {
    await twoReports()
    await release()
    await say(1, 'keeper', '/triage canonical #2')
    await say(2, 'bob', 'works on 1.2.3')
    expect(await commentOn(1)).toContain('works for one reporter')
    expect(await commentOn(2)).not.toContain('does it work there')
  })

  test('mentions nobody, unless the repository wants it; then those who reported before', async () => {
    await twoReports()
    await release()
    expect(await commentOn(1)).not.toContain('@')
    bot.configure(REPOSITORY, 'fixes: { mention: true }')
    await bot.report('dan', '1.2.1')
    await bot.hear('push', { ...pushed(await bot.github.readRepository(REPOSITORY)) })
    await say(1, 'keeper', '/triage')
    expect(await commentOn(1)).toContain(`${QUESTION} @ann @bob\n`)
  })

  test('is not asked where the repository does not want it', async () => {
    bot.configure(REPOSITORY, 'fixes: { ask: false }')
    await twoReports()
    await release()
    expect(await commentOn(1)).not.toContain('1.2.3')
    expect(await ledger()).toMatchObject({ state: 'claimed' })
  })

  test('links to no release whose tag could end the link', async () => {
    await twoReports()
    await release('x)[y](z-v1.2.3')
    expect(await commentOn(1)).toContain(`**A fix is claimed in \`1.2.3\`**. ${QUESTION}`)
  })

  test('never starts a comment on an issue without one because a release names it', async () => {
    await bot.report('ann', '1.2.1')
    const [own] = await bot.github.listComments(bot.issue(1))
    bot.github.as('person').deleteComment(bot.issue(1), own?.id ?? 0)
    bot.wait(2 * DAY_MS)
    await release()
    expect(await commentOn(1)).toBe('')
  })

  test('is not asked about a single report whose cause is unknown', async () => {
    await bot.open({ ...REPOSITORY, title: 'A nicer palette', body: 'Please.', author: 'ann' })
    await release()
    expect(await bot.store.fixSignalsIn(REPOSITORY)).toEqual([])
  })

  test('waits for a version after a merged change', async () => {
    await twoReports()
    const before = writes().length
    await bot.merge(1, 34)
    expect(writes()).toHaveLength(before)
    expect(await ledger()).toMatchObject({ claim: { version: null, url: 'https://github.com/acme/desktop/pull/34' } })
  })

  test('is not read from what closes another report of the cluster', async () => {
    await twoReports()
    await bot.merge(2, 34)
    expect(await ledger()).toBeUndefined()
  })

  test('is not answered by words from before it, even if they are edited', async () => {
    await twoReports()
    const id = await say(1, 'bob', 'Works now, thanks')
    bot.wait(DAY_MS)
    await release()
    expect(await commentOn(1)).toContain(QUESTION)
    await bot.edit(bot.issue(1), id, 'Works now, thanks!', 'bob')
    expect(await ledger()).toMatchObject({ works: [] })
  })

  test('is not written while the bot only rehearses', async () => {
    bot.configure(REPOSITORY, 'mode: dry-run')
    await twoReports()
    await release()
    expect(bot.github.writes).toEqual([])
    expect(await bot.asking()).toBe(0)
  })

  test('is asked about once comments are allowed', async () => {
    bot.configure(REPOSITORY, 'mode: label-only')
    await twoReports()
    await release()
    bot.configure(REPOSITORY, 'mode: comment')
    await say(2, 'bob', 'Any news?')
    expect(await commentOn(1)).toContain(QUESTION)
  })
})

describe('what the reporters find', () => {
  beforeEach(async () => {
    await twoReports()
    await release()
  })

  test('is shown in the comment', async () => {
    await say(1, 'ann', 'works on 1.2.3')
    expect(await commentOn(1)).toContain('**A fix is claimed in `1.2.3`**')
    expect(await commentOn(1)).toContain(': it works for one reporter. If you reported this')
    await say(2, 'bob', 'works on 1.2.3')
    expect(await commentOn(1)).toContain('**Fixed in `1.2.3`**')
    expect(await commentOn(1)).toContain(': it works for 2 reporters.')
    expect(await commentOn(1)).not.toContain('does it work there')
    expect((await bot.comments()).every((body) => !body.includes('still fails for'))).toBe(true)
  })

  test.each(['Works now, thanks', 'Fixed', 'Works for me on 1.2.3'])(
    'is the answer to the question and nothing about the checklist: %s',
    async (words) => {
      await say(1, 'ann', words)
      expect(await ledger()).toMatchObject({ works: ['ann'], claim: { version: '1.2.3' } })
      expect(await bot.store.feedbackOn(bot.issue(1))).toEqual([])
      expect(await commentOn(1)).toContain('works for one reporter')
      expect(await commentOn(1)).not.toContain('Solved: **')
    },
  )

  test('is nothing about the version if the words point at the cause that the bot named', async () => {
    await say(1, 'ann', 'That was it, thanks!')
    expect(await ledger()).toMatchObject({ works: [] })
    expect(await bot.store.feedbackOn(bot.issue(1))).toMatchObject([{ kind: 'worked', origin: 'words' }])
  })

  test('is no answer on an issue whose comment does not ask', async () => {
    await say(2, 'bob', 'Works now, thanks')
    expect(await ledger()).toMatchObject({ works: [] })
    expect(await bot.store.feedbackOn(bot.issue(2))).toMatchObject([{ kind: 'worked', origin: 'words' }])
  })

  test('is no answer once the question is closed', async () => {
    await say(1, 'keeper', '/triage fixed-in 1.2.3 works')
    await say(1, 'ann', 'Works now, thanks')
    expect(await ledger()).toMatchObject({ works: [] })
    expect((await bot.store.feedbackOn(bot.issue(1))).map(({ kind }) => kind)).toContain('worked')
  })

  test('keeps its one meaning when the answer closes the question and the comment is edited', async () => {
    await say(2, 'bob', 'works on 1.2.3')
    const id = await say(1, 'ann', 'Works now, thanks')
    expect(await ledger()).toMatchObject({ state: 'supported' })
    await bot.edit(bot.issue(1), id, 'Works now, thanks!', 'ann')
    expect(await ledger()).toMatchObject({ state: 'supported', works: ['ann', 'bob'] })
    expect(await bot.store.feedbackOn(bot.issue(1))).toEqual([])
  })

  test('is stored without any of their words', async () => {
    await say(1, 'ann', 'works on 1.2.3, says Zanzibar.')
    await say(1, 'bob', 'Zanzibar: works on 1.2.3.')
    const stored = await bot.store.fixSignalsIn(REPOSITORY)
    expect(stored).toContainEqual(expect.objectContaining({ kind: 'works', who: 'bob', version: '1.2.3' }))
    expect(JSON.stringify(stored)).not.toMatch(/Zanzibar/)
  })

  test('changes when they edit the comment, and not when somebody else does', async () => {
    const id = await say(1, 'ann', 'works on 1.2.3')
    await bot.edit(bot.issue(1), id, 'still fails on 1.2.3', 'keeper')
    expect(await ledger()).toMatchObject({ works: ['ann'], fails: [] })
    await bot.edit(bot.issue(1), id, 'still fails on 1.2.3', 'ann')
    expect(await ledger()).toMatchObject({ works: [], fails: ['ann'] })
    await bot.edit(bot.issue(1), id, 'Never mind.', 'ann')
    expect(await ledger()).toMatchObject({ works: [], fails: [] })
  })

  test('does not change when an earlier comment is edited', async () => {
    const id = await say(1, 'ann', 'I have not tried yet.')
    bot.wait(DAY_MS)
    await say(1, 'ann', 'works on 1.2.3')
    await bot.edit(bot.issue(1), id, 'still fails on 1.2.3', 'ann')
    expect(await ledger()).toMatchObject({ works: ['ann'], fails: [] })
  })

  test('does not take reports of one cause apart', async () => {
    await say(1, 'ann', 'works on 1.2.3')
    await say(2, 'bob', 'still fails on 1.2.3')
    expect((await fixOf(bot.issue(1), bot.store))?.reports).toHaveLength(2)
  })

  test('is forgotten with the issue', async () => {
    await say(2, 'bob', 'works on 1.2.3')
    const fields = about(bot.issue(2), (await bot.github.readRepository(REPOSITORY))?.id)
    await bot.hear('issues', { action: 'deleted', ...fields })
    expect((await bot.store.fixSignalsIn(REPOSITORY)).map(({ number }) => number)).not.toContain(2)
  })
})

describe('an update of the comment', () => {
  beforeEach(async () => {
    await twoReports()
    await release()
  })

  /** The process dies after it has stored something, and before it has queued the update. */
  const dieBeforeUpdate = () => {
    const accept = bot.queue.accept.bind(bot.queue)
    const spy = vi.spyOn(bot.queue, 'accept').mockImplementation((delivery) => {
      if (delivery.event === 'fix') throw new Error('the process died')
      return accept(delivery)
    })
    return () => spy.mockRestore()
  }

  test.each([
    ['a reporter answers', 'ann', 'works on 1.2.3', 'works for one reporter'],
    ['a maintainer decides', 'keeper', '/triage fixed-in 1.2.4', '**A fix is claimed in `1.2.4`**'],
  ])('is made after a crash when %s', async (_, author, text, shown) => {
    const revive = dieBeforeUpdate()
    await expect(say(2, author, text)).rejects.toThrow('the process died')
    revive()
    await bot.queue.recover(bot.now())
    await bot.workOff()
    expect(await commentOn(1)).toContain(shown)
  })

  test('that was not allowed is made with the next comment on the cluster, and only once', async () => {
    await bot.store.setStopped('maintenance', bot.now())
    await say(2, 'bob', 'works on 1.2.3')
    expect(await commentOn(1)).not.toContain('works for one reporter')
    await bot.store.setStopped(null, bot.now())
    await say(2, 'dan', 'Thanks for looking.')
    expect(await commentOn(1)).toContain('works for one reporter')
    const queued = vi.spyOn(bot.queue, 'accept')
    await say(2, 'dan', 'Thanks again.')
    expect(queued.mock.calls.filter(([{ event }]) => event === 'fix')).toEqual([])
  })
})

describe('a later report', () => {
  beforeEach(async () => {
    await twoReports()
    await release()
  })

  test('on an older version is told to update first', async () => {
    await bot.report('dan', '1.2.2')
    expect(await commentOn(3)).toContain(
      '**A fix is claimed in `1.2.3`** ([`#1`](https://redirect.github.com/acme/desktop/issues/1)). This report names `1.2.2`: update first.\n\n**Check first**',
    )
    expect(await ledger()).toMatchObject({ fails: [] })
  })

  test('on the fixed version is shown to the maintainers', async () => {
    await bot.report('dan', '1.2.3')
    expect(await commentOn(3)).toContain('that version should have the fix, so the fix may not be complete.')
    expect(await commentOn(1)).toContain('it still fails for one reporter')
  })

  test('on a newer version is a regression, in its own answer, in the comment, and on the pages', async () => {
    await bot.report('dan', '1.3.0')
    expect(await commentOn(3)).toContain(
      '**For maintainers:** that version should have the fix, so this may be a regression.',
    )
    expect(await commentOn(1)).toContain(
      '**For maintainers:** reported again on a version that is newer than the fix: [`#3`](https://redirect.github.com/acme/desktop/issues/3) (`1.3.0`). This may be a regression.',
    )
  })

  test('is not sent to a version that does not help', async () => {
    await say(1, 'ann', 'still fails on 1.2.3')
    await say(2, 'bob', 'still fails on 1.2.3')
    expect(await commentOn(1)).toContain('**Not fixed in `1.2.3`**')
    await bot.report('dan', '1.2.2')
    expect(await commentOn(3)).not.toContain('update first')
  })
})

describe('`/triage fixed-in`', () => {
  beforeEach(twoReports)

  test('asks on the canonical report, wherever it is given', async () => {
    await say(2, 'keeper', '/triage fixed-in v1.2.3')
    expect(await commentOn(1)).toContain(`**A fix is claimed in \`1.2.3\`**. ${QUESTION}`)
    expect(await commentOn(2)).not.toContain('does it work there')
  })

  test('starts a comment where there is none', async () => {
    await bot.open({ ...REPOSITORY, title: 'A nicer palette', body: 'Please.', author: 'cat' })
    bot.wait(2 * DAY_MS)
    await say(3, 'keeper', '/triage fixed-in 1.2.3')
    expect(await commentOn(3)).toContain(QUESTION)
  })

  test('is refused for reporters, and without a version', async () => {
    await say(1, 'ann', '/triage fixed-in 1.2.3')
    expect(await commentOn(1)).toContain('only maintainers of this repository can do that')
    await say(1, 'keeper', '/triage fixed-in soon')
    expect(await commentOn(1)).toContain('/triage fixed-in <version>')
    expect(await ledger()).toBeUndefined()
  })

  test('is taken back with `none`, also in the comment', async () => {
    await say(1, 'keeper', '/triage fixed-in 1.2.3')
    await bot.merge(1, 34)
    await say(2, 'keeper', '/triage fixed-in none')
    expect(await commentOn(1)).not.toContain('1.2.3')
  })
})

describe('a supported fix', () => {
  const patchOf = async () => {
    const [fix] = await listFixes(REPOSITORY, bot.store)
    return fix === undefined
      ? null
      : offeredPatch(REPOSITORY, fix.fix, { pack, packFolder: shippedPack(), site: 'https://github.com' })
  }

  test('is offered as a patch of its signature, and nothing else is', async () => {
    await twoReports()
    await release()
    expect(await patchOf()).toBeNull()
    await say(1, 'ann', 'works on 1.2.3')
    await say(2, 'bob', 'works on 1.2.3')
    const patch = await patchOf()
    expect(patch).toContain('+++ b/signatures/oauth/missing-scope.yaml')
    expect(patch).toContain('+    version: 1.2.3\n+    source: https://github.com/acme/desktop/releases/tag/v1.2.3\n')
  })
})

function pushed(seen: { readonly id: number } | null) {
  const { issue: _, ...rest } = about(bot.issue(1), seen?.id)
  const repository = { ...rest.repository, default_branch: 'main' }
  const commits = [{ added: [], modified: ['.github/auth-triage.yml'], removed: [] }]
  return { ...rest, repository, ref: 'refs/heads/main', commits }
}
