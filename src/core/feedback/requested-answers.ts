/** Answers to commands, shown in the bot's comment in addition to its usual content. */
import type { Problem } from '../signatures/problems.ts'
import type { Rights } from './feedback-event.ts'

export type RequestedAnswer =
  | { readonly kind: 'help'; readonly rights: Rights }
  | { readonly kind: 'explain' }
  | { readonly kind: 'duplicates' }
  | { readonly kind: 'cluster' }
  /** `document` is Markdown; omitted when it could not be written. */
  | { readonly kind: 'report'; readonly document?: string }
  /** A refused command; `why` has no full stop. */
  | { readonly kind: 'refused'; readonly command: string; readonly why: string }
  /** Commands beyond the limit for one comment. */
  | { readonly kind: 'too-many'; readonly left: number }
  /** Problems in the repository's settings, for maintainers; shown without a command. */
  | { readonly kind: 'settings'; readonly problems: readonly Problem[] }
