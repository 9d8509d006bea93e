/** Reads a signature's texts: sentences with code in backticks, commands, and `{{name}}` for a captured value. */

/** The placeholder for a captured value. The pattern is global, so use it only with `matchAll` and `replace`. */
export const CAPTURE_PLACEHOLDER = /\{\{\s*([\w-]+)\s*\}\}/g

/** Text with code in it, or with five plain words at the start, perhaps in quotation marks: a description, not a command. */
const SENTENCE = /`|^(?:["“'‘]?[\p{L}'’]+["”'’]?[,;:]?\s+){5}/u

/** Returns true if a step's `how` is a sentence. Otherwise it is a command or a click path, shown as code. */
export function readsAsSentence(how: string): boolean {
  return SENTENCE.test(how)
}

/** @returns the parts of a sentence that are in backticks, without the backticks */
export function codeIn(sentence: string): readonly string[] {
  return [...sentence.matchAll(/`([^`]*)`/g)].map(([, code]) => code as string)
}

/**
 * @returns the names of the captured values that a text mentions, in order, without duplicates; includes mistyped names
 */
export function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map(([, name]) => name as string))]
}
