import type { FeedbackEvent } from '../../src/core/feedback/feedback-event.ts'

let created = 0

/** A reporter's feedback event on acme/app#1, with a unique id. Tests override the fields that matter to them. */
export function verdictOf(overrides: Partial<FeedbackEvent> = {}): FeedbackEvent {
  created += 1
  return {
    id: `comment-${created}/0`,
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
