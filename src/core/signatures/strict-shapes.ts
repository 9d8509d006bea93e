/**
 * What a value that was read from a report must look like to stand inside code: a table of shapes, all made of
 * characters that mean nothing to a shell, to PowerShell, to cmd or to Markdown. Whatever fits none is not put there.
 */

/** Longer values are no hosts, scopes or versions. */
export const MAX_STRICT_LENGTH = 200

/** All that a shape is made of, as the inside of a character class. */
const PLAIN = String.raw`\w.:/%~@+-`
const PLAIN_CHARACTER = new RegExp(`^[${PLAIN}]$`)

const HOST = String.raw`[A-Za-z0-9_](?:[\w-]{0,62})(?:\.[A-Za-z0-9_][\w-]{0,62}){0,8}(?::\d{1,5})?`
/** Of a URL's path: a percent sign only as the beginning of an escape. */
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
  /** As it stands in the query of another one. */
  'escaped URL': new RegExp(`^https?%3A%2F%2F${PATH}$`, 'i'),
  path: /^(?:~|\.{1,2})?\/[\w.@+/-]{0,199}$/,
} as const satisfies Readonly<Record<string, RegExp>>

export type StrictShape = keyof typeof STRICT_SHAPES

/** @returns the first shape that the whole value has; null when it has none, and so does not belong into code */
export function strictShapeOf(value: string): StrictShape | null {
  if (value.length > MAX_STRICT_LENGTH) return null
  const shapes = Object.keys(STRICT_SHAPES) as StrictShape[]
  return shapes.find((shape) => STRICT_SHAPES[shape].test(value)) ?? null
}

/** Whether a character can stand in a value of a strict shape. */
export function isPlainCharacter(character: string): boolean {
  return PLAIN_CHARACTER.test(character)
}
