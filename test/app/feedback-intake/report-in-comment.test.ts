import { expect, test } from 'vitest'
import type { TimelineEvent } from '../../../src/adapters/github/issue-reader.ts'
import { writeDossier } from '../../../src/app/feedback-intake/dossier-in-comment.ts'
import { createInProcessWriter } from '../../../src/app/issue-dossier/issue-dossier.ts'
import type { RepositoryRef } from '../../../src/core/issue-ref.ts'
import { twoSignaturePack } from '../../support/packs.ts'
import { madeUpReader, ref, START } from '../issue-dossier/made-up-world.ts'

test('a dossier in a comment checks at most 30 other repositories and shows nothing from the rest', async () => {
  const happenings: TimelineEvent[] = Array.from({ length: 900 }, (_, at) => {
    return { kind: 'reference', at: START + at, by: 'stranger', from: ref(1, `flood-${at}`, 'stranger') }
  })
  const others = Object.fromEntries(happenings.map((_, at) => [`stranger/flood-${at}#1`, { title: `Seen ${at}` }]))
  const reader = madeUpReader({ 'acme/app#1': { happenings }, ...others })
  const asked: string[] = []
  const readRepository = async ({ owner, repo }: RepositoryRef) => ({
    id: asked.push(repo),
    owner,
    repo,
    ownerId: 1,
    isPublic: true,
  })
  const deps = {
    github: { readRepository },
    reader,
    writer: createInProcessWriter(twoSignaturePack()),
    site: 'https://github.com',
    clock: () => START,
  }
  const document = await writeDossier(ref(1), deps)
  expect(new Set(asked).size).toBe(30)
  expect(asked).toHaveLength(30)
  expect(reader.asked.length).toBeLessThanOrEqual(1 + 1 + 15)
  expect(document).not.toContain('flood-31')
})
