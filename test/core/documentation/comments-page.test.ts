import { expect, test } from 'vitest'
import { renderCommentsPage, sampleComments } from '../../../src/core/documentation/comments-page.ts'
import { SHIPPED as pack } from '../../support/shipped.ts'

/** What a reader sees before unfolding anything, in words. Commands count. */
function visibleWords(comment: string): number {
  const shown = comment
    .replace(/<details>\s*<summary>(.*?)<\/summary>[\s\S]*?<\/details>/g, '$1')
    .replace(/<[^>]+>/g, ' ')
  return shown.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

test('the page of comments shows ten whole comments, as the bot writes them', async () => {
  await expect(renderCommentsPage(pack)).toMatchFileSnapshot('../../../docs/comments.md')
  expect(sampleComments(pack).filter(({ comment }) => comment !== '')).toHaveLength(10)
})

test.each(sampleComments(pack).map(({ name, comment }) => [name, comment]))('is short: %s', (name, comment) => {
  const isSymptom = comment.includes('**What decides:**')
  expect(visibleWords(comment)).toBeLessThanOrEqual(name === 'A question' ? 60 : isSymptom ? 250 : 150)
})

test('a question is the only question of its comment', () => {
  const question = sampleComments(pack).find(({ name }) => name === 'A question')?.comment ?? ''
  expect(question.match(/\?/g)).toHaveLength(1)
})
