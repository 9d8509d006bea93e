/** What somebody asked for and is told in the bot's comment, beside what the comment says anyway. */
import type { Problem } from '../signatures/problems.ts'
import type { Rights } from './feedback-event.ts'

export type RequestedAnswer =
  | { readonly kind: 'help'; readonly rights: Rights }
  | { readonly kind: 'explain' }
  | { readonly kind: 'duplicates' }
  | { readonly kind: 'cluster' }
  /** `document` is Markdown; left out where none could be written. */
  | { readonly kind: 'report'; readonly document?: string }
  /** A command that was not carried out; `why` has no full stop. */
  | { readonly kind: 'refused'; readonly command: string; readonly why: string }
  /** Commands beyond the first few of one comment. */
  | { readonly kind: 'too-many'; readonly left: number }
  /** What is wrong with the settings of the repository, for who may mend it; nobody has to ask. */
  | { readonly kind: 'settings'; readonly problems: readonly Problem[] }
