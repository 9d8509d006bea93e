/** How authors of a signature write: sentences with code in backticks, commands, and `{{name}}` for a captured value. */

/** A captured value's place; global, so for `matchAll` and `replace` only. */
export const CAPTURE_PLACEHOLDER = /\{\{\s*([\w-]+)\s*\}\}/g

/** Has code of its own inside, or begins with five plain words: a place described rather than a command. */
const SENTENCE = /`|^(?:[\p{L}'’]+[,;:]?\s+){5}/u

/** Whether the `how` of a step is a sentence; what is none is a command or a click path, shown as code. */
export function readsAsSentence(how: string): boolean {
  return SENTENCE.test(how)
}

/** @returns the stretches of a sentence that stand in backticks, without them */
export function codeIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/`([^`]*)`/g)].map(([, code]) => code as string)
}

/** @returns names of the captured values that a text speaks of, in order, each once; mistyped ones as they stand there */
export function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map(([, name]) => name as string))]
}
