import { describe, expect, test } from 'vitest'
import type { NamedCause, Remark, Speaker } from '../../../src/core/outcomes/ending.ts'
import { readEnding } from '../../../src/core/outcomes/read-ending.ts'
import { twoSignaturePack } from '../../support/packs.ts'

const pack = twoSignaturePack()

const say = (by: Speaker, body: string, who: string = by): Omit<Remark, 'id'> => ({ by, who, body })
const read = (remarks: readonly Omit<Remark, 'id'>[], named: readonly NamedCause[] = []) =>
  readEnding({ answer: 'lost-badge', remarks: remarks.map((it, at) => ({ ...it, id: at + 1 })), named }, pack)
const gradeOf = (...remarks: readonly Omit<Remark, 'id'>[]) => read(remarks).grade

const OTHER = 'The OAuth login failed because torn-ticket found. Login error solved.'
const SAME = 'The OAuth login failed because lost-badge found. Login error solved.'

test('a cause that the reporter states contradicts another answer, and says who and where', () => {
  expect(read([say('bot', 'x'), say('reporter', OTHER, 'ann')])).toEqual({
    grade: 'contradicted',
    cause: 'torn-ticket',
    who: 'ann',
    remark: 2,
  })
})

test('the same cause confirms the answer', () => {
  expect(gradeOf(say('reporter', SAME))).toBe('confirmed')
  expect(gradeOf(say('maintainer', SAME))).toBe('confirmed')
})

test.each(['bystander', 'bot'] as const)('a %s decides nothing', (by) => {
  expect([gradeOf(say(by, OTHER)), gradeOf(say(by, SAME))]).toEqual(['no-evidence', 'no-evidence'])
})

test.each(['Fixed.', 'Thanks a lot, works!', '', 'Closing.'])('%j is no evidence', (body) => {
  expect(gradeOf(say('reporter', body))).toBe('no-evidence')
})

test('evidence without a verdict does not contradict: it may be one more log line', () => {
  expect(gradeOf(say('reporter', 'OAuth login error: torn-ticket found'))).toBe('no-evidence')
})

test('a maintainer who asks has not decided', () => {
  expect(gradeOf(say('maintainer', `${OTHER} Can you check that?`))).toBe('no-evidence')
})

test("a maintainer's bare statement counts once the reporter says that it helped", () => {
  const statement = say('maintainer', 'The OAuth login fails here with torn-ticket found. Login error.')
  expect(gradeOf(statement)).toBe('no-evidence')
  expect(gradeOf(statement, say('reporter', 'Works, thank you!'))).toBe('contradicted')
  expect(gradeOf(statement, say('reporter', 'It still fails.'))).toBe('no-evidence')
})

describe('what the reporter says later', () => {
  test('voids a verdict if the failure is still there', () => {
    expect(gradeOf(say('maintainer', OTHER), say('reporter', 'No, still failing.'))).toBe('no-evidence')
  })

  test('against an earlier verdict leaves no evidence', () => {
    expect(gradeOf(say('maintainer', SAME), say('reporter', OTHER))).toBe('no-evidence')
  })
})

describe('words that point back', () => {
  const yes = say('reporter', 'That was it, thanks!')

  test('confirm the answer if nobody else suggested anything', () => {
    expect(gradeOf(yes)).toBe('confirmed')
    expect(gradeOf(say('bystander', '+1'), yes)).toBe('confirmed')
  })

  test('are no evidence after a suggestion by somebody else', () => {
    expect(gradeOf(say('bystander', 'For me the proxy was the problem.'), yes)).toBe('no-evidence')
  })

  test('are no evidence from a maintainer', () => {
    expect(gradeOf(say('maintainer', 'That was it, thanks!'))).toBe('no-evidence')
  })

  test('confirm the answer after any suggestion if they name the bot', () => {
    const suggestion = say('bystander', 'For me the proxy was the problem.')
    expect(gradeOf(suggestion, say('reporter', 'The bot was right, step 2 showed it.'))).toBe('confirmed')
  })
})

describe('a named cause', () => {
  const named = (by: NamedCause['by'], signature: string | null) => ({ by, who: by, signature })

  test('by a maintainer is final', () => {
    expect(read([say('reporter', SAME)], [named('maintainer', 'torn-ticket')])).toMatchObject({
      grade: 'contradicted',
      cause: 'torn-ticket',
    })
    expect(read([say('reporter', OTHER)], [named('maintainer', 'lost-badge')]).grade).toBe('confirmed')
  })

  test('by the reporter does not contradict, because only a maintainer may name one', () => {
    expect(read([], [named('reporter', 'torn-ticket')]).grade).toBe('no-evidence')
  })

  test('that says that the answer worked confirms it', () => {
    expect(read([], [named('reporter', null)]).grade).toBe('confirmed')
  })

  test('that the pack does not have is no evidence', () => {
    expect(read([], [named('maintainer', 'unheard-of')]).grade).toBe('no-evidence')
  })
})
