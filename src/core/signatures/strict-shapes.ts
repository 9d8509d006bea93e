/**
 * The shapes that a value from a report must have to be inserted into code. They consist of characters without a
 * special meaning in shells, PowerShell, cmd and Markdown. A value without such a shape is never inserted into code.
 */

/** In characters. A longer value is not a host, scope or version. */
export const MAX_STRICT_LENGTH = 200

/** The characters of all shapes, as the inside of a character class. */
const PLAIN = String.raw`\w.:/%~@+-`
const PLAIN_CHARACTER = new RegExp(`^[${PLAIN}]$`)

const HOST = String.raw`[A-Za-z0-9_](?:[\w-]{0,62})(?:\.[A-Za-z0-9_][\w-]{0,62}){0,8}(?::\d{1,5})?`
/** Path of a URL; a percent sign must start an escape. */
const PATH = String.raw`(?:[\w.:/~@+-]|%[0-9A-Fa-f]{2}){0,200}`

const STRICT_SHAPES = {
  number: /^\d{1,20}$/,
  version: /^v?\d{1,9}(?:\.\d{1,9}){1,5}(?:[-+][A-Za-z0-9][A-Za-z0-9.-]{0,40})?$/,
  /** Error codes, statuses, variables, methods, ids. */
  identifier: /^[A-Za-z0-9_][\w-]{0,199}$/,
  /** As in `files:read`, `user.read`, `https://www.googleapis.com/auth/drive`. */
  scope: /^[A-Za-z0-9_][\w.:/-]{0,199}$/,
  host: new RegExp(`^${HOST}$`),
  url: new RegExp(`^https?://${HOST}(?:/${PATH})?$`, 'i'),
  /** As in the query of another URL. */
  'escaped URL': new RegExp(`^https?%3A%2F%2F${PATH}$`, 'i'),
  path: /^(?:~|\.{1,2})?\/[\w.@+/-]{0,199}$/,
} as const satisfies Readonly<Record<string, RegExp>>

export type StrictShape = keyof typeof STRICT_SHAPES

/** @returns the first shape that the whole value has; null when it has none and must not be inserted into code */
export function strictShapeOf(value: string): StrictShape | null {
  if (value.length > MAX_STRICT_LENGTH) return null
  const shapes = Object.keys(STRICT_SHAPES) as StrictShape[]
  return shapes.find((shape) => STRICT_SHAPES[shape].test(value)) ?? null
}

/** Returns true for a character that a value of a strict shape may contain. */
export function isPlainCharacter(character: string): boolean {
  return PLAIN_CHARACTER.test(character)
}
