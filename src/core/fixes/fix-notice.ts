/** What the bot's comment on one issue has to say about the fix of its cause. Plain data. */
import type { FixLedger, FixRelation } from './ledger.ts'

export type FixNotice =
  /** This is the comment in which the reporters are asked, and which shows what they found. */
  | {
      readonly kind: 'asked'
      readonly ledger: FixLedger
      /** Logins to mention; empty unless the repository wants mentions. */
      readonly mentions: readonly string[]
      /** Whether a comment may be created for it. */
      readonly mayCreate: boolean
    }
  /** This report has the same cause, and its own answer says how its version compares with the fix. */
  | {
      readonly kind: 'report'
      readonly ledger: FixLedger
      readonly relation: FixRelation
      /** Number of the issue on which the reporters are asked. */
      readonly place: number
    }
  /** The claim was withdrawn after the reporters were asked in this comment. */
  | { readonly kind: 'withdrawn' }
