/** Returns the offset of the line feed that ends the line at an offset, or the length of the text. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end === -1 ? text.length : end
}
