/**
 * A value from a report must match one of these shapes before it is inserted into code. The shapes allow only
 * characters without a special meaning in shells, PowerShell, cmd and Markdown, or without one inside quotation marks. A value that matches none of them is
 * never inserted into code.
 */

/** In characters. A longer value is not a host, scope or version. */
export const MAX_STRICT_LENGTH = 200

/** Every character that the shapes allow, as the content of a character class. */
const PLAIN = String.raw`\w.:/%~@+-`
const PLAIN_CHARACTER = new RegExp(`^[${PLAIN}]$`)

const HOST = String.raw`[A-Za-z0-9_](?:[\w-]{0,62})(?:\.[A-Za-z0-9_][\w-]{0,62}){0,8}(?::\d{1,5})?`
/** URL path; a percent sign must start an escape. */
const PATH = String.raw`(?:[\w.:/~@+-]|%[0-9A-Fa-f]{2}){0,200}`

const STRICT_SHAPES = {
  number: /^\d{1,20}$/,
  version: /^v?\d{1,9}(?:\.\d{1,9}){1,5}(?:[-+][A-Za-z0-9][A-Za-z0-9.-]{0,40})?$/,
  /** Error codes, statuses, variables, methods, ids. */
  identifier: /^[A-Za-z0-9_][\w-]{0,199}$/,
  /** For example `files:read`, `user.read`, `https://www.googleapis.com/auth/drive`. */
  scope: /^[A-Za-z0-9_][\w.:/-]{0,199}$/,
  host: new RegExp(`^${HOST}$`),
  url: new RegExp(`^https?://${HOST}(?:/${PATH})?$`, 'i'),
  /** As it occurs in the query string of another URL. */
  'escaped URL': new RegExp(`^https?%3A%2F%2F${PATH}$`, 'i'),
  /** A package with its scope, such as `@acme/client`. */
  package: /^@[a-z\d][\w.~-]{0,80}\/[a-z\d][\w.~-]{0,100}$/i,
  /** A user at a host, such as `git@example.com`. */
  account: new RegExp(`^[A-Za-z_][\\w.-]{0,31}@${HOST}$`),
  /** Equals signs and commas mean nothing inside quotation marks. */
  'distinguished name': /^(?:cn|uid)=[\w.@-]{1,64}(?:,(?:cn|ou|dc|o|uid)=[\w.@-]{1,64}){1,12}$/i,
  path: /^(?:~|\.{1,2})?\/[\w.@+/-]{0,199}$/,
} as const satisfies Readonly<Record<string, RegExp>>

export type StrictShape = keyof typeof STRICT_SHAPES

/** @returns the first shape that the whole value matches; null if it matches none and must not be inserted into code */
export function strictShapeOf(value: string): StrictShape | null {
  if (value.length > MAX_STRICT_LENGTH) return null
  const shapes = Object.keys(STRICT_SHAPES) as StrictShape[]
  return shapes.find((shape) => STRICT_SHAPES[shape].test(value)) ?? null
}

/** Returns true for a character that the strict shapes allow. */
export function isPlainCharacter(character: string): boolean {
  return PLAIN_CHARACTER.test(character)
}
