import type { FeedbackEvent } from '../../src/core/feedback/feedback-event.ts'

let given = 0

/** A feedback event of a reporter on acme/app#1; what a test is about is overridden. Each has an id of its own. */
export function verdictOf(overrides: Partial<FeedbackEvent> = {}): FeedbackEvent {
  given += 1
  return {
    id: `comment-${given}/0`,
    ref: { owner: 'acme', repo: 'app', number: 1 },
    kind: 'wrong-signature',
    other: null,
    signature: null,
    step: null,
    detail: null,
    who: 'reporter',
    rights: 'reporter',
    origin: 'command',
    at: 1_795_000_000_000,
    ...overrides,
  }
}
